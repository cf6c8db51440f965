import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { systemActor } from '../../../kernel/actor'
import type { CalendarDate } from '../../../kernel/calendar'
import { exact, toDecimal, toText } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { parsePeriod } from '../../../kernel/period'
import { checkMeasures } from '../figures/check'
import { countRecordsOf } from '../figures/count-records'
import { groundOf } from '../figures/figure'
import { observationAt, observe, type ObservationRequest } from '../figures/observe'
import { listBehind } from '../figures/records'
import { composedFaults, natureOf } from '../language/composed'
import { findAnyMeasure } from '../language/composed-catalogue'
import { enteredCatalogue } from '../language/entered-catalogue'
import { freezeMonth, recountMonth } from '../periods/lock'
import { listLocked } from '../periods/locked'
import { fillWithRows, placeSome } from '../test-rows'
import { decideEntry, enterFigure } from './actions'
import { chosenOf } from './choose'
import type { EnteredMeasure } from './read'
import { enter, missingOf, type NewEntry } from './rules'
import { listUsedEntries } from './used'

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 60 })
  await placeSome(app)
})
afterAll(() => app.close())

const day = (text: string) => text as CalendarDate
const measureOf = (id: string) => {
  const found = findAnyMeasure(id)
  if (!found) throw new Error(id)
  return found as EnteredMeasure
}
const entryOf = (period: string, value: string | null, more: Partial<NewEntry> = {}): NewEntry => {
  const found = parsePeriod(period)
  if (!found) throw new Error(period)
  return { period: found, value: value === null ? null : exact(value), notRecorded: value === null, source: 'Labour force survey', method: 'List of the training room', collector: 'Training officer', collectedOn: day('2026-11-02'), evidence: 'Folder 12', ...more }
}
const someone = [newId(), newId()] as const
const as = <T>(who: 0 | 1, run: Parameters<typeof app.db.transaction<T>>[1]) => app.db.transaction(app.contextOf({ ...systemActor(Object.values(app.centres)), accountId: someone[who] }), run)
const place = { A: () => app.centres.A, B: () => app.centres.B, nation: () => null }
async function give(id: string, where: keyof typeof place, entry: NewEntry, answer: 'confirm' | 'refuse' | null = 'confirm'): Promise<string> {
  const made = await as(0, (tx) => enterFigure(tx, measureOf(id), place[where](), entry))
  if (!made.ok) throw new Error(made.reason)
  if (answer) expect(await as(1, (tx) => decideEntry(tx, made.value, answer, answer === 'refuse' ? 'Another table of the survey is meant' : ''))).toMatchObject({ ok: true })
  return made.value
}
const request = (from: string, to: string, centre?: string, closedOn: string | null = null): ObservationRequest => ({ from: day(from), to: day(to), slices: centre ? [{ dimension: 'centre', value: centre }] : [], closedOn: closedOn === null ? null : day(closedOn) })
const ask = (id: string, asked: ObservationRequest) => app.asSystem(async (tx) => observe(await groundOf(tx, app.platform), measureOf(id), asked))
const told = async (id: string, asked: ObservationRequest) => {
  const { total } = await ask(id, asked)
  return total.value ? toText(total.value) : total.state
}
const store = (text: RawBuilder<unknown>) => app.db.wholeStore((db) => text.execute(db))

