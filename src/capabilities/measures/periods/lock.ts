import { add, exact, type Exact, toDecimal, zero } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { parsePeriod } from '../../../kernel/period'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, StatisticsReader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type Ground, groundOf, isCollected } from '../figures/figure'
import { catalogue } from '../language/catalogue'
import { definitionHash } from '../language/canonical'
import type { CountingTree, Measure } from '../language/tree'
import { listRecords } from '../queries'
import { differenceOf, setDigest } from './period-rules'

type Amounts = Map<string, Exact>
interface Counted {
  readonly parts: readonly { readonly part: 'row' | 'num' | 'den'; readonly amounts: Amounts }[]
  readonly value: Exact | null
  readonly num: Exact | null
  readonly den: Exact | null
}

/** The records of a tree by key; a record that comes several times, such as changes of one vacancy, adds up. */
async function amountsOf(reader: StatisticsReader, ground: Ground, tree: CountingTree, centre: string, month: { from: CalendarDate; to: CalendarDate }, closedOn: CalendarDate | null): Promise<Amounts> {
  const rows = await listRecords(reader, tree, { ...month, slices: [{ dimension: 'centre', value: centre }], closedOn }, null, ground.has)
  const amounts: Amounts = new Map()
  rows.forEach((row, i) => {
    const key = row.record_key ?? `without-key-${row.day}-${i}`
    amounts.set(key, add(amounts.get(key) ?? zero, exact(row.amount)))
  })
  return amounts
}
const totalOf = (amounts: Amounts): Exact => [...amounts.values()].reduce(add, zero)

async function countMeasure(reader: StatisticsReader, ground: Ground, { tree }: Measure, centre: string, month: { from: CalendarDate; to: CalendarDate }, closedOn: CalendarDate | null): Promise<Counted> {
  if (tree.kind !== 'ratio') {
    const amounts = await amountsOf(reader, ground, tree, centre, month, closedOn)
    return { parts: [{ part: 'row', amounts }], value: totalOf(amounts), num: null, den: null }
  }
  const [num, den] = [await amountsOf(reader, ground, tree.num, centre, month, closedOn), await amountsOf(reader, ground, tree.den, centre, month, closedOn)]
  const [n, d] = [totalOf(num), totalOf(den)]
  const value = d.numerator === 0n ? null : { numerator: n.numerator * d.denominator * BigInt(tree.scale), denominator: n.denominator * d.numerator }
  return { parts: [{ part: 'num', amounts: num }, { part: 'den', amounts: den }], value, num: n, den: d }
}

const measuresToLock = (ground: Ground) => catalogue.filter((measure) => isCollected(measure, ground.has))
const six = (value: Exact | null) => (value === null ? null : toDecimal(value, 6))

/** Freezes every figure of a centre's month with its definition and the keys of its records. Answers with the number of figures. */
export async function freezeMonth(tx: Tx, platform: Platform, given: { centreId: string; code: string; period: string; lockNo: number; grade: string; isSilent: boolean }): Promise<number> {
  const month = parsePeriod(given.period)
  if (!month) return 0
  const ground = await groundOf(tx, platform)
  const counted: { measure: Measure; found: Counted }[] = []
  await tx.statistics(async (reader) => {
    for (const measure of measuresToLock(ground)) counted.push({ measure, found: await countMeasure(reader, ground, measure, given.code, month, tx.context.today) })
  })
  for (const { measure, found } of counted) {
    const id = newId()
    const keys = found.parts.flatMap(({ part, amounts }) => [...amounts.keys()].map((key) => (part === 'row' ? key : `${part}:${key}`)))
    const state = given.isSilent ? 'no_data' : found.value === null ? 'not_computable' : found.value.numerator === 0n ? 'nil' : 'ok'
    await tx.db.insertInto('observation').values({
      id, created_at: tx.context.now, centre_id: given.centreId, period: given.period, measure: measure.id, measure_version: measure.version, definition_hash: definitionHash(measure.tree), state,
      value: state === 'ok' || state === 'nil' ? six(found.value) : null, num: six(found.num), den: six(found.den), n: keys.length, grade: given.grade, lock_no: given.lockNo, set_digest: setDigest(keys),
    }).execute()
    const rows = found.parts.flatMap(({ part, amounts }) => [...amounts].map(([record_key, amount]) => ({ observation_id: id, centre_id: given.centreId, part, record_key, amount: toDecimal(amount, 6) })))
    for (let at = 0; at < rows.length; at += 500) await tx.db.insertInto('observation_record').values(rows.slice(at, at + 500)).execute()
  }
  return counted.length
}

