import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { BirthFact, PlaceFact } from '../model'
import { scriptOf } from '../rules'

const stamp = (tx: Tx) => ({ id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId })

/** Takes the next version of a person's record; false when somebody else took it first. */
export async function takeVersion(tx: Tx, personId: string, version: number): Promise<boolean> {
  const done = await tx.db.updateTable('person').set({ version: version + 1 }).where('id', '=', personId).where('version', '=', version).executeTakeFirst()
  return Number(done.numUpdatedRows) > 0
}

export const setPerson = (
  tx: Tx,
  personId: string,
  values: Partial<{ sex: string; language: string; interpreter_need: string | null; nationality: string | null; no_contact_reason: string | null; no_document_reason: string | null }>,
) => tx.db.updateTable('person').set(values).where('id', '=', personId).execute()

export const setBirth = (tx: Tx, personId: string, birth: BirthFact) =>
  tx.db
    .updateTable('person')
    .set({ birth_date: birth.birthDate, birth_year: birth.birthYear, age_stated: birth.ageStated, age_stated_on: birth.ageStatedOn })
    .where('id', '=', personId)
    .execute()

/** The new name is the current one; the old one stays as a former name. */
export async function replaceName(tx: Tx, personId: string, name: { nameNative: string | null; nameLatin: string | null }): Promise<void> {
  await tx.db.updateTable('person_name').set({ kind: 'former' }).where('person_id', '=', personId).where('kind', '=', 'current').execute()
  await tx.db
    .insertInto('person_name')
    .values({ ...stamp(tx), person_id: personId, name_native: name.nameNative, native_script: name.nameNative ? scriptOf(name.nameNative) : null, name_latin: name.nameLatin })
    .execute()
}

export const insertPlace = (tx: Tx, personId: string, kind: 'current' | 'home', place: PlaceFact & { text: string | null }) =>
  tx.db
    .insertInto('person_place')
    .values({
      ...stamp(tx), person_id: personId, kind, province_code: place.provinceCode, district_code: place.districtCode, commune_code: place.communeCode,
      village_code: place.villageCode, text: place.text, since: tx.context.today,
    })
    .execute()

