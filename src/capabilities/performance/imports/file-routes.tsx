import { parsePeriod } from '../../../kernel/period'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { RawTable } from '../../../platform/imports/read-table'
import { TextField } from '../../../platform/web/fields'
import { groundOf, wholeSlice } from '../../measures/index'
import { csvFile } from '../export/routes'
import { fieldOf, labelOf } from '../pages/words'
import { listIndicators } from '../queries/framework'
import { listActivities, listPlans } from '../queries/plans'
import { listSeries } from '../queries/targets'
import { centreDoor, centrePost, settingDoor, settingPost } from '../routes/asking'
import { FilePage, type FilePageProps } from './file-page'
import { changeOf, checkIndicators, indicatorColumns, putIndicators, readScope } from './indicator-rows'
import { checkPlan, planColumns, type PlanScope, writePlan } from './plan-rows'
import { tableOf } from './routes'
import { sayReason } from './sentences'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor' | 'files' | 'form'>
type Shown = Pick<FilePageProps, 'errors' | 'fault' | 'read'>
const nothing: Shown = { errors: {}, fault: null, read: null }
const packed = ({ headings, rows, unreadable }: RawTable): string => JSON.stringify({ headings, rows, unreadable })
const answer = (title: string, body: unknown, { errors, fault, read }: Shown): Answer =>
  page(title, body as never, { wide: true, status: fault !== null || Object.keys(errors).length > 0 || (read?.wrong.length ?? 0) > 0 ? 422 : 200 })

/** The file of the form, or what to say where there is none. */
async function readFile(request: Request): Promise<{ table: RawTable } | { shown: Shown }> {
  const table = await tableOf(request, request.form.typed)
  if (!table) return { shown: { ...nothing, errors: { file: 'performance.import.choose-file' } } }
  return 'reason' in table ? { shown: { ...nothing, fault: sayReason(request.ui, table.reason, table.params) } } : { table }
}

const indicatorPath = '/performance/imports/indicators'
async function indicatorScope({ tx, platform }: Pick<Request, 'tx' | 'platform'>) {
  return readScope(tx, await groundOf(tx, platform))
}
function showIndicators({ ui }: Pick<Request, 'ui'>, columns: readonly string[], shown: Shown): Answer {
  const title = ui.t('performance.import.indicators')
  return answer(title, (
    <FilePage
      path={indicatorPath} back={{ href: '/performance/decisions', text: ui.t('performance.import.back') }} title={title} text={ui.t('performance.import.indicators.text')} columns={columns} {...shown}
      more={<p class="govuk-body"><a class="govuk-link" href={ui.to(`${indicatorPath}/file`)}>{ui.t('performance.import.indicators.file')}</a></p>}
      headings={{ what: ui.t('performance.import.change'), name: ui.t('performance.indicator'), place: ui.t('performance.definitions.measure') }}
    />
  ), shown)
}

async function importIndicators(request: Request): Promise<Answer> {
  const { tx, ui } = request
  const [scope, file] = [await indicatorScope(request), await readFile(request)]
  const show = (shown: Shown) => showIndicators(request, indicatorColumns(scope).map(({ name }) => name), shown)
  if ('shown' in file) return show(file.shown)
  const checked = await checkIndicators(file.table, scope)
  if (!checked.ok) return show({ ...nothing, fault: sayReason(ui, checked.reason, checked.params) })
  const { wrong, good } = checked.value
  const changing = good.filter(({ values }) => changeOf(scope, values) !== 'same')
  if (wrong.length === 0 && changing.length > 0 && request.form.typed['step'] === 'write') {
    await putIndicators(tx, changing)
    return seeOther(ui.to('/performance'))
  }
  const ready = good.map(({ row, values }) => ({ row, what: ui.t(`performance.import.change.${changeOf(scope, values)}`), name: labelOf(ui, { km: values.label_km ?? '', lo: values.label_lo ?? '', en: values.label_en ?? '' }), place: values.measure ?? '' }))
  return show({ ...nothing, read: { table: packed(file.table), wrong, ready, write: changing.length > 0 ? ui.t('performance.import.indicators.write', { number: changing.length }) : null } })
}

