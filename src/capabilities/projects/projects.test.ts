import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { composeReport, composeStored } from './actions/compose'
import { digestOfFiles, importReport } from './actions/import-report'
import { loadReport } from './queries/load-report'
import { readReport } from './read-report'
import { reportFromJson } from './result-input'
import { resultJson } from './result-json'
import { cleanReport, filesOf } from './test-report'
import { writeReport } from './write-report'

const root = join(import.meta.dirname, '../../..')
const say = (key: string) => key

let app: TestApp
let reportId = ''
beforeAll(async () => {
  app = await freshApp()
  const files = filesOf(cleanReport())
  const { report, faults } = readReport(files)
  if (!report) throw new Error(JSON.stringify(faults))
  const made = await app.asSystem((tx) => importReport(tx, 'ZZ-1', report, digestOfFiles(files)))
  if (made.ok) reportId = made.value.reportId
})
afterAll(() => app.close())

describe('a stored report', () => {
  it('comes out of the store as it went in', async () => {
    const { report } = readReport(filesOf(cleanReport()))
    expect(await app.asSystem((tx) => loadReport(tx, reportId))).toEqual(report)
  })

  it('is judged the same from the store and from the files', async () => {
    const stored = await app.asSystem((tx) => composeStored(tx, root, reportId))
    expect(stored && resultJson(stored.result, say)).toEqual(resultJson(composeReport(root, 'ZZ-1', cleanReport()), say))
  })

  it('is taken in once, and other contents under its code are refused', async () => {
    const files = filesOf(cleanReport())
    const again = await app.asSystem((tx) => importReport(tx, 'ZZ-1', cleanReport(), digestOfFiles(files)))
    expect(again.ok && again.value).toMatchObject({ reportId, isNew: false })
    expect(await app.asSystem((tx) => importReport(tx, 'ZZ-1', cleanReport(), 'other'))).toEqual({ ok: false, reason: 'code-taken' })
    expect(await app.asSystem((tx) => importReport(tx, 'zz 1', cleanReport(), 'other'))).toEqual({ ok: false, reason: 'wrong-code' })
  })

  it('is followed by a report of a later period, and by none with another framework', async () => {
    const next = cleanReport()
    next.project.reporting = { ...next.project.reporting, period_from: '2026-07', period_to: '2026-12' }
    expect(await app.asSystem((tx) => importReport(tx, 'ZZ-1', { ...next, series: [...next.series, { ...next.series[0], id: 'Z9.99' } as (typeof next.series)[number]] }, 'digest-2'))).toEqual({ ok: false, reason: 'other-framework' })
    const made = await app.asSystem((tx) => importReport(tx, 'ZZ-1', next, 'digest-2'))
    expect(made.ok && made.value).toMatchObject({ isNew: true, sequence: 2 })
  })

  it('can be read back from its own JSON, and a foreign JSON is named', async () => {
    const result = composeReport(root, 'ZZ-1', cleanReport())
    const [file] = await writeReport(result, { format: 'json', language: 'en', say, root, state: 'draft', digest: null })
    expect(reportFromJson(new TextDecoder().decode(file?.bytes), 'report.json').report).toEqual(cleanReport())
    expect(reportFromJson('{"schema":"other/1"}', 'other.json').faults).toMatchObject([{ reason: 'old-schema', parameters: { found: 'other/1' } }])
    expect(reportFromJson('{', 'other.json').faults).toMatchObject([{ reason: 'not-json' }])
  })
})

describe('the readings of a report', () => {
  const result = composeReport(root, 'ZZ-1', cleanReport())
  const cell = (part: string, rest: Record<string, string> = {}) => result.readings.find((row) => row.part === part && row.scope === 'programme' && Object.entries(rest).every(([name, value]) => row[name as keyof typeof row] === value))

  it('hold every scope and setting, the method marks, and one default for each part', () => {
    // Three scopes of eight settings and four more by days; outputs on three ways to plan.
    expect(result.readings.filter(({ part }) => part === 'objective_classification')).toHaveLength(3 * 12)
    expect(result.readings.filter(({ part }) => part === 'delivery_share')).toHaveLength(3 * 2 * 3)
    expect(result.readings.filter(({ part }) => part === 'output_classification')).toHaveLength(3 * 12 * 3)
    expect(['objective_classification', 'delivery_share', 'output_classification'].map((part) => result.readings.filter((row) => row.part === part && row.isDefault).length)).toEqual([1, 1, 1])
  })

  it('take the worse of delivery and milestones, and say when one of them is missing', () => {
    expect(cell('objective_classification')).toMatchObject({ met: 2, due: 3, share: '66.7', class: 'Probable', agreesWithTick: true })
    expect(cell('delivery_share')).toMatchObject({ due: 0, share: null, class: 'not computable' })
    expect(cell('output_classification', { basis: 'no plan recorded' })).toMatchObject({ class: 'Satisfactory', isHalfMissing: true, agreesWithTick: false })
    expect(cell('output_classification', { basis: 'straight line project dates 6/24' })).toMatchObject({ class: 'Satisfactory', isHalfMissing: false })
    expect(cell('delivery_share', { basis: 'straight line project dates 6/24' })).toMatchObject({ met: 2, due: 2, share: '100.0', class: 'Highly satisfactory' })
  })
})

it('gives 47 series and 79 activities within half a second', () => {
  const clean = cleanReport()
  const series = Array.from({ length: 47 }, (_, index) => ({ ...clean.series[0], id: `Z${index}`, rowId: `Z${index}`, measures: [`m${index}`] }) as (typeof clean.series)[number])
  const activities = Array.from({ length: 79 }, (_, index) => ({ ...clean.activities[0], id: `Z1-1.${index + 1}`, activityNo: `1.${index + 1}`, summary: `Text ${index}` }) as (typeof clean.activities)[number])
  composeReport(root, 'ZZ-1', { ...clean, series, activities })
  const started = performance.now()
  composeReport(root, 'ZZ-1', { ...clean, series, activities })
  const took = performance.now() - started
  console.log(`Judged 47 series and 79 activities in ${took.toFixed(0)} ms.`)
  expect(took).toBeLessThan(500)
})
