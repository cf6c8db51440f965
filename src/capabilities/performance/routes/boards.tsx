import { listLastMonths, previousPeriod } from '../../../kernel/period'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { centreName } from '../../centres/index'
import { type AnyMeasure, closedDay, dueDay, getPeriodState, type Ground, groundOf, isComposed, isEntered, listBehind, natureOf, readMeasures, seesRows, wholeSlice, workingCalendar } from '../../measures/index'
import { loadIndicators } from '../actions/framework'
import { readMarks, readUsed } from '../entered/reading'
import { emptyForm, type IndicatorRecord } from '../model'
import { Board } from '../pages/board'
import { IndicatorPage } from '../pages/indicator'
import { RecordsPage, rowsOnPage } from '../pages/records'
import { pathOf } from '../pages/address'
import { labelOf, lineName } from '../pages/words'
import { listIndicators } from '../queries/framework'
import { listSpreads } from '../queries/spreads'
import { findSeries, listBaselines, listChanges, listTargets, listWaiting } from '../queries/targets'
import { listNotes, listOpenNotes } from '../queries/notes'
import { findOpenPlan, listMoving } from '../queries/plans'
import { isMismatchPublishable } from '../reading/mismatch'
import { readPeerBand } from '../reading/peers'
import { type BoardLine, cohortOf, flat, readBoard, readLineOf } from '../reading/board'
import { readParts } from '../reading/parts'
import { offeredSlices, slicesAt } from '../reading/slices'
import { lateOf } from '../reading/late'
import { readSparks } from '../reading/sparks'
import { readTrend, sinceLastCut } from '../reading/trend'
import { compareCentres, type Comparison, hasSmallRest, ownHistory } from '../reading/comparison'
import { windowOf } from '../rules/window'
import { boardQuery, indicatorQuery, mayApprove, type Place, placeOf, readDoor, recordsQuery, rowDoor, settingPost } from './asking'
import { findSubject } from './subject'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui'>

async function showBoard({ tx, platform, actor, ui }: Request, place: Place): Promise<Answer> {
  const indicators = await listIndicators(tx)
  const ground = await groundOf(tx, platform)
  const lines = await readBoard(ground, { ...place, centre: place.centre }, indicators)
  const sparks = place.centre && place.sight.level !== 'released' ? await readSparks(ground, lines, { centre: place.centre, month: place.month }) : new Map<string, never>()
  const marks = await readMarks(ground, lines, place, closedFor(place, platform))
  const waiting = mayApprove(actor) ? await listWaiting(tx) : null
  const calendar = workingCalendar(platform.country)
  const last = previousPeriod(place.newest)
  const due = place.centre && place.sight.level !== 'released'
    ? { record: await getPeriodState(tx, place.centre.id, last.key), month: last, on: dueDay(last.to, 'submit', calendar), notes: place.sight.level === 'own' ? await listOpenNotes(tx, place.centre.id) : [] }
    : null
  const body = (
    <Board
      due={due} sparks={sparks} marks={marks}
      month={place.month} newest={place.newest} centre={place.centre} lines={lines} centres={place.centres} reach={place.sight.level} maySet={mayApprove(actor)} mayWatch={actor.role === 'chief' || actor.role === 'headquarters'} isLoaded={indicators.length > 0} requestKey={ui.newKey()}
      waiting={waiting ? waiting.changes.length + waiting.baselines.length : 0}
    />
  )
  return page(place.centre ? ui.t('performance.title.centre', { centre: centreName(ui, place.centre) }) : ui.t('performance.title'), body, { wide: true })
}

/** Until when figures of a release were confirmed; null inside the agency. */
const closedFor = ({ sight, month }: Place, platform: Request['platform']) => (sight.level === 'released' ? closedDay(month, platform) : null)

/** What the newest figure of an indicator, or of the part that is asked, says, with its agreed values. */
export async function readLine({ tx, platform }: Pick<Request, 'tx' | 'platform'>, place: Place, indicator: IndicatorRecord, only = false) {
  const ground = await groundOf(tx, platform)
  const measure = (await readMeasures(tx)).find(indicator.measure, place.month.to)
  const window = only ? { from: place.month.from, to: place.month.to } : windowOf(indicator.accumulation, place.month, cohortOf(measure, tx.context.today))
  const series = await findSeries(tx, { indicatorId: indicator.id, centreId: place.centre?.id ?? null, slice: place.slice })
  const ids = series ? [series.id] : []
  const [baselines, targets] = [await listBaselines(tx, ids), await listTargets(tx, ids)]
  const spread = (series && (await listSpreads(tx, [series.id])).get(series.id)) || flat
  const line = await readLineOf(ground, place, indicator, measure, { spread, targets, baseline: baselines.find(({ state }) => state === 'approved') }, window)
  return { ground, line, seriesId: series?.id ?? null, baselines, targets, changes: await listChanges(tx, ids) }
}

