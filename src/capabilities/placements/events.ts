import { happening } from '../../platform/providers'

/** A person was put forward to an employer. */
export const referralSent = happening<{ referralId: string; personId: string; employerId: string; vacancyId: string; centreId: string; accountId: string | null }>()
export const interviewArranged = happening<{ interviewId: string; personId: string; employerId: string; centreId: string; accountId: string | null }>()
export const followUpDone = happening<{ followUpId: string; personId: string; centreId: string; accountId: string | null }>()
/** Somebody began to work: the other open referrals of that person end. */
export const placementStarted = happening<{ placementId: string; referralId: string | null; personId: string; kind: string }>()
