import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import type { IndicatorRow } from '../../../platform/country/index'
import type { Reader, Tx } from '../../../platform/db/database'

/** Pillars of the frameworks, with their titles. */
export const listPillarTitles = (reader: Reader) => reader.db.selectFrom('pillar as p').innerJoin('framework as f', 'f.id', 'p.framework_id').select(['f.key as framework', 'p.key', 'p.titles']).execute()

/** Every indicator that is or was in force, and by which of its parts somebody is judged. */
export const listKnownIndicators = (reader: Reader) =>
  reader.db.selectFrom('indicator as i').innerJoin('framework as f', 'f.id', 'i.framework_id').innerJoin('pillar as p', 'p.id', 'i.pillar_id')
    .select(['f.key as framework', 'i.key', 'i.measure', 'i.labels', 'i.direction', 'i.accumulation', 'i.slices', 'i.retired_on', 'p.key as pillar'])
    .select(sql<string[]>`array(select distinct split_part(s.slice, '=', 1) from series s where s.indicator_id = i.id and s.slice <> '')`.as('judged_by')).execute()
export type KnownIndicator = Awaited<ReturnType<typeof listKnownIndicators>>[number]

/** Writes one indicator: a new one comes last, a known one keeps its place. Titles of a pillar that are left out stay. */
export async function putIndicator(tx: Tx, row: IndicatorRow): Promise<void> {
  const { id: frameworkId } = await tx.db.selectFrom('framework').select('id').where('key', '=', row.framework).executeTakeFirstOrThrow()
  const next = async (table: 'pillar' | 'indicator') => Number((await tx.db.selectFrom(table).select((e) => e.fn.max('position').as('last')).where('framework_id', '=', frameworkId).executeTakeFirstOrThrow()).last ?? -1) + 1
  const titles = JSON.stringify(row.pillarTitles)
  let pillar = await tx.db.selectFrom('pillar').select('id').where('framework_id', '=', frameworkId).where('key', '=', row.pillar).executeTakeFirst()
  if (pillar && Object.keys(row.pillarTitles).length > 0) await tx.db.updateTable('pillar').set({ titles, has_own_titles: true }).where('id', '=', pillar.id).execute()
  pillar ??= await tx.db.insertInto('pillar').values({ id: newId(), framework_id: frameworkId, key: row.pillar, position: await next('pillar'), titles }).returning('id').executeTakeFirstOrThrow()
  const words = { labels: JSON.stringify(row.labels), pillar_id: pillar.id, slices: [...row.slices], has_own_words: true }
  await tx.db.insertInto('indicator').values({
    id: newId(), created_at: tx.context.now, framework_id: frameworkId, key: row.key, measure: row.measure, direction: row.direction, accumulation: row.accumulation, origin: 'agency', position: await next('indicator'), ...words,
  }).onConflict((conflict) => conflict.columns(['framework_id', 'key']).doUpdateSet({ ...words, retired_on: null })).execute()
}
