import type { Route } from '../../platform/http/route'
import { vacancyApiRoutes } from './routes/api'
import { employerVacancyRoutes } from './routes/employer'
import { inspectRoutes } from './routes/inspect'
import { counterAlertRoutes } from './alerts/counter'
import { alertRoutes } from './alerts/routes'
import { portalRoutes } from './routes/portal'
import { staffRoutes, staffVacancyRoutes } from './routes/staff'

export { approveUnflagged, type ApproveTogether } from './actions/approve-together'
export { pauseVacanciesOfEmployer, vacancyDaily } from './actions/daily'
export { type ImportedVacancy, importVacancies, type ImportOptions, type ImportVerdict } from './actions/import'
export { vacancyDesk } from './desk'
export { vacancyClosed, vacancyFunnel, vacancyTaken } from './happenings'
export type { VacancyLine } from './model'
export { suggestOccupations } from './occupation-suggestions'
export { findVacancyByCode, findVacancyByKey, findVacancyLine, listVacancyLines, movePosts } from './queries/lines'
export { titleOf as vacancyTitle } from './titles'

/** Addresses with a word come before those with an id in the same place. */
export const vacancyRoutes: Route[] = [...portalRoutes, ...alertRoutes, ...counterAlertRoutes, ...staffRoutes, ...inspectRoutes, ...staffVacancyRoutes, ...employerVacancyRoutes, ...vacancyApiRoutes]

/** Registered after every other address. */
