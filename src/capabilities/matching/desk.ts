import type { DeskProvider } from '../../platform/providers'
import { listOpenReviews } from './actions/reviews'

/** What a chief must look at: suggestions that somebody asked a person to look at again. */
export const matchDesk: DeskProvider = async (reader) => {
  if (reader.context.actor.role !== 'chief') return []
  return (await listOpenReviews(reader)).map((review) => ({
    kind: 'review', capability: 'matching', id: review.id, about: '', customer: { personId: review.personId }, since: review.askedOn, due: review.dueOn, ownerId: null, href: `/matches/reviews/${review.id}`,
  }))
}
