import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { compare, type Exact } from '../../../kernel/exact'
import { type CountingTree, type Ground, listBehind } from '../../measures/index'
import { balances, dissimilarity, fewestForGap, type FitCell, type GroupBalance, type Mismatch, mostUnknown, summarise } from '../rules/mismatch'

interface Asked {
  readonly centre: { readonly code: string } | null
}
type Window = { readonly from: CalendarDate; readonly to: CalendarDate }
const at = ({ centre }: Asked) => (centre ? sql`and centre_code = ${centre.code}` : sql``)

/** Placements of a stretch of days by how person and post fit. */
export async function readMismatch({ reader }: Ground, asked: Asked, { from, to }: Window): Promise<Mismatch> {
  const { rows } = await reader.statistics(({ db }) => sql<FitCell>`select fit, occupation_fit as occupation, education_fit as education, skills_fit as skills, count(*)::int as count from fact_placement_fit
    where in_use and confirmed and kind = 'employment' and fact_date between ${from}::date and ${to}::date ${at(asked)} group by 1, 2, 3, 4`.execute(db))
  return summarise(rows)
}
/** Whether enough placements have a known fit for the rate to be published and to carry a target. */
export async function isMismatchPublishable(ground: Ground, asked: Asked, window: Window): Promise<boolean> {
  const { unknownShare } = await readMismatch(ground, asked, window)
  return unknownShare === null || compare(unknownShare, mostUnknown) <= 0
}

export const repairable = ['occupation', 'education', 'skills'] as const
export type Repairable = (typeof repairable)[number]

/** The placements whose field is not known, to be repaired one by one. */
export function listUnknown(ground: Ground, { centre }: Asked, { from, to }: Window, field: Repairable, page: { limit: number; offset: number }) {
  const tree: CountingTree = { kind: 'count', unit: 'placement', event: 'placement_fit', where: [[`${field}_fit`, '=', 'unknown']], date_field: 'fact_date', credit_unit: 'centre_code', missing: 'null' }
  return listBehind(ground, { id: 'UNKNOWN_FIT', version: 1, tree }, { from, to, slices: centre ? [{ dimension: 'centre', value: centre.code }] : [], closedOn: null }, page)
}

export interface StructuralGap {
  readonly seekers: number
  readonly posts: number
  /** Null under 100 jobseekers or 100 posts. */
  readonly share: Exact | null
  /** Sub-major groups, most seekers for a post first. */
  readonly groups: readonly GroupBalance[]
}

/** What people seek against what posts ask on a day, over the sub-major groups of ISCO-08. */
export async function readGap({ reader }: Ground, asked: Asked, day: CalendarDate): Promise<StructuralGap> {
  const count = async (statement: ReturnType<typeof sql<{ group: string; count: number }>>) => new Map((await reader.statistics(({ db }) => statement.execute(db))).rows.filter((row) => row.count > 0).map((row) => [row.group, row.count]))
  const seekers = await count(sql`select left(isco4, 2) as "group", count(*)::int as count from fact_registration_spell
    where in_use and isco4 is not null and from_date <= ${day}::date and (to_date is null or to_date > ${day}::date) ${at(asked)} group by 1`)
  const posts = await count(sql`select left(v.isco4, 2) as "group", sum(p.delta)::int as count from (select * from fact_vacancy_posts where in_use and fact_date <= ${day}::date ${at(asked)}) p
    join fact_vacancy v on v.vacancy_key = p.vacancy_key where v.isco4 is not null group by 1`)
  const total = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((sum, value) => sum + value, 0)
  const isEnough = total(seekers) >= fewestForGap && total(posts) >= fewestForGap
  return { seekers: total(seekers), posts: total(posts), share: isEnough ? dissimilarity(seekers, posts) : null, groups: isEnough ? balances(seekers, posts) : [] }
}
