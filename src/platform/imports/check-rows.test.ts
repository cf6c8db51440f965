import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../kernel/calendar'
import { writeCsv } from '../exports/write-csv'
import { checkRows, type CheckOptions } from './check-rows'
import { codeColumn, dayColumn, numberColumn, textColumn, yesNoColumn, type Columns } from './column'
import { commitRows } from './commit'
import type { DryRun, ReadRow, Verdict } from './dry-run'
import { mapColumns } from './map-columns'
import { parseMapping, type Mapping } from './mapping'
import { readPattern } from './pattern'
import { readTable, type RawTable } from './read-table'
import reasons from './reasons.json'
import { annotatedFile, splitFile } from './result-files'

interface Person {
  source_id: string
  name_native: string
  sex: 'F' | 'M'
  born: CalendarDate
  wage: string
  shares: boolean
}

const columns: Columns<Person> = [
  textColumn('source_id', { headings: { en: ['No'] }, required: true }),
  textColumn('name_native', { headings: { km: ['ឈ្មោះ'], lo: ['ຊື່'], en: ['Name'] }, isNative: true, maxLength: 40 }),
  codeColumn('sex', ['F', 'M'], { headings: { km: ['ភេទ'], lo: ['ເພດ'] } }),
  dayColumn('born', { headings: { en: ['Date of birth'] } }),
  numberColumn('wage', { headings: {} }),
  yesNoColumn('shares', { headings: {} }),
]

