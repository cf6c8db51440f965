import { exact } from '../../../kernel/exact'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { type ActivityState, circleOf, type Deliverable, type Move, moveActivity, stateAfterDeliverables } from '../rules/activity'

const stamp = (tx: Tx) => ({ id: newId<'row'>(), created_at: tx.context.now, created_by: tx.context.actor.accountId ?? '' })

export async function makePlan(tx: Tx, centreId: string, given: { title: string; period: string }): Promise<string> {
  const row = stamp(tx)
  await tx.db.insertInto('activity_plan').values({ ...row, centre_id: centreId, title: given.title, period: given.period, state: 'draft' }).execute()
  tx.note({ action: 'plan.make', subjectKind: 'activity-plan', subjectId: row.id })
  return row.id
}

/** The chief adopts a plan, headquarters sees it. A plan without activities says nothing. */
export async function adoptPlan(tx: Tx, planId: string, step: 'adopt' | 'seen'): Promise<Outcome<void, 'not-found' | 'not-now' | 'plan-empty' | 'not-your-step'>> {
  const plan = await tx.db.selectFrom('activity_plan').select(['state', 'seen_on', 'centre_id']).where('id', '=', planId).forUpdate().executeTakeFirst()
  if (!plan) return refused('not-found')
  const { actor, today } = tx.context
  const count = await tx.db.selectFrom('plan_activity').select((e) => e.fn.countAll<number>().as('n')).where('plan_id', '=', planId).executeTakeFirstOrThrow()
  if (Number(count.n) === 0) return refused('plan-empty')
  if (step === 'adopt') {
    if (plan.state !== 'draft') return refused('not-now')
    if (actor.role !== 'chief' && !(actor.role === 'headquarters' && actor.centreId === plan.centre_id)) return refused('not-your-step')
    await tx.db.updateTable('activity_plan').set((e) => ({ state: 'adopted', adopted_on: today, adopted_by: actor.accountId, version: e('version', '+', 1) })).where('id', '=', planId).execute()
  } else {
    if (plan.state === 'draft' || plan.seen_on !== null) return refused('not-now')
    if (actor.role !== 'headquarters') return refused('not-your-step')
    await tx.db.updateTable('activity_plan').set((e) => ({ seen_on: today, seen_by: actor.accountId, version: e('version', '+', 1) })).where('id', '=', planId).execute()
  }
  tx.note({ action: `plan.${step}`, subjectKind: 'activity-plan', subjectId: planId })
  return done()
}

export interface NewActivity {
  readonly code: string
  readonly title: string
  readonly owner: string
  readonly startOn: CalendarDate | null
  readonly dueOn: CalendarDate | null
  readonly moves: readonly string[]
  /** Code of an activity that must come first. */
  readonly needs: string
  readonly deliverables: readonly string[]
  /** What of the plan it serves; empty where nobody said. */
  readonly output?: string
  /** Decimal text above zero; 1 where nobody said. */
  readonly weight?: string
}

export async function addActivity(tx: Tx, plan: { id: string; centre_id: string }, given: NewActivity): Promise<Outcome<string, 'code-taken' | 'due-before-start' | 'needs-unknown' | 'circle'>> {
  if (given.startOn && given.dueOn && given.dueOn < given.startOn) return refused('due-before-start')
  const others = await tx.db.selectFrom('plan_activity').select(['id', 'code']).where('plan_id', '=', plan.id).execute()
  if (others.some(({ code }) => code === given.code)) return refused('code-taken')
  if (given.needs === given.code) return refused('circle')
  const needed = given.needs === '' ? undefined : others.find(({ code }) => code === given.needs)
  if (given.needs !== '' && !needed) return refused('needs-unknown')
  const row = stamp(tx)
  await tx.db.insertInto('plan_activity').values({
    ...row, plan_id: plan.id, centre_id: plan.centre_id, code: given.code, title: given.title, owner_post: given.owner, start_on: given.startOn, due_on: given.dueOn, moves: [...given.moves], output: given.output || null, weight: given.weight ?? '1', state: 'not-started', moved_on: tx.context.today,
  }).execute()
  for (const title of given.deliverables) await tx.db.insertInto('plan_deliverable').values({ ...stamp(tx), activity_id: row.id, centre_id: plan.centre_id, title, due_on: given.dueOn, state: 'open' }).execute()
  if (needed) await tx.db.insertInto('plan_dependency').values({ activity_id: row.id, needs_id: needed.id, centre_id: plan.centre_id }).execute()
  tx.note({ action: 'activity.add', subjectKind: 'plan-activity', subjectId: row.id })
  return done(row.id)
}

/** A further need between two activities of a plan, by their codes; a circle is refused and spelled out. */
export async function addNeed(tx: Tx, plan: { id: string; centre_id: string }, from: string, needs: string): Promise<Outcome<void, 'needs-unknown' | 'circle'> & { circle?: string[] }> {
  // The locked plan lets one need in at a time: two that are written at once cannot make a circle.
  await tx.db.selectFrom('activity_plan').select('id').where('id', '=', plan.id).forUpdate().execute()
  const others = await tx.db.selectFrom('plan_activity').select(['id', 'code']).where('plan_id', '=', plan.id).execute()
  const [a, b] = [others.find(({ code }) => code === from), others.find(({ code }) => code === needs)]
  if (!a || !b) return refused('needs-unknown')
  const known = await tx.db.selectFrom('plan_dependency').select(['activity_id', 'needs_id']).where('activity_id', 'in', others.map(({ id }) => id)).execute()
  const codeOf = (id: string) => others.find((one) => one.id === id)?.code ?? id
  const map = new Map<string, string[]>()
  for (const one of [...known, { activity_id: a.id, needs_id: b.id }]) map.set(codeOf(one.activity_id), [...(map.get(codeOf(one.activity_id)) ?? []), codeOf(one.needs_id)])
  const circle = circleOf(map)
  if (circle) return { ...refused('circle' as const), circle }
  await tx.db.insertInto('plan_dependency').values({ activity_id: a.id, needs_id: b.id, centre_id: plan.centre_id }).onConflict((conflict) => conflict.doNothing()).execute()
  tx.note({ action: 'activity.need', subjectKind: 'plan-activity', subjectId: a.id, fields: [b.code] })
  return done()
}

