import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages, loadWords } from '../../platform/i18n/words'
import { composeReport } from './actions/compose'
import { sayFault } from './file-fault'
import { readPrinted } from './printed-number'
import type { PrintedReport } from './printed-report'
import { readReport, type ReportFiles } from './read-report'
import { reportFromJson } from './result-input'
import { sayFinding } from './sentences'
import { cleanReport, filesOf } from './test-report'

const root = join(import.meta.dirname, '../../..')
const words = loadWords(join(root, 'locales'))
const english = (key: string, parameters?: Readonly<Record<string, string | number>>) => words.say('en', key, parameters)
const told = (files: ReportFiles) => readReport(files).faults.map((fault) => sayFault(english, fault))

/** The files of the clean project with one change. */
const changed = (change: (report: PrintedReport) => void): ReportFiles => {
  const report = cleanReport()
  change(report)
  return filesOf(report)
}
const first = <T>(items: readonly T[]): T => {
  const [item] = items
  if (item === undefined) throw new Error('nothing there')
  return item
}

it('reads printed figures and guesses none', () => {
  expect(readPrinted('16,8000').kind).toBe('malformed')
  expect(readPrinted('1,168,000 people')).toMatchObject({ kind: 'number', decimals: 0 })
  expect(readPrinted('target > 1').kind).toBe('inequality')
  expect(readPrinted('5 more tools').kind).toBe('increase')
  expect(readPrinted('none recorded').kind).toBe('none')
})

describe('files with a fault', () => {
  const files = filesOf(cleanReport())
  const cases: [string, ReportFiles, string][] = [
    ['a broken number in a number cell', changed(({ series }) => { first(series).baseline = '16,8000' }), 'indicators.csv, line 2: “baseline_value” is “16,8000”, which is not a number. Write digits with a dot and no commas, or leave it empty when nothing was recorded.'],
    ['words in a number cell', changed(({ activities }) => { first(activities).percent = 'almost' }), 'activities.csv, line 2: “percent_value” is “almost”, which is not a number. Write digits with a dot and no commas, or leave it empty when nothing was recorded.'],
    ['a percentage above 100', changed(({ activities }) => { first(activities).percent = '130' }), 'activities.csv, line 2: “percent_value” is 130; a percentage lies between 0 and 100.'],
    ['a rule that is none', changed(({ series }) => { first(series).endRule = 'double:2' }), 'indicators.csv, line 2: “end_rule” is “double:2”, which is no rule. Allowed are: pct_over_baseline:n, add:n, absolute:n, rate:n, not_due.'],
    ['a code that is none', changed(({ series }) => { first(series).actualStatus = 'maybe' }), 'indicators.csv, line 2: “actual_status” is “maybe”; allowed are: number, announced_blank, not_applicable, narrative, no_record, no_record_tracked.'],
    ['a day where a month belongs', changed(({ series }) => { first(series).actualFrom = '2026-01-01' }), 'indicators.csv, line 2: “actual_from” is “2026-01-01”; write a month as 2014-05.'],
    ['one series twice', changed(({ series }) => { first(series).id = 'Z1.02' }), 'indicators.csv, line 3: the series Z1.02 stands here a second time.'],
    ['a row of two countries', changed((report) => { report.project.objectives.push({ ...first(report.project.objectives), country: 'YYY' }); first(report.series).rowId = 'Z1.02'; first(report.series).country = 'YYY' }), 'indicators.csv, line 3: the row Z1.02 mixes countries: YYY and ZZZ. Give each country its own row.'],
    ['an objective nobody knows', changed(({ series }) => { first(series).objectiveNo = 7 }), 'indicators.csv, line 2: objective 7 of ZZZ is not in project.json.'],
    ['an activity under an output nobody knows', changed(({ activities }) => { first(activities).outputNo = 9 }), 'activities.csv, line 2: the activity Z1-1.1 stands under output ZZZ 1.9, which is not in project.json.'],
    ['a report that starts before the project', changed(({ project }) => { project.reporting.period_from = '2025-10' }), 'project.json: the report begins in 2025-10, before the project, which started in 2026-01. Correct one of the two months.'],
    ['a report that ends before it begins', changed(({ project }) => { project.reporting.period_to = '2025-12' }), 'project.json: the report ends in 2025-12, before it begins (2026-01).'],
    ['a file that is no JSON', { ...files, project: '{' }, 'project.json: this is not JSON'],
    ['a member of another form', { ...files, project: files.project.replace('"budget":400000', '"budget":"much"') }, 'project.json: “planning.budget” is missing or written in another form; expected is: number.'],
    ['a column that is missing', { ...files, indicators: files.indicators.replace('end_rule', 'end') }, 'indicators.csv, line 1: the column “end_rule” is missing.'],
    ['a row with too few cells', { ...files, activities: `${files.activities}Z1-1.9,ZZZ\n` }, 'activities.csv, line 4: this row has 2 cells; 12 are needed.'],
    ['an empty table', { ...files, indicators: '' }, 'indicators.csv: the table has no rows.'],
  ]
  it.each(cases)('%s is told once, with its place and what to write', (_, given, sentence) => {
    const { report } = readReport(given)
    expect(report).toBeNull()
    expect(told(given).filter((one) => one.startsWith(sentence))).toHaveLength(1)
  })

  it('are told in the reader’s own language', () => {
    for (const [, given] of cases) {
      for (const language of languages) {
        for (const fault of readReport(given).faults) expect(sayFault((key, parameters) => words.say(language, key, parameters), fault)).not.toContain('projects.fault')
      }
    }
    const [fault] = readReport(changed(({ series }) => { first(series).baseline = '16,8000' })).faults
    expect(fault && sayFault((key, parameters) => words.say('km', key, parameters), fault)).toContain('មិនមែនជាចំនួនទេ')
  })

  it('of an older schema name both versions', () => {
    const { report, faults } = reportFromJson(JSON.stringify({ schema: 'openpes/progress-report/0', input: {} }), 'old.json')
    expect(report).toBeNull()
    expect(faults.map((fault) => sayFault(english, fault))).toEqual(['old.json: the file follows “openpes/progress-report/0”; “openpes/progress-report/1” is needed. Export the report again with this version.'])
  })
})

describe('what is printed wrongly', () => {
  const findings = (change: (report: PrintedReport) => void) => {
    const { report } = readReport(changed(change))
    if (!report) throw new Error('the files have a fault')
    return composeReport(root, 'ZZ', report).findings.map((finding) => `${finding.rule} ${sayFinding(english, finding)}`)
  }
  it('is read, kept as it is, and told with the right figure', () => {
    expect(findings(({ series }) => { first(series).milestonePrinted = '1,3200' })).toEqual(['PR01 Z1.01, milestone: “1,3200” is not a number; the rule +10 % over the baseline of 1,200 gives 1,320.'])
    expect(findings(({ series }) => { const one = first(series); one.baseline = ''; one.baselinePrinted = ''; one.milestonePrinted = '1,320' })).toEqual([
      'PR07 Z1.01: a percentage over a baseline that nobody recorded gives no target. Measure the baseline first.', 'PR08 Z1.01: no baseline is printed. Write a measured figure, or “not recorded”.',
    ])
    expect(findings((report) => { report.series = [...report.series, { ...first(report.series), id: 'Z1.09', rowId: 'Z1.09', milestoneRule: 'pct_over_baseline:5', milestonePrinted: '1,260' }] })).toContainEqual(expect.stringContaining('PR04 ZZZ jobseeker_registrations: one measure has several targets in Z1.01;Z1.09'))
  })
})
