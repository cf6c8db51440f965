import { equals, type Exact, toDecimal } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Reader, Tx } from '../../../platform/db/database'
import { listSamePlace } from './entries'
import type { EnteredMeasure } from './read'
import { enter, type EntryRefusal, missingOf, type NewEntry } from './rules'

export type EnterRefusal = EntryRefusal | 'missing' | 'waiting' | 'same-as-before'
const stored = (value: Exact | null): string | null => (value === null ? null : toDecimal(value, 6))

/** What stands in the way of an entry. Writes nothing. */
export async function checkEntry(reader: Reader, { id, tree }: EnteredMeasure, centreId: string | null, given: NewEntry): Promise<Outcome<void, EnterRefusal>> {
  const allowed = enter(tree, given, centreId !== null, reader.context.today)
  if (!allowed.ok) return allowed
  if (missingOf(tree, given).length > 0) return refused('missing')
  const before = await listSamePlace(reader, { measure: id, centreId, period: given.period.key })
  if (before.some(({ state }) => state === 'entered')) return refused('waiting')
  const inForce = before.find(({ state }) => state === 'confirmed')
  if (!inForce) return done()
  const isSame = inForce.value === null ? given.value === null : given.value !== null && equals(inForce.value, given.value)
  return isSame ? refused('same-as-before') : done()
}

/** Enters a figure with its source. It counts when another person has confirmed it. */
export async function enterFigure(tx: Tx, measure: EnteredMeasure, centreId: string | null, given: NewEntry): Promise<Outcome<string, EnterRefusal>> {
  const checked = await checkEntry(tx, measure, centreId, given)
  if (!checked.ok) return checked
  const id = newId()
  const { now, today, actor } = tx.context
  const { period } = given
  await tx.db.insertInto('figure_entry').values({
    id, created_at: now, entered_by: actor.accountId ?? '', entered_on: today, measure: measure.id, kind: measure.tree.kind, centre_id: centreId, period: period.key, from_day: period.from, to_day: period.to,
    value: stored(given.value), not_recorded: given.notRecorded, source: given.source || null, method: given.method || null, collector: given.collector || null, collected_on: given.collectedOn, evidence: given.evidence || null,
  }).execute()
  tx.note({ action: 'figure.enter', subjectKind: 'figure-entry', subjectId: id, fields: ['value', 'source'] })
  return done(id)
}

export type DecideRefusal = 'not-found' | 'decided' | 'same-person' | 'refuse-reason'

/** Confirms or refuses. Nobody decides what they entered; a confirmed figure takes the place of the one before. */
export async function decideEntry(tx: Tx, id: string, answer: 'confirm' | 'refuse', reason: string): Promise<Outcome<void, DecideRefusal>> {
  const found = await tx.db.selectFrom('figure_entry').select(['measure', 'period', 'centre_id', 'state', 'entered_by']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) return refused('not-found')
  if (found.state !== 'entered') return refused('decided')
  const { today, actor } = tx.context
  if (found.entered_by === actor.accountId) return refused('same-person')
  if (answer === 'refuse' && [...reason].length < 3) return refused('refuse-reason')
  if (answer === 'confirm') {
    await tx.db.updateTable('figure_entry').set({ state: 'replaced', replaced_on: today }).where('measure', '=', found.measure).where('period', '=', found.period)
      .where('centre_id', 'is not distinct from', found.centre_id).where('state', '=', 'confirmed').execute()
  }
  await tx.db.updateTable('figure_entry').set({ state: answer === 'confirm' ? 'confirmed' : 'refused', decided_by: actor.accountId, decided_on: today, decision_reason: reason || null }).where('id', '=', id).execute()
  tx.note({ action: `figure.${answer}`, subjectKind: 'figure-entry', subjectId: id })
  return done()
}
