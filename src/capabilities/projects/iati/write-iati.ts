import { compare, exact, toText } from '../../../kernel/exact'
import { isSmall } from '../../measures/index'
import type { ReportLine, TargetLine } from '../lines'
import { firstDay, lastDay } from '../months'
import type { ProgressResult } from '../progress-result'
import { sliceOf } from '../slices'
import { ruleText, type Say } from '../sentences'
import { element, textElement, type Xml } from './xml'

/** What the report itself does not know. Defaults stand until the agency gives its own. */
export interface IatiSettings {
  identifier: string
  reportingOrg: { ref: string; type: string; name: string }
  /** Code of vocabulary 1; 16020 is employment creation. */
  sector: string
  /** Two-letter code of each country with its share in percent. */
  countries: readonly { code: string; percentage: string }[]
  /** Amount of each year; the whole budget over the whole project where nobody gave them. */
  budgets: readonly { year: string; value: string }[]
}

const text = (name: string, words: string, attributes: Record<string, string> = {}): Xml => element(name, attributes, textElement('narrative', words.trim() || '–'))

/** Words of this program stand in the language of the reader, which may be another than that of the report. */
interface Tell {
  (key: string, parameters?: Readonly<Record<string, string | number>>): Xml
}
const tellIn = (say: Say, language: string): Tell => (key, parameters) => textElement('narrative', say(key, parameters), { 'xml:lang': language })
const comment = (narrative: Xml): Xml => element('comment', {}, narrative)

/** One project as an activity of the IATI standard 2.03. Nothing of a person is in it; small parts are left out. */
export function iatiTree(result: ProgressResult, settings: IatiSettings, say: Say, language: string): Xml {
  const tell = tellIn(say, language)
  const { header, planning, objectives, document } = result.report.project
  const date = (type: string, month: string, isStart: boolean): Xml =>
    element('activity-date', { type, 'iso-date': isStart ? firstDay(month) : lastDay(month) }, tell(isStart ? 'projects.iati.month-start' : 'projects.iati.month-end', { month }))
  return element('iati-activities', { version: '2.03' }, element(
    'iati-activity', { 'default-currency': planning.currency, 'xml:lang': document.language || 'en', hierarchy: '1' },
    textElement('iati-identifier', settings.identifier),
    text('reporting-org', settings.reportingOrg.name, { ref: settings.reportingOrg.ref, type: settings.reportingOrg.type }),
    text('title', header.title_printed),
    text('description', header.programme_and_budget_outcome_printed || header.title_printed, { type: '1' }),
    text('description', objectives.map((objective) => `${objective.country} ${objective.number_in_section_4}: ${objective.wording_in_section_4_printed}`).join('\n'), { type: '2' }),
    text('participating-org', header.donor_printed, { role: '1' }),
    text('participating-org', header.administrative_unit_printed, { role: '4' }),
    element('activity-status', { code: '2' }),
    date('1', planning.start_planned, true), date('2', planning.start_actual, true), date('3', planning.end_planned, false),
    ...settings.countries.map(({ code, percentage }) => element('recipient-country', { code, percentage })),
    element('sector', { code: settings.sector, vocabulary: '1' }),
    ...budgets(result, settings),
    ...outcomes(result, say, tell, language), ...outputs(result, tell),
  ))
}

/** One budget for each year; a year begins and ends with the project where the project does. */
function budgets({ report: { project: { planning } } }: ProgressResult, settings: IatiSettings): Xml[] {
  const { start_planned: start, end_planned: end, currency } = planning
  const years = settings.budgets.map(({ year, value }) => ({ from: start.startsWith(year) ? start : `${year}-01`, to: end.startsWith(year) ? end : `${year}-12`, value }))
  return (years.length === 0 ? [{ from: start, to: end, value: String(planning.budget) }] : years).map(({ from, to, value }) => element(
    'budget', { type: '1', status: '1' }, element('period-start', { 'iso-date': firstDay(from) }), element('period-end', { 'iso-date': lastDay(to) }), textElement('value', value, { currency, 'value-date': firstDay(from) }),
  ))
}

