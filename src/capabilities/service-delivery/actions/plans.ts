import type { z } from 'zod'
import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { findPersonLine, recordContactDay } from '../../jobseekers/index'
import type { actionStepForm, planActionForm, planCloseForm, planForm, planReviewForm, profileForm } from '../model'
import { isInReach } from '../queries/customers'
import { findPlan, findProfileRun, listPlanActions, type PlanRecord } from '../queries/plans'
import * as rules from '../rules/plans'
import { type Band, bands, profile, type ProfileInputs, weights } from '../rules/profiling'

/** Profiles a person with what was asked; age comes from the register, everything else from the form. */
export async function runProfile(tx: Tx, form: z.output<typeof profileForm>): Promise<Outcome<{ id: string }, 'customer-unknown' | 'no-centre'>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId) return refused('no-centre')
  const person = await findPersonLine(tx, form.person, 'profile')
  if (!person) return refused('customer-unknown')
  const inputs: ProfileInputs = {
    monthsWithoutWork: form.never_worked ? 'never-worked' : form.months, education: form.education, age: person.ageYears, experience: form.experience, mobility: form.mobility,
    phone: form.phone, postsPerSeeker: form.posts === null ? null : Number(form.posts), barriers: form.barriers_asked || form.barriers.length > 0 ? form.barriers.length : null,
  }
  const result = profile(inputs)
  const id = newId()
  await tx.db
    .insertInto('profile_run')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), person_id: form.person, centre_id: actor.centreId, run_on: today, weights: weights.version,
      inputs: JSON.stringify({ ...inputs, barriers: inputs.barriers === null ? null : form.barriers }), points: JSON.stringify(result.points), total: result.total, band: result.band,
    })
    .execute()
  tx.note({ action: 'profile.run', subjectKind: 'person', subjectId: form.person, fields: ['inputs', 'points', 'band'] })
  return done({ id })
}

/** The counsellor knows better and says why; this band counts from then on. */
export async function overrideProfile(tx: Tx, runId: string, { band, reason }: { band: Band; reason: string }): Promise<Outcome<void, 'not-found' | 'later-reason' | 'already-decided'>> {
  const { actor, now } = tx.context
  const run = await findProfileRun(tx, runId)
  if (!run || !actor.accountId) return refused('not-found')
  if (Array.from(reason).length < 5) return refused('later-reason')
  const written = await tx.db
    .insertInto('profile_override')
    .values({ id: newId(), created_at: now, created_by: actor.accountId, person_id: run.person_id, profile_run_id: runId, band, reason })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return refused('already-decided')
  tx.note({ action: 'profile.override', subjectKind: 'person', subjectId: run.person_id, fields: ['band', 'reason'] })
  return done()
}

export type PlanRefusal = 'customer-unknown' | 'no-centre' | 'plan-open'

/** A draft, or agreed at once when it is said how. A plan that follows another closes that one as changed. */
export async function makePlan(tx: Tx, form: z.output<typeof planForm>): Promise<Outcome<{ id: string }, PlanRefusal>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId) return refused('no-centre')
  if (!(await isInReach(tx, { kind: 'person', id: form.person }))) return refused('customer-unknown')
  if (form.follows) {
    await tx.db.updateTable('plan').set({ state: 'changed', closed_on: today }).where('id', '=', form.follows).where('person_id', '=', form.person).where('state', '=', 'active').execute()
  }
  const id = newId()
  const agreed = form.agreed_how !== null
  const written = await tx.db
    .insertInto('plan')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), person_id: form.person, centre_id: actor.centreId, account_id: actor.accountId, goal: form.goal,
      goal_place: form.goal_place, goal_by: form.goal_by, band: form.band, state: agreed ? 'active' : 'draft', agreed_on: agreed ? today : null, agreed_how: form.agreed_how,
      next_review_on: agreed ? rules.nextReview(form.band, today) : null, follows_id: form.follows ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return refused('plan-open')
  await recordContactDay(tx, form.person)
  tx.note({ action: 'plan.make', subjectKind: 'person', subjectId: form.person, fields: ['goal', 'band', 'agreed_on'] })
  return done({ id })
}

type Change = 'not-found' | 'plan-closed'

async function findOpen(tx: Tx, id: string, states: readonly string[]): Promise<Outcome<PlanRecord, Change>> {
  const plan = await findPlan(tx, id)
  if (!plan || plan.centre_id !== tx.context.actor.centreId) return refused('not-found')
  return states.includes(plan.state) ? done(plan) : refused('plan-closed')
}

