import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { constants } from '../score/constants'

/** In how many people's lists each vacancy stood since a day. */
export async function countSeen(reader: Reader, vacancyIds: readonly string[], since: CalendarDate): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; lists: number }>`select vacancy_id as id, lists from match_seen(${vacancyIds}::uuid[], ${since})`.execute(reader.db)
  return new Map(rows.map(({ id, lists }) => [id, lists]))
}

/** How many open vacancies each filter keeps from a person. */
export async function countRemovedFor(reader: Reader, personId: string, today: CalendarDate): Promise<Map<number, number>> {
  const { rows } = await sql<{ filter: number; count: number }>`select m.filter, count(*)::int as count from match_scores(array[${personId}]::uuid[], null, ${today}) m group by 1`.execute(reader.db)
  return new Map(rows.map(({ filter, count }) => [filter, count]))
}

/** Whose panel: these centres, or the whole nation. */
export type Centres = readonly string[] | null

export interface Exposure {
  vacancyId: string
  /** Lists that it led. */
  firstShown: number
  exposure: number
  postsLeft: number
}
export async function listExposure(reader: Reader, centres: Centres, since: CalendarDate): Promise<Exposure[]> {
  const { rows } = await sql<Exposure>`select vacancy_id as "vacancyId", first_shown as "firstShown", exposure::float8 as exposure, posts_left as "postsLeft" from match_exposure(${centres}::uuid[], ${since})`.execute(reader.db)
  return rows
}

export interface Outcome {
  kind: 'candidates' | 'vacancies'
  band: string
  shown: number
  accepted: number
  rejected: number
  referred: number
  interviewed: number
  placed: number
}
export async function listOutcomes(reader: Reader, centres: Centres, since: CalendarDate): Promise<Outcome[]> {
  const { rows } = await sql<Outcome>`select kind, band, shown, accepted, rejected, referred, interviewed, placed from match_outcomes(${centres}::uuid[], ${since}) order by kind, band`.execute(reader.db)
  const order = ['1-3', '4-10', '11+']
  return rows.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : order.indexOf(a.band) - order.indexOf(b.band)))
}

export interface Suggested {
  kind: 'sex' | 'age'
  code: string
  people: number
  /** Medians: of a month in the base currency, and of kilometres. */
  wage: number | null
  km: number | null
}
export async function listSuggested(reader: Reader, centres: Centres, since: CalendarDate): Promise<Suggested[]> {
  const { rows } = await sql<Suggested>`select kind, code, people, wage, km from match_suggested(${centres}::uuid[], ${since}) order by kind desc, code`.execute(reader.db)
  return rows
}

export interface ReachCount {
  kind: 'all' | 'sex' | 'age' | 'group'
  code: string
  eligible: number
  shown: number
}
/** The newest counts of reach, and their day. */
export async function listReach(reader: Reader, centres: Centres): Promise<{ day: CalendarDate | null; counts: ReachCount[] }> {
  const { rows } = await sql<ReachCount & { day: CalendarDate }>`
    select r.day, r.kind, r.code, sum(r.eligible)::int as eligible, sum(r.reached)::int as shown from match_reach r
    where r.day = (select max(day) from match_reach) and (${centres}::uuid[] is null or r.centre_id = any (${centres}::uuid[])) group by 1, 2, 3 order by 2, 3`.execute(reader.db)
  return { day: rows[0]?.day ?? null, counts: rows }
}

export interface FeedbackLine {
  personId: string
  vacancyId: string
  on: CalendarDate
  answer: string
  reason: string | null
  note: string | null
  byParty: string
  by: string | null
}
/** The newest answers about people inside the reader's scope. */
export async function listFeedback(reader: Reader, since: CalendarDate, most: number): Promise<FeedbackLine[]> {
  const { rows } = await sql<FeedbackLine>`
    select f.person_id as "personId", f.vacancy_id as "vacancyId", f.answered_on as "on", f.answer, f.reason, f.note, f.by_party as "byParty", a.display_name as by
    from match_feedback f left join account a on a.id = f.by_account and f.by_party = 'counsellor' where f.answered_on >= ${since} order by f.created_at desc, f.id desc limit ${most}`.execute(reader.db)
  return rows
}

export interface WeightsInForce {
  version: string
  digest: string
  minAge: number
  commuteKm: number
  restDays: number
  currency: string | null
  skills: number
  profiles: number
  distances: number
  related: number
  legal: number
}
export async function findWeights(reader: Reader): Promise<WeightsInForce | undefined> {
  const { rows } = await sql<WeightsInForce>`
    select s.weights_version as version, s.tables_hash as digest, s.min_age as "minAge", s.commute_km as "commuteKm", s.rest_days as "restDays", s.base_currency as currency,
      (select count(*)::int from match_skill) as skills, (select count(*)::int from match_occupation) as profiles, (select count(*)::int from match_distance) as distances,
      (select count(*)::int from match_related) as related, (select count(*)::int from match_legal) as legal from match_setting s`.execute(reader.db)
  return rows[0]
}

/** Districts of which no road is known: a pair there gets half of the points for place. */
export async function listUnmeasured(reader: Reader, districts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from unnest(${districts}::text[]) code where not exists (select 1 from match_distance d where d.a = code) order by code`.execute(reader.db)
  return rows.map(({ code }) => code)
}

/** The name of the weights that lists are made with. */
export const versionInForce = async (reader: Reader): Promise<string> => (await findWeights(reader))?.version ?? constants.version