export async function dropNeed(tx: Tx, planId: string, from: string, needs: string): Promise<Outcome<void, 'needs-unknown'>> {
  const idOf = (code: string) => tx.db.selectFrom('plan_activity').select('id').where('plan_id', '=', planId).where('code', '=', code)
  const gone = await tx.db.deleteFrom('plan_dependency').where('activity_id', '=', idOf(from)).where('needs_id', '=', idOf(needs)).returning('activity_id').executeTakeFirst()
  if (!gone) return refused('needs-unknown')
  tx.note({ action: 'activity.drop-need', subjectKind: 'plan-activity', subjectId: gone.activity_id, fields: [needs] })
  return done()
}

export async function moveTo(tx: Tx, activityId: string, move: Move, given: { reason: string; until: CalendarDate | null }): Promise<Outcome<ActivityState, 'not-found' | 'not-from-here' | 'reason-missing' | 'day-missing' | 'waits'>> {
  const row = await tx.db.selectFrom('plan_activity').select(['state', 'deferred_to']).where('id', '=', activityId).forUpdate().executeTakeFirst()
  if (!row) return refused('not-found')
  const until = move === 'resume' ? (row.deferred_to as CalendarDate | null) : given.until
  const outcome = moveActivity(row.state as ActivityState, move, { reason: given.reason, until, today: tx.context.today })
  if (!outcome.ok) return outcome
  const reason = given.reason.trim() === '' ? {} : { reason: given.reason.trim() }
  await tx.db.updateTable('plan_activity').set((e) => ({ state: outcome.value, moved_on: tx.context.today, deferred_to: outcome.value === 'deferred' ? until : null, ...reason, version: e('version', '+', 1) })).where('id', '=', activityId).execute()
  tx.note({ action: `activity.${move}`, subjectKind: 'plan-activity', subjectId: activityId })
  return outcome
}

/** Done needs evidence; accepted needs another person. The activity follows its deliverables. */
export async function settleDeliverable(tx: Tx, id: string, step: 'done' | 'accepted', evidence: string): Promise<Outcome<void, 'not-found' | 'not-now' | 'evidence-missing' | 'same-person' | 'not-your-step'>> {
  const row = await tx.db.selectFrom('plan_deliverable').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return refused('not-found')
  const { actor, today } = tx.context
  if (step === 'done') {
    if (row.state !== 'open') return refused('not-now')
    if ([...evidence.trim()].length < 5) return refused('evidence-missing')
    await tx.db.updateTable('plan_deliverable').set((e) => ({ state: 'done', evidence: evidence.trim(), done_by: actor.accountId, version: e('version', '+', 1) })).where('id', '=', id).execute()
  } else {
    if (row.state !== 'done') return refused('not-now')
    if (actor.role !== 'chief' && actor.role !== 'headquarters') return refused('not-your-step')
    if (row.done_by === actor.accountId) return refused('same-person')
    await tx.db.updateTable('plan_deliverable').set((e) => ({ state: 'accepted', accepted_by: actor.accountId, version: e('version', '+', 1) })).where('id', '=', id).execute()
  }
  const activity = await tx.db.selectFrom('plan_activity').select('state').where('id', '=', row.activity_id).executeTakeFirstOrThrow()
  const all = await tx.db.selectFrom('plan_deliverable').select(['weight', 'state']).where('activity_id', '=', row.activity_id).execute()
  const state = stateAfterDeliverables(activity.state as ActivityState, all.map((one) => ({ weight: exact(one.weight), state: one.state as Deliverable['state'] })))
  await tx.db.updateTable('plan_activity').set((e) => ({ state, moved_on: today, version: e('version', '+', 1) })).where('id', '=', row.activity_id).execute()
  tx.note({ action: `deliverable.${step}`, subjectKind: 'plan-deliverable', subjectId: id, fields: ['state', 'evidence'] })
  return done()
}

/** A percentage is typed only where no deliverable exists, and says why. */
export async function typePercent(tx: Tx, activityId: string, percent: string, note: string): Promise<Outcome<void, 'not-found' | 'has-deliverables' | 'percent' | 'note-missing'>> {
  const row = await tx.db.selectFrom('plan_activity').select('id').where('id', '=', activityId).executeTakeFirst()
  if (!row) return refused('not-found')
  if (await tx.db.selectFrom('plan_deliverable').select('id').where('activity_id', '=', activityId).executeTakeFirst()) return refused('has-deliverables')
  if (!/^(100|\d{1,2})$/.test(percent)) return refused('percent')
  if ([...note.trim()].length < 10) return refused('note-missing')
  await tx.db.updateTable('plan_activity').set((e) => ({ typed_percent: percent, typed_note: note.trim(), moved_on: tx.context.today, version: e('version', '+', 1) })).where('id', '=', activityId).execute()
  tx.note({ action: 'activity.percent', subjectKind: 'plan-activity', subjectId: activityId, fields: ['typed_percent'] })
  return done()
}
