import { type Kysely, sql } from 'kysely'
import type { Db } from '../../../platform/db/database'
import type { Tables } from '../../../platform/db/tables.generated'
import { constants } from '../score/constants'
import type { Ground, PersonFacts, VacancyFacts, WorkLine } from '../score/facts'
import { closeness, relatedKey } from '../score/occupation-part'

/** Anything that can run a statement. */
export type Asking = Pick<Kysely<Tables>, 'getExecutor'>

/** Runs as the role that may read matching facts and nothing else of a person. */
export function asRanking<T>(db: Db, run: (asking: Asking) => Promise<T>): Promise<T> {
  return db.asLogin.transaction().execute(async (store) => {
    await sql`select set_config('role', 'openpes_match', true)`.execute(store)
    return run(store)
  })
}

interface PersonRow {
  id: string
  code: string
  province: string | null
  district: string | null
  commute_km: number
  move_all: boolean
  move: string[]
  contracts: string[]
  no_night: boolean
  access_needed: boolean
  wage_r: number | null
  wage_e: number | null
  isced: number | null
  languages: string[]
  minors: string[]
  months: number[]
  months_known: boolean
  contact_on: number | null
  skills: number[]
  inferred: number[]
  absent: number[]
  blocked: string[]
  works_from: number | null
  hazard_from: number | null
  age_known: boolean
  shown: number
}
interface LineRow extends WorkLine {
  id: string
}
interface VacancyRow extends Omit<VacancyFacts, 'vector'> {
  skills: number[]
  a: number[]
}

const epoch = sql`date '1970-01-01'`

const toPerson = (row: PersonRow, lines: readonly WorkLine[]): PersonFacts => ({
  personId: row.id, code: row.code, province: row.province, district: row.district, commuteKm: row.commute_km, moveAll: row.move_all, move: row.move, contracts: row.contracts, noNight: row.no_night,
  accessNeeded: row.access_needed, wageLeast: row.wage_r, wageExpected: row.wage_e, isced: row.isced, languages: row.languages,
  months: row.months_known ? new Map(row.minors.map((minor, at) => [minor, row.months[at] ?? 0])) : null, contactOn: row.contact_on, skills: row.skills, inferred: row.inferred, absent: row.absent,
  blocked: row.blocked, worksFrom: row.works_from, hazardFrom: row.hazard_from, ageKnown: row.age_known, shown: row.shown, lines,
})

async function people(asking: Asking, where: ReturnType<typeof sql>, lineWhere: ReturnType<typeof sql>): Promise<PersonFacts[]> {
  const { rows } = await sql<PersonRow>`
    select person_id as id, code, province, district, commute_km, move_all, move, contracts, no_night, access_needed, wage_r, wage_e, isced, languages, minors, months, months_known,
      contact_on - ${epoch} as contact_on, skills, inferred, absent, blocked, works_from - ${epoch} as works_from, hazard_from - ${epoch} as hazard_from, age_known, shown
    from match_person p where ${where}`.execute(asking)
  const found = await sql<LineRow>`select person_id as id, line, isco, factor from match_line l where ${lineWhere} order by person_id, line`.execute(asking)
  const lines = new Map<string, WorkLine[]>()
  for (const { id, line, isco, factor } of found.rows) {
    const known = lines.get(id)
    if (known) known.push({ line, isco, factor })
    else lines.set(id, [{ line, isco, factor }])
  }
  return rows.map((row) => toPerson(row, lines.get(row.id) ?? [{ line: 0, isco: null, factor: 100 }]))
}

export const listPersonFacts = (asking: Asking, ids: readonly string[]) =>
  people(asking, sql`p.person_id = any (${ids}::uuid[])`, sql`l.person_id = any (${ids}::uuid[])`)

