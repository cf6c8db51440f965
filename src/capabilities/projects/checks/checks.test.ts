import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { languages, loadWords } from '../../../platform/i18n/words'
import { composeReport } from '../actions/compose'
import { lintText } from '../lint-text'
import type { PrintedActivity, PrintedReport, PrintedSeries, ProjectFile } from '../printed-report'
import { sayFinding } from '../sentences'
import { aSeries, anActivity, cleanReport } from '../test-report'
import { runChecks } from './run-checks'

const root = join(import.meta.dirname, '../../../..')
const words = loadWords(join(root, 'locales'))
const english = (key: string, parameters?: Record<string, string | number>) => words.say('en', key, parameters)
const findingsOf = (report: PrintedReport) => composeReport(root, 'ZZ-1', report).findings

const withSeries = (id: string, change: Partial<PrintedSeries>) => (report: PrintedReport): PrintedReport => ({ ...report, series: report.series.map((one) => (one.id === id ? { ...one, ...change } : one)) })
const alsoSeries = (...more: PrintedSeries[]) => (report: PrintedReport): PrintedReport => ({ ...report, series: [...report.series, ...more] })
const withActivities = (...activities: PrintedActivity[]) => (report: PrintedReport): PrintedReport => ({ ...report, activities })
const withProject = (change: (project: ProjectFile) => void) => (report: PrintedReport): PrintedReport => {
  change(report.project)
  return report
}
const second = (rest: Partial<PrintedSeries>) => aSeries({
  id: 'Z1.09', indicator: 'Visits', label: 'Visits', measures: ['visits'], baselinePrinted: '40', baseline: '40', milestoneCell: 'total 50', milestoneRule: 'absolute:50', milestonePrinted: '50', actualPrinted: '60',
  endCell: 'total 90', endRule: 'absolute:90', endPrinted: '90 in total', ...rest,
})

/** One planted fault for each rule; [rule, subject, what is planted]. */
const planted: [string, string, (report: PrintedReport) => PrintedReport][] = [
  ['PR01', 'Z1.01', withSeries('Z1.01', { milestonePrinted: '1,3200' })],
  ['PR02', 'Z1.01', withSeries('Z1.01', { milestonePrinted: '1,330' })],
  ['PR03', 'Z1.01', withSeries('Z1.01', { actualPrinted: '', actualStatus: 'announced_blank' })],
  ['PR04', 'Z1.09;Z1.10', alsoSeries(second({}), second({ id: 'Z1.10', milestoneRule: 'absolute:55', milestonePrinted: '55', milestoneCell: 'total 55' }))],
  ['PR05', 'Z1.09;Z1.10', alsoSeries(second({}), second({ id: 'Z1.10', milestoneRule: 'not_due', milestonePrinted: '', milestoneCell: 'n.a.' }))],
  ['PR06', 'Z1.03', withSeries('Z1.03', { endPrinted: '50.0 in total' })],
  ['PR07', 'Z1.09', alsoSeries(second({ baselinePrinted: '0', baseline: '0', endRule: 'pct_over_baseline:20', endPrinted: '10', endCell: '20 %' }))],
  ['PR08', 'Z1.09', alsoSeries(second({ slice: 'men', measures: ['jobseeker_registrations'], baselinePrinted: '0', baseline: '0' }))],
  ['PR09', 'Z1.02', withSeries('Z1.02', { baselinePrinted: '30', baseline: '30', milestonePrinted: '33', endPrinted: '45', actualPrinted: '40' })],
  ['PR10', 'Z1.01;Z1.02', withProject((project) => void (project.assumptions.milestone_period = { from: '2026-01', to: '2026-12' }))],
  ['PR11', 'Z1.01;Z1.09', alsoSeries(second({ actualPrinted: '1,400' }))],
  ['PR12', 'Z1.02', withSeries('Z1.02', { actualPrinted: '1,100' })],
  ['PR13', 'Z1.03;Z1.09', alsoSeries(second({ measures: ['capable_staff.certified'], unit: 'staff', unitInLabel: 'staff' }))],
  ['PR14', 'Z1.03', withSeries('Z1.03', { endPrinted: '20 more' })],
  ['PR15', 'Z1.01', withSeries('Z1.01', { unitInLabel: 'percent' })],
  ['PR16', 'Z1.03', withSeries('Z1.03', { indicator: 'Five staff trained' })],
  ['PR17', 'Z1.01', withSeries('Z1.01', { milestonePrinted: '' })],
  ['PR18', 'objective 1', withProject((project) => void project.objectives.forEach((objective) => (objective.wording_in_section_3_printed = 'Centres work')))],
  ['PR19', 'Z1-1.1;Z1-1.2', withActivities(anActivity(1), anActivity(2, { summary: 'Step 1 is half done!' }))],
  ['PR20', 'Z1-1.1', withActivities(anActivity(1, { percent: '80', percentPrinted: '80%', summary: 'The first session took place.' }), anActivity(2))],
  ['PR21', 'project_launched ZZZ', withProject((project) => project.dated_statements.forEach((told, index) => (told.date = index === 0 ? '2026-01-05' : '2026-01-06')))],
  ['PR22', 'Z1-1', withActivities(anActivity(1), anActivity(3))],
  ['PR23', 'Z1-1', withProject((project) => project.outputs.forEach((output) => (output.wording_printed = 'Job centres serve everybody well.')))],
  ['PR24', 'Z1-1.1', withActivities(anActivity(1, { percentPrinted: '50% (more next year)' }), anActivity(2))],
  ['PR25', 'header', withProject((project) => void (project.planning.duration_months = 25))],
  ['PR26', 'header', withProject((project) => void (project.planning.start_actual = '2025-10'))],
  ['PR27', 'project_launched', withProject((project) => project.dated_statements.forEach((told, index) => (told.name_printed = index === 0 ? 'Launch' : 'Opening')))],
  ['PR28', '2.2.issues', withProject((project) => {
    project.classification_forms.objective.boxes.forEach((box, index) => (box.ticked = index === 2))
    project.sections.forEach((section) => (section.text_printed = section.key === '2.2.issues' ? 'All remains feasible.' : section.text_printed))
  })],
  ['PR29', 'form output', withProject((project) => project.classification_forms.output.boxes.forEach((box, index) => (box.milestones_met_printed = index === 2 ? '40-60%' : box.milestones_met_printed)))],
  ['PR30', 'lesson 1', withProject((project) => project.lessons.forEach((lesson) => (lesson.text_printed = '<Describe lessons learned>')))],
  ['PR31', 'executive_summary', withProject((project) => project.sections.forEach((section) => (section.text_printed = section.key === 'executive_summary' ? 'The world holds 8 billion people.' : section.text_printed)))],
  ['PR32', 'risks', withProject((project) => void (project.risks.levels_legend_printed = null))],
  ['PR33', 'Z1.03', withSeries('Z1.03', { baselinePrinted: '5', baseline: '5', milestoneRule: 'pct_over_baseline:10', milestonePrinted: '6', endPrinted: '25 in total', actualPrinted: '4' })],
  ['PR34', 'Z1-1.2', withActivities(anActivity(1), anActivity(2, { percent: '0', percentPrinted: '0%', summary: 'Shifted to 2027.' }))],
]

