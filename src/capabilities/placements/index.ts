import type { Route } from '../../platform/http/route'
import type { JobHandlers } from '../../platform/jobs/jobs'
import { type DeskProvider, type FunnelProvider, happening, type HistoryProvider, type RecordFinder } from '../../platform/providers'

/** A person was put forward to an employer. */
export const referralSent = happening<{ referralId: string; personId: string; employerId: string; vacancyId: string; centreId: string; accountId: string | null }>()
export const interviewArranged = happening<{ interviewId: string; personId: string; employerId: string; centreId: string; accountId: string | null }>()
export const followUpDone = happening<{ followUpId: string; personId: string; centreId: string; accountId: string | null }>()

export const placementRoutes: Route[] = []
export const placementDesk: DeskProvider = async () => []
export const placementDaily: JobHandlers = {}
export const placementHistory: HistoryProvider = async () => []
export const referralFunnel: FunnelProvider = async () => []
export const findReferralByKey: RecordFinder = async () => undefined
export const findPlacementByKey: RecordFinder = async () => undefined
