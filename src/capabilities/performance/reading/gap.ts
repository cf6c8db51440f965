import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Ground } from '../../measures/index'
import { balances, fewestPostsForSkill, gapOf, type GroupBalance, type Gap } from '../rules/structural-gap'

interface Asked {
  readonly centre: { readonly code: string } | null
}
export interface StructuralGap {
  /** Sub-major groups of ISCO-08: what people seek first against what posts ask. */
  readonly occupation: Gap
  /** Levels of education: what people have against the least that posts ask. */
  readonly education: Gap
  /** Skills that many open posts ask for, with the jobseekers who have them; fewest holders for a post last. */
  readonly skills: readonly GroupBalance[]
}
interface Row {
  readonly group: string | null
  readonly count: number
}

/** What people seek and bring against what posts ask, on one day. */
export async function readGap({ reader }: Ground, { centre }: Asked, day: CalendarDate): Promise<StructuralGap> {
  const at = centre ? sql`and centre_code = ${centre.code}` : sql``
  const seeker = sql`from fact_registration_spell where in_use and from_date <= ${day}::date and (to_date is null or to_date > ${day}::date) ${at}`
  const open = sql`(select vacancy_key, sum(delta)::int as posts from fact_vacancy_posts where in_use and fact_date <= ${day}::date ${at} group by 1 having sum(delta) > 0)`
  return reader.statistics(async ({ db }) => {
    const rows = async (statement: ReturnType<typeof sql<Row>>) => (await statement.execute(db)).rows
    const seekers = await rows(sql`select left(isco4, 2) as "group", count(*)::int as count ${seeker} group by 1`)
    const posts = await rows(sql`select left(v.isco4, 2) as "group", sum(p.posts)::int as count from ${open} p join fact_vacancy v on v.vacancy_key = p.vacancy_key group by 1`)
    const educated = await rows(sql`select nullif(education_code, 'not-stated') as "group", count(*)::int as count ${seeker} group by 1`)
    const asking = await rows(sql`select nullif(v.education_min, 'not-stated') as "group", sum(p.posts)::int as count from ${open} p join fact_vacancy v on v.vacancy_key = p.vacancy_key group by 1`)
    const needed = await rows(sql`select s.skill_code as "group", sum(p.posts)::int as count from ${open} p join fact_vacancy_skill s on s.vacancy_key = p.vacancy_key group by 1 having sum(p.posts) >= ${fewestPostsForSkill}`)
    const held = needed.length === 0 ? [] : await rows(sql`select skill_code as "group", count(distinct person_key)::int as count from fact_person_skill
      where skill_code = any(${needed.map(({ group }) => group)}) and person_key in (select person_key ${seeker}) group by 1`)
    return { occupation: gapOf(seekers, posts), education: gapOf(educated, asking), skills: balances(known(held), known(needed)) }
  })
}
const known = (rows: readonly Row[]): ReadonlyMap<string, number> => new Map(rows.flatMap(({ group, count }) => (group === null ? [] : [[group, count]])))
