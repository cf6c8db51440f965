import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { toDecimal, toText } from '../../../kernel/exact'
import { listLastMonths, type Period, parsePeriod } from '../../../kernel/period'
import type { Tx } from '../../../platform/db/database'
import { conditionsOffered, fieldsOfEvent, kinds, operatorsOf, treeOf } from '../editor/choices'
import { codesOf } from '../editor/codes'
import { decideVersion, insertVersion, listOwnMeasures, listVersions } from '../editor/own-queries'
import { countRecordsOf } from '../figures/count-records'
import { type Ground, groundOf, workingCalendar } from '../figures/figure'
import { anyDimensions, isAnyCollected, type Observation, observeIn } from '../figures/observe'
import { totalOf } from '../figures/record-amounts'
import { listBehind } from '../figures/records'
import { type AnyMeasure, composedFaults } from '../language/composed'
import { allMeasures, findAnyMeasure } from '../language/composed-catalogue'
import { findMeasure } from '../language/catalogue'
import type { Slice } from '../language/compile'
import type { CountingTree, Tree } from '../language/tree'
import { vocabulary } from '../language/vocabulary'
import { keepSums } from '../rollup/fold'
import { happeningNames, happeningsOf } from '../test-happenings'
import { fillWithRows, placeSome } from '../test-rows'
import { freezeMonth, isSilentMonth, recountMonth } from './lock'
import { listLocked, type LockedFigure } from './locked'
import { readQuality } from './period-queries'

/** More rounds: OPENPES_ROUNDS=40. */
const rounds = Number(process.env['OPENPES_ROUNDS'] ?? 0) || 9
const seed = 29
const longAgo = 300

let app: TestApp
beforeAll(async () => {
  app = await freshApp({ at: '2026-03-02T02:00:00Z' })
  await fillWithRows(app, { people: 60 })
  await placeSome(app)
  await app.db.wholeStore(async (db) => {
    await sql`update visit set entered_on = visited_on`.execute(db)
    await sql`update service_event set entered_on = given_on`.execute(db)
  })
})
afterAll(() => app.close())

const context = async () => app.contextOf({ ...(await app.asSystem(async (tx) => tx.context.actor)) })
const withGround = <T>(run: (tx: Tx, ground: Ground) => Promise<T>): Promise<T> => app.asSystem(async (tx) => run(tx, await groundOf(tx, app.platform)))

/** A measure as the editor can build it, over the whole vocabulary. */
const builtTree: fc.Arbitrary<Tree> = fc.constantFrom(...(Object.keys(vocabulary) as (keyof typeof vocabulary)[])).chain((event) => {
  const fields = fieldsOfEvent(vocabulary[event])
  const named = (...types: string[]) => ['', ...fields.filter(({ type }) => types.includes(type)).map(({ name }) => name)]
  const condition = fc.constantFrom(...fields.filter(({ type }) => type === 'code' || type === 'bool' || type === 'int')).chain(({ name, type }) => fc.constantFrom(...operatorsOf(type)).chain((op) => fc.nat(20).map((n) => {
    const codes = codesOf(app.country, event, name) ?? ['1234']
    return { field: name, op: op as string, values: op === 'is_null' || op === 'not_null' ? [] : type === 'bool' ? ['yes'] : type === 'int' ? [String(n)] : [codes[n % codes.length] ?? ''] }
  })))
  return fc.record({
    event: fc.constant(event as string), kind: fc.constantFrom(...kinds), of: fc.constantFrom(...named('int', 'decimal')), by: fc.constantFrom(...named('key')), date: fc.constantFrom(...vocabulary[event].dates),
    per: fc.constantFrom('', '', 'JS_NEW', 'VISITS'), conditions: fc.array(condition, { maxLength: Math.min(2, conditionsOffered) }),
  })
}).map((choices) => treeOf(choices, (id) => findMeasure(id)?.tree as CountingTree | undefined)).filter((made) => 'tree' in made).map((made) => (made as { tree: Tree }).tree)

const counted = allMeasures
/** Any measure: published, built, or composed of what is built. */
const anyMeasure: fc.Arbitrary<AnyMeasure> = fc.oneof(
  fc.constantFrom(...counted),
  builtTree.map((tree) => ({ id: 'BUILT', version: 1, tree })),
  fc.tuple(fc.constantFrom('+', '-', '*', '/'), fc.constantFrom(...counted), fc.constantFrom(...counted)).map(([sign, a, b]) => ({ id: 'F', version: 1, tree: { kind: 'formula', unit: 'number', expression: [sign as '/', a.id, b.id], scale: 1, missing: 'null' } }) as const),
  fc.tuple(builtTree, builtTree, fc.integer({ min: 1, max: 120 })).filter(([a, b]) => a.kind === 'count' && b.kind === 'count').map(([entry, outcome, within_days]) =>
    ({ id: 'C', version: 1, tree: { kind: 'cohort', unit: 'percent', link: 'person_key', within_days, scale: 100, missing: 'null', entry: entry as CountingTree, outcome: outcome as CountingTree } }) as const),
  builtTree.filter(({ kind }) => kind === 'sum').map((tree) => ({ id: 'M', version: 1, tree: { ...(tree as CountingTree & { of: string }), kind: 'median' } }) as const),
).filter((measure) => !('expression' in measure.tree || 'link' in measure.tree) || composedFaults(measure as never, findAnyMeasure).every(({ what }) => what === 'different-units'))

