import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { loadWords } from '../../../platform/i18n/words'
import { writeXlsx } from '../../../platform/exports/write-xlsx'
import { composeReport } from '../actions/compose'
import { readReport } from '../read-report'
import { cleanReport } from '../test-report'
import { filesOfWorkbook, pathsOf, valueOfPaths } from '../workbook'
import { writeReport } from '../write-report'
import { deriveActivities, deriveIndicators } from './derive'
import { actualOf, partsOf, ruleOf, targetOf } from './derive-cells'
import { missingIn, proposeMapping } from './map-columns'
import { pastedTable, tableOfFile } from './table'

const root = join(import.meta.dirname, '../../../..')
const words = loadWords(join(root, 'locales'))
const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => words.say('en', key, parameters)

const indicators = [
  ['Indicator', 'Baseline', 'Indicator Milestone (compare planned against actual)', 'Target (end-of-project total)', 'Immediate Objective summary'],
  ['ZZZ Immediate Objective 1: ZZZ: Serve everybody well', '', '', '', ''],
  ['Registrations and vacancies per year', 'R = 2,700 V = 16,000', '10% Increase from baseline (actual data from Jan to May): Target R = 2,970 vs Actual R = 1,170 Target V = 17,600 vs Actual V = 9,300', '60% increase from baseline End Target R = 4,320 End Target V = 25,600', ''],
  ['Job placements', '338', '5% increase from baseline (actual from Jan to May): Target = 355 vs Actual = 211', '50% increase from baseline End Target = 507', 'On the way.'],
  ['Tools', '5', 'n.a.', '5 more tools are available End Target = 10', ''],
  ['Coverage of', '0', '5% coverage: No systems in place.', '50%', ''],
  ['^c Based on the plan', '', '', '', ''],
  ['the database', '', '', 'coverage', ''],
]
const activities = [
  ['Output', 'Percent complete', 'Output status', 'Output summary'],
  ['ZZZ Immediate Objective 1: Serve everybody well', '', '', ''],
  ['1 A guide is written', '', '', ''],
  ['1.1', 'Ask the counters', '95%', 'Finalization', 'Asked in four towns.'],
  ['1.2', 'Write it', 'n.a.', '2015', ''],
]
const pasted = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join('\t')).join('\n')

describe('the words of a printed cell', () => {
  it('give the rule, the target and the actual, and nothing where they give nothing', () => {
    expect(['10% increase from baseline', 'n.a.', '80% coverage rate', '5 more tools', '3 labour market programmes', 'in total 1,200', '', 'soon'].map(ruleOf)).toEqual(['pct_over_baseline:10', 'not_due', 'rate:80', 'add:5', 'absolute:3', 'absolute:1200', 'not_due', ''])
    expect(targetOf('5% increase: Target V = 16,8000 vs Actual V = 9,300', 'V')).toBe('16,8000')
    expect(targetOf('30% increase from 0 (target > 1)', '')).toBe('> 1')
    expect(actualOf('Target TV = 232 vs Actual TV Target Radio = 165', 'TV')).toEqual({ printed: '', status: 'announced_blank' })
    expect(actualOf('5% increase: No record for 2014 available but there is tracking.', '')).toEqual({ printed: '', status: 'no_record_tracked' })
    expect(partsOf('Bulletin=15,000 TV=211')).toMatchObject([{ part: 'Bulletin', baseline: '15000' }, { part: 'TV', baseline: '211' }])
    expect(partsOf('TU=0')).toMatchObject([{ part: '', baseline: '0' }])
  })
})

describe('a table that was pasted', () => {
  it('becomes series: several where one cell holds several figures, objectives from the lines between, page breaks taken back', () => {
    const table = pastedTable(pasted(indicators))
    if (!table.ok) throw new Error(table.reason)
    const mapping = proposeMapping(table.value[0] ?? [], 'indicators')
    expect(missingIn(mapping, 'indicators')).toEqual([])
    const { rows, objectives } = deriveIndicators(table.value, mapping, { country: 'ZZZ', actualFrom: '2014-01', actualTo: '2014-05' })
    expect(objectives).toEqual([{ country: 'ZZZ', number: 1, wording: 'Serve everybody well' }])
    expect(rows.map(({ row }) => [row['id'], row['baseline_value'], row['milestone_rule'], row['milestone_printed'], row['actual_printed'], row['end_rule'], row['end_printed']])).toEqual([
      ['Z1.01a', '2700', 'pct_over_baseline:10', '2,970', '1,170', 'pct_over_baseline:60', '4,320'], ['Z1.01b', '16000', 'pct_over_baseline:10', '17,600', '9,300', 'pct_over_baseline:60', '25,600'],
      ['Z1.02', '338', 'pct_over_baseline:5', '355', '211', 'pct_over_baseline:50', '507'], ['Z1.03', '5', 'not_due', '', '', 'add:5', '10'], ['Z1.04', '0', 'rate:5', '5% coverage', '', 'rate:50', '50% coverage'],
    ])
    expect(rows.at(-1)?.row['indicator_printed']).toBe('Coverage of the database')
  })

  it('of activities keeps outputs and numbers', () => {
    const table = pastedTable(pasted(activities))
    if (!table.ok) throw new Error(table.reason)
    const { rows, outputs } = deriveActivities(table.value, proposeMapping(table.value[0] ?? [], 'activities'), { country: 'ZZZ' })
    expect(outputs).toMatchObject([{ id: 'Z1-1', wording: 'A guide is written' }])
    expect(rows.map(({ row }) => [row['id'], row['activity_printed'], row['percent_value'], row['status_printed']])).toEqual([['Z1-1.1', 'Ask the counters', '95', 'Finalization'], ['Z1-1.2', 'Write it', '', '2015']])
  })

  it('is refused when it is none, or too long', () => {
    expect(pastedTable(' ')).toMatchObject({ reason: 'nothing-there' })
    expect(pastedTable('one line')).toMatchObject({ reason: 'not-a-table' })
    expect(pastedTable(`a\tb\n${'x'.repeat(1_000_001)}`)).toMatchObject({ reason: 'text-too-long' })
  })
})

