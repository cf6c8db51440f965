import type { Tx } from '../../platform/db/database'
import type { Route } from '../../platform/http/route'
import type { JobHandlers } from '../../platform/jobs/jobs'
import { type DeskProvider, type HistoryProvider, type RecordFinder, registry } from '../../platform/providers'

export interface AutomaticService {
  code: 'REG' | 'REF' | 'EVA' | 'EIN' | 'FUP'
  personId?: string
  employerId?: string
  centreId: string
  accountId: string | null
  /** The record behind it; one service for each record and code. */
  sourceKind: string
  sourceId: string
}
/** A service that another record proves, written once. */
export const recordAutomaticService = (_tx: Tx, _service: AutomaticService): Promise<void> => {
  throw new Error('service-delivery: not built')
}

/** What capabilities put on the desk. */
export const deskItems = registry<DeskProvider>()
export const serviceRoutes: Route[] = []
export const serviceDesk: DeskProvider = async () => []
export const serviceDaily: JobHandlers = {}
export const serviceHistory: HistoryProvider = async () => []
export const findVisitByKey: RecordFinder = async () => undefined
export const findServiceByKey: RecordFinder = async () => undefined
