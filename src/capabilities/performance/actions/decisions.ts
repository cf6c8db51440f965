import type { CalendarDate } from '../../../kernel/calendar'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { decisionKinds } from '../model'
import { type CycleRecord, listEntries } from '../queries/plans'
import { addActivity } from './plans'

/** A decision of a cycle becomes an activity of the plan that the cycle uses, with its post and its day. */
export async function makeActivity(tx: Tx, cycle: CycleRecord, entryId: string): Promise<Outcome<string, 'not-found' | 'not-now' | 'no-plan' | 'owner-missing' | 'plan-closed'>> {
  const entry = (await listEntries(tx, cycle.id)).find(({ id, kind }) => id === entryId && decisionKinds.includes(kind))
  if (!entry) return refused('not-found')
  if (entry.state !== 'open') return refused('not-now')
  if (cycle.plan_id === null) return refused('no-plan')
  if (entry.owner_post === null || entry.due_on === null) return refused('owner-missing')
  const plan = await tx.db.selectFrom('activity_plan').select(['id', 'centre_id', 'state']).where('id', '=', cycle.plan_id).executeTakeFirstOrThrow()
  if (plan.state === 'closed') return refused('plan-closed')
  const taken = new Set((await tx.db.selectFrom('plan_activity').select('code').where('plan_id', '=', plan.id).execute()).map(({ code }) => code))
  let number = 1
  while (taken.has(`D${number}`)) number += 1
  const added = await addActivity(tx, plan, { code: `D${number}`, title: [...entry.text].slice(0, 300).join(''), owner: entry.owner_post, startOn: tx.context.today < entry.due_on ? tx.context.today : null, dueOn: entry.due_on as CalendarDate, moves: [], needs: '', deliverables: [] })
  if (!added.ok) return refused('not-now')
  await tx.db.updateTable('cycle_entry').set({ state: 'done', activity_id: added.value }).where('id', '=', entry.id).execute()
  tx.note({ action: 'decision.activity', subjectKind: 'cycle', subjectId: cycle.id })
  return done(added.value)
}

/** A decision is done, or dropped with a reason. */
export async function settleDecision(tx: Tx, cycle: CycleRecord, entryId: string, step: 'done' | 'dropped', reason: string): Promise<Outcome<void, 'not-found' | 'not-now' | 'reason-missing'>> {
  const entry = (await listEntries(tx, cycle.id)).find(({ id, kind }) => id === entryId && decisionKinds.includes(kind))
  if (!entry) return refused('not-found')
  if (entry.state !== 'open') return refused('not-now')
  if (step === 'dropped' && [...reason.trim()].length < 3) return refused('reason-missing')
  await tx.db.updateTable('cycle_entry').set({ state: step, state_reason: reason.trim() || null }).where('id', '=', entry.id).execute()
  tx.note({ action: `decision.${step}`, subjectKind: 'cycle', subjectId: cycle.id })
  return done()
}
