import { z } from 'zod'
import { exact } from '../../../kernel/exact'
import { listLastMonths } from '../../../kernel/period'
import { get, type Incoming, json, notFound, type Route } from '../../../platform/http/route'
import { groundOf, listLocked, natureOf, observe, observeMonths, sightOf, sliceText, wholeSlice } from '../../measures/index'
import { listFrameworks, listIndicators } from '../queries/framework'
import { findObservation, listObservationRecords, listObservationRevisions } from '../queries/observations'
import { findSeriesById, listSeriesOf } from '../queries/series'
import { listBaselines, listChanges, listTargets } from '../queries/targets'
import type { BoardLine } from '../reading/board'
import { readTrend } from '../reading/trend'
import { readLockedRecords } from '../reading/locked-records'
import { readSlice, slicesAt, slicesOf } from '../reading/slices'
import { boardQuery, placeOf, readDoor, rowDoor } from '../routes/asking'
import { readLine } from '../routes/boards'
import { cutTo } from '../routes/subject'
import { baselineShape, changeShape, currentShape, decimal, fractionOf, frameworkShape, indicatorShape, monthShape, nothingAsked, observationShape, partMonthShape, partShape, recordsShape, revisionShape, seriesShape, tag, targetShape } from './shapes'

type Request = Pick<Incoming<unknown, { month?: string | undefined } | undefined>, 'tx' | 'platform' | 'actor' | 'ui' | 'params' | 'query'>
const text = (value: string | null) => (value === null ? null : decimal(exact(value)))
const day = (at: Date) => at.toISOString()

/** The series of an address where the reader's figures reach: the own centre's, all, or the agency's released ones. */
async function findReadable(request: Request) {
  const { tx, platform, actor, params, query } = request
  const series = await findSeriesById(tx, params['id'] ?? '')
  const place = series && (await placeOf(tx, platform, actor, { month: query?.month, centre: series.centre_code ?? undefined }))
  const indicator = place && (await listIndicators(tx)).find(({ id }) => id === series.indicator_id)
  // Without a centre in the address a centre's people mean their own, so the whole agency's series is not theirs.
  if (!series || !indicator || (place.centre?.id ?? null) !== series.centre_id) return undefined
  const subject = await cutTo(request, { place, indicator }, series.slice)
  return subject && { series, ...subject }
}
type Readable = NonNullable<Awaited<ReturnType<typeof findReadable>>>
const own = async (request: Request, name: string, read: (id: string) => Promise<unknown>) => {
  const found = await findReadable(request)
  return found ? json({ series: found.series.id, [name]: await read(found.series.id) }) : notFound
}

/** The newest value beside what was agreed, as the page of the indicator says it. */
function currentOf({ actual, part, isShare, isUncertain, window, expected, whole, toDate, standing, light }: BoardLine): z.input<typeof currentShape> {
  const value = actual.state === 'ok' ? actual.value : null
  const counted = 'num' in actual ? actual : { num: null, den: null, dueOn: null }
  return {
    ...window, state: actual.state, value: decimal(value), exact: fractionOf(value), num: decimal(counted.num), den: decimal(counted.den), due_on: counted.dueOn, expected_to_date: decimal(expected), expected_exact: fractionOf(expected),
    attainment: decimal(whole?.share ?? null), attainment_to_date: decimal(toDate?.share ?? null), standing, light,
    part: part && { whole: decimal(part.whole), share: decimal(part.share), unknown: decimal(part.unknown), highest_share: decimal(part.high), is_judged: isShare, is_uncertain: isUncertain },
  }
}

/** Month by month as counted now, beside what was locked; only where the reader sees more than released figures. */
async function readMonths(request: Request, found: Readable): Promise<z.input<typeof monthShape>[]> {
  const { place, indicator } = found
  const { ground, line: { measure } } = await readLine(request, place, indicator)
  if (place.sight.level === 'released' || !measure) return []
  const months = listLastMonths(natureOf(measure.tree) === 'stock' ? 6 : 12, place.month.to)
  const locked = place.centre ? (await listLocked(request.tx, place.centre.id, months.map(({ key }) => key), place.slice)).filter((one) => one.measure === measure.id) : []
  return (await readTrend(ground, measure, months, place.centre, place.slice)).map(({ month, observation, measure: counting }) => {
    const frozen = locked.find(({ period }) => period === month.key)
    const last = frozen?.revisions.at(-1)
    return {
      period: month.key, measure_version: counting.version, state: observation.state, value: decimal(observation.value), exact: fractionOf(observation.value), num: decimal(observation.num), den: decimal(observation.den),
      locked: frozen ? { id: frozen.id, state: frozen.state, value: decimal(frozen.value), grade: frozen.grade, lock_no: frozen.lockNo, revised_state: last?.newState ?? null, revised_value: decimal(last?.newValue ?? null) } : null,
    }
  })
}

