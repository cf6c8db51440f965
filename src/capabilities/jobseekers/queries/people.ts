import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { BirthFact } from '../model'

export interface PersonRow {
  id: string
  version: number
  cardNumber: string
  nameNative: string | null
  nameLatin: string | null
  sex: string
  birth: BirthFact
  provinceCode: string | null
  districtCode: string | null
  language: string
  counsellorId: string | null
  registrationState: string | null
  lastContactOn: CalendarDate | null
  interpreterNeed: string | null
  noContactReason: string | null
  noDocumentReason: string | null
  nationality: string | null
}

interface Flat extends Omit<PersonRow, 'birth'>, BirthFact {}

const columns = sql`
  select p.id, p.version, p.card_number as "cardNumber", n.name_native as "nameNative", n.name_latin as "nameLatin", p.sex,
    p.birth_date as "birthDate", p.birth_year as "birthYear", p.age_stated as "ageStated", p.age_stated_on as "ageStatedOn",
    pl.province_code as "provinceCode", pl.district_code as "districtCode", p.language, c.account_id as "counsellorId",
    r.state as "registrationState", r.last_contact_on as "lastContactOn", p.interpreter_need as "interpreterNeed",
    p.no_contact_reason as "noContactReason", p.no_document_reason as "noDocumentReason", p.nationality
  from person p
  left join lateral (select name_native, name_latin from person_name x where x.person_id = p.id and x.kind = 'current' order by x.created_at desc, x.id desc limit 1) n on true
  left join lateral (select province_code, district_code from person_place x where x.person_id = p.id and x.kind = 'current' order by x.since desc, x.id desc limit 1) pl on true
  left join lateral (select account_id from caseload x where x.person_id = p.id and x.kind = 'main' and x.to_day is null order by x.from_day desc limit 1) c on true
  left join lateral (select state, last_contact_on from registration x where x.person_id = p.id order by x.created_at desc, x.id desc limit 1) r on true`

const unflat = ({ birthDate, birthYear, ageStated, ageStatedOn, ...rest }: Flat): PersonRow => ({ ...rest, birth: { birthDate, birthYear, ageStated, ageStatedOn } })

export async function findPersonRow(reader: Reader, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<Flat>`${columns} where p.id = ${id} and p.state <> 'erased'`.execute(reader.db)
  return rows[0] ? unflat(rows[0]) : undefined
}

export async function listPersonRows(reader: Reader, ids: readonly string[]): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Flat>`${columns} where p.id = any (${[...ids]}::uuid[]) and p.state in ('current', 'merged')`.execute(reader.db)
  return rows.map(unflat)
}

export interface CaseloadFilter {
  accountId: string
  state: string
  district: string
  page: number
  size: number
}
/** A counsellor's own people, the longest without contact first. One more than a page, to know whether there is a next one. */
export async function listCaseload(reader: Reader, { accountId, state, district, page, size }: CaseloadFilter): Promise<PersonRow[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from caseload m join person p on p.id = m.person_id and p.state = 'current'
    left join lateral (select state, last_contact_on from registration x where x.person_id = p.id order by x.created_at desc, x.id desc limit 1) r on true
    where m.account_id = ${accountId} and m.kind = 'main' and m.to_day is null and (${state} = '' or r.state = ${state})
      and (${district} = '' or ${district} = (select district_code from person_place x where x.person_id = p.id and x.kind = 'current' order by x.since desc, x.id desc limit 1))
    order by r.last_contact_on nulls first, p.id limit ${size + 1} offset ${(page - 1) * size}`.execute(reader.db)
  const people = new Map((await listPersonRows(reader, rows.map(({ id }) => id))).map((row) => [row.id, row]))
  return rows.flatMap(({ id }) => people.get(id) ?? [])
}

/** People of the reader's centres who carry any of these keys; `most` at most. */
export async function findIdsByKeys(reader: Reader, keys: readonly string[], most = 200): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ id: string }>`select distinct person_id as id from person_key
    where centre_id = any ((select scope_centres())::uuid[]) and key = any (${[...keys]}::text[]) limit ${most}`.execute(reader.db)
  return rows.map(({ id }) => id)
}

/** People who sound alike and were born within two years of this one, or whose year is not known. */
export async function findIdsBySound(reader: Reader, keys: readonly string[], year: number | null, most = 200): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ id: string }>`select distinct p.id from person_key k join person p on p.id = k.person_id
    cross join lateral (select coalesce(extract(year from p.birth_date)::int, p.birth_year, extract(year from p.age_stated_on)::int - p.age_stated) as year) b
    where k.centre_id = any ((select scope_centres())::uuid[]) and k.key = any (${[...keys]}::text[])
      and (${year}::int is null or b.year is null or abs(b.year - ${year}::int) <= 2) limit ${most}`.execute(reader.db)
  return rows.map(({ id }) => id)
}

/** People who carry every one of these keys. */
export async function findIdsByAllKeys(reader: Reader, keys: readonly string[], most = 200): Promise<string[]> {
  const wanted = [...new Set(keys)]
  if (wanted.length === 0) return []
  const { rows } = await sql<{ id: string }>`select person_id as id from person_key
    where centre_id = any ((select scope_centres())::uuid[]) and key = any (${wanted}::text[])
    group by person_id having count(distinct key) = ${wanted.length} limit ${most}`.execute(reader.db)
  return rows.map(({ id }) => id)
}

export async function findIdsByDocument(reader: Reader, numberKeys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_id as id from identity_document where number_key = any (${[...numberKeys]}::text[]) and erased_at is null`.execute(reader.db)
  return rows.map(({ id }) => id)
}

/** Who holds a paper of this number: the centre, and the person when it is ours. */
/** Two who write one document number at once wait for each other here, so that the second finds the first. */
export const lockDocument = (tx: Tx, numberKey: string) => sql`select pg_advisory_xact_lock(hashtextextended(${numberKey}, 0))`.execute(tx.db)

export async function findHolderOfDocument(reader: Reader, numberKey: string): Promise<{ centreId: string; personId: string | null } | undefined> {
  const { rows } = await sql<{ centreId: string; personId: string | null }>`
    select centre_id as "centreId", person_id as "personId" from holder_of_document(${numberKey}) order by person_id nulls last limit 1`.execute(reader.db)
  return rows[0]
}

/** Names of staff accounts, for the lists in which they act. */
export async function listStaffNames(reader: Reader, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`select id, coalesce(display_name, username, '') as name from account where id = any (${[...accountIds]}::uuid[])`.execute(reader.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Who may look after people at these centres now. */
export async function listCounsellors(reader: Reader, centreIds: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select distinct a.id, coalesce(a.display_name, a.username, '') as name from post_holding h join account a on a.id = h.account_id
    where h.centre_id = any (${[...centreIds]}::uuid[]) and h.role in ('counsellor', 'chief') and h.from_day <= ${reader.context.today}
      and (h.to_day is null or h.to_day >= ${reader.context.today}) and a.state = 'active' order by 2`.execute(reader.db)
  return rows
}

export const findPersonIdByKey = async (reader: Reader, statKey: string): Promise<string | undefined> =>
  (await reader.db.selectFrom('person').select('id').where('stat_key', '=', statKey).executeTakeFirst())?.id
