import type { Door } from '../../../platform/http/door'

/** Counsellor and chief, for the people of their own centre. */
export const staff: Door = { who: ['counsellor', 'chief'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', limit: 'staff', purpose: 'matching', basis: 'consent' }
/** A jobseeker, for themselves. */
export const own: Door = { who: ['jobseeker'], reach: 'own', subject: 'person', strength: 'one', audit: 'read', limit: 'own', purpose: 'matching', basis: 'own' }
export const writing = { audit: 'write', key: 'required', body: 8 } as const
