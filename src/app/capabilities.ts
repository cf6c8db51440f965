import { accountRoutes } from '../capabilities/accounts/index'
import { centreRoutes } from '../capabilities/centres/index'
import { employerDaily, employerDesk, employerRoutes, employerStateChanged } from '../capabilities/employers/index'
import { consentWithdrawn, jobseekerDaily, jobseekerDesk, jobseekerRoutes, personHistory, registrationAccepted } from '../capabilities/jobseekers/index'
import { matchDesk, matchingDaily, matchingRoutes } from '../capabilities/matching/index'
import { measureDaily, measureRoutes } from '../capabilities/measures/index'
import { figureDesk, performanceDaily, performanceRoutes } from '../capabilities/performance/index'
import { projectRoutes } from '../capabilities/projects/index'
import {
  cancelForVacancy, followUpDone, interviewArranged, placementDaily, placementDesk, placementHistory, placementRoutes, referralFunnel, referralSent, withdrawForConsent,
} from '../capabilities/placements/index'
import { deskItems, nationalDeskItems, recordAutomaticService, serviceDaily, serviceDesk, serviceHistory, serviceRoutes } from '../capabilities/service-delivery/index'
import { pauseVacanciesOfEmployer, vacancyClosed, vacancyDaily, vacancyDesk, vacancyFunnel, vacancyRoutes, vacancyTaken } from '../capabilities/vacancies/index'
import type { Route } from '../platform/http/route'
import { forgetImportFiles } from '../platform/imports/batches'
import { forgetOldWork, type JobHandlers } from '../platform/jobs/jobs'
import { apiRoutes } from './api'
import { healthRoutes } from './health'
import { operateDaily } from './operate/daily'
import { importRoutes } from './imports/routes'

/** Every address of the product. The only place that knows all capabilities. */
export const routes: readonly Route[] = [
  ...healthRoutes, ...apiRoutes(() => routes), ...accountRoutes, ...centreRoutes, ...measureRoutes, ...performanceRoutes, ...projectRoutes, ...jobseekerRoutes, ...employerRoutes, ...vacancyRoutes,
  ...matchingRoutes, ...placementRoutes, ...serviceRoutes, ...importRoutes,
]

/** Work that every day brings. */
export const dailyWork: JobHandlers = {
  'daily.forget-old-work': forgetOldWork, ...operateDaily, 'daily.forget-import-files': forgetImportFiles, ...jobseekerDaily, ...employerDaily, ...vacancyDaily, ...placementDaily, ...matchingDaily, ...serviceDaily, ...measureDaily, ...performanceDaily,
}

for (const provider of [jobseekerDesk, employerDesk, vacancyDesk, matchDesk, placementDesk, serviceDesk]) deskItems.add(provider)
nationalDeskItems.add(figureDesk)
for (const provider of [serviceHistory, placementHistory]) personHistory.add(provider)
vacancyFunnel.add(referralFunnel)
employerStateChanged.add(pauseVacanciesOfEmployer)
vacancyClosed.add(cancelForVacancy)
consentWithdrawn.add(withdrawForConsent)

// A record that proves a service writes it, once.
registrationAccepted.add((tx, _platform, { personId, registrationId, centreId, accountId }) =>
  recordAutomaticService(tx, { code: 'REG', personId, centreId, accountId, sourceKind: 'registration', sourceId: registrationId }))
vacancyTaken.add((tx, _platform, { vacancyId, employerId, centreId, accountId }) =>
  recordAutomaticService(tx, { code: 'EVA', employerId, centreId, accountId, sourceKind: 'vacancy', sourceId: vacancyId }))
referralSent.add((tx, _platform, { referralId, personId, centreId, accountId }) =>
  recordAutomaticService(tx, { code: 'REF', personId, centreId, accountId, sourceKind: 'referral', sourceId: referralId }))
interviewArranged.add((tx, _platform, { interviewId, employerId, centreId, accountId }) =>
  recordAutomaticService(tx, { code: 'EIN', employerId, centreId, accountId, sourceKind: 'interview', sourceId: interviewId }))
followUpDone.add((tx, _platform, { followUpId, personId, centreId, accountId }) =>
  recordAutomaticService(tx, { code: 'FUP', personId, centreId, accountId, sourceKind: 'follow-up', sourceId: followUpId }))
