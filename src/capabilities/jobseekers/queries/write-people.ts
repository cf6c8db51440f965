import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { NewPerson } from '../model'
import { scriptOf } from '../rules'
import { keysOf } from '../search-keys'

/** Writes people with all that was said at once: one statement for each table, whatever the number of people. */
export async function writePeople(tx: Tx, people: readonly NewPerson[], textVersions: ReadonlyMap<string, number>): Promise<void> {
  if (people.length === 0) return
  await openRelations(tx, people)
  await writePersons(tx, people)
  await writeNames(tx, people)
  await writeKeys(tx, people.map((person) => ({ id: person.id, centreIds: [person.registration.centreId], keys: keysOf(sourceOf(person)) })))
  await writeContacts(tx, people)
  await writePlaces(tx, people)
  await writeWishes(tx, people)
  await writeHistory(tx, people)
  await writeDocuments(tx, people)
  await writeRegistrations(tx, people)
  await writeCaseload(tx, people)
  await writeConsents(tx, people, textVersions)
}

const stamp = (tx: Tx) => ({ id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId })

const sourceOf = (person: NewPerson) => ({
  cardNumber: person.cardNumber,
  names: [person.nameNative, person.nameLatin].flatMap((name) => name ?? []),
  phones: person.phone?.e164 ? [person.phone.e164] : [],
  sex: person.sex, birth: person.birth, provinceCode: person.place?.provinceCode ?? null,
})

/** The relation comes first: without it the database refuses the person. */
async function openRelations(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const { now, actor } = tx.context
  await sql`select open_relation(r.id, r.person, r.centre, r.how, null, ${actor.accountId}::uuid, ${now}::timestamptz)
    from unnest(${people.map(() => newId())}::uuid[], ${people.map(({ id }) => id)}::uuid[],
      ${people.map(({ registration }) => registration.centreId)}::uuid[], ${people.map(({ how }) => how)}::text[]) as r(id, person, centre, how)`.execute(tx.db)
}

async function writePersons(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await tx.db
    .insertInto('person')
    .values(people.map((person) => ({
      ...stamp(tx), id: person.id, card_number: person.cardNumber, stat_key: globalThis.crypto.randomUUID(), sex: person.sex,
      birth_date: person.birth.birthDate, birth_year: person.birth.birthYear, age_stated: person.birth.ageStated, age_stated_on: person.birth.ageStatedOn,
      language: person.language, interpreter_need: person.interpreterNeed, no_contact_reason: person.noContactReason, no_document_reason: person.noDocumentReason,
    })))
    .execute()
}

async function writeNames(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await tx.db
    .insertInto('person_name')
    .values(people.map((person) => ({
      ...stamp(tx), person_id: person.id, name_native: person.nameNative, native_script: person.nameNative ? scriptOf(person.nameNative) : null, name_latin: person.nameLatin,
    })))
    .execute()
}

export async function writeKeys(tx: Tx, people: readonly { id: string; centreIds: readonly string[]; keys: readonly string[] }[]): Promise<void> {
  const rows = people.flatMap(({ id, centreIds, keys }) => centreIds.flatMap((centreId) => keys.map((key) => ({ id, centreId, key }))))
  if (rows.length === 0) return
  await sql`insert into person_key (centre_id, key, person_id)
    select * from unnest(${rows.map(({ centreId }) => centreId)}::uuid[], ${rows.map(({ key }) => key)}::text[], ${rows.map(({ id }) => id)}::uuid[])
    on conflict do nothing`.execute(tx.db)
}

async function writeContacts(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const rows = people.flatMap((person) => (person.phone ? [{ ...stamp(tx), person_id: person.id, kind: 'phone', value: person.phone.typed, e164: person.phone.e164 }] : []))
  if (rows.length > 0) await tx.db.insertInto('person_contact').values(rows).execute()
}

async function writePlaces(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, place, registration }) =>
    place
      ? [{
          ...stamp(tx), person_id: id, kind: 'current', province_code: place.provinceCode, district_code: place.districtCode, commune_code: place.communeCode,
          village_code: place.villageCode, since: registration.submittedOn,
        }]
      : [])
  if (rows.length > 0) await tx.db.insertInto('person_place').values(rows).execute()
}

async function writeWishes(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, wanted }) =>
    wanted ? [{ ...stamp(tx), person_id: id, title_typed: wanted.title, isco: wanted.isco, coded_by: wanted.isco ? tx.context.actor.accountId : null, reach: 'province' }] : [])
  if (rows.length > 0) await tx.db.insertInto('wish').values(rows).execute()
}

async function writeHistory(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const schooling = people.flatMap(({ id, educationCode }) => (educationCode ? [{ ...stamp(tx), person_id: id, education_code: educationCode }] : []))
  if (schooling.length > 0) await tx.db.insertInto('education').values(schooling).execute()
  const work = people.flatMap(({ id, experience }) =>
    experience ? [{ ...stamp(tx), person_id: id, isco: experience.isco, title_typed: experience.title, years: experience.years, is_last: true }] : [])
  if (work.length > 0) await tx.db.insertInto('experience').values(work).execute()
  const needs = people.flatMap(({ id, needs: codes }) => codes.map((code) => ({ ...stamp(tx), person_id: id, code })))
  if (needs.length > 0) await tx.db.insertInto('accommodation_need').values(needs).execute()
  const notes = people.flatMap(({ id, note, registration }) => (note ? [{ ...stamp(tx), person_id: id, centre_id: registration.centreId, body: note }] : []))
  if (notes.length > 0) await tx.db.insertInto('person_note').values(notes).execute()
}

async function writeDocuments(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, document, registration }) =>
    document
      ? [{
          ...stamp(tx), person_id: id, country: document.country, type: document.type, number_sealed: document.sealed, number_key: document.key,
          seen_by: document.seen ? tx.context.actor.accountId : null, seen_on: document.seen ? registration.submittedOn : null,
        }]
      : [])
  if (rows.length > 0) await tx.db.insertInto('identity_document').values(rows).execute()
}

async function writeRegistrations(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await tx.db
    .insertInto('registration')
    .values(people.map(({ id, registration: one }) => ({
      ...stamp(tx), id: one.id, person_id: id, centre_id: one.centreId, event: 'new', channel: one.channel, state: one.state, submitted_on: one.submittedOn,
      review_due_on: one.reviewDueOn, accepted_on: one.acceptedOn, accepted_by: one.acceptedBy, last_contact_on: one.acceptedOn ?? one.submittedOn, expires_on: one.expiresOn,
      ended_on: one.endedOn, end_reason: one.endReason, source_system: one.source?.system ?? null, source_id: one.source?.id ?? null,
    })))
    .execute()
}

async function writeCaseload(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  const rows = people.flatMap(({ id, counsellorId, registration: one }) =>
    counsellorId && one.state === 'active' && one.acceptedOn
      ? [{ ...stamp(tx), person_id: id, centre_id: one.centreId, account_id: counsellorId, kind: 'main', from_day: one.acceptedOn, reason: 'registered' }]
      : [])
  if (rows.length > 0) await tx.db.insertInto('caseload').values(rows).execute()
}

async function writeConsents(tx: Tx, people: readonly NewPerson[], textVersions: ReadonlyMap<string, number>): Promise<void> {
  const rows = people.flatMap(({ id, consents, registration }) =>
    consents.map(({ purpose, answer, method, language }) => ({
      ...stamp(tx), person_id: id, centre_id: registration.centreId, purpose, text_version: textVersions.get(purpose) ?? 1, language, answer, method, at: tx.context.now,
    })))
  if (rows.length > 0) await tx.db.insertInto('consent').values(rows).execute()
}
