import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { compare } from '../../../kernel/exact'
import { type CountingTree, type Ground, listBehind } from '../../measures/index'
import { type FitCell, type Mismatch, mostUnknown, summarise } from '../rules/mismatch'

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