const planPath = '/performance/imports/plans'
/** The centre's own plans of the period that still take activities, and what its activities may move. */
async function planScope({ tx }: Pick<Request, 'tx'>, centreId: string, period: string): Promise<PlanScope> {
  const [indicators, series] = [await listIndicators(tx), await listSeries(tx, centreId)]
  const plans = new Map<string, { id: string; codes: Set<string> }>()
  for (const plan of (await listPlans(tx, centreId)).filter((one) => one.period === period && one.state !== 'closed')) {
    if (!plans.has(plan.title)) plans.set(plan.title, { id: plan.id, codes: new Set((await listActivities(tx, plan.id, tx.context.today)).map(({ code }) => code)) })
  }
  return { indicators: indicators.map(({ key }) => key), seriesOf: new Map(indicators.flatMap(({ id, key }) => series.filter((one) => one.indicator_id === id && one.slice === wholeSlice).map((one): [string, string] => [key, one.id]))), plans }
}
function showPlans({ ui }: Pick<Request, 'ui'>, typed: Request['form']['typed'], columns: readonly string[], shown: Shown): Answer {
  const title = ui.t('performance.import.plans')
  return answer(title, (
    <FilePage
      path={planPath} back={{ href: '/performance/plans', text: ui.t('performance.back.plans') }} title={title} text={ui.t('performance.import.plans.text')} columns={columns} {...shown}
      fields={<TextField {...fieldOf(ui, { typed, errors: shown.errors }, 'period', ui.today.slice(0, 4))} label={ui.t('performance.period')} hint={ui.t('performance.period.hint')} width={10} />}
      headings={{ what: ui.t('performance.owner'), name: ui.t('performance.activity'), place: ui.t('performance.plans') }}
    />
  ), shown)
}

async function importPlans(request: Request): Promise<Answer> {
  const { tx, ui, actor, form: { typed } } = request
  if (actor.centreId === null) return notFound
  const period = typeof typed['period'] === 'string' ? typed['period'].trim() : ''
  const scope = await planScope(request, actor.centreId, period)
  const show = (shown: Shown) => showPlans(request, typed, planColumns(scope).map(({ name }) => name), shown)
  if (!parsePeriod(period)) return show({ ...nothing, errors: { period: 'performance.error.period' } })
  const file = await readFile(request)
  if ('shown' in file) return show(file.shown)
  const checked = await checkPlan(file.table, scope)
  if (!checked.ok) return show({ ...nothing, fault: sayReason(ui, checked.reason, checked.params) })
  const { wrong, good } = checked.value
  if (wrong.length === 0 && good.length > 0 && typed['step'] === 'write') {
    const written = await writePlan(tx, actor.centreId, period, good, scope)
    if ('row' in written) return show({ ...nothing, fault: `${ui.t('performance.import.at', { row: written.row })}: ${sayReason(ui, written.reason, {})}` })
    return seeOther(ui.to(written.plans.length === 1 ? `/performance/plans/${written.plans[0] ?? ''}` : '/performance/plans'))
  }
  const ready = good.map(({ row, values }) => ({ row, what: values.owner_post ?? '', name: `${values.code ?? ''} ${values.title ?? ''}`, place: `${values.plan ?? ''} (${ui.t(scope.plans.has(values.plan ?? '') ? 'performance.import.plan.there' : 'performance.import.change.new')})` }))
  return show({ ...nothing, read: { table: packed(file.table), wrong, ready, write: good.length > 0 ? ui.t('performance.import.plans.write', { number: good.length }) : null } })
}

const upload = { limit: 'upload', body: 3_000 } as const
const emptyForm = 'none: an empty form'
export const fileImportRoutes: Route[] = [
  get(indicatorPath, { door: { ...settingDoor, audit: emptyForm }, handle: async (request) => showIndicators(request, indicatorColumns(await indicatorScope(request)).map(({ name }) => name), nothing) }),
  // No schema: the table that goes along is longer than a form field may be, and is checked cell by cell.
  post(indicatorPath, { door: { ...settingPost, ...upload }, handle: importIndicators }),
  get(`${indicatorPath}/file`, {
    door: { ...settingDoor, audit: 'none: definitions only, no record is shown' },
    handle: async (request) => {
      const indicators = await listIndicators(request.tx)
      const columns = indicatorColumns(await indicatorScope(request)).map(({ name }) => name)
      const rows = indicators.map((one) => columns.map((name) => {
        const language = name.slice(-2)
        if (name.startsWith('label_')) return one.labels[language] ?? ''
        if (name.startsWith('pillar_')) return one.pillar.titles[language] ?? ''
        const rest: Readonly<Record<string, string>> = { framework: one.framework, pillar: one.pillar.key, key: one.key, measure: one.measure, direction: one.direction, accumulation: one.accumulation, slices: one.slices.join(' ') }
        return rest[name] ?? ''
      }))
      return csvFile(columns.map((heading) => ({ heading, kind: 'text' })), rows, 'indicators')
    },
  }),
  get(planPath, {
    door: { ...centreDoor, who: ['chief', 'headquarters'] },
    handle: async (request) => (request.actor.centreId === null ? notFound : showPlans(request, {}, planColumns(await planScope(request, request.actor.centreId, '')).map(({ name }) => name), nothing)),
  }),
  post(planPath, { door: { ...centrePost, ...upload }, handle: importPlans }),
]
