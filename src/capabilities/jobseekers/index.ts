import type { RecordFinder } from '../../platform/providers'
import { findPersonIdByKey } from './queries/people'

export { findPersonLine, listPersonLines, personName, type PersonLine } from './lines'
export {
  endRegistration, findActiveRegistration, findContactWay, recordContactDay, registrationAccepted, type ActiveRegistration, type ContactWay,
} from './actions/registrations'
export { consentWithdrawn, findConsent, recordConsent, recordDisclosure, withdrawConsent, type ConsentScope, type NewConsent, type NewDisclosure } from './actions/consents'
export { registerApplicant, type PortalApplicant } from './actions/register'
export { importJobseeker, importJobseekers, type Imported, type ImportedJobseeker, type ImportRefusal } from './actions/import'
export { jobseekerDaily } from './actions/daily'
export { personHistory } from './history'
export { suggestOccupations, type OccupationSuggestion } from './occupations'
export { jobseekerDesk } from './desk'
export { jobseekerRoutes } from './routes/all'

/** The page of the person behind a meaningless key, when the reader may see it. */
export const findPersonByKey: RecordFinder = async (reader, key) => {
  const id = await findPersonIdByKey(reader, key)
  return id ? `/jobseekers/${id}` : undefined
}