describe('measures of entered figures', () => {
  it('have no faults; what adds up is a flow, a per cent a rate', () => {
    expect(enteredCatalogue.flatMap((measure) => composedFaults(measure, findAnyMeasure))).toEqual([])
    expect(enteredCatalogue.map(({ tree }) => natureOf(tree))).toEqual(['stock', 'stock', 'rate', 'rate', 'flow'])
    const [labour, , , , hours] = enteredCatalogue
    if (labour?.tree.kind !== 'external' || hours?.tree.kind !== 'manual') throw new Error('no trees')
    expect(composedFaults({ ...labour, tree: { ...labour.tree, key: 'Labour force', holds_months: 99 } }, findAnyMeasure).map(({ path }) => path)).toEqual(['key', 'holds_months'])
    expect(composedFaults({ ...hours, tree: { ...hours.tree, given_for: 'either' } }, findAnyMeasure).map(({ path }) => path)).toEqual(['given_for'])
  })

  it('name what is missing, and refuse the wrong level, period, tick and share', () => {
    const [hours, labour, satisfaction] = ['TRAINING_HOURS', 'LABOUR_FORCE', 'SATISFACTION_JS'].map((id) => measureOf(id).tree)
    if (!hours || !labour || !satisfaction) throw new Error('no trees')
    const bare = { source: '', method: '', collector: '', collectedOn: null, evidence: '' }
    expect(missingOf(hours, entryOf('2026-10', '4', bare))).toEqual(['method', 'collector', 'collectedOn', 'evidence'])
    expect(missingOf(labour, { ...entryOf('2025', '4', bare), value: null })).toEqual(['value', 'source'])
    expect(missingOf(hours, entryOf('2026-10', null, bare))).toEqual(['method'])
    const reason = (outcome: ReturnType<typeof enter>) => (outcome.ok ? 'ok' : outcome.reason)
    const today = day('2026-11-23')
    expect([
      enter(labour, entryOf('2025', '4'), true, today), enter(hours, entryOf('2026-10', '4'), false, today), enter(hours, entryOf('2026-Q3', '4'), true, today), enter(hours, entryOf('2026-11', '4'), true, today),
      enter(hours, { ...entryOf('2026-10', '4'), notRecorded: true }, true, today), enter(satisfaction, entryOf('2025', '100.1'), true, today), enter(satisfaction, entryOf('2025', '100', { collectedOn: day('2026-11-24') }), true, today),
      enter(satisfaction, entryOf('2025', '100'), true, today),
    ].map(reason)).toEqual(['level', 'level', 'period-kind', 'not-over', 'value-not-wanted', 'over-100', 'collected-late', 'ok'])
  })

  it('take the newest figure that still holds; the one for the very stretch before a longer one', () => {
    const { tree } = measureOf('LABOUR_FORCE')
    const row = (from: string, to: string) => ({ record_key: `${from}/${to}`, unit_code: null, from_date: day(from), to_date: day(to), value: '1' })
    const [old, year, quarter, month] = [row('2022-01-01', '2022-12-31'), row('2025-01-01', '2025-12-31'), row('2025-10-01', '2025-12-31'), row('2025-12-01', '2025-12-31')]
    const chosen = (from: string, to: string) => chosenOf(tree, [month, old, quarter, year], { from: day(from), to: day(to) }).map(({ record_key }) => record_key)
    expect(chosen('2026-11-01', '2026-11-30')).toEqual([year.record_key])
    expect(chosen('2025-10-01', '2025-12-31')).toEqual([quarter.record_key])
    expect(chosen('2025-06-01', '2025-06-30')).toEqual([old.record_key])
    expect(chosen('2026-01-01', '2026-01-31')).toEqual([year.record_key])
    expect(chosen('2029-01-01', '2029-01-31')).toEqual([])
  })
})

