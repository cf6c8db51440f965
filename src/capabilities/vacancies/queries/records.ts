import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { namesOfLoaded } from '../../../platform/classifications/skills/find-skills'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Decision, Effect, Finding, Found, Vacancy } from '../model'
import { columns, toVacancy, type VacancyRow } from './record'

/** Inside the reader's scope; published vacancies of other centres too. */
export async function findVacancy(reader: Reader, id: string): Promise<Vacancy | undefined> {
  const row = await reader.db.selectFrom('vacancy').select(columns).where('id', '=', id).executeTakeFirst()
  return row && withNames(reader, row)
}

export async function findByCode(reader: Reader, code: string): Promise<Vacancy | undefined> {
  const row = await reader.db.selectFrom('vacancy').select(columns).where('code', '=', code).executeTakeFirst()
  return row && withNames(reader, row)
}

const withNames = async (reader: Reader, row: VacancyRow): Promise<Vacancy> => ({ ...toVacancy(row), skillNames: await namesOfLoaded(reader, row.skills_must) })

export async function listFindings(reader: Reader, vacancyId: string): Promise<Finding[]> {
  const rows = await reader.db.selectFrom('vacancy_finding').selectAll().where('vacancy_id', '=', vacancyId).orderBy('created_at').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id, rule: row.rule, ground: row.ground, words: row.words, effect: row.effect as Effect, decision: row.decision as Decision | null, decidedBy: row.decided_by, note: row.note,
  }))
}

/** Findings that still weigh: a removed one stays in the record only. */
export const presentFindings = (findings: readonly Finding[]): Finding[] => findings.filter(({ decision }) => decision !== 'removed')

export async function insertFindings(tx: Tx, vacancy: Pick<Vacancy, 'id' | 'centreId'>, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return
  await tx.db
    .insertInto('vacancy_finding')
    .values(found.map(({ rule, ground, words, effect }) => ({ id: newId(), created_at: tx.context.now, vacancy_id: vacancy.id, centre_id: vacancy.centreId, rule, ground, words: words?.slice(0, 300) ?? null, effect })))
    .execute()
}

export async function decideFinding(tx: Tx, id: string, decision: Decision, note: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('vacancy_finding')
    .set({ decision, note, decided_by: tx.context.actor.accountId, decided_on: tx.context.today })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

export interface HistoryLine {
  field: string
  before: string | null
  after: string | null
}

export async function writeHistory(tx: Tx, vacancy: Pick<Vacancy, 'id' | 'centreId'>, lines: readonly HistoryLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.db
    .insertInto('vacancy_history')
    .values(lines.map(({ field, before, after }) => ({ id: newId(), vacancy_id: vacancy.id, centre_id: vacancy.centreId, at: tx.context.now, by_account: tx.context.actor.accountId, field, old_value: before, new_value: after })))
    .execute()
}

export const listHistory = (reader: Reader, vacancyId: string) =>
  reader.db.selectFrom('vacancy_history').select(['at', 'field', 'old_value', 'new_value', 'by_account']).where('vacancy_id', '=', vacancyId).orderBy('at', 'desc').orderBy('id', 'desc').limit(100).execute()

export type PostsChangeKind = 'received' | 'increase' | 'decrease' | 'filled' | 'unfilled' | 'closed'

export async function writePostsChange(tx: Tx, vacancy: Pick<Vacancy, 'id' | 'centreId'>, kind: PostsChangeKind, delta: number, reason: string | null = null): Promise<void> {
  await tx.db
    .insertInto('vacancy_posts_change')
    .values({ id: newId(), created_at: tx.context.now, created_by: tx.context.actor.accountId, vacancy_id: vacancy.id, centre_id: vacancy.centreId, day: tx.context.today, delta, kind, reason })
    .execute()
}

export const listPostsChanges = (reader: Reader, vacancyId: string) =>
  reader.db.selectFrom('vacancy_posts_change').select(['day', 'delta', 'kind', 'reason']).where('vacancy_id', '=', vacancyId).orderBy('created_at').execute()

/** Moves one post; no row changes when all are filled, or none is. */
export async function moveFilled(tx: Tx, vacancyId: string, delta: 1 | -1): Promise<{ id: string; centreId: string } | undefined> {
  const row = await tx.db
    .updateTable('vacancy')
    .set((e) => ({ filled: e('filled', '+', delta), version: e('version', '+', 1) }))
    .where('id', '=', vacancyId)
    .where((e) => (delta > 0 ? e('filled', '<', e.ref('posts')) : e('filled', '>', 0)))
    .returning(['id', 'centre_id'])
    .executeTakeFirst()
  return row && { id: row.id, centreId: row.centre_id }
}

export interface RejectedContent {
  code: string
  content: string
}
export async function listRejectedTexts(reader: Reader, most: number): Promise<RejectedContent[]> {
  const { rows } = await sql<RejectedContent>`select code, content from rejected_vacancy_texts(${most}::int)`.execute(reader.db)
  return rows
}

export interface MedianRow {
  major: string
  currency: string
  /** Null: the whole country. */
  province: string | null
  median: string
  known: number
}
/** Median monthly wages of public vacancies by major group, currency and province, and without province. */
export async function listMedians(reader: Reader, since: CalendarDate): Promise<MedianRow[]> {
  const { rows } = await sql<MedianRow>`
    select left(isco, 1) as major, wage_currency as currency, province_code as province, percentile_disc(0.5) within group (order by coalesce(wage_month_max, wage_month_min)) as median, count(*)::int as known
    from vacancy where state in ('published', 'closed') and published_on >= ${since} and isco is not null and wage_currency is not null and coalesce(wage_month_max, wage_month_min) is not null
    group by grouping sets ((1, 2, 3), (1, 2)) having grouping(province_code) = 1 or province_code is not null`.execute(reader.db)
  return rows
}