/** A value, or the word for none. */
const told = ({ state, value, num, den }: Observation) => [value ? toText(value) : state, ...[num, den].map((one) => (one ? toText(one) : '–'))].join(' : ')
const told6 = (value: LockedFigure['value'], state: string) => (value ? toDecimal(value, 6) : state)

async function expectListIsNumber(measure: AnyMeasure, month: Period, n: number): Promise<boolean> {
  return withGround(async (_, ground) => {
    if (!isAnyCollected(measure, ground)) return false
    const values = { centre: ['T-A', 'T-B'], sex: ['F', 'M', 'not-stated'], age_band: ['25-34', '35-44'], group: ['women', 'youth'] }
    const slices: Slice[] = anyDimensions(measure, ground).filter((_dimension, i) => (n >> i) % 2 === 0).map((dimension) => ({ dimension, value: values[dimension][n % values[dimension].length] ?? '' }))
    const request = { from: month.from, to: month.to, slices, closedOn: null }
    const [figure, listed] = await ground.reader.statistics(async (reader) => [(await observeIn(reader, ground, measure, request)).total, await countRecordsOf(reader, ground, measure, request)] as const)
    const what = JSON.stringify([measure, month.key, slices])
    expect(told(listed.observation), what).toBe(told(figure))
    const behind = await listBehind(ground, measure, request, { limit: 10, offset: 0 })
    if (!('expression' in measure.tree || 'link' in measure.tree) && measure.tree.kind !== 'median') expect(behind.map(({ value }) => Number(value)), what).toEqual(listed.lists.map(({ amounts }) => Number(toDecimal(totalOf(amounts), 6))))
    return listed.lists.some(({ amounts }) => amounts.size > 0)
  })
}

interface Locked {
  readonly centreId: string
  readonly code: string
  readonly period: string
}
/** What is stored for a lock, to the last byte. */
const stored = async ({ centreId, period }: Locked): Promise<string> => {
  const { rows } = await app.db.wholeStore((db) => sql<{ all: string }>`select md5(coalesce(string_agg(o::text || (select coalesce(string_agg(r::text, '|' order by r.part, r.record_key), '') from observation_record r where r.observation_id = o.id), '|' order by o.id), '')) as all
    from observation o where o.centre_id = ${centreId}::uuid and o.period = ${period}`.execute(db))
  return rows[0]?.all ?? ''
}

async function lock(one: Locked): Promise<void> {
  const month = parsePeriod(one.period) as Period
  await withGround(async (tx) => {
    const isSilent = isSilentMonth(await tx.statistics((reader) => readQuality(reader, one.code, month, app.today(), workingCalendar(app.country))))
    await freezeMonth(tx, app.platform, { ...one, lockNo: 1, grade: 'A', isSilent })
  })
}

const seen = { revisions: 0, appeared: 0, vanished: 0, figures: 0, lists: 0, silent: 0 }

/** The revisions of a locked month, replayed, end at what is counted from the records today. */
async function expectReplayed({ centreId, code, period }: Locked): Promise<void> {
  const { from, to } = parsePeriod(period) as Period
  const request = { from, to, slices: [{ dimension: 'centre', value: code }] as Slice[], closedOn: null }
  await withGround(async (tx, ground) => {
    const figures = await listLocked(tx, centreId, [period])
    const sizes = new Map((await tx.db.selectFrom('observation').select(['id', 'n']).where('centre_id', '=', centreId).where('period', '=', period).execute()).map(({ id, n }) => [id, n ?? 0]))
    await tx.statistics(async (reader) => {
      for (const figure of figures) {
        const { definition } = figure
        if (!definition) throw new Error(`${figure.measure} is not known`)
        const { lists } = await countRecordsOf(reader, ground, definition, request)
        expectEnd(figure, sizes.get(figure.id) ?? 0, (await observeIn(reader, ground, definition, request)).total, lists.reduce((sum, { amounts }) => sum + amounts.size, 0))
      }
    })
  })
}

