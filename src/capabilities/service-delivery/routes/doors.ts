import type { Door } from '../../../platform/http/door'

const counter = { who: ['counsellor', 'chief'], reach: 'centre', strength: 'two', limit: 'staff' } as const

/** Doors of the counter: staff of the centre, with a second factor. */
export const reading = (subject: NonNullable<Door['subject']>): Door => ({ ...counter, subject, audit: 'read', purpose: 'service' })
export const writing = (subject: NonNullable<Door['subject']>, body = 16): Door => ({ ...counter, subject, audit: 'write', key: 'required', body, purpose: 'service' })

const own = { who: ['jobseeker'], reach: 'own', subject: 'appointment', strength: 'one', limit: 'own' } as const
export const readingOwn: Door = { ...own, audit: 'read' }
export const writingOwn: Door = { ...own, audit: 'write', key: 'required', body: 8 }
