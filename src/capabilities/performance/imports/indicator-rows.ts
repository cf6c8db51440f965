import type { Reader, Tx } from '../../../platform/db/database'
import { holdsTarget, scriptFault } from '../../../platform/country/index'
import { type CellOutcome, codeColumn, type Column, type Columns } from '../../../platform/imports/column'
import type { DryRun, RowValues } from '../../../platform/imports/dry-run'
import type { Checked } from '../../../platform/imports/fault'
import type { RawTable } from '../../../platform/imports/read-table'
import { languages } from '../../../platform/i18n/words'
import { type AnyMeasure, anyDimensions, type Ground, readMeasures } from '../../measures/index'
import { listFrameworks } from '../queries/framework'
import { type KnownIndicator, listKnownIndicators, listPillarTitles, putIndicator } from '../queries/indicators'
import type { Direction } from '../rules/attainment'
import type { Accumulation } from '../rules/window'
import { checkTable, type RowRefusal } from './checked'
import { named, unknown } from './columns'

type Language = (typeof languages)[number]
type ByLanguage<Prefix extends string> = { readonly [Key in `${Prefix}_${Language}`]: string }
export interface IndicatorValues extends ByLanguage<'label'>, ByLanguage<'pillar'> {
  readonly framework: string
  readonly pillar: string
  readonly key: string
  /** Id of a measure; one that nothing counts yet only where an indicator names it already. */
  readonly measure: string
  readonly direction: Direction
  readonly accumulation: Accumulation
  readonly slices: readonly string[]
}
const directions = ['up', 'down', 'band', 'none'] as const
const accumulations = ['period', 'year-to-date', 'rolling-12', 'as-at', 'cohort'] as const
const sliceNames = ['sex', 'age_band', 'group'] as const

export interface IndicatorScope {
  readonly ground: Ground
  readonly frameworks: readonly string[]
  readonly pillars: readonly { readonly framework: string; readonly key: string; readonly titles: unknown }[]
  readonly known: readonly KnownIndicator[]
  readonly measures: readonly AnyMeasure[]
}
export async function readScope(reader: Reader, ground: Ground): Promise<IndicatorScope> {
  return {
    ground, frameworks: (await listFrameworks(reader)).filter(({ state }) => state === 'in-force').map(({ key }) => key), pillars: await listPillarTitles(reader), known: await listKnownIndicators(reader),
    measures: (await readMeasures(reader)).list(reader.context.today),
  }
}

/** A name in one language: no target in it, and in its own letters. */
const nameColumn = <Name extends string>(name: Name, language: Language, more: Pick<Column<string>, 'required'>): Column<string> & { readonly name: Name } => named(name, {
  kind: 'text', maxLength: 120, headings: {}, ...more,
  parse: (text): CellOutcome<string> => (holdsTarget.test(text) ? { ok: false, reason: 'target-in-name' } : scriptFault(text, language) !== null ? { ok: false, reason: 'letters' } : { ok: true, value: text }),
})

export const indicatorColumns = ({ ground, frameworks, measures, known }: IndicatorScope): Columns<IndicatorValues> => [
  named('framework', { kind: 'code', required: true, headings: {}, parse: (text): CellOutcome<string> => (frameworks.includes(text) ? { ok: true, value: text } : unknown('unknown-framework', frameworks, text)) }),
  named('pillar', { kind: 'code', required: true, headings: {}, parse: (text): CellOutcome<string> => (/^[a-z0-9-]{2,40}$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'pillar-key', params: { example: 'services' } }) }),
  nameColumn('pillar_km', 'km', {}), nameColumn('pillar_lo', 'lo', {}), nameColumn('pillar_en', 'en', {}),
  named('key', { kind: 'code', required: true, headings: {}, parse: (text): CellOutcome<string> => (/^[a-z0-9_]{3,60}$/.test(text) ? { ok: true, value: text } : { ok: false, reason: 'indicator-key', params: { example: 'job_placements' } }) }),
  named('measure', {
    kind: 'code', required: true, headings: {},
    parse(text): CellOutcome<string> {
      const ids = measures.map(({ id }) => id)
      return ids.includes(text) || known.some((one) => one.measure === text) ? { ok: true, value: text } : unknown('unknown-measure', ids, text)
    },
  }),
  nameColumn('label_km', 'km', { required: true }), nameColumn('label_lo', 'lo', { required: true }), nameColumn('label_en', 'en', { required: true }),
  codeColumn('direction', directions, { required: true, headings: {} }), codeColumn('accumulation', accumulations, { required: true, headings: {} }),
  named('slices', {
    kind: 'text', headings: {},
    parse(text, row): CellOutcome<readonly string[]> {
      const asked = [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
      const measure = measures.find(({ id }) => id === row['measure'])
      const possible = sliceNames.filter((one) => !measure || anyDimensions(measure, ground).includes(one))
      return asked.every((one) => (possible as readonly string[]).includes(one)) ? { ok: true, value: asked } : { ok: false, reason: 'slices', params: { slices: possible.join(', ') || '–' } }
    },
  }),
]