/** The parts of the newest value, or the one that is asked. Released figures are whole: a part of them could be small. */
async function readParts(request: Request, { place, indicator }: Readable, asked?: string): Promise<z.input<typeof partShape>[]> {
  const { ground, line: { measure, window } } = await readLine(request, place, indicator)
  if (place.sight.level === 'released' || place.slice !== wholeSlice || !measure) return []
  const found: z.input<typeof partShape>[] = []
  const known = asked === undefined ? slicesOf(ground, indicator, measure).map(sliceText) : [readSlice(ground, indicator, measure, asked)].flatMap((one) => (one === undefined || one === wholeSlice ? [] : [one]))
  for (const slice of known) {
    const { total: { state, value, num, den } } = await observe(ground, measure, { ...window, slices: slicesAt(slice, place.centre?.code ?? null), closedOn: null })
    found.push({ slice, ...window, state, value: decimal(value), exact: fractionOf(value), num: decimal(num), den: decimal(den) })
  }
  return found
}
async function readPartMonths(request: Request, { place, indicator }: Readable, asked: string): Promise<z.input<typeof partMonthShape>[]> {
  const { ground, line: { measure } } = await readLine(request, place, indicator)
  if (!measure) return []
  const months = listLastMonths(natureOf(measure.tree) === 'stock' ? 6 : 12, place.month.to)
  return (await observeMonths(ground, measure, months, slicesAt(asked, place.centre?.code ?? null))).map(({ month, observation: { state, value, num, den } }) => ({ period: month.key, state, value: decimal(value), exact: fractionOf(value), num: decimal(num), den: decimal(den) }))
}

/** A locked figure that the reader may see: of the own centre, or of all. */
async function findLocked({ tx, actor, params }: Pick<Request, 'tx' | 'actor' | 'params'>) {
  const sight = sightOf(actor)
  const row = await findObservation(tx, params['id'] ?? '')
  return row && (sight.level === 'all' || (sight.level === 'own' && sight.centre === row.centre_code)) ? row : undefined
}

const pageOf = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50), offset: z.coerce.number().int().min(0).max(1_000_000).default(0) })

