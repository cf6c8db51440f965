import { type FunnelProvider, happening, registry } from '../../platform/providers'

/** A vacancy was entered and sent by a counsellor or employer. */
export const vacancyTaken = happening<{ vacancyId: string; employerId: string; centreId: string; accountId: string | null }>()
/** A vacancy closed: its open referrals close with it. */
export const vacancyClosed = happening<{ vacancyId: string; reason: string }>()
/** What other capabilities tell beside a vacancy. */
export const vacancyFunnel = registry<FunnelProvider>()