describe('an entered figure', () => {
  it('does not count before another person has confirmed it, and never when it was refused', async () => {
    const asked = request('2025-01-01', '2025-12-31')
    expect(await told('LABOUR_FORCE', asked)).toBe('no-data')
    const id = await give('LABOUR_FORCE', 'nation', entryOf('2025', '9000000'), null)
    expect(await told('LABOUR_FORCE', asked)).toBe('no-data')
    expect(await as(0, (tx) => decideEntry(tx, id, 'confirm', ''))).toMatchObject({ reason: 'same-person' })
    expect(await as(1, (tx) => decideEntry(tx, id, 'refuse', ''))).toMatchObject({ reason: 'refuse-reason' })
    expect(await as(0, (tx) => enterFigure(tx, measureOf('LABOUR_FORCE'), null, entryOf('2025', '8000000')))).toMatchObject({ reason: 'waiting' })
    expect(await as(1, (tx) => decideEntry(tx, id, 'refuse', 'Wrong table of the survey'))).toMatchObject({ ok: true })
    expect(await told('LABOUR_FORCE', asked)).toBe('no-data')
    await give('LABOUR_FORCE', 'nation', entryOf('2025', '8000000'))
    expect(await told('LABOUR_FORCE', asked)).toBe('8000000')
    expect(await as(1, (tx) => decideEntry(tx, id, 'confirm', ''))).toMatchObject({ reason: 'decided' })
    expect(await as(0, (tx) => enterFigure(tx, measureOf('LABOUR_FORCE'), null, entryOf('2025', '8000000.000')))).toMatchObject({ reason: 'same-as-before' })
  })

  it('gives rates of the register what they are divided by, until it is too old; a centre has none of its own', async () => {
    const { total, centres, missing } = await ask('COV_POP', request('2026-10-01', '2026-10-31'))
    const stock = (await ask('JS_STOCK', request('2026-10-01', '2026-10-31'))).total.value
    expect([toText(total.num ?? exact(0)), toText(total.den ?? exact(0))]).toEqual([stock && toText(stock), '8000000'])
    expect(observationAt({ total, centres, missing }, 'T-A').state).toBe('no-data')
    expect((await ask('COV_POP', request('2029-10-01', '2029-10-31'))).total.state).toBe('no-data')
    expect((await ask('COV_EMP', request('2026-01-01', '2026-10-31'))).total.state).toBe('no-data')
  })

  it('adds up over centres and months only where it says so, and silence is no zero', async () => {
    const year = request('2026-01-01', '2026-12-31')
    await give('TRAINING_HOURS', 'A', entryOf('2026-08', '12.5'))
    await give('TRAINING_HOURS', 'A', entryOf('2026-09', '7'))
    await give('TRAINING_HOURS', 'B', entryOf('2026-09', '0'))
    await give('TRAINING_HOURS', 'B', entryOf('2026-08', null))
    await give('TRAINING_HOURS', 'B', entryOf('2026-10', '100'), null)
    expect([await told('TRAINING_HOURS', year), await told('TRAINING_HOURS', request('2026-09-01', '2026-09-30')), await told('TRAINING_HOURS', request('2026-08-01', '2026-08-31', 'T-B')), await told('TRAINING_HOURS', request('2026-10-01', '2026-10-31', 'T-B')), await told('TRAINING_HOURS', request('2026-09-01', '2026-09-30', 'T-B'))])
      .toEqual(['19.5', '7', 'not-recorded', 'no-data', '0'])
    const observed = await ask('TRAINING_HOURS', year)
    expect([...observed.centres].map(([code, { value }]) => [code, value && toText(value)]).sort()).toEqual([['T-A', '19.5'], ['T-B', '0']])
    await give('SATISFACTION_JS', 'A', entryOf('2025', '70'))
    await give('SATISFACTION_JS', 'B', entryOf('2025', '90'))
    expect(await told('SATISFACTION_JS', request('2025-01-01', '2025-12-31'))).toBe('no-data')
    expect(await told('SATISFACTION_JS', request('2025-12-01', '2025-12-31', 'T-A'))).toBe('70')
    expect((await ask('TRAINING_HOURS', { ...year, slices: [{ dimension: 'sex', value: 'F' }] })).total.state).toBe('not-split')
  })

  it('per head is what was entered over the staff of the register', async () => {
    for (const _ of [1, 2, 3]) await app.as('counsellor')
    await store(sql`update post_holding set from_day = '2026-01-01'`)
    const { total } = await ask('TRAINING_HOURS_PER_HEAD', request('2026-01-01', '2026-09-30', 'T-A'))
    expect([total.state, total.num && toText(total.num), total.den && toText(total.den), total.value && toDecimal(total.value, 2)]).toEqual(['ok', '19.5', '3', '6.50'])
  })

  it('has a list that says its number, with the sources behind a formula', async () => {
    const asked = request('2026-01-01', '2026-12-31')
    await app.asSystem(async (tx) => {
      const ground = await groundOf(tx, app.platform)
      const [list] = await listBehind(ground, measureOf('TRAINING_HOURS'), asked, { limit: 50, offset: 0 })
      expect([list?.value, list?.count, list?.recordKind]).toEqual(['19.5', 4, 'figure-entry'])
      const counted = await tx.statistics((reader) => countRecordsOf(reader, ground, measureOf('TRAINING_HOURS'), asked))
      expect(counted.lists.map(({ amounts }) => amounts.size)).toEqual([3])
      const [used] = await listUsedEntries(ground, measureOf('TRAINING_HOURS_PER_HEAD'), asked, 2)
      expect([used?.measure.id, used?.entries.length, used?.expected, used?.entries[0]?.collector]).toEqual(['TRAINING_HOURS', 4, 20, 'Training officer'])
      expect(await listUsedEntries(ground, measureOf('PLACEMENTS'), asked, 2)).toEqual([])
      expect((await checkMeasures(ground)).different).toEqual([])
    })
  })

  it('is never changed in the store, not decided by its author, and seen by statistics only when confirmed', async () => {
    const [entry, forged] = [await give('ESTABLISHMENTS', 'nation', entryOf('2024', '500')), (text: RawBuilder<unknown>) => expect(app.asSystem((tx) => text.execute(tx.db))).rejects.toThrow()]
    await forged(sql`update figure_entry set value = 600 where id = ${entry}`)
    await forged(sql`update figure_entry set state = 'entered', decided_by = null, decided_on = null where id = ${entry}`)
    await forged(sql`delete from figure_entry where id = ${entry}`)
    const waiting = await give('ESTABLISHMENTS', 'nation', entryOf('2025', '700'), null)
    await forged(sql`update figure_entry set state = 'confirmed', decided_by = entered_by, decided_on = entered_on where id = ${waiting}`)
    const seen = await app.db.statistics(({ db }) => sql<{ entry_key: string }>`select entry_key from fact_figure_entry where measure = 'ESTABLISHMENTS'`.execute(db))
    expect(seen.rows).toEqual([{ entry_key: entry }])
    await expect(app.db.statistics(({ db }) => sql`select source from figure_entry`.execute(db))).rejects.toThrow(/permission denied/)
  })

  it('is entered by a centre for itself alone', async () => {
    const of = (centres: readonly string[]) => app.contextOf({ ...systemActor(centres), role: 'chief', accountId: someone[0], centreId: app.centres.A })
    const into = (centreId: string | null) => app.db.transaction(of([app.centres.A]), (tx) => enterFigure(tx, measureOf(centreId === null ? 'LABOUR_FORCE' : 'TRAINING_HOURS'), centreId, entryOf(centreId === null ? '2024' : '2026-07', '1')))
    expect(await into(app.centres.A)).toMatchObject({ ok: true })
    await expect(into(app.centres.B)).rejects.toThrow(/row-level security/)
    await expect(into(null)).rejects.toThrow(/row-level security/)
  })
})

