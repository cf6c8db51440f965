import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { type Part, parts } from '../score/facts'
import type { Asking } from './facts'

/** A pair as the store itself scores it. */
export interface ScoredPair {
  personId: string
  vacancyId: string
  personCode: string
  vacancyCode: string
  /** Number of the hard filter that removes the pair; 0 when none does. */
  filter: number
  checks: number
  line: number
  score: number
  parts: Record<Part, number>
  cosine: number
  closeness: number
  personTie: number
  vacancyTie: number
  centreId: string | null
}
type Row = Omit<ScoredPair, 'parts'> & Record<Part, number>

const columns = sql.raw(`m.person_id as "personId", m.vacancy_id as "vacancyId", m.person_code as "personCode", m.vacancy_code as "vacancyCode", m.filter, m.checks, m.line, m.score, ${parts.map((part) => `m.${part}`).join(', ')},
  m.cosine, m.closeness, m.person_tie as "personTie", m.vacancy_tie as "vacancyTie", m.centre_id as "centreId"`)

const toPair = (row: Row): ScoredPair => {
  const { skills, occupation, experience, place, wage, education, languages, freshness, ...rest } = row
  return { ...rest, parts: { skills, occupation, experience, place, wage, education, languages, freshness } }
}

/** Brings the facts of what changed up to this transaction. What another transaction is writing at this moment waits for the next. */
export const refreshFacts = (asking: Asking, today: CalendarDate) => sql`select match_refresh(2000, ${today})`.execute(asking)

export async function scorePairs(asking: Asking, people: readonly string[] | null, vacancies: readonly string[] | null, today: CalendarDate, onlyPassing: boolean): Promise<ScoredPair[]> {
  const { rows } = await sql<Row>`select ${columns} from match_scores(${people}::uuid[], ${vacancies}::uuid[], ${today}, ${onlyPassing}) m`.execute(asking)
  return rows.map(toPair)
}

export async function topPeopleInStore(asking: Asking, vacancyId: string, k: number, today: CalendarDate): Promise<ScoredPair[]> {
  const { rows } = await sql<Row>`select ${columns} from match_scores(null, array[${vacancyId}]::uuid[], ${today}, true) m order by m.score desc, m.person_tie, m.person_code collate "C" limit ${k}`.execute(asking)
  return rows.map(toPair)
}
export async function topVacanciesInStore(asking: Asking, personId: string, k: number, today: CalendarDate): Promise<ScoredPair[]> {
  const { rows } = await sql<Row>`select ${columns} from match_scores(array[${personId}]::uuid[], null, ${today}, true) m order by m.score desc, m.vacancy_tie, m.vacancy_code collate "C" limit ${k}`.execute(asking)
  return rows.map(toPair)
}

/** Of these, who still agrees and what is still open, in the records themselves. */
export async function listStillOpen(asking: Asking, people: readonly string[], vacancies: readonly string[], today: CalendarDate): Promise<Set<string>> {
  const { rows } = await sql<{ subject: string }>`select subject from match_still_open(${people}::uuid[], ${vacancies}::uuid[], ${today})`.execute(asking)
  return new Set(rows.map(({ subject }) => subject))
}

/** Who, or what, rests for the other side. */
export async function listResting(reader: Pick<Reader, 'db'>, side: { personId?: string; vacancyId?: string }, today: CalendarDate): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from match_resting(${side.personId ?? null}, ${side.vacancyId ?? null}, ${today})`.execute(reader.db)
  return new Set(rows.map(({ id }) => id))
}

/** All pairs that rest, as `person code` and `vacancy code` with a space between. */
export async function listRestingPairs(reader: Pick<Reader, 'db'>, today: CalendarDate): Promise<Set<string>> {
  const { rows } = await sql<{ person: string; vacancy: string }>`select person, vacancy from match_resting_pairs(${today})`.execute(reader.db)
  return new Set(rows.map(({ person, vacancy }) => `${person} ${vacancy}`))
}

/** How many people each filter removes from a vacancy. */
export async function countRemoved(reader: Pick<Reader, 'db'>, vacancyId: string, today: CalendarDate): Promise<Map<number, number>> {
  const { rows } = await sql<{ filter: number; people: number }>`select filter, people from match_removed(${vacancyId}, ${today})`.execute(reader.db)
  return new Map(rows.map(({ filter, people }) => [filter, people]))
}

export async function countFacts(asking: Asking): Promise<{ people: number; vacancies: number; waiting: number }> {
  const { rows } = await sql<{ people: number; vacancies: number; waiting: number }>`select people, vacancies, waiting from match_numbers()`.execute(asking)
  return rows[0] ?? { people: 0, vacancies: 0, waiting: 0 }
}
