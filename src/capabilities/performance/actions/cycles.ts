import { createHash } from 'node:crypto'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { listPeriodsWithin, parsePeriod } from '../../../kernel/period'
import type { Tx } from '../../../platform/db/database'
import { canonicalText, listLocked, listPeriodStates } from '../../measures/index'
import { decisionKinds } from '../model'
import { countStaff, type CycleRecord, findCycle, listActivities, listEntries } from '../queries/plans'
import { listAskedIndicators } from '../queries/notes'
import { listBaselines, listSeries, listTargets } from '../queries/targets'
import { closeStage, type CycleFacts, type MissingItem, missingFor, type Stage } from '../rules/cycle'

const stamp = (tx: Tx) => ({ id: newId<'row'>(), created_at: tx.context.now, created_by: tx.context.actor.accountId ?? '' })

/** Starts a cycle. Decisions that are still open come over from the one before. */
export async function startCycle(tx: Tx, centreId: string, given: { period: string; facilitator: string }): Promise<Outcome<string, 'cycle-exists' | 'period' | 'cycle-open'>> {
  if (!parsePeriod(given.period)) return refused('period')
  const others = await tx.db.selectFrom('cycle').select(['id', 'period', 'state']).where('centre_id', '=', centreId).orderBy('created_at', 'desc').execute()
  if (others.some(({ period }) => period === given.period)) return refused('cycle-exists')
  if (others.some(({ state }) => state !== 'closed')) return refused('cycle-open')
  const row = stamp(tx)
  await tx.db.insertInto('cycle').values({ ...row, centre_id: centreId, period: given.period, facilitator_post: given.facilitator, state: 'running' }).execute()
  const before = others[0]
  const open = before ? (await listEntries(tx, before.id)).filter(({ kind, state }) => decisionKinds.includes(kind) && state === 'open') : []
  for (const one of open) await tx.db.insertInto('cycle_entry').values({ ...stamp(tx), cycle_id: row.id, centre_id: centreId, kind: one.kind, text: one.text, owner_post: one.owner_post, due_on: one.due_on, from_entry: one.id }).execute()
  tx.note({ action: 'cycle.start', subjectKind: 'cycle', subjectId: row.id, fields: [`carried:${open.length}`] })
  return done(row.id)
}

export async function addEntry(tx: Tx, cycle: CycleRecord, given: { kind: string; text: string; evidence: string; owner: string; dueOn: CalendarDate | null }): Promise<Outcome<void, 'cycle-closed'>> {
  if (cycle.state === 'closed') return refused('cycle-closed')
  const row = stamp(tx)
  await tx.db.insertInto('cycle_entry').values({ ...row, cycle_id: cycle.id, centre_id: cycle.centre_id, kind: given.kind, text: given.text, evidence: given.evidence || null, owner_post: given.owner || null, due_on: given.dueOn }).execute()
  tx.note({ action: 'cycle.entry', subjectKind: 'cycle', subjectId: cycle.id, fields: [given.kind] })
  return done()
}

/** Freezes what is known at the start: ids of the locked figures, with a digest. */
export async function freezeSnapshot(tx: Tx, cycle: CycleRecord): Promise<Outcome<void, 'nothing-locked' | 'frozen'>> {
  if (cycle.snapshot_digest !== null) return refused('frozen')
  const first = parsePeriod(cycle.period)
  if (!first) return refused('nothing-locked')
  const months = await tx.db.selectFrom('period_state').select('period').where('centre_id', '=', cycle.centre_id).where('state', 'in', ['locked', 'published']).where('period', '<', first.from.slice(0, 7)).orderBy('period', 'desc').limit(12).execute()
  const locked = await listLocked(tx, cycle.centre_id, months.map(({ period }) => period), null)
  if (locked.length === 0) return refused('nothing-locked')
  const snapshot = locked.map(({ id, measure, period, lockNo }) => ({ id, measure, period, lockNo })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const text = canonicalText(snapshot)
  await tx.db.updateTable('cycle').set((e) => ({ snapshot: text, snapshot_digest: createHash('sha256').update(text).digest('hex'), version: e('version', '+', 1) })).where('id', '=', cycle.id).execute()
  tx.note({ action: 'cycle.snapshot', subjectKind: 'cycle', subjectId: cycle.id, fields: [`figures:${snapshot.length}`] })
  return done()
}

/** What is there for the gates, read from plans, targets, locks and entries. */
export async function readCycleFacts(tx: Tx, cycle: CycleRecord): Promise<CycleFacts> {
  const { today } = tx.context
  const period = parsePeriod(cycle.period)
  const entries = await listEntries(tx, cycle.id)
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind)
  const series = await listSeries(tx, cycle.centre_id)
  const ids = series.map(({ id }) => id)
  const targets = (await listTargets(tx, ids)).filter((target) => period !== undefined && target.period.from <= period.to && target.period.to >= period.from)
  const notRecorded = (await listBaselines(tx, ids)).filter(({ state, status }) => state === 'approved' && status === 'not_recorded')
  const asked = await listAskedIndicators(tx, cycle.centre_id)
  const plan = cycle.plan_id ? await tx.db.selectFrom('activity_plan').select(['state', 'seen_on']).where('id', '=', cycle.plan_id).executeTakeFirst() : undefined
  const activities = cycle.plan_id ? await listActivities(tx, cycle.plan_id, today) : []
  const owned = activities.filter(({ owner_post, due_on, state }) => owner_post !== '' && due_on !== null && state !== 'cancelled')
  const moved = new Set(owned.flatMap(({ moves }) => moves))
  const months = period ? listPeriodsWithin(period, 'month').map(({ key }) => key) : []
  const states = await listPeriodStates(tx, months, cycle.centre_id)
  const isLocked = months.length > 0 && months.every((month) => states.some((one) => one.period === month && (one.state === 'locked' || one.state === 'published')))
  const locked = await listLocked(tx, cycle.centre_id, months)
  const measures = await tx.db.selectFrom('indicator').select(['id', 'measure']).execute()
  const measured = new Set(locked.map(({ measure }) => measure))
  const decisions = entries.filter(({ kind }) => decisionKinds.includes(kind))
  return {
    snapshotFrozen: cycle.snapshot_digest !== null, causesWithEvidence: of('cause').filter(({ evidence }) => evidence !== null).length, notRecordedWithoutOwner: notRecorded.filter(({ seriesId }) => !moved.has(seriesId) && !asked.has(series.find(({ id }) => id === seriesId)?.indicator_id ?? '')).length,
    seriesWithTarget: new Set(targets.map(({ seriesId }) => seriesId)).size, targetsWithoutActivity: [...new Set(targets.map(({ seriesId }) => seriesId))].filter((id) => !moved.has(id)).length,
    planAdopted: plan !== undefined && plan.state !== 'draft', planSeen: plan !== undefined && plan.seen_on !== null, planEndReached: period !== undefined && today > period.to, openActivities: activities.filter(({ state }) => !['done', 'deferred', 'cancelled'].includes(state)).length,
    periodLocked: isLocked, seriesWithoutState: targets.filter(({ seriesId }) => !measured.has(measures.find(({ id }) => id === series.find((one) => one.id === seriesId)?.indicator_id)?.measure ?? '')).length,
    gradeCWithoutNote: of('note').length > 0 ? 0 : states.filter(({ grade }) => grade === 'C').length, participants: of('participant').length, staff: await countStaff(tx, cycle.centre_id, today),
    decisions: decisions.length, decisionsWithoutOwner: decisions.filter(({ owner_post, due_on }) => owner_post === null || due_on === null).length, noneReason: cycle.none_reason !== null,
  }
}

