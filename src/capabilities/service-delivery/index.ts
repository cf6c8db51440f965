import type { Reader } from '../../platform/db/database'
import type { DeskProvider, HistoryProvider, RecordFinder } from '../../platform/providers'
import { listServiceHistory } from './actions/history'
import { listOwnDeskItems } from './actions/own-desk'
import { findServicePageByKey, findVisitPageByKey } from './queries/keys'

export { serviceDaily } from './actions/daily'
export { deskItems, nationalDeskItems } from './actions/desk'
export { importServices, importVisits, type RowsDone, type ServiceRow, type VisitRow } from './actions/imports'
export { type AutomaticService, recordAutomaticService } from './actions/services'
export { serviceRoutes } from './routes/all'

export const serviceDesk: DeskProvider = listOwnDeskItems
export const serviceHistory: HistoryProvider = listServiceHistory
export const findVisitByKey: RecordFinder = (reader: Reader, key: string) => findVisitPageByKey(reader, key)
/** Of a service, or of the group session behind unnamed people. */
export const findServiceByKey: RecordFinder = (reader: Reader, key: string) => findServicePageByKey(reader, key)