export interface LockedFigure {
  readonly id: string
  readonly measure: string
  /** Of the definition that counted it. */
  readonly definitionHash: string
  readonly period: string
  readonly state: string
  readonly value: Exact | null
  readonly grade: string | null
  readonly lockNo: number
  readonly digest: string | null
  readonly revisions: readonly { readonly oldValue: string; readonly newValue: string; readonly added: number; readonly removed: number; readonly changed: number; readonly foundOn: CalendarDate }[]
}

/** Locked figures of a centre with their revisions; of each month the newest lock. */
export async function listLocked(reader: Reader, centreId: string, periods: readonly string[]): Promise<LockedFigure[]> {
  if (periods.length === 0) return []
  const rows = await reader.db.selectFrom('observation as o').selectAll('o').where('o.centre_id', '=', centreId).where('o.period', 'in', periods)
    .where('o.lock_no', '=', (e) => e.selectFrom('observation as n').select((x) => x.fn.max('n.lock_no').as('newest')).whereRef('n.centre_id', '=', 'o.centre_id').whereRef('n.period', '=', 'o.period')).execute()
  const revisions = rows.length === 0 ? [] : await reader.db.selectFrom('observation_revision').selectAll().where('observation_id', 'in', rows.map(({ id }) => id)).orderBy('created_at').execute()
  return rows.map((row) => ({
    id: row.id, measure: row.measure, definitionHash: row.definition_hash, period: row.period, state: row.state, value: row.value === null ? null : exact(row.value), grade: row.grade, lockNo: row.lock_no, digest: row.set_digest,
    revisions: revisions.filter((one) => one.observation_id === row.id).map((one) => ({ oldValue: one.old_value, newValue: one.new_value, added: one.added, removed: one.removed, changed: one.changed, foundOn: one.found_on as CalendarDate })),
  }))
}

/** Counts a locked month again. What differs becomes a revision; the locked figure does not move. Answers with the number of new revisions. */
export async function recountMonth(tx: Tx, platform: Platform, { centreId, code, period }: { centreId: string; code: string; period: string }): Promise<number> {
  const month = parsePeriod(period)
  if (!month) return 0
  const ground = await groundOf(tx, platform)
  let written = 0
  for (const locked of await listLocked(tx, centreId, [period])) {
    const measure = catalogue.find(({ id }) => id === locked.measure)
    // A figure of another definition is not compared: its records were chosen by another rule.
    if (!measure || definitionHash(measure.tree) !== locked.definitionHash || locked.value === null) continue
    const found = await tx.statistics((reader) => countMeasure(reader, ground, measure, code, month, null))
    const before = new Map((await tx.db.selectFrom('observation_record').select(['part', 'record_key', 'amount']).where('observation_id', '=', locked.id).execute()).map((row) => [`${row.part}:${row.record_key}`, toDecimal(exact(row.amount), 6)]))
    const now = new Map(found.parts.flatMap(({ part, amounts }) => [...amounts].map(([key, amount]) => [`${part}:${key}`, toDecimal(amount, 6)] as const)))
    const { added, removed, changed } = differenceOf(before, now)
    const value = six(found.value) ?? '0.000000'
    const last = locked.revisions.at(-1)
    const isSame = last ? toDecimal(exact(last.newValue), 6) === value && last.added === added && last.removed === removed && last.changed === changed : added + removed + changed === 0
    if (isSame) continue
    await tx.db.insertInto('observation_revision').values({
      id: newId(), created_at: tx.context.now, observation_id: locked.id, centre_id: centreId, old_value: six(locked.value) ?? '0', new_value: value, added, removed, changed, found_on: tx.context.today, reason: 'recount',
    }).execute()
    written += 1
  }
  return written
}
