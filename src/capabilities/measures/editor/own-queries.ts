import { newId } from '../../../kernel/id'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import { definitionHash } from '../language/canonical'
import type { Measure, Tree } from '../language/tree'

export type TextByLanguage = Readonly<Record<string, string>>
export type VersionState = 'waiting' | 'active' | 'refused' | 'replaced'

/** One version of a measure that the agency built. */
export interface OwnVersion {
  readonly id: string
  readonly key: string
  readonly number: number
  readonly tree: Tree
  readonly hash: string
  readonly names: TextByLanguage
  readonly texts: TextByLanguage
  readonly validFrom: CalendarDate
  readonly state: VersionState
  readonly createdBy: string
}

const rows = (reader: Reader) =>
  reader.db.selectFrom('measure_version as v').innerJoin('measure as m', 'm.id', 'v.measure_id')
    .select(['v.id', 'm.key', 'v.number', 'v.tree', 'v.definition_hash', 'v.names', 'v.texts', 'v.valid_from', 'v.state', 'v.created_by']).orderBy('m.key').orderBy('v.number', 'desc')

const toVersion = (row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): OwnVersion => ({
  id: row.id, key: row.key, number: row.number, tree: row.tree as Tree, hash: row.definition_hash, names: row.names as TextByLanguage, texts: row.texts as TextByLanguage,
  validFrom: row.valid_from as CalendarDate, state: row.state as VersionState, createdBy: row.created_by,
})

export const listVersions = async (reader: Reader, key?: string): Promise<OwnVersion[]> => (await (key === undefined ? rows(reader) : rows(reader).where('m.key', '=', key)).execute()).map(toVersion)

/** An own measure as pages and counting see it. */
export const toMeasure = ({ key, number, tree, names, texts }: OwnVersion): Measure => ({ id: key, version: number, tree, whenOpened: true, own: { names, texts } })

/** The measures that the agency built and put in force. */
export const listOwnMeasures = async (reader: Reader): Promise<Measure[]> => (await rows(reader).where('v.state', '=', 'active').execute()).map(toVersion).map(toMeasure)
export const findOwnMeasure = async (reader: Reader, id: string): Promise<Measure | undefined> => (await rows(reader).where('v.state', '=', 'active').where('m.key', '=', id).execute()).map(toVersion).map(toMeasure)[0]

export async function insertVersion(tx: Tx, key: string, version: { tree: Tree; names: TextByLanguage; texts: TextByLanguage; validFrom: CalendarDate }): Promise<void> {
  const { now, actor } = tx.context
  await tx.db.insertInto('measure').values({ id: newId(), created_at: now, created_by: actor.accountId, key }).onConflict((conflict) => conflict.column('key').doNothing()).execute()
  const measure = await tx.db.selectFrom('measure').select('id').where('key', '=', key).executeTakeFirstOrThrow()
  const last = await tx.db.selectFrom('measure_version').select((e) => e.fn.max('number').as('number')).where('measure_id', '=', measure.id).executeTakeFirst()
  await tx.db.insertInto('measure_version').values({
    id: newId(), created_at: now, created_by: actor.accountId ?? '', measure_id: measure.id, number: Number(last?.number ?? 0) + 1, tree: JSON.stringify(version.tree), definition_hash: definitionHash(version.tree),
    names: JSON.stringify(version.names), texts: JSON.stringify(version.texts), valid_from: version.validFrom, state: 'waiting',
  }).execute()
}

/** Writes the decision; false when somebody decided meanwhile. The version that was in force gives way. */
export async function decideVersion(tx: Tx, { id, key }: OwnVersion, state: 'active' | 'refused'): Promise<boolean> {
  const { now, actor } = tx.context
  const measure = tx.db.selectFrom('measure').select('id').where('key', '=', key)
  if (state === 'active') await tx.db.updateTable('measure_version').set({ state: 'replaced' }).where('measure_id', '=', measure).where('state', '=', 'active').execute()
  const saved = await tx.db.updateTable('measure_version').set({ state, decided_by: actor.accountId, decided_at: now }).where('id', '=', id).where('state', '=', 'waiting').returning('id').executeTakeFirst()
  return saved !== undefined
}