describe('the rules of a report', () => {
  it('find nothing in a clean report', () => {
    expect(findingsOf(cleanReport()).map((finding) => sayFinding(english, finding))).toEqual([])
  })

  it.each(planted)('%s finds the planted fault of %s once, and nothing else speaks', (rule, subject, plant) => {
    expect(findingsOf(plant(cleanReport())).map((finding) => `${finding.rule} ${finding.subject}`)).toEqual([`${rule} ${subject}`])
  })

  it('are 34, and a rule that breaks is a finding', () => {
    expect(new Set(planted.map(([rule]) => rule)).size).toBe(34)
    const broken = () => {
      throw new Error('no such cell')
    }
    const result = composeReport(root, 'ZZ-1', cleanReport())
    expect(runChecks({ report: result.report, lines: result.lines, words: { first: [], feasible: [], hindrance: [], numbers: [], total: [], aliases: new Map() } }, [broken]).map(({ rule, printed }) => `${rule} ${printed}`)).toEqual(['PR00 no such cell'])
  })
})

describe('the sentence of a finding', () => {
  it('exists in every language for every key that a check can give', () => {
    const sources = ['activities', 'calendar', 'figures', 'form', 'targets'].map((name) => readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')).concat(readFileSync(join(import.meta.dirname, '../lint-text.ts'), 'utf8'))
    const rules = new Set(sources.flatMap((text) => [...text.matchAll(/findingsOf\('(PR\d\d)'/g)].map(([, rule]) => rule ?? '')))
    expect(rules.size).toBe(34)
    for (const rule of rules) expect([...words.keys('en')].some((key) => key === `projects.finding.${rule}` || key.startsWith(`projects.finding.${rule}.`)), rule).toBe(true)
    for (const [, , plant] of planted) {
      for (const finding of findingsOf(plant(cleanReport()))) for (const language of languages) expect(sayFinding((key, parameters) => words.say(language, key, parameters), finding)).not.toMatch(/\{|undefined/)
    }
  })

  it('names place, printed text, rule and right figure', () => {
    const [finding] = findingsOf(withSeries('Z1.01', { milestonePrinted: '1,3200' })(cleanReport()))
    expect(finding && sayFinding(english, finding)).toBe('Z1.01, milestone: “1,3200” is not a number; the rule +10 % over the baseline of 1,200 gives 1,320.')
  })
})

it('finds a broken figure, a left-over prompt and two days of one event in pasted text', () => {
  const found = lintText('Vacancies reached 16,8000 in the year.\n<Describe lessons learned>\nThe first coaching session was held on 25 April 2014.\nSome came late. The coaching session of 29 April 2014 was short.\nThe board met on 3 May 2014.')
  expect(found.map(({ rule, sourceLine }) => `${rule} ${sourceLine}`)).toEqual(['PR01 1', 'PR30 2', 'PR21 3'])
  expect(lintText('The hall opened on 31 April 2014.').map(({ key }) => key)).toEqual(['projects.finding.PR21.no-day'])
  expect(lintText('It reached 16,800 on 25 April 2014.')).toEqual([])
})
