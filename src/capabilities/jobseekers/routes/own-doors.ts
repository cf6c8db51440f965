import type { Door } from '../../../platform/http/door'

/** The person's own pages: phone and PIN are enough. */
export const ownDoor: Door = { who: ['jobseeker'], reach: 'own', subject: 'person', strength: 'one', audit: 'read', purpose: 'registration', limit: 'own' }
export const ownWrite: Door = { ...ownDoor, key: 'required', audit: 'write', body: 64 }