describe('a locked month', () => {
  const period = '2026-09'
  const figure = async (measure: string) => (await app.asSystem((tx) => listLocked(tx, app.centres.A, [period]))).find((one) => one.measure === measure)
  const of = () => ({ centreId: app.centres.A, code: 'T-A', period })

  it('keeps an entered figure though nothing else was reported, at most with grade B, and a newer one is a revision', async () => {
    await app.asSystem((tx) => freezeMonth(tx, app.platform, { ...of(), lockNo: 1, grade: 'A', isSilent: true }))
    const frozen = await figure('TRAINING_HOURS')
    expect([frozen?.state, frozen?.value && toText(frozen.value), frozen?.grade, (await figure('JS_NEW'))?.state, (await figure('JS_NEW'))?.grade, (await figure('TRAINING_HOURS_PER_HEAD'))?.grade]).toEqual(['ok', '7', 'B', 'no_data', 'A', 'B'])
    await app.asSystem((tx) => recountMonth(tx, app.platform, of()))
    expect((await figure('TRAINING_HOURS'))?.revisions).toEqual([])
    await give('TRAINING_HOURS', 'A', entryOf(period, '9'), null)
    await app.asSystem((tx) => recountMonth(tx, app.platform, of()))
    expect((await figure('TRAINING_HOURS'))?.revisions).toEqual([])
    const { rows } = (await store(sql`select id from figure_entry where state = 'entered' and period = ${period}`)) as { rows: { id: string }[] }
    app.travelTo('2026-11-25T02:00:00Z')
    await as(1, (tx) => decideEntry(tx, rows[0]?.id ?? '', 'confirm', ''))
    await app.asSystem((tx) => recountMonth(tx, app.platform, of()))
    const revised = await figure('TRAINING_HOURS')
    expect([revised?.value && toText(revised.value), revised?.revisions.map(({ oldValue, newValue, added, removed, foundOn }) => [oldValue && toText(oldValue), newValue && toText(newValue), added, removed, foundOn])]).toEqual(['7', [['7', '9', 1, 1, '2026-11-25']]])
    expect([await told('TRAINING_HOURS', request('2026-09-01', '2026-09-30', 'T-A')), await told('TRAINING_HOURS', request('2026-09-01', '2026-09-30', 'T-A', '2026-11-24'))]).toEqual(['9', '7'])
  })
})
