import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'

/** Vacancies with `most` open reports, or with an open one of danger from somebody who left a phone. */
export async function listWeightyComplaints(reader: Reader, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.vacancy_id as id from vacancy_complaint c join vacancy v on v.id = c.vacancy_id and v.state = 'published'
    where c.state in ('open', 'asked-employer') group by 1 having count(*) >= ${most} or bool_or(c.kind = 'danger' and c.phone is not null)`.execute(reader.db)
  return rows.map(({ id }) => id)
}

export async function countOpenComplaints(reader: Reader, vacancyId: string): Promise<number> {
  const row = await reader.db
    .selectFrom('vacancy_complaint')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('vacancy_id', '=', vacancyId)
    .where('state', 'in', ['open', 'asked-employer'])
    .executeTakeFirstOrThrow()
  return row.n
}

export const listComplaints = (reader: Reader, vacancyId: string) =>
  reader.db.selectFrom('vacancy_complaint').select(['id', 'created_at', 'kind', 'note', 'phone', 'state', 'due_on']).where('vacancy_id', '=', vacancyId).orderBy('created_at', 'desc').limit(50).execute()

/** Open reports of the reader's centres, danger first. */
export const listOpenComplaints = (reader: Reader, centreIds: readonly string[]) =>
  reader.db
    .selectFrom('vacancy_complaint')
    .innerJoin('vacancy', 'vacancy.id', 'vacancy_complaint.vacancy_id')
    .select(['vacancy_complaint.id', 'vacancy_complaint.kind', 'vacancy_complaint.due_on', 'vacancy_complaint.created_at', 'vacancy.id as vacancyId', 'vacancy.title_km as titleKm', 'vacancy.title_lo as titleLo', 'vacancy.title_en as titleEn'])
    .where('vacancy_complaint.state', 'in', ['open', 'asked-employer'])
    .where('vacancy_complaint.centre_id', 'in', [...centreIds])
    .orderBy(sql`vacancy_complaint.kind = 'danger'`, 'desc')
    .orderBy('vacancy_complaint.due_on')
    .limit(200)
    .execute()
