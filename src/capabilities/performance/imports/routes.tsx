import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { ImportReason } from '../../../platform/imports/fault'
import { mapColumns } from '../../../platform/imports/map-columns'
import { readTableSafely } from '../../../platform/imports/read-safely'
import type { RawTable } from '../../../platform/imports/read-table'
import { importWorkerFile } from '../../../platform/imports/worker-file'
import { numberFormatOf } from '../../../platform/text/number-format'
import { groundOf, readMeasures, wholeSlice } from '../../measures/index'
import { valueText } from '../pages/words'
import { listIndicators } from '../queries/framework'
import { offeredSlices, readSlice } from '../reading/slices'
import { placeOf, settingDoor, settingPost } from '../routes/asking'
import { checkFile, mappingOf, proposeAll, type ReadyRow } from './check'
import type { Column } from '../../../platform/imports/column'
import { type ImportScope, seriesColumns, targetColumns } from './columns'
import { type ImportKind, importKinds, ImportPage, type ImportPageProps, targetWords } from './page'
import { type Register, seriesRegister, targetRegister, type UnitValues } from './registers'
import { sayReason } from './sentences'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor' | 'files'>
const most = 2_000
const cells = z.array(z.string().max(10_000)).max(100)
const stored = z.object({
  headings: cells, rows: z.array(z.object({ row: z.number(), cells })).max(most),
  unreadable: z.array(z.object({ row: z.number(), reason: z.string().max(60), params: z.record(z.string(), z.union([z.string(), z.number()])), cells })).max(most),
})

const text = (typed: Fields, name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
const kindOf = (typed: Fields): ImportKind | undefined => importKinds.find((kind) => kind === typed['kind'])

export async function scopeOf({ tx, platform, actor, ui }: Pick<Request, 'tx' | 'platform' | 'actor' | 'ui'>): Promise<ImportScope> {
  const [measures, ground] = [await readMeasures(tx), await groundOf(tx, platform)]
  const centres = (await placeOf(tx, platform, actor, {}))?.centres ?? []
  return { indicators: await listIndicators(tx), centres, measureOf: (id) => measures.find(id, tx.context.today), sliceOf: ({ indicator, measure }, text) => readSlice(ground, indicator, measure, text), slicesOf: ({ indicator, measure }) => offeredSlices(ground, indicator, measure), language: ui.lang, format: numberFormatOf(ui.country.numberFormat as never, ui.lang) }
}
const namesOf = (scope: ImportScope) => ({ series: seriesColumns(scope).map(({ name }) => name), targets: targetColumns(scope).map(({ name }) => name) })

function show(request: Request, scope: ImportScope, props: Partial<ImportPageProps> & Pick<ImportPageProps, 'typed'>, status: 200 | 422 = 200): Answer {
  return page(request.ui.t('performance.import'), <ImportPage errors={{}} read={null} fault={null} columns={namesOf(scope)} {...props} />, { wide: true, status })
}

/** The table of a new file, or the one that went along with the form. */
export async function tableOf({ files }: Request, typed: Fields): Promise<RawTable | { reason: string; params: Record<string, string | number> } | undefined> {
  const file = files.get('file')
  if (file) {
    const table = await readTableSafely(file.bytes, { fileName: file.name }, { worker: await importWorkerFile() })
    if (!table.ok) return { reason: table.reason, params: { ...table.params } }
    return table.value.rows.length > most ? { reason: 'too-many-rows', params: { limit: most, row: most + 1 } } : table.value
  }
  if (text(typed, 'table') === '') return undefined
  try {
    const { headings, rows, unreadable } = stored.parse(JSON.parse(text(typed, 'table')))
    return { origin: { kind: 'csv' }, headings, rows, unreadable: unreadable.map((one) => ({ ...one, reason: one.reason as ImportReason })), blankRows: 0, isMarked: false }
  } catch {
    return { reason: 'damaged-file', params: {} }
  }
}

function chosenColumns(typed: Fields, headings: readonly string[]): ReadonlyMap<string, string> {
  return new Map(Object.entries(typed).flatMap(([name, value]) => (name.startsWith('map.') && typeof value === 'string' && headings.includes(value) ? [[name.slice(4), value] as const] : [])))
}

async function check<Values extends UnitValues, Given>(request: Request, scope: ImportScope, typed: Fields, kind: ImportKind, register: Register<Values, Given>, say: (row: ReadyRow<Given>) => string): Promise<Answer> {
  const { tx, ui, platform, files } = request
  const table = await tableOf(request, typed)
  if (!table) return show(request, scope, { typed, errors: { file: 'performance.import.choose-file' } }, 422)
  if ('reason' in table) return show(request, scope, { typed, fault: sayReason(ui, table.reason, table.params) }, 422)
  const [reason, isNew] = [text(typed, 'reason').trim(), files.get('file') !== undefined]
  const mapping = mappingOf(isNew ? new Map() : chosenColumns(typed, table.headings))
  const kept = { kind, table: JSON.stringify({ headings: table.headings, rows: table.rows, unreadable: table.unreadable }), headings: table.headings }
  const checked = await checkFile(tx, await groundOf(tx, platform), register, table, { scope, mapping, reason })
  if (!checked.ok) {
    const mapped = mapColumns(table, register.columns(scope) as readonly Column<unknown>[], mapping)
    return show(request, scope, { typed, fault: sayReason(ui, checked.reason, checked.params), read: { ...kept, mapping: mapped, wrong: [], ready: [] } }, 422)
  }
  const { dryRun, ready } = checked.value
  const read = { ...kept, mapping: checked.value.mapping, wrong: dryRun.wrong, ready: ready.map((row) => ({ ...row, words: say(row) })) }
  if (dryRun.wrong.length > 0 || text(typed, 'step') !== 'write') return show(request, scope, { typed, read }, dryRun.wrong.length > 0 ? 422 : 200)
  const refused = await proposeAll(tx, register, checked.value)
  return refused ? show(request, scope, { typed, fault: `${ui.t('performance.import.at', { row: refused.row })}: ${sayReason(ui, refused.reason, {})}` }, 422) : seeOther(ui.to('/performance/decisions'))
}

export const importRoutes: Route[] = [
  get('/performance/imports', { door: { ...settingDoor, audit: 'none: an empty form' }, handle: async (request) => show(request, await scopeOf(request), { typed: {} }) }),
  post('/performance/imports', {
    // No schema: the table that goes along is longer than a form field may be, and is checked cell by cell.
    door: { ...settingPost, limit: 'upload', body: 3_000 },
    handle: async (request) => {
      const { ui } = request
      const { typed } = request.form
      const [scope, kind] = [await scopeOf(request), kindOf(typed)]
      if (!kind) return show(request, scope, { typed, errors: { kind: 'performance.import.choose-kind' } }, 422)
      if (kind === 'targets' && [...text(typed, 'reason').trim()].length < 20) return show(request, scope, { typed, errors: { reason: 'performance.refusal.short-reason' } }, 422)
      if (kind === 'targets') return check(request, scope, typed, kind, targetRegister, ({ given, target, values }) => targetWords(ui, values.indicator?.measure, values.slice ?? wholeSlice, target, given.rule))
      return check(request, scope, typed, kind, seriesRegister, ({ given, values }) => ui.t('performance.baseline.text', { value: valueText(ui, values.indicator?.measure, given.value), status: ui.t(`performance.status.${given.status}`), period: given.period }))
    },
  }),
]