export async function agreePlan(tx: Tx, id: string, how: string): Promise<Outcome<void, Change>> {
  const plan = await findOpen(tx, id, ['draft'])
  if (!plan.ok) return plan
  const { today } = tx.context
  await change(tx, plan.value, { state: 'active', agreed_on: today, agreed_how: how, next_review_on: rules.nextReview(plan.value.band, today) }, 'plan.agree')
  return done()
}

export async function addPlanAction(tx: Tx, planId: string, form: z.output<typeof planActionForm>): Promise<Outcome<void, Change | 'plan-full'>> {
  const plan = await findOpen(tx, planId, ['draft', 'active'])
  if (!plan.ok) return plan
  if ((await listPlanActions(tx, planId)).filter(({ state }) => state !== 'dropped').length >= rules.mostActions) return refused('plan-full')
  const { actor, now } = tx.context
  await tx.db
    .insertInto('plan_action')
    .values({ id: newId(), created_at: now, created_by: actor.accountId, plan_id: planId, person_id: plan.value.person_id, what: form.what, who: form.who, due_on: form.due_on })
    .execute()
  tx.note({ action: 'plan.add-action', subjectKind: 'person', subjectId: plan.value.person_id, fields: ['what', 'who', 'due_on'] })
  return done()
}

export async function movePlanAction(tx: Tx, planId: string, actionId: string, form: z.output<typeof actionStepForm>): Promise<Outcome<void, Change | 'later-reason'>> {
  const plan = await findOpen(tx, planId, ['active'])
  if (!plan.ok) return plan
  if (form.state === 'dropped' && Array.from(form.reason ?? '').length < 5) return refused('later-reason')
  const { actor, today } = tx.context
  const changed = await tx.db
    .updateTable('plan_action')
    .set((e) => ({ state: form.state, done_on: form.state === 'done' ? today : null, reason: form.reason, ticked_by: actor.accountId, version: e('version', '+', 1) }))
    .where('id', '=', actionId)
    .where('plan_id', '=', planId)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('not-found')
  tx.note({ action: 'plan.move-action', subjectKind: 'person', subjectId: plan.value.person_id, fields: ['state'] })
  return done()
}

export async function reviewPlan(tx: Tx, id: string, form: z.output<typeof planReviewForm>): Promise<Outcome<void, Change>> {
  const plan = await findOpen(tx, id, ['active'])
  if (!plan.ok) return plan
  const { actor, now, today } = tx.context
  const next = form.next_review_on && form.next_review_on > today ? form.next_review_on : rules.nextReview(plan.value.band, today)
  await tx.db
    .insertInto('plan_review')
    .values({ id: newId(), created_at: now, created_by: actor.accountId, plan_id: id, person_id: plan.value.person_id, reviewed_on: today, changed: form.changed, next_review_on: next })
    .execute()
  await change(tx, plan.value, { next_review_on: next }, 'plan.review')
  await recordContactDay(tx, plan.value.person_id)
  return done()
}

export async function closePlan(tx: Tx, id: string, form: z.output<typeof planCloseForm>): Promise<Outcome<void, Change>> {
  const plan = await findOpen(tx, id, ['draft', 'active'])
  if (!plan.ok) return plan
  await change(tx, plan.value, { state: plan.value.state === 'draft' ? 'closed' : form.state, closed_on: tx.context.today, close_reason: form.reason }, 'plan.close')
  return done()
}

async function change(tx: Tx, plan: PlanRecord, values: Record<string, unknown>, action: `plan.${string}`): Promise<void> {
  await tx.db
    .updateTable('plan')
    .set((e) => ({ ...values, version: e('version', '+', 1) }))
    .where('id', '=', plan.id)
    .where('version', '=', plan.version)
    .execute()
  tx.note({ action, subjectKind: 'person', subjectId: plan.person_id, fields: Object.keys(values) })
}

/** Plans of people who were not heard of for twice the days between reviews. */
export async function lapsePlans(tx: Tx): Promise<void> {
  for (const band of bands) {
    await sql`update plan p set state = 'lapsed', closed_on = ${tx.context.today}, version = version + 1 where p.state = 'active' and p.band = ${band}
      and greatest(p.agreed_on, (select max(r.last_contact_on) from registration r where r.person_id = p.person_id), (select max(w.reviewed_on) from plan_review w where w.plan_id = p.id))
        + ${sql.lit(2 * rules.reviewDays[band])}::int < ${tx.context.today}::date`.execute(tx.db)
  }
}
