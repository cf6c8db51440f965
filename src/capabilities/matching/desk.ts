import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { DeskProvider } from '../../platform/providers'
import { listOpenReviews } from './actions/reviews'

const capability = 'matching'
/** As many people without a suggestion as a desk can work on; the next come when these are done. */
const mostWithout = 20

/** Suggestions that somebody asked a chief to look at again, and people to whom nothing can be suggested: their page says which filters keep the jobs off. */
export const matchDesk: DeskProvider = async (reader) => {
  const { actor } = reader.context
  if (actor.centreIds.length === 0) return []
  const { rows } = await sql<{ personId: string; since: CalendarDate }>`select person_id as "personId", since from match_without
    where centre_id = any (${actor.centreIds}::uuid[]) order by since, person_id limit ${mostWithout}`.execute(reader.db)
  const without = rows.map(({ personId, since }) => ({ kind: 'without', capability, id: personId, about: '', customer: { personId }, since, due: null, ownerId: null, href: `/jobseekers/${personId}/vacancies` }))
  if (actor.role !== 'chief') return without
  const reviews = (await listOpenReviews(reader)).map((review) => ({
    kind: 'review', capability, id: review.id, about: '', customer: { personId: review.personId }, since: review.askedOn, due: review.dueOn, ownerId: null, href: `/matches/reviews/${review.id}`,
  }))
  return [...reviews, ...without]
}
