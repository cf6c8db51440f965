import { z } from 'zod'
import { get, type Incoming, json, notFound, type Route } from '../../../platform/http/route'
import { completenessOf, gradeOf, readQuality, sightOf, timelinessOf, workingCalendar } from '../../measures/index'
import { findIndicator } from '../queries/framework'
import { type ActivityLine, findPlan, listActivities, listPlans } from '../queries/plans'
import { centreDoor, placeOf } from '../routes/asking'
import { readCompared, readLine } from '../routes/boards'
import { activityShape, comparedShape, decimal, deliverableShape, estimate, evidenceShape, nothingAsked, planShape, tag } from './shapes'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'params'>
const word = z.string().max(60)

/** An activity that the reader's centre, or headquarters, may see. */
async function findActivity({ tx, params }: Request) {
  const row = await tx.db.selectFrom('plan_activity').select('plan_id').where('id', '=', params['id'] ?? '').executeTakeFirst()
  const plan = row && (await findPlan(tx, row.plan_id))
  const activity = plan && (await listActivities(tx, plan.id, tx.context.today)).find(({ id }) => id === params['id'])
  return activity && { plan, activity }
}
const activityOf = (plan: { id: string; centre_code: string }, one: ActivityLine): z.input<typeof activityShape> => ({
  id: one.id, plan: plan.id, unit_code: plan.centre_code, code: one.code, title: one.title, output: one.output, owner_post: one.owner_post, start_on: one.start_on, due_on: one.due_on, weight: one.weight, moves: one.moves,
  needs: one.needs.map(({ code }) => code), state: one.state, deferred_to: one.deferred_to, complete: decimal(one.complete), planned: decimal(one.planned), schedule: one.schedule,
})

export const workApi: Route[] = [
  get('/api/v1/plans', {
    door: centreDoor, query: nothingAsked, api: { summary: 'Activity plans that the reader may see', tag, answer: z.object({ plans: z.array(planShape) }) },
    handle: async ({ tx, actor }) => json({
      plans: (await listPlans(tx, sightOf(actor).level === 'all' ? null : actor.centreId)).map((row): z.input<typeof planShape> => ({
        id: row.id, title: row.title, unit_code: row.centre_code, period: row.period, state: row.state, seen_on: row.seen_on, activities: Number(row.activities ?? 0),
      })),
    }),
  }),
  get('/api/v1/plans/:id', {
    door: centreDoor, query: nothingAsked, api: { summary: 'A plan with its activities', tag, answer: z.object({ plan: planShape, activities: z.array(activityShape) }) },
    handle: async ({ tx, params }) => {
      const plan = await findPlan(tx, params['id'] ?? '')
      if (!plan) return notFound
      const activities = await listActivities(tx, plan.id, tx.context.today)
      return json({
        plan: { id: plan.id, title: plan.title, unit_code: plan.centre_code, period: plan.period, state: plan.state, seen_on: plan.seen_on, activities: activities.length } satisfies z.input<typeof planShape>,
        activities: activities.map((one) => activityOf(plan, one)),
      })
    },
  }),
  get('/api/v1/plan-activities/:id', {
    door: centreDoor, query: nothingAsked, api: { summary: 'One activity of a plan', tag, answer: activityShape },
    handle: async (request) => {
      const found = await findActivity(request)
      return found ? { kind: 'json', value: activityOf(found.plan, found.activity), version: found.activity.version } : notFound
    },
  }),
  get('/api/v1/plan-activities/:id/deliverables', {
    door: centreDoor, query: nothingAsked, api: { summary: 'What an activity brings, and how far it is', tag, answer: z.object({ deliverables: z.array(deliverableShape) }) },
    handle: async (request) => {
      const found = await findActivity(request)
      return found ? json({
        deliverables: found.activity.deliverables.map((one): z.input<typeof deliverableShape> => ({ id: one.id, title: one.title, weight: one.weight, due_on: one.due_on, state: one.state, evidence: one.evidence, files: one.files.length })),
      }) : notFound
    },
  }),
  get('/api/v1/plan-activities/:id/evidence', {
    door: centreDoor, query: nothingAsked, api: { summary: 'Photos and files kept as evidence; the bytes lie at /performance/evidence/{id}', tag, answer: z.object({ evidence: z.array(evidenceShape) }) },
    handle: async (request) => {
      const found = await findActivity(request)
      return found ? json({
        evidence: found.activity.deliverables.flatMap(({ id, files }) => files.map((file): z.input<typeof evidenceShape> => ({ id: file.id, deliverable: id, media_type: file.media_type, at: file.created_at.toISOString() }))),
      }) : notFound
    },
  }),
  get('/api/v1/compare', {
    door: centreDoor, query: z.strictObject({ indicator: word, period: word.optional() }),
    api: {
      summary: 'Centres against what chance explains, in the order of their codes; a centre sees itself', tag,
      answer: z.object({ indicator: z.string(), period: z.string(), from: z.string(), to: z.string(), rate: z.string().nullable(), dispersion: z.string().nullable(), centres: z.array(comparedShape) }),
    },
    handle: async (request) => {
      const { tx, platform, actor, query } = request
      const [place, indicator] = [await placeOf(tx, platform, actor, { month: query.period }), await findIndicator(tx, query.indicator)]
      if (!place || !indicator) return notFound
      const { ground, line } = await readLine(request, place, indicator)
      const compared = line.measure && line.actual.state !== 'not-collected' ? await readCompared(request, place, ground, { ...line, measure: line.measure }) : null
      const shown = compared?.centres.filter(({ code }) => place.sight.level === 'all' || code === place.centre?.code) ?? []
      return json({
        indicator: indicator.key, period: place.month.key, ...line.window, rate: estimate(compared?.rate ?? null), dispersion: estimate(compared?.dispersion ?? null),
        centres: [...shown].sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ code, entered, limits, expected, reading }): z.input<typeof comparedShape> => ({
          unit_code: code, ...entered, share: entered.n === 0 ? null : estimate(entered.k / entered.n), low: estimate(limits?.low998 ?? null), high: estimate(limits?.high998 ?? null), expected: estimate(expected?.expected ?? null),
          ratio: estimate(expected?.ratio ?? null), ratio_low: estimate(expected?.low ?? null), ratio_high: estimate(expected?.high ?? null), reading,
        })),
      })
    },
  }),
  get('/api/v1/quality', {
    door: centreDoor, query: z.strictObject({ unit: word, period: word.optional() }),
    api: {
      summary: 'How complete and timely the month of a centre is', tag,
      answer: z.object({ unit_code: z.string(), period: z.string(), grade: z.string(), expected_days: z.number(), reported_days: z.number(), silent_days: z.array(z.string()), completeness: z.string().nullable(), timeliness: z.string().nullable(), rows: z.number() }),
    },
    handle: async ({ tx, platform, actor, query }) => {
      const place = await placeOf(tx, platform, actor, { month: query.period, centre: query.unit })
      if (!place?.centre) return notFound
      const { centre, month } = place
      const found = await tx.statistics((reader) => readQuality(reader, centre.code, month, tx.context.today, workingCalendar(platform.country)))
      return json({
        unit_code: centre.code, period: month.key, grade: gradeOf(found), expected_days: found.expectedDays, reported_days: found.reportedDays, silent_days: found.silent, completeness: estimate(completenessOf(found)),
        timeliness: estimate(timelinessOf(found)), rows: found.rows,
      })
    },
  }),
]
