import { type FunnelProvider, registry } from '../../platform/providers'

/** Numbers that other capabilities tell beside an employer, such as referrals waiting or the answer rate; asked with the employer's id. */
export const employerFunnel = registry<FunnelProvider>()
