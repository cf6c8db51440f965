import { addWorkingDays } from '../../../kernel/calendar'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { parsePhone } from '../../../platform/text/phone'
import { type BirthFact, type Channel, type ConsentAnswer, type NewPerson, noBirth, type PlaceFact } from '../model'
import { findHolderOfDocument } from '../queries/people'
import { writePeople } from '../queries/write-people'
import { ageAt, documentNumber, expiryFrom } from '../rules'
import { currentTextVersions } from './consents'
import { type Candidate, recordPairs } from './duplicates'
import { registrationAccepted, workingCalendar } from './registrations'

/** Answers of the shortest registration, read and checked. */
export interface Answers {
  nameNative: string | null
  nameLatin: string | null
  sex: string
  birth: BirthFact
  place: PlaceFact
  wantedTitle: string
  phone: string | null
  noContactReason: string | null
  language: string
  needs: readonly string[]
  consents: readonly ConsentAnswer[]
  document: { type: string; number: string; seen: boolean } | null
  noDocumentReason: string | null
}

/** The keyed digest by which an identity number is found. */
export const documentKey = (platform: Platform, type: string, number: string): string =>
  platform.seal.lookupKey(`${platform.country.code}:${type}:${documentNumber(number)}`)

/** People below the working age are registered for advice and schooling only: they are not matched. */
const lawfulConsents = (answers: Answers, platform: Platform, tx: Tx) => {
  const age = ageAt(answers.birth, tx.context.today)
  const isTooYoung = age !== null && age < platform.country.minimumWorkingAge
  return isTooYoung ? answers.consents.filter(({ purpose }) => purpose !== 'matching') : answers.consents
}

function personOf(tx: Tx, platform: Platform, answers: Answers, channel: Channel, centreId: string): NewPerson {
  const { today, actor } = tx.context
  const phone = answers.phone ? parsePhone(answers.phone, platform.country.phoneRegion) : null
  const isAccepted = channel !== 'portal'
  return {
    id: newId(), cardNumber: newPublicCode(), nameNative: answers.nameNative, nameLatin: answers.nameLatin, sex: answers.sex, birth: answers.birth, language: answers.language,
    interpreterNeed: null, noContactReason: answers.noContactReason, noDocumentReason: answers.noDocumentReason, place: answers.place,
    phone: phone ? { typed: phone.typed, e164: phone.e164 } : null, wanted: { title: answers.wantedTitle, isco: null }, educationCode: null, experience: null,
    document: answers.document
      ? {
          country: platform.country.code, type: answers.document.type, sealed: platform.seal.seal(documentNumber(answers.document.number)),
          key: documentKey(platform, answers.document.type, answers.document.number), seen: answers.document.seen,
        }
      : null,
    needs: answers.needs, consents: lawfulConsents(answers, platform, tx), note: null, how: channel === 'portal' ? 'portal' : 'registered', counsellorId: actor.accountId,
    registration: {
      id: newId(), centreId, channel, state: isAccepted ? 'active' : 'pending', submittedOn: today,
      reviewDueOn: isAccepted ? null : addWorkingDays(today, 2, workingCalendar(platform.country)), acceptedOn: isAccepted ? today : null,
      acceptedBy: isAccepted ? actor.accountId : null, expiresOn: isAccepted ? expiryFrom(today) : null, endedOn: null, endReason: null, source: null,
    },
  }
}

async function write(tx: Tx, platform: Platform, person: NewPerson): Promise<void> {
  await writePeople(tx, [person], await currentTextVersions(tx, platform, person.consents.map(({ purpose }) => purpose)))
  tx.note({ action: 'person.register', subjectKind: 'person', subjectId: person.id, purpose: 'registration', fields: ['name', 'sex', 'birth', 'place', 'contact', 'wish', 'consents'] })
}

/** Registers somebody at the counter: accepted at once, with a counsellor. Pairs that look alike carry the counsellor's decision. */
export async function registerAtCounter(
  tx: Tx,
  platform: Platform,
  answers: Answers,
  { channel, candidates, decision }: { channel: Channel; candidates: readonly Candidate[]; decision: 'different' | null },
): Promise<Outcome<{ personId: string; cardNumber: string }, 'no-centre' | 'document-held'>> {
  const { actor } = tx.context
  if (!actor.centreId) return refused('no-centre')
  if (answers.document && (await findHolderOfDocument(tx, documentKey(platform, answers.document.type, answers.document.number)))) return refused('document-held')
  const person = personOf(tx, platform, answers, channel, actor.centreId)
  await write(tx, platform, person)
  await recordPairs(tx, platform, person.id, candidates, decision)
  const { registration } = person
  await registrationAccepted.tell(tx, platform, { personId: person.id, registrationId: registration.id, centreId: registration.centreId, accountId: actor.accountId, event: 'new' })
  return done({ personId: person.id, cardNumber: person.cardNumber })
}

/** Sends a registration from the portal: it waits for a counsellor. The transaction then acts as the new person. */
export async function registerOnPortal(tx: Tx, platform: Platform, answers: Answers, centreId: string): Promise<{ personId: string; cardNumber: string }> {
  const person = personOf(tx, platform, answers, 'portal', centreId)
  await tx.actAs({ personId: person.id })
  await write(tx, platform, { ...person, counsellorId: null })
  return { personId: person.id, cardNumber: person.cardNumber }
}

export interface PortalApplicant {
  nameNative: string | null
  nameLatin: string | null
  phone: string
  age: number | null
  sex: string
  provinceCode: string | null
  districtCode: string | null
  centreId: string
  language: string
  wantedTitle: string
}

/** Someone who applies on the portal without being registered: becomes a person with a pending registration. The tx then acts as that person. */
export async function registerApplicant(tx: Tx, platform: Platform, applicant: PortalApplicant): Promise<{ personId: string }> {
  const birth = applicant.age === null ? noBirth : { ...noBirth, ageStated: applicant.age, ageStatedOn: tx.context.today }
  return registerOnPortal(tx, platform, {
    nameNative: applicant.nameNative, nameLatin: applicant.nameLatin, sex: applicant.sex, birth,
    place: { provinceCode: applicant.provinceCode, districtCode: applicant.districtCode, communeCode: null, villageCode: null }, wantedTitle: applicant.wantedTitle,
    phone: applicant.phone, noContactReason: null, language: applicant.language, needs: [], consents: [], document: null, noDocumentReason: null,
  }, applicant.centreId)
}
