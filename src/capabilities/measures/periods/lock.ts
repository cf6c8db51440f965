import { toDecimal } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { parsePeriod, type Period } from '../../../kernel/period'
import type { CalendarDate } from '../../../kernel/calendar'
import type { StatisticsReader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { countRecordsOf, type CountedRecords, listCountedMeasures, type RecordList } from '../figures/count-records'
import { type Ground, groundOf, workingCalendar } from '../figures/figure'
import { anyDimensions, enteredIn, isAnyCollected, type Observation } from '../figures/observe'
import { storedAmounts } from '../figures/record-amounts'
import type { AnyMeasure } from '../language/composed'
import { definitionHash } from '../language/canonical'
import { isEntered } from '../language/entered'
import { parseSlice, wholeSlice } from '../language/slice'
import { listLocked, type LockedFigure, type LockedState } from './locked'
import { readQuality } from './period-queries'
import { differenceOf, setDigest } from './period-rules'

/** Figures and amounts are kept with six decimals. */
const six = (value: Observation['value']) => (value === null ? null : toDecimal(value, 6))
const states: Record<Observation['state'], LockedState> = { ok: 'ok', 'not-due': 'not_due', 'not-computable': 'not_computable', 'not-collected': 'no_data', 'not-split': 'no_data', 'no-data': 'no_data', 'not-recorded': 'no_data' }
const stateOf = ({ state, value }: Observation): LockedState => (value?.numerator === 0n ? 'nil' : states[state])

/** A part of a measure that a month freezes beside the whole, because somebody is judged by it. */
export interface FrozenPart {
  readonly measure: string
  readonly slice: string
}
interface Part {
  readonly measure: AnyMeasure
  readonly slice: string
}
/** The whole of each measure, and those parts of it that it can be split into. */
const partsOf = (ground: Ground, measures: readonly AnyMeasure[], parts: readonly FrozenPart[]): Part[] =>
  measures.flatMap((measure) => {
    const own = new Set(parts.filter((part) => part.measure === measure.id && parseSlice(part.slice)?.every(({ dimension }) => anyDimensions(measure, ground).includes(dimension))).map(({ slice }) => slice))
    return [wholeSlice, ...[...own].filter((slice) => slice !== wholeSlice).sort()].map((slice) => ({ measure, slice }))
  })

const countMonth = (reader: StatisticsReader, ground: Ground, { measure, slice }: Part, code: string, { from, to }: Period, closedOn: CalendarDate | null): Promise<CountedRecords> =>
  countRecordsOf(reader, ground, measure, { from, to, slices: [...(parseSlice(slice) ?? []), { dimension: 'centre', value: code }], closedOn })

/** What rests on entered figures is never better than this. */
const gradeOf = (measure: AnyMeasure, grade: string): string => (grade === 'A' && enteredIn(measure).length > 0 ? 'B' : grade)

const rowsOf = (lists: readonly RecordList[]) => lists.flatMap(({ part, amounts }) => [...amounts].map(([record_key, amount]) => ({ part, record_key, amount: toDecimal(amount, 6) })))
const keyOf = ({ part, record_key }: { part: string; record_key: string }) => `${part}:${record_key}`

/** Freezes every figure of a centre's month with its definition and the keys of its records. Answers with the number of figures. */
export async function freezeMonth(tx: Tx, platform: Platform, given: { centreId: string; code: string; period: string; lockNo: number; grade: string; isSilent: boolean; parts?: readonly FrozenPart[] }): Promise<number> {
  const month = parsePeriod(given.period)
  if (!month) return 0
  const ground = await groundOf(tx, platform)
  const parts = partsOf(ground, await listCountedMeasures(ground, month.to), given.parts ?? [])
  const counted: (Part & { found: CountedRecords })[] = []
  await tx.statistics(async (reader) => {
    for (const part of parts) counted.push({ ...part, found: await countMonth(reader, ground, part, given.code, month, tx.context.today) })
  })
  for (const { measure, slice, found: { lists, observation } } of counted) {
    const id = newId()
    const rows = rowsOf(lists)
    // An entered figure needs no day with records.
    const isSilent = given.isSilent && !isEntered(measure.tree)
    await tx.db.insertInto('observation').values({
      id, created_at: tx.context.now, centre_id: given.centreId, period: given.period, measure: measure.id, slice, measure_version: measure.version, definition_hash: definitionHash(measure.tree),
      state: isSilent ? 'no_data' : stateOf(observation), value: isSilent ? null : six(observation.value), num: six(observation.num), den: six(observation.den),
      n: rows.length, grade: gradeOf(measure, given.grade), lock_no: given.lockNo, set_digest: setDigest(rows.map((row) => (row.part === 'row' ? row.record_key : keyOf(row)))),
    }).execute()
    for (let at = 0; at < rows.length; at += 500) await tx.db.insertInto('observation_record').values(rows.slice(at, at + 500).map((row) => ({ ...row, observation_id: id, centre_id: given.centreId }))).execute()
  }
  return counted.length
}

/** The amounts of the locked records, by part and key. */
async function readLockedRows(tx: Tx, { id }: LockedFigure): Promise<Map<string, string>> {
  const stored = await tx.db.selectFrom('observation_record').select(['part', 'record_key', 'amount']).where('observation_id', '=', id).execute()
  const lists = (['row', 'num', 'den'] as const).map((part): RecordList => ({ part, amounts: storedAmounts(stored.filter((row) => row.part === part)) }))
  return new Map(rowsOf(lists).map((row) => [keyOf(row), row.amount]))
}

/** Whether nothing at all was reported for a month on any day that was expected. */
export const isSilentMonth = ({ reportedDays, expectedDays }: { reportedDays: number; expectedDays: number }): boolean => reportedDays === 0 && expectedDays > 0

/**
 * Counts a locked month again. What differs becomes a revision; the locked figure does not move. A figure that had no data
 * gets a value only from records of its own: silence never becomes a zero. Answers with the number of new revisions.
 */
export async function recountMonth(tx: Tx, platform: Platform, { centreId, code, period }: { centreId: string; code: string; period: string }): Promise<number> {
  const month = parsePeriod(period)
  if (!month) return 0
  const ground = await groundOf(tx, platform)
  const isSilent = isSilentMonth(await tx.statistics((reader) => readQuality(reader, code, month, tx.context.today, workingCalendar(platform.country))))
  let written = 0
  for (const locked of await listLocked(tx, centreId, [period], null)) {
    const measure = locked.definition
    // A figure of another definition is not compared: its records were chosen by another rule.
    if (!measure || definitionHash(measure.tree) !== locked.definitionHash || !isAnyCollected(measure, ground)) continue
    const { lists, observation } = await tx.statistics((reader) => countMonth(reader, ground, { measure, slice: locked.slice }, code, month, null))
    const now = new Map(rowsOf(lists).map((row) => [keyOf(row), row.amount]))
    const { added, removed, changed } = differenceOf(await readLockedRows(tx, locked), now)
    const hasNoData = locked.state === 'no_data' && ((isSilent && !isEntered(measure.tree)) || now.size === 0)
    const [state, value] = hasNoData ? ['no_data' as const, null] : [stateOf(observation), six(observation.value)]
    const last = locked.revisions.at(-1) ?? { newValue: locked.value, newState: locked.state, added: 0, removed: 0, changed: 0 }
    const isSame = (six(last.newValue) ?? last.newState) === (value ?? state) && last.added === added && last.removed === removed && last.changed === changed
    if (isSame) continue
    await tx.db.insertInto('observation_revision').values({
      id: newId(), created_at: tx.context.now, observation_id: locked.id, centre_id: centreId, old_value: six(locked.value), new_value: value, new_state: state, added, removed, changed, found_on: tx.context.today, reason: 'recount',
    }).execute()
    written += 1
  }
  return written
}
