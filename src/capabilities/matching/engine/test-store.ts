import { type Kysely, sql } from 'kysely'
import type { Db } from '../../../platform/db/database'
import type { Tables } from '../../../platform/db/tables.generated'
import type { PersonFacts, VacancyFacts } from '../score/facts'
import { reduced, type Nation } from './nation'

const day = (n: number | null) => (n === null ? null : new Date(n * 86_400_000).toISOString().slice(0, 10))
/** Rows as one JSON text, so that thousands travel in one statement. */
const rowsOf = (rows: readonly object[]) => JSON.stringify(rows)
type Store = Kysely<Tables>

export const personRow = (one: PersonFacts) => ({
  person_id: one.personId, code: one.code, province: one.province, district: one.district, commute_km: one.commuteKm, move_all: one.moveAll, move: one.move, contracts: one.contracts, no_night: one.noNight,
  access_needed: one.accessNeeded, wage_r: one.wageLeast, wage_e: one.wageExpected, isced: one.isced, languages: one.languages, minors: [...(one.months?.keys() ?? [])], months: [...(one.months?.values() ?? [])],
  months_known: one.months !== null, contact_on: day(one.contactOn), declared: one.skills.length, skills: one.skills, inferred: one.inferred, absent: one.absent, blocked: one.blocked, works_from: day(one.worksFrom),
  hazard_from: day(one.hazardFrom), age_known: one.ageKnown, shown: one.shown,
})
export const vacancyRow = (one: VacancyFacts) => ({
  vacancy_id: one.vacancyId, code: one.code, employer_id: one.employerId, centre_id: one.employerId, posts_left: one.postsLeft, valid_until: day(one.validUntil), starts_on: day(one.startsOn), isco: one.isco,
  province: one.province, district: one.district, night: one.night, contract: one.contract, accessible: one.accessible, wage_o: one.wageOffer, isced: one.isced, months: one.months, languages: one.languages, must: one.must,
  stated: one.stated, skills: [...one.vector.keys()], a: [...one.vector.values()], published_on: day(one.publishedOn), open_referrals: one.openReferrals, max_open: one.maxOpen, hazardous: one.hazardous,
  legal_isced: one.legalIsced, licences: one.licences,
})

export async function writePeople(store: Store, people: readonly PersonFacts[]): Promise<void> {
  for (let at = 0; at < people.length; at += 1000) {
    const some = people.slice(at, at + 1000)
    const ids = some.map(({ personId }) => personId)
    await sql`delete from match_person where person_id = any (${ids}::uuid[])`.execute(store)
    await sql`delete from match_line where person_id = any (${ids}::uuid[])`.execute(store)
    await sql`insert into match_person select * from jsonb_populate_recordset(null::match_person, ${rowsOf(some.map(personRow))}::jsonb)`.execute(store)
    await sql`insert into match_line select * from jsonb_populate_recordset(null::match_line, ${rowsOf(some.flatMap(({ personId, lines }) => lines.map((line) => ({ person_id: personId, ...line }))))}::jsonb)`.execute(store)
    await sql`insert into match_outbox (id, kind, subject) select (select coalesce(max(id), 0) from match_outbox) + row_number() over (), 'person', x from unnest(${ids}::uuid[]) x`.execute(store)
  }
}
export async function writeVacancies(store: Store, vacancies: readonly VacancyFacts[]): Promise<void> {
  for (let at = 0; at < vacancies.length; at += 1000) {
    const some = vacancies.slice(at, at + 1000)
    const ids = some.map(({ vacancyId }) => vacancyId)
    await sql`delete from match_vacancy where vacancy_id = any (${ids}::uuid[])`.execute(store)
    await sql`insert into match_vacancy select * from jsonb_populate_recordset(null::match_vacancy, ${rowsOf(some.map(vacancyRow))}::jsonb)`.execute(store)
    await sql`insert into match_outbox (id, kind, subject) select (select coalesce(max(id), 0) from match_outbox) + row_number() over (), 'vacancy', x from unnest(${ids}::uuid[]) x`.execute(store)
  }
}
export async function forgetSubjects(store: Store, kind: 'person' | 'vacancy', ids: readonly string[]): Promise<void> {
  if (kind === 'person') await sql`delete from match_person where person_id = any (${ids}::uuid[])`.execute(store)
  else await sql`delete from match_vacancy where vacancy_id = any (${ids}::uuid[])`.execute(store)
  await sql`insert into match_outbox (id, kind, subject) select (select coalesce(max(id), 0) from match_outbox) + row_number() over (), ${kind}, x from unnest(${ids}::uuid[]) x`.execute(store)
}

/** Writes an invented nation where the triggers would have put a real one. */
export async function writeNation(db: Db, { ground, people, vacancies }: Nation): Promise<void> {
  await db.wholeStore(async (store) => {
    await sql`insert into match_skill (id, code, idf) select * from jsonb_to_recordset(${rowsOf([...ground.idfs].map(([id, idf]) => ({ id, code: `s${id}`, idf })))}::jsonb) x(id int, code text, idf int)`.execute(store)
    await sql`insert into match_occupation select * from jsonb_populate_recordset(null::match_occupation, ${rowsOf([...ground.roles].map(([isco, roles]) => {
      const known = ground.profiles.get(isco)
      const skills = [...roles.keys()]
      return { isco, length: known?.length ?? 1, skills, roles: [...roles.values()], w: skills.map((skill) => reduced(ground.idf(skill), roles.get(skill) ?? 0)), b: skills.map((skill) => known?.worth.get(skill) ?? 0) }
    }))}::jsonb)`.execute(store)
    await sql`insert into match_distance select * from jsonb_populate_recordset(null::match_distance, ${rowsOf([...ground.distances].map(([key, km]) => ({ a: key.slice(0, 4), b: key.slice(5), km })))}::jsonb)`.execute(store)
    await writePeople(store, people)
    await writeVacancies(store, vacancies)
  })
}
