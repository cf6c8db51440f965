import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

/** The parts of a person's record, each as it stands now. */

export const listNames = (reader: Reader, personId: string) =>
  reader.db.selectFrom('person_name').select(['id', 'kind', 'name_native', 'name_latin', 'given_native', 'given_latin', 'created_at']).where('person_id', '=', personId).orderBy('created_at', 'desc').orderBy('id', 'desc').execute()

export const listContacts = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('person_contact')
    .select(['id', 'kind', 'value', 'e164', 'shared_with_others', 'owner', 'verified_on', 'sort'])
    .where('person_id', '=', personId)
    .where('ended_on', 'is', null)
    .orderBy('sort')
    .orderBy('id')
    .execute()

export const findPlace = (reader: Reader, personId: string, kind: 'current' | 'home' = 'current') =>
  reader.db
    .selectFrom('person_place')
    .select(['province_code', 'district_code', 'commune_code', 'village_code', 'text', 'since'])
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const listDocuments = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('identity_document')
    .select(['id', 'type', 'number_sealed', 'seen_on', 'expires_on'])
    .where('person_id', '=', personId)
    .where('erased_at', 'is', null)
    .orderBy('created_at')
    .execute()

export const listWishes = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('wish')
    .select(['id', 'sort', 'title_typed', 'isco', 'reach', 'places', 'wage_min', 'wage_currency', 'wage_period', 'hours_per_week', 'earliest_start', 'contracts'])
    .where('person_id', '=', personId)
    .where('ended_on', 'is', null)
    .orderBy('sort')
    .orderBy('id')
    .execute()

export const listEducation = (reader: Reader, personId: string) =>
  reader.db.selectFrom('education').select(['id', 'education_code', 'field_code', 'finished_year']).where('person_id', '=', personId).orderBy('finished_year', 'desc').execute()

export const listExperience = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('experience')
    .select(['id', 'isco', 'title_typed', 'employer_text', 'from_month', 'to_month', 'years', 'is_last'])
    .where('person_id', '=', personId)
    .orderBy('is_last', 'desc')
    .orderBy('id', 'desc')
    .execute()

export const listSkills = (reader: Reader, personId: string) =>
  reader.db.selectFrom('person_skill').select(['id', 'skill_code', 'label_typed', 'source']).where('person_id', '=', personId).orderBy('id').execute()

export const listLanguages = (reader: Reader, personId: string) =>
  reader.db.selectFrom('person_language').select(['id', 'language', 'spoken', 'written']).where('person_id', '=', personId).orderBy('language').execute()

export const findWorkStatus = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('work_status')
    .select(['asked_on', 'without_work', 'available', 'searching'])
    .where('person_id', '=', personId)
    .orderBy('asked_on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const listNeeds = (reader: Reader, personId: string) =>
  reader.db.selectFrom('accommodation_need').select(['id', 'code', 'note']).where('person_id', '=', personId).where('ended_on', 'is', null).orderBy('code').execute()

export const listGroups = (reader: Reader, personId: string) =>
  reader.db
    .selectFrom('group_membership')
    .select(['id', 'group_code', 'from_day', 'to_day', 'evidence', 'purposes', 'visibility'])
    .where('person_id', '=', personId)
    .orderBy('from_day', 'desc')
    .execute()

export const listNotes = (reader: Reader, personId: string) =>
  reader.db.selectFrom('person_note').select(['id', 'created_at', 'created_by', 'body']).where('person_id', '=', personId).orderBy('created_at', 'desc').limit(200).execute()

export const listMessages = (reader: Reader, personId: string) =>
  reader.db.selectFrom('message').select(['id', 'template', 'channel', 'queued_at', 'result']).where('person_id', '=', personId).orderBy('queued_at', 'desc').limit(100).execute()

export interface AccessRow {
  at: Date
  role: string | null
  centre: string | null
  action: string
  purpose: string | null
  fields: string | null
}
/** Who looked at this person and who changed what, the newest first. */
export async function listAccess(reader: Reader, personId: string): Promise<AccessRow[]> {
  const { rows } = await sql<AccessRow>`select at, role, centre, action, purpose, fields from audit_entry
    where subject_kind = 'person' and subject_id = ${personId} and outcome = 'done' order by at desc, lane, seq desc limit 300`.execute(reader.db)
  return rows
}

/** The whole record at once, as the person page, the printed pages and the person's own download need it. */
export async function readRecord(reader: Reader, personId: string) {
  return {
    names: await listNames(reader, personId),
    contacts: await listContacts(reader, personId),
    place: await findPlace(reader, personId),
    home: await findPlace(reader, personId, 'home'),
    documents: await listDocuments(reader, personId),
    wishes: await listWishes(reader, personId),
    education: await listEducation(reader, personId),
    experience: await listExperience(reader, personId),
    skills: await listSkills(reader, personId),
    languages: await listLanguages(reader, personId),
    workStatus: await findWorkStatus(reader, personId),
    needs: await listNeeds(reader, personId),
  }
}
export type PersonRecord = Awaited<ReturnType<typeof readRecord>>
