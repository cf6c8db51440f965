import type { RecordFinder } from '../../platform/providers'
import { findEmployerByKey } from '../employers/index'
import { findPersonByKey } from '../jobseekers/index'
import { findPlacementByKey, findReferralByKey } from '../placements/index'
import { findServiceByKey, findVisitByKey } from '../service-delivery/index'
import { findVacancyByKey } from '../vacancies/index'
import type { RecordKind } from './language/vocabulary'

/** Who finds the record behind a meaningless key, in the reader's own scope. */
const finders: Readonly<Record<RecordKind, RecordFinder>> = {
  person: findPersonByKey, vacancy: findVacancyByKey, service: findServiceByKey, visit: findVisitByKey, referral: findReferralByKey,
  placement: findPlacementByKey, employer: findEmployerByKey,
  // A post that is held has no page of its own.
  staff: () => Promise.resolve(undefined),
}

export const findRecordDoor = (kind: string): RecordFinder | undefined => (Object.hasOwn(finders, kind) ? finders[kind as RecordKind] : undefined)
