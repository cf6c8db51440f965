import { compare, type Exact, exact } from '../../../kernel/exact'
import { parsePeriod } from '../../../kernel/period'
import { type BehindRow, definitionsOf, type Ground, listBehind } from '../../measures/index'
import { slicesAt } from './slices'
import type { findObservation, LockedRecord } from '../queries/observations'

/** A record as it was counted, with what today's register says about it. `added` was not counted. */
export interface KnownRecord {
  readonly part: string
  readonly amount: Exact
  readonly state: 'as-locked' | 'changed' | 'withdrawn' | 'added'
  /** Day, sex and age band as far as the record is still there. */
  readonly row: BehindRow | undefined
  /** What a record of its list is: a placement, a person; empty where the list is not there any more. */
  readonly kind: string
}
/** A month of one centre holds fewer; a longer list says so by its count. */
const most = 20_000
const keyOf = (part: string, key: string) => `${part} ${key}`

/** The list of a locked figure, rebuilt from the keys it froze, then what came since. */
export async function readLockedRecords(ground: Ground, row: NonNullable<Awaited<ReturnType<typeof findObservation>>>, locked: readonly LockedRecord[]): Promise<KnownRecord[]> {
  const [month, find] = [parsePeriod(row.period), await definitionsOf(ground.reader)]
  const measure = find(row.measure, row.definition_hash)
  const lists = month && measure ? await listBehind(ground, measure, { from: month.from, to: month.to, slices: slicesAt(row.slice, row.centre_code), closedOn: null }, { limit: most, offset: 0 }) : []
  const now = new Map(lists.flatMap(({ part, rows }) => rows.flatMap((one) => (one.record_key === null ? [] : [[keyOf(part === 'num' || part === 'den' ? part : 'row', one.record_key), one] as const]))))
  const kindOf = (part: string) => (lists.find((list) => (list.part === 'num' || list.part === 'den' ? list.part : 'row') === part) ?? lists[0])?.recordKind ?? ''
  const frozen = new Set(locked.map(({ part, record_key: key }) => keyOf(part, key)))
  const kept = locked.map(({ part, record_key: key, amount }): KnownRecord => {
    const [found, was] = [now.get(keyOf(part, key)), exact(amount)]
    const isSame = found?.amount === undefined || compare(exact(found.amount), was) === 0
    return { part, amount: was, row: found, kind: kindOf(part), state: found === undefined ? 'withdrawn' : isSame ? 'as-locked' : 'changed' }
  })
  const added = [...now].filter(([key]) => !frozen.has(key)).map(([key, one]): KnownRecord => ({ part: key.split(' ')[0] ?? 'row', amount: exact(one.amount ?? '1'), row: one, kind: kindOf(key.split(' ')[0] ?? 'row'), state: 'added' }))
  return [...kept, ...added]
}
