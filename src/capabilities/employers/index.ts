import type { RecordFinder } from '../../platform/providers'
import { findIdByStatKey } from './queries'

export { employerDaily, employerStateChanged, markVerifiedForDemonstration, moveEmployer, recordCheck } from './decisions'
export { employerDesk } from './desk'
export { employerFunnel } from './figures'
export { importEmployers, type ImportedVerdict } from './import'
export { type CheckKind, checkKinds, type EmployerLine, type ImportedEmployer } from './model'
export { employerName, isVerified } from './names'
export { findEmployer, findEmployerContactWay, findEmployerLine, isOnWatchList, listEmployerLines } from './queries'
export { employerRoutes } from './routes/index'

/** The page of the employer behind a statistic's key. */
export const findEmployerByKey: RecordFinder = async (reader, key) => {
  const found = await findIdByStatKey(reader, key)
  return found && `/employers/${found.id}`
}
