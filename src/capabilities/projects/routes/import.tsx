import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, page, post, type Route, seeOther } from '../../../platform/http/route'
import { composeReport } from '../actions/compose'
import { codePattern, digestOfReport, importReport } from '../actions/import-report'
import { type FileFault, sayFault } from '../file-fault'
import { deriveActivities, deriveIndicators, type Mapping } from '../import/derive'
import { columnsOf, missingIn, proposeMapping } from '../import/map-columns'
import { headSchema, newProject, readTemplate } from '../import/new-project'
import { type Grid, pastedTable, tableOfFile } from '../import/table'
import { ImportPage, type ImportProps, type ImportTable } from '../pages/import'
import type { PrintedReport } from '../printed-report'
import { readReport } from '../read-report'
import { reportFromJson, schemaName } from '../result-input'
import { filesOfWorkbook } from '../workbook'
import { insideDoor, rootOf, sayOf, writeDoor } from './open'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor' | 'files'>
type Kind = ImportTable['kind']
const kinds: readonly Kind[] = ['indicators', 'activities']

const text = (typed: Fields, name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
const gridSchema = z.array(z.array(z.string().max(10_000)).max(100)).min(2).max(5_000)

const show = (request: Request, props: Partial<ImportProps> & Pick<ImportProps, 'typed'>, status: 200 | 409 | 422 = 200): Answer =>
  page(request.ui.t('projects.page.import'), <ImportPage errors={{}} tables={[]} whole={null} faults={[]} result={null} {...props} />, { wide: true, status })

/** The table of one kind: as it stood in the form before, pasted, or out of a file. */
async function readTable({ files }: Request, typed: Fields, kind: Kind): Promise<{ table: ImportTable | null; errors: Record<string, string> }> {
  const before = text(typed, `grid.${kind}`)
  if (before !== '') {
    const grid = gridOf(before)
    return grid ? { table: { kind, grid, mapping: mappingIn(typed, kind, grid) }, errors: {} } : { table: null, errors: { [kind]: 'projects.refusal.not-a-table' } }
  }
  const file = files.get(`${kind}File`)
  const pasted = text(typed, kind)
  if (!file && pasted.trim() === '') return { table: null, errors: {} }
  const found = file ? await tableOfFile(file.bytes, file.name, (headings) => missingIn(proposeMapping(headings, kind), kind).length === 0) : pastedTable(pasted)
  if (!found.ok) return { table: null, errors: { [file ? `${kind}File` : kind]: `projects.refusal.${found.reason}` } }
  return { table: { kind, grid: found.value, mapping: proposeMapping(found.value[0] ?? [], kind) }, errors: {} }
}

function gridOf(json: string): Grid | undefined {
  try {
    return gridSchema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

function mappingIn(typed: Fields, kind: Kind, [headings = []]: Grid): Mapping {
  return Object.fromEntries(columnsOf(kind).flatMap((column) => {
    const chosen = text(typed, `${kind}.${column}`)
    return /^\d{1,2}$/.test(chosen) && Number(chosen) < headings.length ? [[column, Number(chosen)]] : []
  }))
}

/** A whole report that this program wrote, from the form before or from a file. */
async function readWhole({ files }: Request, typed: Fields): Promise<{ report: PrintedReport | null; faults: readonly FileFault[]; errors: Record<string, string> } | null> {
  const file = files.get('report')
  const before = text(typed, 'whole')
  if (!file && before === '') return null
  if (!file || /\.json$/i.test(file.name)) return { ...reportFromJson((file ? new TextDecoder().decode(file.bytes) : before).replaceAll('\\u0000', ''), file?.name ?? 'report.json'), errors: {} }
  const found = await filesOfWorkbook(file.bytes)
  return found.ok ? { ...readReport(found.value), errors: {} } : { report: null, faults: [], errors: { report: `projects.refusal.${found.reason}` } }
}

const wholeText = (report: PrintedReport) => JSON.stringify({ schema: schemaName, input: report })

async function store(request: Request, code: string, report: PrintedReport, props: Partial<ImportProps> & Pick<ImportProps, 'typed'>): Promise<Answer> {
  const stored = await importReport(request.tx, code, report, digestOfReport(report))
  return stored.ok ? seeOther(request.ui.to(`/projects/${code}`)) : show(request, { ...props, errors: { code: `projects.refusal.${stored.reason}` } }, 409)
}

async function importWhole(request: Request, typed: Fields, found: NonNullable<Awaited<ReturnType<typeof readWhole>>>): Promise<Answer> {
  const { report, faults, errors } = found
  const code = text(typed, 'code').trim()
  const said = faults.map((fault) => sayFault(sayOf(request.ui), fault))
  if (!report) return show(request, { typed, errors: Object.keys(errors).length > 0 ? errors : { report: 'projects.refusal.file-has-faults' }, faults: said }, 422)
  const wrong: Record<string, string> = codePattern.test(code) ? {} : { code: 'projects.refusal.wrong-code' }
  const isRight = Object.keys(wrong).length === 0
  const props = { typed, whole: wholeText(report), errors: wrong, result: isRight ? composeReport(rootOf(request.platform), code, report) : null }
  return isRight && text(typed, 'step') === 'write' ? store(request, code, report, props) : show(request, props, isRight ? 200 : 422)
}

async function importTables(request: Request, typed: Fields): Promise<Answer> {
  const { ui, platform } = request
  const read = [await readTable(request, typed, 'indicators'), await readTable(request, typed, 'activities')]
  const tables = read.flatMap(({ table }) => (table ? [table] : []))
  const errors: Record<string, string> = Object.assign({}, ...read.map(({ errors: own }) => own))
  const of = (kind: Kind) => tables.find((table) => table.kind === kind)
  const indicators = of('indicators')
  if (!indicators && Object.keys(errors).length === 0) errors['indicators'] = 'projects.refusal.nothing-there'
  if (Object.keys(errors).length > 0 || !indicators) return show(request, { typed, errors }, 422)
  const missing = kinds.flatMap((kind) => missingIn(of(kind)?.mapping ?? {}, kind).filter(() => of(kind)).map((column) => ui.t('projects.page.column-needed', { column: column.replace('|', ' / ') })))
  const head = headSchema.safeParse(typed)
  if (!head.success || missing.length > 0) {
    const wrong = head.success ? {} : Object.fromEntries(head.error.issues.map(({ path, message }) => [String(path[0]), message.includes('.') && !message.includes(' ') ? message : 'errors.required']))
    return show(request, { typed, tables, errors: wrong, faults: missing }, 422)
  }
  const activities = of('activities')
  const series = deriveIndicators(indicators.grid, indicators.mapping, { country: head.data.country, actualFrom: head.data.milestoneFrom, actualTo: head.data.to })
  const plan = activities ? deriveActivities(activities.grid, activities.mapping, { country: head.data.country }) : { rows: [], outputs: [], objectives: [] }
  const { report, faults } = newProject(head.data, { series: series.rows, objectives: series.objectives, activities: plan.rows, outputs: plan.outputs, planObjectives: plan.objectives }, readTemplate(rootOf(platform)), ui.lang)
  const props = { typed, tables, faults: faults.slice(0, 50).map((fault) => sayFault(sayOf(ui), fault)), result: report && composeReport(rootOf(platform), head.data.code, report) }
  if (!report) return show(request, props, 422)
  return text(typed, 'step') === 'write' ? store(request, head.data.code, report, props) : show(request, props)
}

export const importPages: Route[] = [
  get('/projects/import', { door: { ...insideDoor, who: ['headquarters'], duty: 'project' }, handle: async (request) => show(request, { typed: {} }) }),
  post('/projects/import', {
    // No schema: a pasted table is longer than a form field may be, and is checked cell by cell.
    door: { ...writeDoor, limit: 'upload', body: 6_000 },
    handle: async (request) => {
      const { typed } = request.form
      const whole = await readWhole(request, typed)
      return whole ? importWhole(request, typed, whole) : importTables(request, typed)
    },
  }),
]