export interface ContactFact {
  kind: string
  value: string
  e164: string | null
  owner: string
  shared: boolean
}
/** Ways to reach a person: unchanged ones stay, others end, new ones come. */
export async function replaceContacts(tx: Tx, personId: string, contacts: readonly ContactFact[]): Promise<void> {
  const known = await tx.db.selectFrom('person_contact').select(['id', 'kind', 'value']).where('person_id', '=', personId).where('ended_on', 'is', null).execute()
  const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`
  const kept = new Map(known.map((one) => [keyOf(one), one.id]))
  const wanted = new Set(contacts.map(keyOf))
  for (const one of known) {
    if (!wanted.has(keyOf(one))) await tx.db.updateTable('person_contact').set({ ended_on: tx.context.today }).where('id', '=', one.id).execute()
  }
  for (const [index, contact] of contacts.entries()) {
    const facts = { owner: contact.owner, shared_with_others: contact.shared, sort: index + 1 }
    const id = kept.get(keyOf(contact))
    if (id) await tx.db.updateTable('person_contact').set(facts).where('id', '=', id).execute()
    else await tx.db.insertInto('person_contact').values({ ...stamp(tx), person_id: personId, kind: contact.kind, value: contact.value, e164: contact.e164, ...facts }).execute()
  }
}

export const insertDocument = (
  tx: Tx,
  personId: string,
  document: { country: string; type: string; sealed: string; key: string; seen: boolean; expiresOn: CalendarDate | null },
) =>
  tx.db
    .insertInto('identity_document')
    .values({
      ...stamp(tx), person_id: personId, country: document.country, type: document.type, number_sealed: document.sealed, number_key: document.key,
      seen_by: document.seen ? tx.context.actor.accountId : null, seen_on: document.seen ? tx.context.today : null, expires_on: document.expiresOn,
    })
    .execute()

export interface WishFact {
  title: string
  isco: string | null
}
export interface WishTerms {
  reach: string
  places: readonly string[]
  wageMin: string | null
  wageCurrency: string | null
  wagePeriod: string | null
  hoursPerWeek: number | null
  earliestStart: CalendarDate | null
  contracts: readonly string[]
}
/** The wanted work anew: old wishes end, a wish with the same words keeps its occupation code unless another was chosen. */
export async function replaceWishes(tx: Tx, personId: string, wishes: readonly WishFact[], terms: WishTerms): Promise<void> {
  const known = await tx.db.selectFrom('wish').select(['id', 'title_typed', 'isco', 'coded_by']).where('person_id', '=', personId).where('ended_on', 'is', null).execute()
  await tx.db.updateTable('wish').set({ ended_on: tx.context.today }).where('person_id', '=', personId).where('ended_on', 'is', null).execute()
  for (const [index, { title, isco }] of wishes.entries()) {
    const before = known.find((one) => one.title_typed === title)
    const code = isco ?? before?.isco ?? null
    await tx.db
      .insertInto('wish')
      .values({
        ...stamp(tx), person_id: personId, sort: index + 1, title_typed: title, isco: code, coded_by: code ? (before?.isco === code ? before.coded_by : tx.context.actor.accountId) : null,
        reach: terms.reach, places: [...terms.places], wage_min: terms.wageMin, wage_currency: terms.wageMin ? terms.wageCurrency : null,
        wage_period: terms.wageMin ? terms.wagePeriod : null, hours_per_week: terms.hoursPerWeek, earliest_start: terms.earliestStart, contracts: [...terms.contracts],
      })
      .execute()
  }
}

export const codeWish = (tx: Tx, personId: string, wishId: string, isco: string) =>
  tx.db.updateTable('wish').set({ isco, coded_by: tx.context.actor.accountId }).where('id', '=', wishId).where('person_id', '=', personId).execute()

/** Rows that are only a list of what is true now are replaced as a whole. */
export async function replaceEducation(tx: Tx, personId: string, rows: readonly { code: string; field: string | null; year: number | null }[]): Promise<void> {
  await tx.db.deleteFrom('education').where('person_id', '=', personId).execute()
  if (rows.length > 0) await tx.db.insertInto('education').values(rows.map(({ code, field, year }) => ({ ...stamp(tx), person_id: personId, education_code: code, field_code: field, finished_year: year }))).execute()
}

export interface ExperienceFact {
  title: string
  isco: string | null
  employer: string | null
  years: number | null
}
export async function replaceExperience(tx: Tx, personId: string, rows: readonly ExperienceFact[]): Promise<void> {
  await tx.db.deleteFrom('experience').where('person_id', '=', personId).execute()
  if (rows.length === 0) return
  await tx.db
    .insertInto('experience')
    .values(rows.map(({ title, isco, employer, years }, index) => ({ ...stamp(tx), person_id: personId, title_typed: title, isco, employer_text: employer, years, is_last: index === 0 })))
    .execute()
}

export async function replaceSkills(tx: Tx, personId: string, rows: readonly { code: string | null; label: string; source: string }[]): Promise<void> {
  await tx.db.deleteFrom('person_skill').where('person_id', '=', personId).execute()
  if (rows.length > 0) await tx.db.insertInto('person_skill').values(rows.map(({ code, label, source }) => ({ ...stamp(tx), person_id: personId, skill_code: code, label_typed: label, source }))).execute()
}

export async function replaceLanguages(tx: Tx, personId: string, rows: readonly { language: string; spoken: string | null; written: string | null }[]): Promise<void> {
  await tx.db.deleteFrom('person_language').where('person_id', '=', personId).execute()
  if (rows.length > 0) await tx.db.insertInto('person_language').values(rows.map((row) => ({ ...stamp(tx), person_id: personId, ...row }))).execute()
}

export const insertWorkStatus = (tx: Tx, personId: string, row: { without_work: string; available: string; searching: string }) =>
  tx.db.insertInto('work_status').values({ ...stamp(tx), person_id: personId, asked_on: tx.context.today, ...row }).execute()

export async function replaceNeeds(tx: Tx, personId: string, codes: readonly string[], note: string | null): Promise<void> {
  await tx.db.updateTable('accommodation_need').set({ ended_on: tx.context.today }).where('person_id', '=', personId).where('ended_on', 'is', null).execute()
  if (codes.length > 0) await tx.db.insertInto('accommodation_need').values(codes.map((code) => ({ ...stamp(tx), person_id: personId, code, note: code === 'other' ? note : null }))).execute()
}

export const insertNote = (tx: Tx, personId: string, centreId: string, body: string) =>
  tx.db.insertInto('person_note').values({ ...stamp(tx), person_id: personId, centre_id: centreId, body }).execute()

export const insertGroup = (
  tx: Tx,
  row: { personId: string; centreId: string; code: string; evidence: string; purposes: readonly string[]; consentId: string; visibility: string },
) =>
  tx.db
    .insertInto('group_membership')
    .values({
      ...stamp(tx), person_id: row.personId, centre_id: row.centreId, group_code: row.code, from_day: tx.context.today, evidence: row.evidence, purposes: [...row.purposes],
      consent_id: row.consentId, visibility: row.visibility,
    })
    .execute()

export const endGroup = (tx: Tx, personId: string, code: string) =>
  tx.db.updateTable('group_membership').set({ to_day: tx.context.today }).where('person_id', '=', personId).where('group_code', '=', code).where('to_day', 'is', null).execute()

/** Every centre that serves the person or already holds keys of them. */
export async function listKeyCentres(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select centre_id as id from person_centre where person_id = ${personId} and closed_at is null
    union select centre_id from person_key where person_id = ${personId}`.execute(tx.db)
  return rows.map(({ id }) => id)
}

export const deleteKeys = (tx: Tx, personId: string) => tx.db.deleteFrom('person_key').where('person_id', '=', personId).execute()
