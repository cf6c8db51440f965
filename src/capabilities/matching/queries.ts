import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database'
import type { Opening, Seeker } from './rules'

interface SeekerRow extends Omit<Seeker, 'wageMin' | 'experienceYears'> {
  wage: string | null
  currency: string | null
  experienceYears: string | null
}
interface OpeningRow extends Omit<Opening, 'wageMax' | 'experienceMin'> {
  wage: string | null
  currency: string | null
  experienceMin: string | null
}

const mostRows = 5000

const seekers = sql`
  select p.id as "personId", w.wanted, w.reach, w.places, w.wage, w.currency, pl.province_code as "provinceCode", pl.district_code as "districtCode",
    array(select e.isco from experience e where e.person_id = p.id and e.isco is not null) as done,
    array(select s.skill_code from person_skill s where s.person_id = p.id and s.skill_code is not null) as skills,
    (select sum(e.years)::text from experience e where e.person_id = p.id) as "experienceYears"
  from person p
  join registration r on r.person_id = p.id and r.state = 'active'
  join lateral (select array_agg(x.isco) filter (where x.isco is not null) as wanted, min(x.reach) as reach, coalesce(max(x.places), '{}') as places,
      (min(x.wage_min) filter (where x.wage_period = 'month'))::text as wage, min(x.wage_currency) filter (where x.wage_period = 'month') as currency
    from wish x where x.person_id = p.id and x.ended_on is null) w on w.wanted is not null
  left join lateral (select province_code, district_code from person_place q where q.person_id = p.id and q.kind = 'current' order by q.since desc limit 1) pl on true
  where p.state = 'current' and exists (select 1 from consent c where c.person_id = p.id and c.purpose = 'matching' and c.answer = 'given' and c.withdrawn_at is null)`

const monthlyWage = ({ wage, currency }: { wage: string | null; currency: string | null }) =>
  wage === null || currency === null ? null : { amount: Number(wage), currency }

const toSeeker = ({ wage, currency, experienceYears, ...rest }: SeekerRow): Seeker => ({
  ...rest,
  wageMin: monthlyWage({ wage, currency }),
  experienceYears: experienceYears === null ? null : Number(experienceYears),
})

/** Active registered people with a matching consent whose wanted work shares the first two digits. */
export async function listSeekers(reader: Reader, isco: string): Promise<Seeker[]> {
  const { rows } = await sql<SeekerRow>`${seekers}
    and exists (select 1 from unnest(w.wanted) wanted where left(wanted, 2) = ${isco.slice(0, 2)}) limit ${mostRows}`.execute(reader.db)
  return rows.map(toSeeker)
}

export async function findSeeker(reader: Reader, personId: string): Promise<Seeker | undefined> {
  const { rows } = await sql<SeekerRow>`${seekers} and p.id = ${personId}`.execute(reader.db)
  return rows[0] ? toSeeker(rows[0]) : undefined
}

const openings = sql`
  select v.id as "vacancyId", v.isco, v.province_code as "provinceCode", v.district_code as "districtCode", v.skills_must || v.skills_nice as skills,
    case when v.wage_period = 'month' then coalesce(v.wage_max, v.wage_min)::text end as wage, v.wage_currency as currency, v.experience_min_years::text as "experienceMin"
  from vacancy v where v.state = 'published' and v.public_display and v.filled < v.posts`

const toOpening = ({ wage, currency, experienceMin, ...rest }: OpeningRow): Opening => ({
  ...rest,
  wageMax: monthlyWage({ wage, currency }),
  experienceMin: experienceMin === null ? null : Number(experienceMin),
})

export async function listOpenings(reader: Reader, wanted: readonly string[]): Promise<Opening[]> {
  const groups = [...new Set(wanted.map((code) => code.slice(0, 2)))]
  const { rows } = await sql<OpeningRow>`${openings} and left(v.isco, 2) = any (${groups}::text[]) limit ${mostRows}`.execute(reader.db)
  return rows.map(toOpening)
}

export async function findOpening(reader: Reader, vacancyId: string): Promise<Opening | undefined> {
  const { rows } = await sql<OpeningRow>`${openings} and v.id = ${vacancyId}`.execute(reader.db)
  return rows[0] ? toOpening(rows[0]) : undefined
}