function expectEnd(figure: LockedFigure, size: number, now: Observation, sizeNow: number): void {
  const { revisions } = figure
  const last = revisions.at(-1)
  const replayed = last ? told6(last.newValue, last.newState) : told6(figure.value, figure.state)
  const what = `${figure.measure} ${figure.period} locked ${told6(figure.value, figure.state)}, ${JSON.stringify(revisions.map(({ added, removed, changed, newState }) => [added, removed, changed, newState]))}`
  seen.figures += 1
  if (replayed === 'no_data') seen.silent += 1
  else expect(replayed, what).toBe(now.value ? toDecimal(now.value, 6) : now.state.replace('-', '_'))
  expect(size + (last?.added ?? 0) - (last?.removed ?? 0), what).toBe(sizeNow)
  for (const revision of revisions) {
    expect(told6(revision.oldValue, '–'), what).toBe(told6(figure.value, '–'))
    if (!revision.oldValue && revision.newValue?.numerator === 0n) expect(size + revision.added - revision.removed, `${what}: no value became a zero`).toBeGreaterThan(0)
    if (!revision.oldValue && revision.newValue) seen.appeared += 1
    if (revision.oldValue && !revision.newValue) seen.vanished += 1
  }
  const days = revisions.map(({ foundOn }) => foundOn)
  expect(days, what).toEqual([...days].sort())
  seen.revisions += revisions.length
}

async function buildOwn(count: number): Promise<void> {
  const { actor } = await context()
  const [builder, other] = [await app.as('headquarters'), await app.as('headquarters')].map(({ accountId }) => app.contextOf({ ...actor, accountId, role: 'headquarters' as const }))
  if (!builder || !other) return
  for (const [i, tree] of fc.sample(builtTree, { numRuns: count, seed }).entries()) {
    await app.db.transaction(builder, (tx) => insertVersion(tx, `OWN_${i}`, { tree, names: { en: `Own ${i}` }, texts: { en: '' }, validFrom: '2026-01-01' as CalendarDate }))
    await app.db.transaction(other, async (tx) => {
      const [version] = await listVersions(tx, `OWN_${i}`)
      if (version) await decideVersion(tx, version, 'active')
    })
  }
}

describe('a locked month', () => {
  it('stays as it was through random histories of facts, and its dated revisions end at what the records say today', async () => {
    await buildOwn(6)
    expect(await app.asSystem((tx) => listOwnMeasures(tx, app.today()))).toHaveLength(6)
    const centres = [['T-A', app.centres.A], ['T-B', app.centres.B], ['T-HQ', app.centres.HQ]] as const
    const happen = happeningsOf(app, { centres: centres.map(([, id]) => id), day: (n) => addDays(app.today(), -((n * 7) % longAgo)) })
    const frozen = new Map<string, { one: Locked; as: string }>()
    const scripts = fc.sample(fc.record({
      days: fc.integer({ min: 1, max: 4 }), steps: fc.array(fc.tuple(fc.constantFrom(...happeningNames), fc.nat(10_000)), { minLength: 3, maxLength: 9 }), folds: fc.boolean(), picks: fc.array(fc.nat(1_000), { minLength: 2, maxLength: 2 }),
      asked: fc.array(fc.tuple(anyMeasure, fc.nat(200)), { minLength: 6, maxLength: 6 }), age: fc.integer({ min: 1, max: 8 }), place: fc.nat(7),
    }), { numRuns: rounds, seed })
    for (const { days, steps, folds, picks, asked, age, place } of scripts) {
      app.travelTo(new Date(app.now().getTime() + days * 86_400_000).toISOString())
      const [code, centreId] = centres[place === 7 ? 2 : place % 2] ?? centres[0]
      const period = listLastMonths(age + 1, app.today())[0]?.key ?? ''
      const due = { centreId, code, period }
      if (!frozen.has(`${code} ${period}`)) {
        await lock(due)
        frozen.set(`${code} ${period}`, { one: due, as: await stored(due) })
      }
      for (const [name, n] of steps) await happen[name](n)
      if (folds) await keepSums(app.db, context)
      for (const pick of picks) {
        const { one } = [...frozen.values()][pick % frozen.size] ?? { one: due }
        await app.asSystem((tx) => recountMonth(tx, app.platform, one))
        expect(await app.asSystem((tx) => recountMonth(tx, app.platform, one)), 'a second recount finds nothing new').toBe(0)
        await expectReplayed(one)
      }
      for (const { one, as } of frozen.values()) expect(await stored(one), `${one.code} ${one.period}`).toBe(as)
      for (const [measure, n] of asked) if (await expectListIsNumber(measure, listLastMonths(1 + (n % 9), app.today())[0] as Period, n)) seen.lists += 1
    }
    console.log(`${rounds} rounds, ${frozen.size} locked months: ${JSON.stringify(seen)}`)
    for (const what of ['revisions', 'appeared', 'figures', 'lists', 'silent'] as const) expect(seen[what], what).toBeGreaterThan(0)
  }, 600_000)
})
