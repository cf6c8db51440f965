import { sql } from 'kysely'
import { type CalendarDate, partsOf } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import type { Reader, Tx } from '../../../platform/db/database'
import type { ComparedPerson } from '../../../platform/text/duplicates'
import type { BirthFact } from '../model'
import { birthYearOf } from '../rules'

interface Row extends BirthFact {
  id: string
  sex: string
  nameNative: string | null
  nameLatin: string | null
  phones: string[]
  province: string | null
  district: string | null
  commune: string | null
  village: string | null
  documents: { type: string; number: string }[]
}

export const compared = (one: Omit<Row, 'id'>): ComparedPerson => {
  const parts = one.birthDate ? partsOf(one.birthDate) : null
  return {
    nativeName: one.nameNative, latinName: one.nameLatin, birthYear: birthYearOf(one), birthMonth: parts?.month ?? null, birthDay: parts?.day ?? null,
    sex: one.sex === 'not-stated' ? null : one.sex, phones: one.phones, province: one.province, district: one.district, commune: one.commune, village: one.village,
    documents: one.documents,
  }
}

/** What the duplicate check compares of people whom the reader may see. */
export async function listCompared(reader: Reader, ids: readonly string[]): Promise<{ id: string; person: ComparedPerson }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    select p.id, p.sex, p.birth_date as "birthDate", p.birth_year as "birthYear", p.age_stated as "ageStated", p.age_stated_on as "ageStatedOn",
      n.name_native as "nameNative", n.name_latin as "nameLatin",
      array(select e164 from person_contact c where c.person_id = p.id and c.ended_on is null and c.e164 is not null) as phones,
      pl.province_code as province, pl.district_code as district, pl.commune_code as commune, pl.village_code as village,
      coalesce((select json_agg(json_build_object('type', d.type, 'number', d.number_key)) from identity_document d
        where d.person_id = p.id and d.seen_on is not null and d.number_key is not null and d.erased_at is null), '[]') as documents
    from person p
    left join lateral (select * from person_name x where x.person_id = p.id and x.kind = 'current' order by x.created_at desc, x.id desc limit 1) n on true
    left join lateral (select * from person_place x where x.person_id = p.id and x.kind = 'current' order by x.since desc, x.id desc limit 1) pl on true
    where p.id = any (${[...ids]}::uuid[]) and p.state = 'current'`.execute(reader.db)
  return rows.map((row) => ({ id: row.id, person: compared(row) }))
}

/** Pairs of this person on which somebody has decided. */
export async function listDecidedOthers(reader: Reader, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select case when person_id = ${personId} then other_id else person_id end as id from duplicate_pair
    where (person_id = ${personId} or other_id = ${personId}) and decision is not null`.execute(reader.db)
  return rows.map(({ id }) => id)
}

/** The score at which each pair of this person was last written down, decided or not. */
export async function listPairScores(reader: Reader, personId: string): Promise<{ otherId: string; score: number }[]> {
  const { rows } = await sql<{ otherId: string; score: number }>`select case when person_id = ${personId} then other_id else person_id end as "otherId", score
    from duplicate_pair where person_id = ${personId} or other_id = ${personId}`.execute(reader.db)
  return rows
}

export const upsertPair = (
  tx: Tx,
  pair: { personId: string; otherId: string; centreId: string; score: number; agreeing: readonly string[]; decision: 'same' | 'different' | null; dueOn: CalendarDate },
) => {
  const decided = { decision: pair.decision, decided_by: pair.decision ? tx.context.actor.accountId : null, decided_on: pair.decision ? tx.context.today : null }
  return tx.db
    .insertInto('duplicate_pair')
    .values({
      id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, person_id: pair.personId, other_id: pair.otherId, centre_id: pair.centreId,
      score: pair.score, agreeing: [...pair.agreeing], due_on: pair.dueOn, ...decided,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'other_id']).doUpdateSet((e) => ({ ...decided, score: pair.score, agreeing: [...pair.agreeing], version: e('duplicate_pair.version', '+', 1) })))
    .execute()
}

export interface OpenPair {
  id: string
  personId: string
  otherId: string
  score: number
  agreeing: string[]
  dueOn: CalendarDate
  since: CalendarDate
}
export async function listOpenPairs(reader: Reader): Promise<OpenPair[]> {
  const { rows } = await sql<OpenPair>`select id, person_id as "personId", other_id as "otherId", score, agreeing, due_on as "dueOn", created_at::date as since from duplicate_pair
    where decision is null and centre_id = any ((select scope_centres())::uuid[]) order by due_on, id limit 200`.execute(reader.db)
  return rows
}
