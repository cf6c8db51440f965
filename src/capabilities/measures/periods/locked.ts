import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, exact } from '../../../kernel/exact'
import type { Reader } from '../../../platform/db/database'
import { listVersions, toMeasure } from '../editor/own-queries'
import type { AnyMeasure } from '../language/composed'
import { definitionHash } from '../language/canonical'
import { allMeasures } from '../language/composed-catalogue'
import { wholeSlice } from '../language/slice'

/** `no_data`: nothing was reported. `nil`: counted, and nothing happened. */
export type LockedState = 'ok' | 'no_data' | 'nil' | 'not_due' | 'not_computable'

/** What a recount found. The values are of the lock and of the recount; null is no value, and `newState` says why. */
export interface Revision {
  readonly oldValue: Exact | null
  readonly newValue: Exact | null
  readonly newState: LockedState
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly foundOn: CalendarDate
}
export interface LockedFigure {
  readonly id: string
  readonly measure: string
  /** Which part of it; empty for the whole. */
  readonly slice: string
  /** The measure in the version that counted it; in another one when that is not known any more. */
  readonly definition: AnyMeasure | undefined
  /** Of the definition that counted it. */
  readonly definitionHash: string
  readonly period: string
  readonly state: LockedState
  readonly value: Exact | null
  readonly grade: string | null
  readonly lockNo: number
  readonly digest: string | null
  readonly revisions: readonly Revision[]
}
const valueOf = (text: string | null): Exact | null => (text === null ? null : exact(text))

/** Locked figures of a centre with their revisions, of each month the newest lock: those of one part, or with `null` the whole and every part. */
export async function listLocked(reader: Reader, centreId: string, periods: readonly string[], slice: string | null = wholeSlice): Promise<LockedFigure[]> {
  if (periods.length === 0) return []
  const found = reader.db.selectFrom('observation as o').selectAll('o').where('o.centre_id', '=', centreId).where('o.period', 'in', periods).orderBy('o.slice')
    .where('o.lock_no', '=', (e) => e.selectFrom('observation as n').select((x) => x.fn.max('n.lock_no').as('newest')).whereRef('n.centre_id', '=', 'o.centre_id').whereRef('n.period', '=', 'o.period'))
  const rows = await (slice === null ? found : found.where('o.slice', '=', slice)).execute()
  const revisions = rows.length === 0 ? [] : await reader.db.selectFrom('observation_revision').selectAll().where('observation_id', 'in', rows.map(({ id }) => id)).orderBy('created_at').orderBy('id').execute()
  const find = await definitionsOf(reader)
  return rows.map((row) => ({
    id: row.id, measure: row.measure, slice: row.slice, definition: find(row.measure, row.definition_hash), definitionHash: row.definition_hash, period: row.period, state: row.state as LockedState, value: valueOf(row.value),
    grade: row.grade, lockNo: row.lock_no, digest: row.set_digest,
    revisions: revisions.filter((one) => one.observation_id === row.id).map((one) => ({
      oldValue: valueOf(one.old_value), newValue: valueOf(one.new_value), newState: one.new_state as LockedState, added: one.added, removed: one.removed, changed: one.changed, foundOn: one.found_on as CalendarDate,
    })),
  }))
}

/** Every measure by its id and hash, those of the agency's own in all their versions. */
export async function definitionsOf(reader: Reader): Promise<(id: string, hash: string) => AnyMeasure | undefined> {
  const known: AnyMeasure[] = [...allMeasures, ...(await listVersions(reader)).map(toMeasure)]
  const byId = new Map<string, { measure: AnyMeasure; hash: string }[]>()
  for (const measure of known) byId.set(measure.id, [...(byId.get(measure.id) ?? []), { measure, hash: definitionHash(measure.tree) }])
  return (id, hash) => {
    const versions = byId.get(id) ?? []
    return (versions.find((one) => one.hash === hash) ?? versions[0])?.measure
  }
}
