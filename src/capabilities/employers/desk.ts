import { addDays } from '../../kernel/calendar'
import type { DeskProvider } from '../../platform/providers'

const daysBeforeEnd = 30

/** Claims to verify, verifications that end soon and next steps of the reader's centre; suspensions for headquarters to decide. */
export const employerDesk: DeskProvider = async (reader) => {
  const { actor, today } = reader.context
  const base = reader.db.selectFrom('employer').select(['id', 'registered_on', 'verification_due_on', 'valid_until', 'owner_id', 'state'])
  const item = (kind: string, id: string) => ({ kind, capability: 'employers', id, about: '', customer: { employerId: id }, href: `/employers/${id}` })
  if (actor.role === 'headquarters') {
    const suspended = await base.where('state', '=', 'suspended').orderBy('registered_on').limit(100).execute()
    return suspended.map((row) => ({ ...item('suspended', row.id), since: row.registered_on, due: null, ownerId: null }))
  }
  if (!actor.centreId) return []
  const claims = await base.where('centre_id', '=', actor.centreId).where('state', 'in', ['claimed', 'checking']).orderBy('verification_due_on').limit(200).execute()
  const ending = await base.where('centre_id', '=', actor.centreId).where('state', '=', 'verified').where('valid_until', '<=', addDays(today, daysBeforeEnd)).limit(200).execute()
  const steps = await reader.db
    .selectFrom('employer_assistance_need as n')
    .innerJoin('employer as e', 'e.id', 'n.employer_id')
    .select(['n.id', 'n.due_on', 'n.created_at', 'n.next_step', 'e.id as employer_id', 'e.owner_id'])
    .where('n.centre_id', '=', actor.centreId)
    .where('n.done_on', 'is', null)
    .where('n.due_on', '<=', addDays(today, 14))
    .limit(200)
    .execute()
  return [
    ...claims.map((row) => ({ ...item('verification-due', row.id), since: row.registered_on, due: row.verification_due_on, ownerId: null })),
    ...ending.map((row) => ({ ...item('verification-ends', row.id), since: addDays(row.valid_until ?? today, -daysBeforeEnd), due: row.valid_until, ownerId: null })),
    ...steps.map((row) => ({ ...item('next-step', row.employer_id), id: row.id, since: row.due_on, due: row.due_on, ownerId: row.owner_id })),
  ]
}
