import { lastOfMonth } from '../../../kernel/calendar'
import { exact, toText } from '../../../kernel/exact'
import { listLastMonths } from '../../../kernel/period'
import type { ExportColumn, ExportRow } from '../../../platform/exports/export-column'
import { type AnyMeasure, type Ground, listLocked, natureOf, observe, sliceText, wholeSlice } from '../../measures/index'
import { decimal } from '../api/shapes'
import { listLockedParts } from '../queries/observations'
import type { BoardLine } from '../reading/board'
import { slicesAt, slicesOf } from '../reading/slices'
import { readTrend } from '../reading/trend'
import { percentOf } from '../rules/attainment'
import type { Place } from '../routes/asking'

const numbers = ['value', 'num', 'den', 'n', 'low', 'high', 'baseline', 'target_published', 'expected_to_date', 'attainment', 'lock_no', 'revised_value'] as const
const names = [
  'framework', 'indicator', 'unit_code', 'slice', 'period', 'value', 'num', 'den', 'n', 'low', 'high', 'baseline', 'baseline_status', 'rule', 'target_exact', 'target_published', 'expected_to_date', 'attainment', 'state', 'grade',
  'lock_no', 'revised_value',
] as const
type Name = (typeof names)[number]
/** One line of the values file; what is left out is an empty cell, never a zero. */
export type ValueLine = Readonly<Partial<Record<Name, string | null>>>

/** The same headings in every language, because other programs read the file. */
export const valueColumns: ExportColumn[] = names.map((heading) => ({ heading, kind: (numbers as readonly string[]).includes(heading) ? 'number' : 'text' }))
export const valueRow = (line: ValueLine): ExportRow => names.map((name) => line[name] ?? null)

/** A whole month by its key, any other stretch as an interval of ISO 8601. */
const periodText = ({ from, to }: { from: string; to: string }): string => (from.slice(0, 7) === to.slice(0, 7) && from.endsWith('-01') && lastOfMonth(from as never) === to ? from.slice(0, 7) : `${from}/${to}`)

const headOf = ({ indicator, slice }: Pick<BoardLine, 'indicator' | 'slice'>, place: Pick<Place, 'centre'>): ValueLine => ({ framework: indicator.framework, indicator: indicator.key, unit_code: place.centre?.code ?? '', slice })
const stateOf = ({ actual, target, standing }: BoardLine): string => (actual.state !== 'ok' ? actual.state : target ? standing : 'ok')

/** The newest value of an indicator beside what was agreed. */
export function currentLine(line: BoardLine, place: Pick<Place, 'centre'>): ValueLine {
  const { actual, baseline, target, expected, whole, window, part, isShare } = line
  const value = actual.state === 'ok' ? actual.value : null
  const parts = 'num' in actual ? actual : { num: null, den: null, n: null }
  // A counted part is a share of its whole; where it is judged by that, the share and what it could be at most are its bounds.
  const counted = part ? { ...parts, num: value, den: part.whole } : parts
  const [low, high] = isShare && part ? [part.share, part.high] : [null, null]
  return {
    ...headOf(line, place), period: periodText(window), value: decimal(value), num: decimal(counted.num), den: decimal(counted.den), n: counted.n === null ? null : String(counted.n), low: decimal(low), high: decimal(high), baseline: decimal(baseline?.value ?? null),
    baseline_status: baseline?.status ?? null, rule: target?.rule ?? null, target_exact: target?.exact ? toText(target.exact) : null, target_published: decimal(target?.published ?? null), expected_to_date: decimal(expected),
    attainment: whole?.share ? percentOf(whole.share) : null, state: stateOf(line),
  }
}

/** Month by month: as locked where the month is locked, with its number and what a recount says; else as counted now. */
export async function monthLines(ground: Ground, line: BoardLine & { measure: AnyMeasure }, place: Place): Promise<ValueLine[]> {
  const { measure } = line
  const months = listLastMonths(natureOf(measure.tree) === 'stock' ? 6 : 12, line.window.to)
  const locked = place.centre ? (await listLocked(ground.reader, place.centre.id, months.map(({ key }) => key), line.slice)).filter((one) => one.measure === measure.id) : []
  const parts = await listLockedParts(ground.reader, locked.map(({ id }) => id))
  const text = (value: string | null | undefined) => decimal(value ? exact(value) : null)
  return (await readTrend(ground, measure, months, place.centre, line.slice)).map(({ month, observation }): ValueLine => {
    const head = { ...headOf(line, place), period: month.key }
    const frozen = locked.find(({ period }) => period === month.key)
    if (!frozen) return { ...head, value: decimal(observation.value), num: decimal(observation.num), den: decimal(observation.den), n: observation.n === null ? null : String(observation.n), state: observation.state }
    const part = parts.get(frozen.id)
    return {
      ...head, value: decimal(frozen.value), num: text(part?.num), den: text(part?.den), n: part?.n === null || part === undefined ? null : String(part.n), state: frozen.state.replace('_', '-'), grade: frozen.grade,
      lock_no: String(frozen.lockNo), revised_value: decimal(frozen.revisions.at(-1)?.newValue ?? null),
    }
  })
}

/** The parts of the newest value; a part has none of its own. */
export async function sliceLines(ground: Ground, line: BoardLine & { measure: AnyMeasure }, place: Place): Promise<ValueLine[]> {
  const found: ValueLine[] = []
  if (line.slice !== wholeSlice) return found
  for (const slice of slicesOf(ground, line.indicator, line.measure).map(sliceText)) {
    const { total } = await observe(ground, line.measure, { ...line.window, slices: slicesAt(slice, place.centre?.code ?? null), closedOn: null })
    found.push({ ...headOf({ ...line, slice }, place), period: periodText(line.window), value: decimal(total.value), num: decimal(total.num), den: decimal(total.den), n: total.n === null ? null : String(total.n), state: total.state })
  }
  return found
}
