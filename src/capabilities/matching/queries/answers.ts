import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

export interface LastAnswer {
  answer: 'accept' | 'reject' | 'later'
  reason: string | null
  byParty: string
}

/** The newest answer to each suggestion for a vacancy, by person; or for a person, by vacancy. */
export async function listLastAnswers(reader: Reader, side: { vacancyId: string } | { personId: string }): Promise<Map<string, LastAnswer>> {
  const [asked, other] = 'vacancyId' in side ? [sql.ref('vacancy_id'), sql.ref('person_id')] : [sql.ref('person_id'), sql.ref('vacancy_id')]
  const id = 'vacancyId' in side ? side.vacancyId : side.personId
  const { rows } = await sql<LastAnswer & { id: string }>`
    select distinct on (${other}) ${other} as id, f.answer, f.reason, f.by_party as "byParty" from match_feedback f where ${asked} = ${id} order by ${other}, f.created_at desc, f.id desc`.execute(reader.db)
  return new Map(rows.map(({ id: key, ...answer }) => [key, answer]))
}