async function table(text: string): Promise<RawTable> {
  const read = await readTable(Buffer.from(text), {})
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

function mappingOf(json: object): Mapping {
  const mapping = parseMapping(JSON.stringify(json))
  if (!mapping.ok) throw new Error(`${mapping.reason} ${JSON.stringify(mapping.params)}`)
  return mapping.value
}

async function check(text: string, more: Partial<CheckOptions<Person>> = {}, mapping?: Mapping) {
  const raw = await table(text)
  return checkRows<Person>(raw, {
    columns, mapping: mapColumns(raw, columns, mapping), sourceSystem: 'old', dayOrder: mapping?.dayOrder, compare: () => ({ state: 'new' }), ...more,
  })
}

async function dryRun(text: string, more: Partial<CheckOptions<Person>> = {}, mapping?: Mapping): Promise<DryRun<Person>> {
  const checked = await check(text, more, mapping)
  if (!checked.ok) throw new Error(`${checked.reason} ${JSON.stringify(checked.params)}`)
  return checked.value
}

describe('mapping columns', () => {
  it('knows the name and the headings of three languages, whatever their case and blanks', async () => {
    const raw = await table('SOURCE ID,ຊື່,ភេទ,Date_of_Birth*,Other\n1,a,F,2000-01-01,x\n')
    const { mapped, unmapped, missing } = mapColumns(raw, columns)
    expect(mapped.map(({ column, at }) => [column.name, at])).toEqual([['source_id', 0], ['name_native', 1], ['sex', 2], ['born', 3]])
    expect([unmapped, missing]).toEqual([['Other'], []])
  })

  it('follows a mapping file and reports its mistakes', async () => {
    const raw = await table('x,y\n1,2\n')
    const bad = mapColumns(raw, columns, mappingOf({ columns: { source_id: 'z', nothing: 'x' } }))
    expect(bad.faults.map(({ reason, params }) => [reason, params])).toEqual([
      ['mapping-heading-not-found', { column: 'source_id', heading: 'z' }], ['mapping-unknown-column', { column: 'nothing' }],
    ])
    expect(bad.missing).toEqual(['source_id'])
    expect(mapColumns(raw, columns, mappingOf({ columns: { source_id: { default: '1' } } })).missing).toEqual([])
  })

  it('refuses a mapping file that is not one', () => {
    const cases: [string, string][] = [
      ['{', 'mapping-not-json'], ['[]', 'mapping-wrong-shape'], ['{"columns":{"a":1}}', 'mapping-wrong-shape'],
      ['{"columns":{},"dayOrder":"month"}', 'mapping-wrong-shape'], ['{"columns":{},"extra":1}', 'mapping-wrong-shape'],
      ['{"columns":{"a":{"from":"b","pattern":"x"}}}', 'mapping-pattern-wrong'],
      ['{"columns":{"a":{"from":"b","pattern":"((a+)+)"}}}', 'mapping-pattern-unsafe'],
    ]
    for (const [json, reason] of cases) expect(parseMapping(json)).toMatchObject({ ok: false, reason })
  })

  it('refuses patterns that can take long, and runs the slowest of the others quickly', () => {
    for (const unsafe of ['(a*)*', '(a+)+$', '(?:a|a)*(b)', '(.*)(?:.*)x', '(a)\\1', '(?=a)(b)', 'a{1,9}(b+)', '(a?a?a?a?a?a?)', `(${'a'.repeat(200)})`]) {
      expect(readPattern(unsafe)).toBe('mapping-pattern-unsafe')
    }
    for (const wrong of ['a', '(a)(b)', '(', '[', '(?:a)']) expect(readPattern(wrong)).toBe('mapping-pattern-wrong')
    const slow = readPattern('^(.*).*x$')
    const start = performance.now()
    for (let i = 0; i < 200; i += 1) if (typeof slow !== 'string') slow.exec('y'.repeat(300))
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('a dry run', () => {
  it('reads every kind of cell', async () => {
    const run = await dryRun('source_id,name_native,sex,born,wage,shares\n1,សុខ,f,២២ វិច្ឆិកា 1999,12.50,ບໍ່\n')
    expect(run.good[0]?.values).toEqual({ source_id: '1', name_native: 'សុខ', sex: 'F', born: '1999-11-22', wage: '12.50', shares: false })
    expect(run.good[0]?.key).toEqual({ sourceSystem: 'old', sourceId: '1', isHash: false })
  })

  it('names row, column, value, reason and what to write instead for every wrong cell', async () => {
    const run = await dryRun('No,Name,sex,born,wage,shares\n,សុខ,X,31/02/1999,"1,500,000",maybe\n2,#NAME?,F,2541-01-01,1.2E+11x,Y\n3,ok\n4,8.55E+10,M,1/1/99,5,N\n', {}, mappingOf({ dayOrder: 'day-month', columns: {} }))
    expect(run.wrong.map(({ row, column, value, reason, instead }) => [row, column, value, reason, instead])).toEqual([
      [2, 'source_id', '', 'required', undefined],
      [2, 'sex', 'X', 'not-a-code', undefined],
      [2, 'born', '31/02/1999', 'day-does-not-exist', '1999-02-28'],
      [2, 'wage', '1,500,000', 'not-a-file-number', '1500000'],
      [2, 'shares', 'maybe', 'not-yes-or-no', 'Y'],
      [3, 'name_native', '#NAME?', 'spreadsheet-destroyed-cell', undefined],
      [3, 'born', '2541-01-01', 'buddhist-year', undefined],
      [3, 'wage', '1.2E+11x', 'not-a-file-number', undefined],
      [4, '', '', 'field-count', undefined],
      [5, 'name_native', '8.55E+10', 'spreadsheet-shortened-number', undefined],
      [5, 'born', '1/1/99', 'two-digit-year', undefined],
    ])
    expect(run.counts).toEqual({ rows: 4, new: 0, same: 0, changed: 0, duplicate: 0, wrong: 4, blank: 0 })
  })

  it('asks for the order of days once and never guesses it', async () => {
    const text = 'source_id,born\n1,25/04/1999\n2,1999-04-03\n'
    const asked = await dryRun(text)
    expect([asked.isDayOrderAsked, asked.counts.wrong]).toEqual([true, 1])
    const month = await dryRun('source_id,born\n1,03/04/1999\n', {}, mappingOf({ dayOrder: 'month-day', columns: {} }))
    expect(month.good[0]?.values.born).toBe('1999-03-04')
  })

  it('takes values, patterns and defaults from the mapping', async () => {
    const mapping = mappingOf({
      columns: {
        source_id: 'ad', sex: { from: 'who', values: { Woman: 'F', man: 'M', '~': '' }, default: 'F' },
        born: { from: 'day', pattern: '：(.+)$' }, wage: { from: 'pay', pattern: '^\\$([0-9]+)' }, shares: { default: 'yes' },
      },
    })
    const run = await dryRun('ad,who,day,pay\n1,WOMAN,Date：Aug-16-2022,$500-$999\n2,~,,Negotiable\n', {}, mapping)
    expect(run.good[0]?.values).toEqual({ source_id: '1', name_native: null, sex: 'F', born: '2022-08-16', wage: '500', shares: true })
    expect(run.wrong).toMatchObject([{ row: 3, column: 'wage', heading: 'pay', value: 'Negotiable', reason: 'pattern-not-matched' }])
  })

  it('refuses a column of an old font whole, and single cells of one', async () => {
    const soup = '¦¢Á¾´ §øß'
    expect(await check(`source_id,name_native\n1,${soup}\n2,¨öì\n`)).toMatchObject({ ok: false, reason: 'old-font', params: { column: 'name_native' } })
    const mixed = await dryRun(`source_id,name_native\n1,${soup}\n2,សុខ\n3,Hélène\n`)
    expect(mixed.wrong.map(({ row, reason }) => [row, reason])).toEqual([[2, 'old-font-cell']])
    expect((await dryRun('source_id,name_native\n1,Sok Dara\n')).counts.new).toBe(1)
  })

  it('does not start without required columns', async () => {
    expect(await check('name_native\nx\n')).toMatchObject({ reason: 'columns-missing', params: { columns: 'source_id' } })
  })

  it('holds one key twice apart: a repeated row waits, another row under the key is wrong', async () => {
    const run = await dryRun('source_id,name_native\n1,ក\n1,ក\n1,ខ\n')
    expect(run.counts).toMatchObject({ rows: 3, new: 1, duplicate: 1, wrong: 1 })
    expect(run.good[1]?.repeats).toBe(2)
    expect(run.wrong).toMatchObject([{ row: 4, column: 'source_id', reason: 'key-twice-in-file', params: { first: 2 } }])
  })

  it('lets a register check cells against each other', async () => {
    const checkRow = ({ sex, wage }: Readonly<Record<string, string>>) => (sex === '' && wage !== '' ? [{ ok: false as const, column: 'sex', reason: 'required' }] : [])
    const run = await dryRun('source_id,sex,wage\n1,,5\n2,F,5\n', { checkRow })
    expect(run.wrong).toMatchObject([{ row: 2, column: 'sex', heading: 'sex', reason: 'required' }])
  })

  it('accounts for every row, and finds every row the same the second time, in any order of columns', async () => {
    const cells = fc.constantFrom('', '1', '2', 'F', 'M', 'សុខ', '#REF!', '2000-01-01', '01/02/2000', 'x'.repeat(50), 'Y', '\u0001', '12,5')
    const rows = fc.array(fc.array(cells, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 12 })
    const names = columns.map(({ name }) => name)
    await fc.assert(fc.asyncProperty(rows, fc.nat(5), async (body, turn) => {
      const file = (order: readonly number[]) => Buffer.from(writeCsv(
        order.map((i) => ({ heading: names[i] ?? '', kind: 'text' as const })), body.map((row) => order.map((i) => row[i] ?? '')), { marker: true },
      )).toString()
      const register = new Map<string, string>()
      const compare = ({ key, values }: ReadRow<Person>): Verdict => {
        const known = register.get(JSON.stringify(key))
        if (known === undefined) return { state: 'new' }
        return known === JSON.stringify(values) ? { state: 'same' } : { state: 'changed', columns: [] }
      }
      const order = names.map((_, i) => i)
      if (body.every((row) => row.every((one) => one === ''))) return
      const first = await dryRun(file(order), { compare })
      const { counts } = first
      expect(counts.rows + counts.blank).toBe(body.length)
      expect(counts.new + counts.same + counts.changed + counts.duplicate + counts.wrong).toBe(counts.rows)
      expect(first.wrong.every(({ reason, row, heading }) => reason in reasons && row >= 2 && (heading !== '' || reason === 'key-twice-in-file'))).toBe(true)
      for (const { key, values } of first.good) register.set(JSON.stringify(key), JSON.stringify(values))
      const again = await dryRun(file([...order.slice(turn), ...order.slice(0, turn)]), { compare })
      expect(again.counts).toEqual({ ...counts, new: 0, same: counts.new })
    }), { numRuns: 300, seed: 3 })
  })
})

describe('after the dry run', () => {
  const text = 'source_id,sex\n1,F\n2,X\n3,M,9\n4,M\n'

  it('nothing is committed while a cell is wrong', async () => {
    let calls = 0
    const commit = () => Promise.resolve((calls += 1))
    expect(await commitRows(await dryRun(text), commit)).toEqual({ ok: false, reason: 'wrong-cells-remain' })
    expect(await commitRows(await dryRun('source_id\n1\n', { compare: () => ({ state: 'same' }) }), commit)).toEqual({ ok: false, reason: 'nothing-to-write' })
    expect(calls).toBe(0)
    const run = await dryRun('source_id\n1\n2\n2\n', { compare: ({ key }) => ({ state: key.sourceId === '1' ? 'same' : 'new' }) })
    expect(await commitRows(run, (rows) => Promise.resolve(rows.map(({ key }) => key.sourceId))))
      .toEqual({ ok: true, value: { result: ['2'], written: 1, same: 1, changed: 0, waiting: 1 } })
  })

  it('good and bad rows become two files that lose nothing', async () => {
    const { good, bad } = splitFile(await table(text), await dryRun(text))
    expect([good.rows, bad.rows]).toEqual([[['1', 'F'], ['4', 'M']], [['2', 'X', ''], ['3', 'M', '9']]])
    expect(bad.columns.map(({ heading }) => heading)).toEqual(['source_id', 'sex', ''])
  })

  it('the annotated file says what is wrong beside each row', async () => {
    const say = { heading: (name: string) => name, state: (state: string) => state, mistake: ({ reason }: { reason: string }) => reason }
    const file = annotatedFile(await table(text), await dryRun(text), say)
    expect(file.columns.map(({ heading }) => heading)).toEqual(['row', 'state', 'mistakes', 'source_id', 'sex', ''])
    expect(file.rows[1]).toEqual(['3', 'wrong', 'not-a-code', '2', 'X', ''])
    expect(file.rows[2]).toEqual(['4', 'wrong', 'field-count', '3', 'M', '9'])
  })

  it('every reason has its sentence in three languages', () => {
    for (const [code, { en, km, lo }] of Object.entries(reasons)) {
      expect([code, /[\u1780-\u17FF]/.test(km), /[\u0E80-\u0EFF]/.test(lo)]).toEqual([code, true, true])
      const names = (sentence: string) => [...new Set(sentence.match(/\{(\w+)/g) ?? [])].sort()
      expect([code, names(km), names(lo)]).toEqual([code, names(en).filter((one) => one !== '{#'), names(en).filter((one) => one !== '{#')])
    }
  })
})

describe('the real file of adverts', () => {
  const file = new URL('../../../../shared/data/vacancies/cambodia-2022.csv', import.meta.url)
  it('is checked by a mapping, and the destroyed texts are named', async ({ skip }) => {
    if (!existsSync(file)) {
      console.log('skipped: the adverts of 2022 are not on this machine')
      skip()
    }
    const raw = await readTable(readFileSync(file), {})
    if (!raw.ok) throw new Error(raw.reason)
    interface Advert { source_id: string; title: string; received_on: CalendarDate; duties: string }
    const advert: Columns<Advert> = [
      textColumn('source_id', { headings: {}, required: true }), textColumn('title', { headings: {}, required: true }),
      dayColumn('received_on', { headings: {}, required: true }), textColumn('duties', { headings: {}, isMultiline: true }),
    ]
    const mapping = mapColumns(raw.value, advert, mappingOf({
      columns: { source_id: 'ad_no', title: 'job title', received_on: { from: 'Publish Date', pattern: '：(.+)$' }, duties: 'Job Requirement' },
    }))
    const run = await checkRows<Advert>(raw.value, { columns: advert, mapping, sourceSystem: 'adverts', compare: () => ({ state: 'new' }) })
    if (!run.ok) throw new Error(run.reason)
    const { counts, wrong } = run.value
    const byReason = Object.fromEntries([...new Set(wrong.map(({ reason }) => reason))].map((one) => [one, wrong.filter(({ reason }) => reason === one).length]))
    console.log(JSON.stringify({ counts, byReason }))
    expect(counts.rows).toBe(3_402)
    expect(byReason['spreadsheet-destroyed-cell']).toBe(168)
    expect(counts.new + counts.duplicate + counts.wrong).toBe(3_402)
  })
})