describe('files', () => {
  const isWanted = (headings: readonly string[]) => missingIn(proposeMapping(headings, 'indicators'), 'indicators').length === 0
  it('of Excel, Word and CSV give the same table', async () => {
    const flat = indicators.slice(0, 5).filter((_, index) => index !== 1)
    const [head = [], ...body] = flat
    const xlsx = await writeXlsx(head.map((heading) => ({ heading, kind: 'text' as const })), body)
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
    const docx = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Some words'), new Table({ rows: [['a', 'b'], ['c', 'd']].map((row) => new TableRow({ children: row.map(cell) })) }), new Table({ rows: flat.map((row) => new TableRow({ children: row.map(cell) })) })] }] }))
    const csv = new TextEncoder().encode(flat.map((row) => row.map((text) => `"${text}"`).join(',')).join('\n'))
    for (const [bytes, name] of [[xlsx, 'a.xlsx'], [docx, 'a.docx'], [csv, 'a.csv']] as const) expect(await tableOfFile(bytes, name, isWanted)).toEqual({ ok: true, value: flat })
    expect(await tableOfFile(docx, 'a.docx', () => false)).toMatchObject({ reason: 'no-table-in-document' })
    expect(await tableOfFile(new Uint8Array([1, 2, 3]), 'a.docx', isWanted)).toMatchObject({ reason: 'no-table-in-document' })
  })

  it('that this program wrote as a workbook are read back as the same report', async () => {
    const [file] = await writeReport(composeReport(root, 'ZZ-1', cleanReport()), { format: 'xlsx', language: 'en', say, root, state: 'draft', digest: null })
    const found = await filesOfWorkbook(file?.bytes ?? new Uint8Array())
    if (!found.ok) throw new Error(found.reason)
    expect(readReport(found.value)).toEqual({ report: cleanReport(), faults: [] })
    expect(await filesOfWorkbook(new TextEncoder().encode('a,b\n1,2'))).toMatchObject({ ok: false })
    expect(valueOfPaths(pathsOf({ a: [{ b: '1' }, { b: 2 }], c: {}, d: [], e: null }))).toEqual({ a: [{ b: '1' }, { b: 2 }], c: {}, d: [], e: null })
  })
})

describe('the page', () => {
  let app: TestApp
  let coordinator: Awaited<ReturnType<TestApp['as']>>
  beforeAll(async () => {
    app = await freshApp()
    coordinator = await app.as('headquarters', { duties: ['project'] })
  })
  afterAll(() => app.close())
  const head = { code: 'ZZ-9', title: 'Pasted project', donor: 'Fund', agency: 'Zed', country: 'ZZZ', currency: 'USD', budget: '1,000,000', start: '2013-06', end: '2016-04', from: '2013-12', to: '2014-05', milestoneFrom: '2014-01', milestoneTo: '2014-12' }
  const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&') ?? ''
  const chosen = (html: string, kind: string) =>
    Object.fromEntries([...html.matchAll(new RegExp(`<select[^>]*name="(${kind}\\.[a-z_]+)"[^>]*>(.*?)</select>`, 'gs'))].map(([, name, options = '']) => [name ?? '', /value="(\d*)" selected/.exec(options)?.[1] ?? '']))

  it('shows what was read, stores only what was confirmed, and tells what is missing', async () => {
    expect((await coordinator.get('/en/projects/import')).status).toBe(200)
    expect((await coordinator.post('/en/projects/import', { ...head, step: 'read' })).text).toContain('Paste a table or choose a file.')
    const wrong = await coordinator.post('/en/projects/import', { ...head, budget: 'much', code: 'x', indicators: pasted(indicators), step: 'read' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Write 2 to 30 capital letters')
    const read = await coordinator.post('/en/projects/import', { ...head, indicators: pasted(indicators), activities: pasted(activities), step: 'read' })
    expect(read.status).toBe(200)
    expect(read.text).toContain('1 objectives, 1 outputs, 2 activities, 5 indicator series.')
    expect((await coordinator.get('/en/projects/ZZ-9')).status).toBe(404)
    const again = { ...head, 'grid.indicators': hidden(read.text, 'grid.indicators'), 'grid.activities': hidden(read.text, 'grid.activities'), ...chosen(read.text, 'indicators'), ...chosen(read.text, 'activities') }
    const other = await coordinator.post('/en/projects/import', { ...again, 'indicators.end_cell_printed': '', step: 'write' })
    expect(other.status).toBe(422)
    expect(other.text).toContain('No column fills')
    const stored = await coordinator.post('/en/projects/import', { ...again, step: 'write' })
    expect(stored.location).toBe('/en/projects/ZZ-9')
    const json = (await coordinator.get('/en/projects/ZZ-9/reports/1/export/json?lang=en')).json<{ lines: { id: string; milestone: { published: string; check: string } }[] }>()
    expect(json.lines.find(({ id }) => id === 'Z1.02')?.milestone).toMatchObject({ published: '355', check: 'agrees' })
    expect((await coordinator.get('/en/projects/ZZ-9/reports/1/document')).status).toBe(200)
  })

  it('is closed to whoever has no duty', async () => {
    expect((await (await app.as('chief')).get('/en/projects/import')).status).toBe(403)
  })
})