/** Ids of everybody, those of one line of work and district beside each other: what a search reads for the next is then near at hand. */
export async function idsLikeBesideLike(asking: Asking): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.person_id as id from match_person p left join (select distinct on (person_id) person_id, isco from match_line order by person_id, line) l on l.person_id = p.person_id
    order by l.isco, p.district, p.person_id`.execute(asking)
  return rows.map(({ id }) => id)
}

export const firstId = '00000000-0000-0000-0000-000000000000'
/** The next people in the order of their ids; empty at the end. */
export async function nextPersonFacts(asking: Asking, after: string, most: number): Promise<PersonFacts[]> {
  const { rows } = await sql<{ last: string | null }>`select max(x.id::text) as last from (select person_id as id from match_person where person_id > ${after} order by person_id limit ${most}) x`.execute(asking)
  const last = rows[0]?.last
  if (!last) return []
  return people(asking, sql`p.person_id > ${after} and p.person_id <= ${last} order by p.person_id`, sql`l.person_id > ${after} and l.person_id <= ${last}`)
}

async function vacancies(asking: Asking, where: ReturnType<typeof sql>): Promise<VacancyFacts[]> {
  const { rows } = await sql<VacancyRow>`
    select vacancy_id as "vacancyId", code, employer_id as "employerId", posts_left as "postsLeft", valid_until - ${epoch} as "validUntil", starts_on - ${epoch} as "startsOn", isco, province, district, night,
      contract, accessible, wage_o as "wageOffer", isced, months, languages, must, stated, skills, a, published_on - ${epoch} as "publishedOn", open_referrals as "openReferrals", max_open as "maxOpen", hazardous,
      legal_isced as "legalIsced", licences
    from match_vacancy v where ${where}`.execute(asking)
  return rows.map(({ skills, a, ...row }) => ({ ...row, vector: new Map(skills.map((skill, at) => [skill, a[at] ?? 0])) }))
}
export const listVacancyFacts = (asking: Asking, ids: readonly string[]) => vacancies(asking, sql`v.vacancy_id = any (${ids}::uuid[])`)
export const nextVacancyFacts = (asking: Asking, after: string, most: number) => vacancies(asking, sql`v.vacancy_id > ${after} order by v.vacancy_id limit ${most}`)

/** What the score needs of classification and country, read whole. */
export interface KnownGround extends Ground {
  readonly idfs: ReadonlyMap<number, number>
  readonly skillCode: (skill: number) => string | undefined
  readonly profiles: ReadonlyMap<string, { length: number; worth: ReadonlyMap<number, number> }>
  readonly distances: ReadonlyMap<string, number>
  readonly version: string
  /** Of the country's files that these numbers came from. */
  readonly numbersHash: string
}

export const numbersHash = async (asking: Asking) => (await sql<{ hash: string }>`select tables_hash as hash from match_setting`.execute(asking)).rows[0]?.hash ?? ''

/** Looks up kilometres without making a text for each question. */
export function roadsOf(distances: ReadonlyMap<string, number>): Ground['distance'] {
  const from = new Map<string, Map<string, number>>()
  for (const [key, km] of distances) {
    const [a = '', b = ''] = key.split(' ')
    const known = from.get(a)
    if (known) known.set(b, km)
    else from.set(a, new Map([[b, km]]))
  }
  return (a, b) => from.get(a)?.get(b)
}

/** The rows that a score needs, as a thread can be given them. */
export interface GroundRows {
  readonly version: string
  readonly hash: string
  readonly skills: readonly { id: number; code: string; idf: number }[]
  readonly occupations: readonly { isco: string; length: number; skills: number[]; b: number[] }[]
  readonly pairs: readonly { a: string; b: string; km: number }[]
  readonly relations: readonly { a: string; b: string; closeness: number }[]
}
export async function readGroundRows(asking: Asking): Promise<GroundRows> {
  return {
    version: (await sql<{ version: string }>`select weights_version as version from match_setting`.execute(asking)).rows[0]?.version ?? constants.version, hash: await numbersHash(asking),
    skills: (await sql<{ id: number; code: string; idf: number }>`select id, code, idf from match_skill`.execute(asking)).rows,
    occupations: (await sql<{ isco: string; length: number; skills: number[]; b: number[] }>`select isco, length, skills, b from match_occupation`.execute(asking)).rows,
    pairs: (await sql<{ a: string; b: string; km: number }>`select a, b, km from match_distance`.execute(asking)).rows,
    relations: (await sql<{ a: string; b: string; closeness: number }>`select isco_a as a, isco_b as b, closeness from match_related`.execute(asking)).rows,
  }
}
export function groundOf({ version, hash, skills, occupations, pairs, relations }: GroundRows): KnownGround {
  const idfs = new Map(skills.map(({ id, idf }) => [id, idf]))
  const codes = new Map(skills.map(({ id, code }) => [id, code]))
  const profiles = new Map(occupations.map(({ isco, length, skills: held, b }) => [isco, { length, worth: new Map(held.map((skill, at) => [skill, b[at] ?? 0])) }]))
  const distances = new Map(pairs.map(({ a, b, km }) => [`${a} ${b}`, km]))
  const related = new Map(relations.map(({ a, b, closeness: close }) => [relatedKey(a, b), close]))
  return {
    version, numbersHash: hash, idfs, profiles, distances, skillCode: (skill) => codes.get(skill), idf: (skill) => idfs.get(skill) ?? constants.unknownIdf, occupation: (isco) => profiles.get(isco),
    distance: roadsOf(distances), closeness: (a, b) => closeness(a, b, constants, related.size > 0 ? related : undefined),
  }
}
export const readGround = async (asking: Asking) => groundOf(await readGroundRows(asking))
