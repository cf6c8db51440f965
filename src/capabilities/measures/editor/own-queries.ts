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

/** Of the versions of one measure, newest first, that which counts a day: the newest that was in force then; before the first of all, the first. */
export function versionAt(versions: readonly OwnVersion[], day: CalendarDate): OwnVersion | undefined {
  const decided = versions.filter(({ state }) => state === 'active' || state === 'replaced')
  return decided.find(({ validFrom }) => validFrom <= day) ?? decided.at(-1)
}

/** The versions of each measure, newest first. */
export function byKey(versions: readonly OwnVersion[]): ReadonlyMap<string, OwnVersion[]> {
  const found = new Map<string, OwnVersion[]>()
  for (const version of versions) found.set(version.key, [...(found.get(version.key) ?? []), version])
  return found
}

/** The measures that the agency built and put in force, in the versions that count a day. */
export async function listOwnMeasures(reader: Reader, day: CalendarDate): Promise<Measure[]> {
  const versions = byKey(await listVersions(reader))
  return [...versions.values()].flatMap((of) => versionAt(of, day) ?? []).map(toMeasure)
}
export async function findOwnMeasure(reader: Reader, id: string, day: CalendarDate): Promise<Measure | undefined> {
  const version = versionAt(await listVersions(reader, id), day)
  return version && toMeasure(version)
}

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