export const figureApi: Route[] = [
  get('/api/v1/frameworks', {
    door: readDoor, query: nothingAsked, api: { summary: 'Sets of indicators that are in force', tag, answer: z.object({ frameworks: z.array(frameworkShape) }) },
    handle: async ({ tx }) => json({ frameworks: await listFrameworks(tx) }),
  }),
  get('/api/v1/frameworks/:key/indicators', {
    door: readDoor, query: nothingAsked, api: { summary: 'Indicators of a framework in force, with the series that the reader may read', tag, answer: z.object({ framework: z.string(), indicators: z.array(indicatorShape) }) },
    handle: async ({ tx, actor, params }) => {
      const key = params['key'] ?? ''
      const indicators = (await listIndicators(tx)).filter(({ framework }) => framework === key)
      if (indicators.length === 0) return notFound
      const sight = sightOf(actor)
      const series = (await listSeriesOf(tx, indicators.map(({ id }) => id))).filter(({ centre_code: code, slice }) => sight.level === 'all' || (sight.level === 'own' ? code === sight.centre : code === null && slice === wholeSlice))
      return json({
        framework: key,
        indicators: indicators.map(({ id, pillar, framework: _, frameworkTitles: __, address: ___, isOwn: ____, ...one }) => ({
          ...one, id: undefined, pillar: pillar.key, pillar_titles: pillar.titles, series: series.filter(({ indicator_id }) => indicator_id === id).map((row) => ({ id: row.id, unit_code: row.centre_code, slice: row.slice })),
        })),
      })
    },
  }),
  get('/api/v1/series/:id', {
    door: readDoor, query: boardQuery, api: { summary: 'One indicator of one unit, or a part of it such as `sex=F`, with its newest value; unit_code null is the whole agency', tag, answer: seriesShape },
    handle: async (request) => {
      const found = await findReadable(request)
      if (!found) return notFound
      const { series, place, indicator } = found
      const { line } = await readLine(request, place, indicator)
      return json({ id: series.id, framework: indicator.framework, indicator: indicator.key, measure: indicator.measure, unit_code: series.centre_code, slice: series.slice, current: currentOf(line) })
    },
  }),
  get('/api/v1/series/:id/baseline', {
    door: readDoor, query: nothingAsked, api: { summary: 'Baselines of a series, newest first; approved counts', tag, answer: z.object({ series: z.string(), baselines: z.array(baselineShape) }) },
    handle: async (request) => own(request, 'baselines', async (id) => (await listBaselines(request.tx, [id])).map((row): z.input<typeof baselineShape> => ({
      status: row.status, value: decimal(row.value), period: row.period, measure_version: row.measureVersion, definition_hash: row.definitionHash, source: row.source, reason: row.reason, state: row.state, on: day(row.on),
    }))),
  }),
  get('/api/v1/series/:id/targets', {
    door: readDoor, query: nothingAsked, api: { summary: 'Targets of a series with the changes behind them', tag, answer: z.object({ series: z.string(), targets: z.object({ in_force: z.array(targetShape), changes: z.array(changeShape) }) }) },
    handle: async (request) => own(request, 'targets', async (id) => ({
      in_force: (await listTargets(request.tx, [id])).map((row): z.input<typeof targetShape> => ({
        role: row.role, period: row.period.key, rule: row.rule, target_exact: fractionOf(row.exact), target_by_rule: decimal(row.byRule), target_published: decimal(row.published),
        band: row.band && { low: decimal(row.band.lo) ?? '', high: decimal(row.band.hi) ?? '' }, override_reason: row.overrideReason,
      })),
      changes: (await listChanges(request.tx, [id])).map((row): z.input<typeof changeShape> => ({
        role: row.role, period: row.period, rule: row.rule, old_rule: row.oldRule, override_value: text(row.overrideValue), override_reason: row.overrideReason, reason: row.reason, state: row.state, on: day(row.on),
      })),
    })),
  }),
  get('/api/v1/series/:id/observations', {
    door: readDoor, query: boardQuery, api: { summary: 'The newest value and the months of a series, as counted now and as locked', tag, answer: z.object({ series: z.string(), current: currentShape, months: z.array(monthShape) }) },
    handle: async (request) => {
      const found = await findReadable(request)
      if (!found) return notFound
      return json({ series: found.series.id, current: currentOf((await readLine(request, found.place, found.indicator)).line), months: await readMonths(request, found) })
    },
  }),
  get('/api/v1/series/:id/slices', {
    door: readDoor, query: boardQuery, api: { summary: 'The parts of a series by sex and age band, each with its newest value; empty where only released figures are read', tag, answer: z.object({ series: z.string(), slices: z.array(partShape) }) },
    handle: async (request) => {
      const found = await findReadable(request)
      return found ? json({ series: found.series.id, slices: await readParts(request, found) }) : notFound
    },
  }),
  get('/api/v1/series/:id/slices/:slice', {
    door: readDoor, query: boardQuery, api: { summary: 'The months of one part of a series, such as `sex=F`, as counted now', tag, answer: partShape.extend({ series: z.string(), months: z.array(partMonthShape) }) },
    handle: async (request) => {
      const found = await findReadable(request)
      const [part] = found ? await readParts(request, found, request.params['slice'] ?? '') : []
      return found && part ? json({ series: found.series.id, ...part, months: await readPartMonths(request, found, part.slice) }) : notFound
    },
  }),
  get('/api/v1/observations/:id', {
    door: readDoor, query: nothingAsked, api: { summary: 'One locked figure of a centre and month', tag, answer: observationShape },
    handle: async (request) => {
      const row = await findLocked(request)
      if (!row) return notFound
      const last = (await listObservationRevisions(request.tx, row.id)).at(-1)
      return json({
        id: row.id, unit_code: row.centre_code, slice: row.slice, period: row.period, measure: row.measure, measure_version: row.measure_version, definition_hash: row.definition_hash, state: row.state, value: text(row.value), num: text(row.num),
        den: text(row.den), n: row.n, grade: row.grade, lock_no: row.lock_no, set_digest: row.set_digest, revised_value: text(last?.new_value ?? null),
      } satisfies z.input<typeof observationShape>)
    },
  }),
  get('/api/v1/observations/:id/records', {
    // The frozen keys lie inside the centres' own scope, which a statistician's does not hold.
    door: { ...rowDoor, who: ['counsellor', 'chief', 'headquarters'] }, query: pageOf, api: { summary: 'What a locked figure counted and what came since, without a key to any person', tag, answer: recordsShape },
    handle: async (request) => {
      const { tx, platform, query } = request
      const row = await findLocked(request)
      if (!row) return notFound
      const all = await readLockedRecords(await groundOf(tx, platform), row, await listObservationRecords(tx, row.id))
      const [shown, end] = [all.slice(query.offset, query.offset + query.limit), query.offset + query.limit]
      tx.note({ action: 'measure.list', subjectKind: 'measure', subjectId: `${row.measure}:${row.period}`, purpose: 'statistics', fields: [`rows:${shown.length}`] })
      return json({
        locked: all.filter(({ state }) => state !== 'added').length, count: all.length, next: end < all.length ? end : null,
        items: shown.map(({ part, amount, state, row: one }) => ({ part, amount: decimal(amount) ?? '', state, day: one?.day ?? null, sex: one?.sex ?? null, age_band: one?.age_band ?? null })),
      } satisfies z.input<typeof recordsShape>)
    },
  }),
  get('/api/v1/observations/:id/revisions', {
    door: readDoor, query: nothingAsked, api: { summary: 'What recounts of a locked figure found since', tag, answer: z.object({ revisions: z.array(revisionShape) }) },
    handle: async (request) => {
      const row = await findLocked(request)
      if (!row) return notFound
      return json({
        revisions: (await listObservationRevisions(request.tx, row.id)).map((one): z.input<typeof revisionShape> => ({
          found_on: one.found_on, old_value: text(one.old_value), new_value: text(one.new_value), new_state: one.new_state, added: one.added, removed: one.removed, changed: one.changed, reason: one.reason,
        })),
      })
    },
  }),
]