/** Closes the open stage when its gate is open; else names everything that is missing. */
export async function closeCycleStage(tx: Tx, id: string, asked: Stage): Promise<Outcome<void, 'not-found' | 'not-its-turn' | 'gate-closed'> & { missing?: MissingItem[] }> {
  const cycle = await findCycle(tx, id)
  if (!cycle) return refused('not-found')
  if (cycle.state !== 'running') return refused('not-its-turn')
  const facts = await readCycleFacts(tx, cycle)
  const outcome = closeStage(cycle.stage as Stage, asked, facts)
  if (!outcome.ok) return { ...refused(outcome.reason), missing: outcome.reason === 'gate-closed' ? missingFor(asked, facts) : [] }
  const next = outcome.value === 'read' ? { stage: 5, state: 'waiting' } : { stage: outcome.value, state: 'running' }
  await tx.db.updateTable('cycle').set((e) => ({ ...next, version: e('version', '+', 1) })).where('id', '=', id).where('version', '=', cycle.version).execute()
  await tx.db.insertInto('cycle_stage').values({ ...stamp(tx), cycle_id: id, centre_id: cycle.centre_id, stage: asked, step: 'closed', on_day: tx.context.today }).execute()
  tx.note({ action: 'cycle.close-stage', subjectKind: 'cycle', subjectId: id, fields: [`stage:${asked}`] })
  return done()
}

/** Opens a closed stage again, with a reason; nothing that was written is lost. */
export async function reopenStage(tx: Tx, cycle: CycleRecord, stage: Stage, reason: string): Promise<Outcome<void, 'not-now'>> {
  const isClosed = cycle.state === 'waiting' || (cycle.state === 'running' && stage < cycle.stage)
  if (!isClosed) return refused('not-now')
  await tx.db.updateTable('cycle').set((e) => ({ stage, state: 'running', version: e('version', '+', 1) })).where('id', '=', cycle.id).execute()
  await tx.db.insertInto('cycle_stage').values({ ...stamp(tx), cycle_id: cycle.id, centre_id: cycle.centre_id, stage, step: 'reopened', on_day: tx.context.today, reason }).execute()
  tx.note({ action: 'cycle.reopen-stage', subjectKind: 'cycle', subjectId: cycle.id, fields: [`stage:${stage}`] })
  return done()
}

/** Headquarters has read the whole; the next cycle may begin. */
export async function readCycle(tx: Tx, id: string): Promise<Outcome<void, 'not-found' | 'not-now' | 'not-your-step'>> {
  const cycle = await findCycle(tx, id)
  if (!cycle) return refused('not-found')
  if (tx.context.actor.role !== 'headquarters') return refused('not-your-step')
  if (cycle.state !== 'waiting') return refused('not-now')
  await tx.db.updateTable('cycle').set((e) => ({ state: 'closed', read_by: tx.context.actor.accountId, read_on: tx.context.today, version: e('version', '+', 1) })).where('id', '=', id).execute()
  tx.note({ action: 'cycle.read', subjectKind: 'cycle', subjectId: id })
  return done()
}

export async function setCycle(tx: Tx, cycle: CycleRecord, change: { plan_id?: string; none_reason?: string }): Promise<void> {
  await tx.db.updateTable('cycle').set((e) => ({ ...change, version: e('version', '+', 1) })).where('id', '=', cycle.id).execute()
  tx.note({ action: 'cycle.change', subjectKind: 'cycle', subjectId: cycle.id, fields: Object.keys(change) })
}
