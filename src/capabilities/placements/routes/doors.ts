import type { Door } from '../../../platform/http/door'

const staff = { who: ['counsellor', 'chief'], reach: 'centre', strength: 'two', limit: 'staff', purpose: 'referral', basis: 'public-task' } as const
/** Pages of referrals and placements for the person's own centre. */
export const readReferral: Door = { ...staff, subject: 'referral', audit: 'read' }
export const writeReferral: Door = { ...staff, subject: 'referral', audit: 'write', key: 'required', body: 16 }
export const readPlacement: Door = { ...staff, subject: 'placement', audit: 'read' }
export const writePlacement: Door = { ...staff, subject: 'placement', audit: 'write', key: 'required', body: 16 }

const employer = { who: ['employer'], reach: 'own', strength: 'one', limit: 'own', purpose: 'referral', basis: 'consent' } as const
export const readCandidate: Door = { ...employer, subject: 'referral', audit: 'read' }
export const answerCandidate: Door = { ...employer, subject: 'referral', audit: 'write', key: 'required', body: 16 }

const jobseeker = { who: ['jobseeker'], reach: 'own', strength: 'one', limit: 'own', purpose: 'referral', basis: 'own' } as const
export const readOwn: Door = { ...jobseeker, subject: 'referral', audit: 'read' }
export const changeOwn: Door = { ...jobseeker, subject: 'referral', audit: 'write', key: 'required', body: 16 }

export const openPage: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: neither name nor phone is shown', limit: 'public-page' }
export const statusPage: Door = { ...openPage, limit: 'own' }
export const linkPage: Door = { who: 'anyone', reach: 'own', subject: 'referral', strength: 'none', audit: 'read', limit: 'own', purpose: 'referral', basis: 'consent' }
export const linkAnswer: Door = { ...linkPage, audit: 'write', key: 'required', body: 16 }
export const applyPage: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'write', key: 'required', limit: 'register', body: 16, purpose: 'referral' }