export const boardRoutes: Route[] = [
  get('/performance', {
    door: readDoor,
    query: boardQuery,
    handle: async (request) => {
      const place = await placeOf(request.tx, request.platform, request.actor, request.query)
      if (!place) return notFound
      return place.sight.level === 'own' ? seeOther(request.ui.to(`/performance/centres/${place.sight.centre}`)) : showBoard(request, place)
    },
  }),
  get('/performance/centres/:code', {
    door: readDoor,
    query: boardQuery,
    handle: async (request) => {
      const place = await placeOf(request.tx, request.platform, request.actor, { ...request.query, centre: request.params['code'] })
      return place ? showBoard(request, place) : notFound
    },
  }),
  post('/performance/load', {
    door: settingPost,
    form: emptyForm,
    handle: async ({ tx, platform, ui }) => {
      const loaded = await loadIndicators(tx, platform)
      return loaded.ok ? seeOther(ui.to('/performance')) : { kind: 'problem', status: 422, title: `performance.refusal.${loaded.reason}` }
    },
  }),
  get('/performance/indicators/:key', {
    door: readDoor,
    query: indicatorQuery,
    handle: async (request) => {
      const { tx, actor, query, params, ui } = request
      const subject = await findSubject(request, params['key'] ?? '', query)
      if (!subject) return notFound
      const { place, indicator } = subject
      const { ground, line, seriesId, baselines, targets, changes } = await readLine(request, place, indicator)
      const { measure, window } = line
      const isOpen = measure !== undefined && place.sight.level !== 'released' && line.actual.state !== 'not-collected'
      // A cohort has a value only months later; its trend ends where its window ends.
      const months = isOpen ? await readTrend(ground, measure, listLastMonths(natureOf(measure.tree) === 'stock' ? 6 : 12, window.to), place.centre, place.slice) : []
      const all = place.sight.level === 'all'
      const comparison = isOpen && place.slice === wholeSlice ? await readCompared(request, place, ground, { ...line, measure }) : null
      const own = place.centre && place.sight.level !== 'released' ? place.centre : null
      const follow = own === null ? null : {
        notes: await listNotes(tx, 'indicator', indicator.id, own.id), moving: seriesId ? await listMoving(tx, seriesId) : [], seriesId,
        plan: actor.role === 'chief' || (actor.role === 'headquarters' && actor.centreId === own.id) ? ((await findOpenPlan(tx, own.id)) ?? null) : undefined,
        peers: isOpen && place.slice === wholeSlice ? await readPeerBand(ground, measure, window, own.code) : undefined,
      }
      const body = (
        <IndicatorPage
          follow={follow} isUnpublished={measure?.id === 'MISMATCH_RATE' && !(await isMismatchPublishable(ground, place, window))}
          used={line.actual.state === 'ok' ? await readUsed(ground, measure, window, place, closedFor(place, request.platform)) : []}
          parts={isOpen && place.slice === wholeSlice ? await readParts(ground, place, line, query.parts === 'all') : null} offered={isOpen ? offeredSlices(ground, indicator, measure) : []}
          line={line} month={place.month} centre={place.centre} centres={place.centres} months={months} history={isOpen ? ownHistory(measure, sinceLastCut(months)) : null} comparison={comparison} baselines={baselines}
          targets={targets} changes={changes} opens={seesRows(actor)} maySet={mayApprove(actor)} seesAll={all}
        />
      )
      return page(lineName(ui, line), body, { wide: true })
    },
  }),
  get('/performance/indicators/:key/records', {
    door: rowDoor,
    query: recordsQuery,
    handle: async (request) => {
      const { tx, actor, query, params, ui } = request
      const subject = seesRows(actor) ? await findSubject(request, params['key'] ?? '', query) : undefined
      if (!subject) return notFound
      const { place, indicator } = subject
      const { ground, line } = await readLine(request, place, indicator, query.only === 'month')
      const { measure, window } = line
      if (!measure) return notFound
      const at = Math.max(1, Number(query.page ?? 1))
      const asked = { ...window, slices: slicesAt(place.slice, place.centre?.code ?? null), closedOn: null }
      const late = lateOf(measure)
      const lateCount = late ? (await listBehind(ground, late, asked, { limit: 0, offset: 0 })).at(-1)?.count ?? 0 : null
      const lists = await listBehind(ground, query.late && late ? late : measure, asked, { limit: rowsOnPage, offset: (at - 1) * rowsOnPage })
      const used = await readUsed(ground, measure, window, place, null)
      const others = isComposed(measure.tree) && measure.tree.kind === 'formula' ? (await listIndicators(tx)).filter((one) => JSON.stringify(measure.tree).includes(`"${one.measure}"`)) : []
      const parts = others.map((one) => ({ label: labelOf(ui, one.labels), href: pathOf({ indicator: one, month: place.month, centre: place.centre, slice: place.slice }, '/records') }))
      tx.note({ action: 'measure.list', subjectKind: 'measure', subjectId: `${measure.id}:${window.from}:${window.to}${place.slice ? `:${place.slice}` : ''}`, purpose: 'statistics', fields: [`rows:${lists.reduce((sum, { rows }) => sum + rows.length, 0)}`] })
      const body = <RecordsPage line={line} month={place.month} centre={place.centre} centres={place.centres} lists={isEntered(measure.tree) ? [] : lists} used={used} parts={parts} page={at} opens={actor.role !== 'statistician'} only={query.only === 'month'} late={query.late === 'yes' && late !== undefined} lateCount={lateCount} />
      return page(ui.t('performance.records'), body, { wide: true })
    },
  }),
]

/** The centres against chance, when the reader may have it; null where nothing can be compared. */
export async function readCompared(request: Request, place: Place, ground: Ground, { measure, window }: Pick<BoardLine, 'window'> & { measure: AnyMeasure }): Promise<Comparison | null> {
  if (place.sight.level === 'released') return null
  const compared = await compareCentres(ground, measure, window, (await placeOfAll(request)).map(({ code }) => code))
  return compared && (place.sight.level === 'all' || !hasSmallRest(compared, place.centre?.code ?? null)) ? compared : null
}

/** Codes of all centres: chance is judged against the whole agency, though a centre sees only its own line. */
const placeOfAll = async ({ tx, platform, actor }: Request) => (await placeOf(tx, platform, { ...actor, role: 'headquarters' }, {}))?.centres ?? []
