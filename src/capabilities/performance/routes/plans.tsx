import { z } from 'zod'
import type { CalendarDate } from '../../../kernel/calendar'
import { isUuid } from '../../../kernel/id'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { sightOf } from '../../measures/index'
import { addEvidence } from '../actions/evidence'
import { addActivity, addNeed, adoptPlan, dropNeed, makePlan, moveTo, settleDeliverable, typePercent } from '../actions/plans'
import { activityForm, deliverableForm, moveForm, needForm, percentForm, planForm } from '../model'
import { ActivityPage, PlanPage, PlansPage } from '../pages/plans'
import { nothingTyped, seriesName, type Shown } from '../pages/words'
import { listIndicators } from '../queries/framework'
import { listNotes } from '../queries/notes'
import { findPlan, listActivities, listPlans } from '../queries/plans'
import { listSeries } from '../queries/targets'
import { evidenceEnding, type EvidenceType, largestEvidence } from '../rules/evidence'
import { centreDoor, centrePost, mayApprove, planQuery } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
const adoptForm = z.object({ step: z.enum(['adopt', 'seen'], 'errors.required') })

/** A day as typed, null when empty, undefined when it cannot be read. */
export const readDay = (typed: string): CalendarDate | null | undefined => {
  if (typed === '') return null
  const read = parseDay(typed)
  return read.ok ? read.value : undefined
}
const isOfCentre = ({ actor }: Pick<Request, 'actor'>, { centre_id }: { centre_id: string }): boolean => actor.centreId === centre_id && actor.role !== 'statistician'
/** A centre changes its own plans, headquarters those of headquarters; it sees all. */
export const isOwn = ({ actor }: Pick<Request, 'actor'>, { centre_id }: { centre_id: string }): boolean => actor.centreId === centre_id && (actor.role === 'chief' || actor.role === 'headquarters')

