import type { Reader, Tx } from '../../../platform/db/database'
import { newId } from '../../../kernel/id'
import type { IndicatorRecord, TextByLanguage } from '../model'
import type { Direction } from '../rules/attainment'
import type { Accumulation } from '../rules/window'
import type { IndicatorRow } from '../../../platform/country/index'

const records = (reader: Reader) =>
  reader.db
    .selectFrom('indicator as i')
    .innerJoin('pillar as p', 'p.id', 'i.pillar_id')
    .innerJoin('framework as f', 'f.id', 'i.framework_id')
    .select(['i.id', 'f.key as framework', 'f.titles as framework_titles', 'i.key', 'i.measure', 'i.labels', 'i.direction', 'i.accumulation', 'i.slices', 'i.origin', 'p.key as pillar_key', 'p.titles as pillar_titles'])
    .where('f.state', '=', 'in-force')
    .where('i.retired_on', 'is', null)
    .orderBy('f.created_at')
    .orderBy('f.id')
    .orderBy('p.position')
    .orderBy('i.position')

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]
/** The framework that had a key first keeps it alone in its addresses, so that they stay true when another one takes the same key. */
const toRecord = (row: Row, _: number, all: readonly Row[]): IndicatorRecord => ({
  id: row.id, framework: row.framework, frameworkTitles: row.framework_titles as TextByLanguage, key: row.key, address: all.find(({ key }) => key === row.key)?.framework === row.framework ? row.key : `${row.framework}.${row.key}`, measure: row.measure, labels: row.labels as TextByLanguage, direction: row.direction as Direction, accumulation: row.accumulation as Accumulation, slices: row.slices, isOwn: row.origin === 'agency',
  pillar: { key: row.pillar_key, titles: row.pillar_titles as TextByLanguage },
})

export const listIndicators = async (reader: Reader): Promise<IndicatorRecord[]> => (await records(reader).execute()).map(toRecord)

/** The indicator of an address: `job_placements`, or `paf.job_placements` with its framework. */
export async function findIndicator(reader: Reader, address: string): Promise<IndicatorRecord | undefined> {
  const key = address.slice(address.lastIndexOf('.') + 1)
  const found = (await records(reader).where('i.key', '=', key).execute()).map(toRecord)
  return found.find((one) => one.address === address || `${one.framework}.${one.key}` === address)
}

/** Frameworks that are or were in force. */
export const listFrameworks = (reader: Reader) => reader.db.selectFrom('framework').select(['key', 'kind', 'titles', 'calendar', 'state']).where('state', '<>', 'draft').orderBy('key').execute()

/** A row of a file whose measure an indicator that headquarters chose uses already; one measure has one target in a framework. */
export const findTaken = (reader: Reader, key: string, rows: readonly IndicatorRow[]) =>
  reader.db.selectFrom('indicator as i').innerJoin('framework as f', 'f.id', 'i.framework_id').select(['i.key', 'i.measure']).where('f.key', '=', key).where('i.origin', '=', 'agency').where('i.retired_on', 'is', null)
    .where('i.measure', 'in', rows.map(({ measure }) => measure)).where('i.key', 'not in', rows.map((row) => row.key)).executeTakeFirst()

/** Writes the rows of a file: new ones are added, known ones take the file's words, missing ones retire; what headquarters chose or named stays. Measures of known ones never change. */
export async function saveFramework(tx: Tx, key: string, titles: TextByLanguage, rows: readonly IndicatorRow[]): Promise<number> {
  const { now } = tx.context
  const framework = await tx.db.insertInto('framework').values({ id: newId(), created_at: now, key, kind: 'national', titles: JSON.stringify(titles), calendar: 'year', state: 'in-force' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ titles: JSON.stringify(titles) })).returning('id').executeTakeFirstOrThrow()
  const gone = tx.db.updateTable('indicator').set({ retired_on: tx.context.today }).where('framework_id', '=', framework.id).where('retired_on', 'is', null).where('origin', '=', 'country')
  await gone.where('key', 'not in', rows.map(({ key }) => key)).execute()
  const pillars = new Map<string, string>()
  for (const [position, row] of rows.entries()) {
    let pillar = pillars.get(row.pillar)
    if (!pillar) {
      const made = await tx.db.insertInto('pillar').values({ id: newId(), framework_id: framework.id, key: row.pillar, position: pillars.size, titles: JSON.stringify(row.pillarTitles) })
        .onConflict((conflict) => conflict.columns(['framework_id', 'key']).doUpdateSet((e) => ({ titles: e.case().when('pillar.has_own_titles', '=', true).then(e.ref('pillar.titles')).else(e.ref('excluded.titles')).end() }))).returning('id').executeTakeFirstOrThrow()
      pillar = made.id
      pillars.set(row.pillar, pillar)
    }
    await tx.db.insertInto('indicator').values({
      id: newId(), created_at: now, framework_id: framework.id, pillar_id: pillar, key: row.key, measure: row.measure, labels: JSON.stringify(row.labels), direction: row.direction,
      accumulation: row.accumulation, slices: [...row.slices], position,
    }).onConflict((conflict) => conflict.columns(['framework_id', 'key']).doUpdateSet((e) => {
      const own = <Column extends 'labels' | 'slices' | 'pillar_id'>(column: Column) => e.case().when('indicator.has_own_words', '=', true).then(e.ref(`indicator.${column}`)).else(e.ref(`excluded.${column}`)).end()
      return { labels: own('labels'), pillar_id: own('pillar_id'), slices: own('slices'), position, retired_on: null }
    })).execute()
  }
  return rows.length
}

/** The parts of the frameworks in force, in their order. */
export const listPillars = (reader: Reader) =>
  reader.db.selectFrom('pillar as p').innerJoin('framework as f', 'f.id', 'p.framework_id').select(['p.id', 'p.key', 'f.key as framework', 'p.titles']).where('f.state', '=', 'in-force').orderBy('f.key').orderBy('p.position').execute()

/** False where headquarters did not choose it. */
export async function retire(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.db.updateTable('indicator').set({ retired_on: tx.context.today }).where('id', '=', id).where('origin', '=', 'agency').where('retired_on', 'is', null).returning('id').executeTakeFirst()
  return found !== undefined
}