/** What would count another thing than before, or the same thing twice, is refused: it needs a key of its own. */
function refusalOf({ known, pillars, measures }: IndicatorScope, values: RowValues<IndicatorValues>, others: readonly RowValues<IndicatorValues>[]): RowRefusal | undefined {
  const { framework, key, measure, accumulation, direction, pillar } = values
  if (!measure) return undefined
  const own = known.filter((one) => one.framework === framework)
  const before = own.find((one) => one.key === key)
  if (before && (before.measure !== measure || before.direction !== direction || before.accumulation !== accumulation)) {
    return { column: before.measure !== measure ? 'measure' : before.direction !== direction ? 'direction' : 'accumulation', reason: 'in-use', params: { value: before.measure !== measure ? before.measure : before.direction !== direction ? before.direction : before.accumulation } }
  }
  // A part with a target would be left without a page.
  const lost = before?.judged_by.filter((slice) => !(values.slices ?? []).includes(slice)) ?? []
  if (lost.length > 0) return { column: 'slices', reason: 'slices-in-use', params: { slices: lost.join(', ') } }
  const twin = own.find((one) => one.measure === measure && one.key !== key && one.retired_on === null)?.key ?? others.find((one) => one.framework === framework && one.measure === measure)?.key
  if (twin && twin !== key) return { column: 'measure', reason: 'measure-taken', params: { key: twin } }
  const kind = measures.find(({ id }) => id === measure)?.tree.kind
  if (kind && ((kind === 'cohort') !== (accumulation === 'cohort') || (kind === 'stock_at' && accumulation !== 'as-at'))) return { column: 'accumulation', reason: 'accumulation', params: { wanted: kind === 'cohort' ? 'cohort' : kind === 'stock_at' ? 'as-at' : accumulations.filter((one) => one !== 'cohort').join(', ') } }
  const isNew = !pillars.some((one) => one.framework === framework && one.key === pillar)
  const same = others.find((one) => one.framework === framework && one.pillar === pillar)
  if (isNew && !same && languages.some((language) => !values[`pillar_${language}`])) return { column: 'pillar', reason: 'pillar-new', params: { columns: languages.map((language) => `pillar_${language}`).join(', ') } }
  return same && languages.some((language) => values[`pillar_${language}`] !== same[`pillar_${language}`]) ? { column: 'pillar', reason: 'pillar-differs' } : undefined
}

export function checkIndicators(table: RawTable, scope: IndicatorScope): Promise<Checked<DryRun<IndicatorValues>>> {
  const before: { row: number; values: RowValues<IndicatorValues> }[] = []
  return checkTable(table, indicatorColumns(scope), 'indicators', () => [], (row, values) => {
    const twice = before.find((one) => one.values.framework === values.framework && one.values.key === values.key)
    if (twice) return { column: 'key', reason: 'twice', params: { first: twice.row } }
    const refusal = refusalOf(scope, values, before.map((one) => one.values))
    before.push({ row, values })
    return refusal
  })
}

export type IndicatorChange = 'new' | 'changed' | 'same'
const textsOf = (values: RowValues<IndicatorValues>, prefix: 'label' | 'pillar') => Object.fromEntries(languages.flatMap((language) => (values[`${prefix}_${language}`] ? [[language, values[`${prefix}_${language}`] ?? '']] : [])))
const isSameText = (one: unknown, other: unknown) => languages.every((language) => (one as Record<string, string>)[language] === (other as Record<string, string>)[language])

/** What a row would do to what is in force. */
export function changeOf({ known, pillars }: IndicatorScope, values: RowValues<IndicatorValues>): IndicatorChange {
  const before = known.find(({ framework, key }) => framework === values.framework && key === values.key)
  if (!before || before.retired_on !== null) return 'new'
  const pillar = pillars.find(({ framework, key }) => framework === values.framework && key === values.pillar)
  const titles = textsOf(values, 'pillar')
  const isSame = before.pillar === values.pillar && isSameText(before.labels, textsOf(values, 'label')) && (Object.keys(titles).length === 0 || isSameText(pillar?.titles ?? {}, titles)) && before.slices.join() === (values.slices ?? []).join()
  return isSame ? 'same' : 'changed'
}

/** Puts the rows in force. Indicators that the file does not name stay as they are. */
export async function putIndicators(tx: Tx, rows: readonly { readonly values: RowValues<IndicatorValues> }[]): Promise<void> {
  for (const { values } of rows) {
    await putIndicator(tx, {
      framework: values.framework ?? '', pillar: values.pillar ?? '', pillarTitles: textsOf(values, 'pillar'), key: values.key ?? '', measure: values.measure ?? '', labels: textsOf(values, 'label'),
      direction: values.direction ?? 'none', accumulation: values.accumulation ?? 'period', slices: values.slices ?? [],
    })
  }
  tx.note({ action: 'framework.import', subjectKind: 'framework', fields: [`indicators:${rows.length}`] })
}