async function list({ tx, actor, ui }: Request, form: Shown = nothingTyped): Promise<Answer> {
  const all = sightOf(actor).level === 'all'
  const body = <PlansPage plans={await listPlans(tx, all ? null : actor.centreId)} reach={all ? 'all' : 'own'} maySet={mayApprove(actor)} mayMake={actor.role === 'chief' || actor.role === 'headquarters'} form={form} requestKey={ui.newKey()} />
  return page(ui.t('performance.plans'), body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

type Plan = NonNullable<Awaited<ReturnType<typeof findPlan>>>
async function show(request: Request, plan: Plan, form: Shown = nothingTyped): Promise<Answer> {
  const { tx, ui, actor } = request
  const own = isOwn(request, plan)
  const [indicators, series] = [await listIndicators(tx), await listSeries(tx, plan.centre_id)]
  const choices = series.flatMap(({ id, indicator_id, slice }) => {
    const found = indicators.find((one) => one.id === indicator_id)
    return found ? [{ id, label: seriesName(ui, found.labels, slice) }] : []
  })
  const body = (
    <PlanPage
      plan={plan} activities={await listActivities(tx, plan.id, tx.context.today)} series={choices} mayChange={own && plan.state !== 'closed'} mayAdopt={own && plan.state === 'draft'}
      maySee={actor.role === 'headquarters' && plan.state === 'adopted' && plan.seen_on === null} form={form} notes={await listNotes(tx, 'plan', plan.id, plan.centre_id)} newKey={() => ui.newKey()}
    />
  )
  return page(plan.title, body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

async function findActivity({ tx }: Request, id: string) {
  const row = await tx.db.selectFrom('plan_activity').select('plan_id').where('id', '=', id).executeTakeFirst()
  const plan = row && (await findPlan(tx, row.plan_id))
  const all = plan ? await listActivities(tx, plan.id, tx.context.today) : []
  const activity = all.find((one) => one.id === id)
  return plan && activity ? { plan, activity, others: all.filter((one) => one !== activity) } : undefined
}
type Found = NonNullable<Awaited<ReturnType<typeof findActivity>>>
const showActivity = (request: Request, { plan, activity, others }: Found, form: Shown = nothingTyped, at: string | null = null, circle?: readonly string[]): Answer => {
  const { ui, actor, tx } = request
  const body = (
    <ActivityPage
      plan={plan} activity={activity} others={others} circle={circle} today={tx.context.today} actorId={actor.accountId ?? ''} mayChange={isOwn(request, plan)} mayShow={isOfCentre(request, plan)}
      mayAccept={isOwn(request, plan) || actor.role === 'headquarters'} at={at} form={form} newKey={() => ui.newKey()}
    />
  )
  return page(activity.title, body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

const fields: Readonly<Record<string, string>> = {
  'code-taken': 'code', 'due-before-start': 'dueOn', 'needs-unknown': 'needs', circle: 'needs', 'reason-missing': 'reason', 'day-missing': 'until', waits: 'until', 'not-from-here': 'move', percent: 'percent', 'note-missing': 'note', 'evidence-missing': 'evidence', 'file-kind': 'file', 'file-large': 'file',
}
const refused = (typed: Shown['typed'], reason: string): Shown => ({ typed, errors: { [fields[reason] ?? '_form']: `performance.refusal.${reason}` } })

export const planRoutes: Route[] = [
  get('/performance/plans', { door: centreDoor, handle: async (request) => list(request) }),
  post('/performance/plans', {
    door: centrePost,
    form: planForm,
    handle: async (request) => {
      const { tx, actor, form, ui } = request
      if (!form.ok) return list(request, form)
      return actor.centreId === null ? notFound : seeOther(ui.to(`/performance/plans/${await makePlan(tx, actor.centreId, form.value)}`))
    },
  }),
  get('/performance/plans/:id', {
    door: centreDoor,
    query: planQuery,
    handle: async (request) => {
      const plan = await findPlan(request.tx, request.params['id'] ?? '')
      return plan ? show(request, plan, { typed: { moves: request.query.moves }, errors: {} }) : notFound
    },
  }),
  post('/performance/plans/:id/adopt', {
    door: centrePost,
    form: adoptForm,
    handle: async (request) => {
      const { tx, params, form, ui } = request
      const plan = await findPlan(tx, params['id'] ?? '')
      if (!plan) return notFound
      if (!form.ok) return show(request, plan, form)
      const outcome = await adoptPlan(tx, plan.id, form.value.step)
      return outcome.ok ? seeOther(ui.to(`/performance/plans/${plan.id}`)) : show(request, plan, refused(form.typed, outcome.reason))
    },
  }),
  post('/performance/plans/:id/activities', {
    door: centrePost,
    form: activityForm,
    handle: async (request) => {
      const { tx, params, form, ui } = request
      const plan = await findPlan(tx, params['id'] ?? '')
      if (!plan || !isOwn(request, plan)) return notFound
      if (!form.ok) return show(request, plan, form)
      const { startOn, dueOn, moves, deliverables, ...rest } = form.value
      const days = { startOn: readDay(startOn), dueOn: readDay(dueOn) }
      const wrong = Object.entries(days).filter(([, day]) => day === undefined).map(([name]) => [name, 'errors.not-a-date'])
      if (wrong.length > 0) return show(request, plan, { typed: form.typed, errors: Object.fromEntries(wrong) as Record<string, string> })
      const outcome = await addActivity(tx, plan, {
        ...rest, startOn: days.startOn ?? null, dueOn: days.dueOn ?? null, moves: isUuid(moves) ? [moves] : [], deliverables: deliverables.split('\n').map((line) => line.trim()).filter((line) => line.length >= 3).slice(0, 20),
      })
      return outcome.ok ? seeOther(ui.to(`/performance/plans/${plan.id}`)) : show(request, plan, refused(form.typed, outcome.reason))
    },
  }),
  get('/performance/activities/:id', {
    door: centreDoor,
    handle: async (request) => {
      const found = await findActivity(request, request.params['id'] ?? '')
      return found ? showActivity(request, found) : notFound
    },
  }),
  post('/performance/activities/:id/move', {
    door: centrePost,
    form: moveForm,
    handle: async (request) => {
      const { tx, form, ui } = request
      const found = await findActivity(request, request.params['id'] ?? '')
      if (!found || !isOwn(request, found.plan)) return notFound
      if (!form.ok) return showActivity(request, found, form)
      const until = readDay(form.value.until)
      if (until === undefined) return showActivity(request, found, { typed: form.typed, errors: { until: 'errors.not-a-date' } })
      const outcome = await moveTo(tx, found.activity.id, form.value.move, { reason: form.value.reason, until })
      return outcome.ok ? seeOther(ui.to(`/performance/activities/${found.activity.id}`)) : showActivity(request, found, refused(form.typed, outcome.reason))
    },
  }),
  post('/performance/activities/:id/needs', {
    door: centrePost,
    form: needForm,
    handle: async (request) => {
      const { tx, form, ui } = request
      const found = await findActivity(request, request.params['id'] ?? '')
      if (!found || !isOwn(request, found.plan) || found.plan.state === 'closed') return notFound
      if (!form.ok) return showActivity(request, found, form)
      const { needs, step } = form.value
      const outcome = step === 'add' ? await addNeed(tx, found.plan, found.activity.code, needs) : await dropNeed(tx, found.plan.id, found.activity.code, needs)
      return outcome.ok ? seeOther(ui.to(`/performance/activities/${found.activity.id}`)) : showActivity(request, found, refused(form.typed, outcome.reason), null, 'circle' in outcome ? outcome.circle : undefined)
    },
  }),
  post('/performance/activities/:id/percent', {
    door: centrePost,
    form: percentForm,
    handle: async (request) => {
      const { tx, form, ui } = request
      const found = await findActivity(request, request.params['id'] ?? '')
      if (!found || !isOwn(request, found.plan)) return notFound
      if (!form.ok) return showActivity(request, found, form)
      const outcome = await typePercent(tx, found.activity.id, form.value.percent, form.value.note)
      return outcome.ok ? seeOther(ui.to(`/performance/activities/${found.activity.id}`)) : showActivity(request, found, refused(form.typed, outcome.reason))
    },
  }),
  get('/performance/evidence/:id', {
    door: { ...centreDoor, audit: 'read', purpose: 'statistics' },
    handle: async ({ tx, params }) => {
      const found = await tx.db.selectFrom('plan_evidence').select(['id', 'media_type', 'bytes', 'digest']).where('id', '=', params['id'] ?? '').executeTakeFirst()
      if (!found) return notFound
      tx.note({ action: 'evidence.read', subjectKind: 'plan-evidence', subjectId: found.id, purpose: 'statistics' })
      const type = found.media_type as EvidenceType
      return { kind: 'file', bytes: new Uint8Array(found.bytes), type, name: `evidence-${found.digest.slice(0, 8)}.${evidenceEnding[type]}` }
    },
  }),
  // Who does the work shows it: everybody of the centre may; accepting is another person's step.
  post('/performance/deliverables/:id', {
    door: { ...centrePost, who: ['counsellor', 'chief', 'headquarters'], body: largestEvidence / 1024 + 64, limit: 'upload' },
    form: deliverableForm,
    handle: async (request) => {
      const { tx, form, ui, params, files, actor } = request
      const row = await tx.db.selectFrom('plan_deliverable').select('activity_id').where('id', '=', params['id'] ?? '').executeTakeFirst()
      const found = row && (await findActivity(request, row.activity_id))
      if (!found || (!isOfCentre(request, found.plan) && actor.role !== 'headquarters')) return notFound
      const id = row.activity_id === found.activity.id ? (params['id'] ?? null) : null
      if (!form.ok) return showActivity(request, found, form, id)
      const file = form.value.step === 'done' ? files.get('file') : undefined
      const kept = file && (await addEvidence(tx, params['id'] ?? '', file.bytes))
      if (kept && !kept.ok) return showActivity(request, found, refused(form.typed, kept.reason), id)
      const outcome = await settleDeliverable(tx, params['id'] ?? '', form.value.step, form.value.evidence)
      return outcome.ok ? seeOther(ui.to(`/performance/activities/${found.activity.id}`)) : showActivity(request, found, refused(form.typed, outcome.reason), id)
    },
  }),
]
