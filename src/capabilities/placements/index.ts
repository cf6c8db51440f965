import type { Route } from '../../platform/http/route'
import { cancelForVacancy, cancelOthers, withdrawForConsent } from './actions/endings'
import { placementStarted } from './events'
import { placementApi } from './routes/api'
import { centreAskRoutes } from './routes/centre-asks'
import { centreAskApi } from './routes/centre-asks-api'
import { employerRoutes } from './routes/employer'
import { linkRoutes } from './routes/links'
import { ownRoutes } from './routes/mine'
import { placementPages } from './routes/placements'
import { portalRoutes } from './routes/portal'
import { candidateRoutes } from './routes/candidates'
import { proposalRoutes } from './routes/proposals'
import { referralRoutes } from './routes/referrals'
import { severalRoutes } from './routes/several'

placementStarted.add(cancelOthers)

export { followUpDone, interviewArranged, referralSent } from './events'
export { importPlacements, importReferrals, type ImportedPlacement, type ImportedReferral } from './actions/import'
export { placementDaily } from './actions/silence'
export { findPlacementByKey, findReferralByKey, placementDesk, placementHistory, referralFunnel } from './queries/providers'
export { cancelForVacancy, withdrawForConsent }

/** Proposals come first: `/referrals/new` must not be read as the page of a referral. */
export const placementRoutes: Route[] = [
  ...candidateRoutes, ...proposalRoutes, ...severalRoutes, ...referralRoutes, ...placementPages, ...employerRoutes, ...linkRoutes, ...portalRoutes, ...ownRoutes, ...centreAskRoutes, ...placementApi, ...centreAskApi,
]