function outcomes(result: ProgressResult, say: Say, tell: Tell, language: string): Xml[] {
  return result.report.project.objectives.flatMap((objective) => {
    const lines = result.lines.filter(({ series }) => series.country === objective.country && series.objectiveNo === objective.number_in_section_4)
    if (lines.length === 0) return []
    return [element('result', { type: '2' }, text('title', `${objective.country} ${objective.number_in_section_4}: ${objective.wording_in_section_4_printed}`), ...lines.map((line) => indicator(line, result, say, tell, language)))]
  })
}

function indicator(line: ReportLine, { report }: ProgressResult, say: Say, tell: Tell, language: string): Xml {
  const { series, milestone, end, actual } = line
  const { assumptions, planning } = report.project
  const slice = sliceOf(series.slice)
  const dimension = slice === null ? [] : [element('dimension', { ...slice })]
  const target = ({ published, rule, state }: TargetLine): Xml[] => [element(
    'target', published === null ? {} : { value: toText(published) }, ...dimension,
    comment(published === null ? tell(`projects.target.${state}`) : textElement('narrative', ruleText(say, rule, series.baseline), { 'xml:lang': language })),
  )]
  const isHidden = actual !== null && series.slice !== '' && isSmall({ key: series.id, value: Number(toText(actual)) })
  const months = tell('projects.iati.months', { from: series.actualFrom || assumptions.actuals_period.from, to: series.actualTo || assumptions.actuals_period.to })
  const period = (from: string, to: string, ...cells: Xml[]) => element('period', {}, element('period-start', { 'iso-date': firstDay(from) }), element('period-end', { 'iso-date': lastDay(to) }), ...cells)
  return element(
    'indicator', { measure: series.nature === 'rate' ? '2' : '1', ascending: '1', 'aggregation-status': series.nature === 'flow' ? '1' : '0' },
    text('title', `${series.id} ${series.label || series.indicator}`),
    ...series.measures.slice(0, 1).map((code) => element('reference', { vocabulary: '99', code })),
    baseline(line, planning.start_planned, tell),
    ...(milestone.state === 'not_due' ? [] : [period(
      assumptions.milestone_period.from, assumptions.milestone_period.to, ...target(milestone),
      ...(actual === null ? [] : [element('actual', isHidden ? {} : { value: toText(actual) }, ...dimension, comment(isHidden ? tell('projects.iati.hidden') : months))]),
    )]),
    period(planning.start_planned, planning.end_planned, ...target(end)),
  )
}

/** A zero that nobody confirmed and a blank have no value: they mean "not recorded". */
function baseline({ series }: ReportLine, start: string, tell: Tell): Xml {
  const isRecorded = series.baseline !== '' && compare(exact(series.baseline), exact(0)) !== 0
  return element('baseline', { year: start.slice(0, 4), ...(isRecorded ? { value: series.baseline } : {}) }, comment(tell(isRecorded ? 'projects.iati.baseline' : 'projects.iati.not-recorded')))
}

/** Each output with the number of its activities that are complete. */
function outputs({ report }: ProgressResult, tell: Tell): Xml[] {
  const { reporting, outputs: all } = report.project
  return all.flatMap((output) => {
    const inside = report.activities.filter((one) => one.country === output.country && one.objectiveNo === output.objective_no && one.outputNo === output.output_no && one.percent !== null)
    if (inside.length === 0) return []
    const complete = inside.filter(({ percent }) => Number(percent) >= 100).length
    return [element(
      'result', { type: '1' }, text('title', `${output.id}: ${output.wording_printed}`),
      element(
        'indicator', { measure: '1', ascending: '1', 'aggregation-status': '1' }, element('title', {}, tell('projects.iati.complete')),
        element(
          'period', {}, element('period-start', { 'iso-date': firstDay(reporting.period_from) }), element('period-end', { 'iso-date': lastDay(reporting.period_to) }),
          element('target', { value: String(inside.length) }, comment(tell('projects.iati.activities'))), element('actual', { value: String(complete) }),
        ),
      ),
    )]
  })
}
