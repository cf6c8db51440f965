import { plainWords } from '../checks/finding'
import type { ReportRow } from '../report-rows'
import { actualOf, partsOf, ruleOf, targetOf } from './derive-cells'
import type { Grid } from './table'

/** Our column by the number of the column of the table that fills it. */
export type Mapping = Readonly<Record<string, number>>
export interface Objective {
  country: string
  number: number
  wording: string
}
export interface Output extends Objective {
  id: string
  objective: number
}

export interface Defaults {
  country: string
  actualFrom: string
  actualTo: string
}

const filled = (row: readonly string[]) => row.filter((cell) => cell !== '')
/** "LAO Immediate Objective 3: LAO: Enhance ...". */
const objectiveLine = /^(?:([A-Z]{3})\s+)?.*?objective\s+(\d+)\s*:\s*(?:[A-Z]{3}:\s*)?(.*)$/i

const readObjective = (text: string, before: string): Objective | null => {
  const found = objectiveLine.exec(text)
  return found ? { country: found[1] ?? before, number: Number(found[2]), wording: (found[3] ?? '').trim() } : null
}

/** Cells of a row by our names; a column that is not mapped is ''. */
const cellsOf = (row: readonly string[], mapping: Mapping) => (name: string) => (mapping[name] === undefined ? '' : (row[mapping[name]] ?? ''))

/**
 * The rows of `indicators.csv` from a table of indicators. What the table has is kept; what it leaves out is read from
 * its words: rules, printed targets, actuals, and several series where one cell holds several figures. Pure.
 */
export function deriveIndicators([, ...body]: Grid, mapping: Mapping, defaults: Defaults): { rows: ReportRow[]; objectives: Objective[] } {
  const objectives: Objective[] = []
  const rows: ReportRow[] = []
  const counted = new Map<string, number>()
  body.forEach((line, index) => {
    const cell = cellsOf(line, mapping)
    const [only = ''] = filled(line)
    const heading = filled(line).length === 1 ? readObjective(only, objectives.at(-1)?.country ?? defaults.country) : null
    if (heading) return void objectives.push(heading)
    const country = cell('country') || (objectives.at(-1)?.country ?? defaults.country)
    const number = cell('objective_no') || String(objectives.at(-1)?.number ?? 1)
    const at = `${country.slice(0, 1)}${number}`
    counted.set(at, (counted.get(at) ?? 0) + 1)
    const rowId = cell('row_id') || `${at}.${String(counted.get(at)).padStart(2, '0')}`
    const parts = cell('baseline_value') === '' ? partsOf(cell('baseline_printed')) : [{ part: cell('part'), baseline: cell('baseline_value'), printed: cell('baseline_printed') || cell('baseline_value') }]
    parts.forEach((part, place) => rows.push({ line: index + 2, row: seriesRow(cell, part, { country, number, rowId, letter: parts.length > 1 ? String.fromCharCode(97 + place) : '' }, defaults) }))
  })
  return { rows, objectives }
}

function seriesRow(cell: (name: string) => string, { part, baseline, printed }: ReturnType<typeof partsOf>[number], { country, number, rowId, letter }: Record<'country' | 'number' | 'rowId' | 'letter', string>, defaults: Defaults): ReportRow['row'] {
  const [milestone, end, indicator] = [cell('milestone_cell_printed'), cell('end_cell_printed'), cell('indicator_printed')]
  const endRule = cell('end_rule') || ruleOf(end)
  const isRate = endRule.startsWith('rate:')
  const actual = actualOf(milestone, part)
  const typed = cell('actual_printed')
  const label = `${cell('series_label') || indicator}${part === '' ? '' : `: ${part}`}`
  return {
    id: cell('id') || `${rowId}${letter}`, row_id: rowId, country, objective_no: number, part, indicator_printed: indicator, series_label: label,
    measure_key: cell('measure_key') || plainWords(label).replaceAll(' ', '_').slice(0, 60), slice: cell('slice'), unit: cell('unit') || (isRate ? 'percent' : 'item'), unit_in_label: cell('unit_in_label'),
    nature: cell('nature') || (isRate ? 'rate' : 'flow'), baseline_printed: printed, baseline_value: baseline, milestone_cell_printed: milestone, milestone_rule: cell('milestone_rule') || ruleOf(milestone),
    milestone_printed: cell('milestone_printed') || (ruleOf(milestone) === 'not_due' ? '' : targetOf(milestone, part)), actual_printed: typed || actual.printed,
    actual_status: cell('actual_status') || (typed === '' ? actual.status : 'number'), actual_from: cell('actual_from') || defaults.actualFrom, actual_to: cell('actual_to') || defaults.actualTo,
    end_cell_printed: end, end_rule: end === '' && cell('end_rule') === '' ? '' : endRule, end_printed: cell('end_printed') || targetOf(end, part), objective_summary_printed: cell('objective_summary_printed'),
    linked_output: cell('linked_output'), source_line: cell('source_line'),
  }
}

/** The rows of `activities.csv` from a table of activities, with the outputs and objectives that stand between them. Pure. */
export function deriveActivities([, ...body]: Grid, mapping: Mapping, { country: usual }: Pick<Defaults, 'country'>): { rows: ReportRow[]; outputs: Output[]; objectives: Objective[] } {
  const objectives: Objective[] = []
  const outputs: Output[] = []
  const rows: ReportRow[] = []
  body.forEach((line, index) => {
    const cell = cellsOf(line, mapping)
    const [only = ''] = filled(line)
    if (filled(line).length === 1) {
      const objective = readObjective(only, objectives.at(-1)?.country ?? usual)
      if (objective) return void objectives.push(objective)
      const output = /^(\d+)\.?\s+(\S.*)$/.exec(only)
      if (output) return void outputs.push(outputAt(objectives.at(-1)?.country ?? usual, objectives.at(-1)?.number ?? 1, Number(output[1]), output[2] ?? ''))
    }
    const country = cell('country') || (outputs.at(-1)?.country ?? objectives.at(-1)?.country ?? usual)
    const objective = Number(cell('objective_no')) || (outputs.at(-1)?.objective ?? objectives.at(-1)?.number ?? 1)
    const [, number = '', title = cell('activity_printed')] = /^(\d+(?:\.\d+)+)\.?\s+(.*)$/.exec(cell('activity_printed')) ?? []
    const outputNo = Number(cell('output_no')) || (outputs.at(-1)?.number ?? (Number(number.split('.')[0]) || 1))
    if (!outputs.some((one) => one.country === country && one.objective === objective && one.number === outputNo)) outputs.push(outputAt(country, objective, outputNo, cell('output_printed') || `${outputNo}`))
    const printed = cell('percent_printed')
    const percent = /^\s*(\d+(?:\.\d+)?)\s*%?/.exec(printed)?.[1] ?? ''
    const activityNo = cell('activity_no') || number || `${outputNo}.${rows.filter(({ row }) => row['output_no'] === String(outputNo)).length + 1}`
    rows.push({
      line: index + 2,
      row: {
        id: cell('id') || `${outputAt(country, objective, outputNo, '').id}.${activityNo.split('.').at(-1) ?? ''}`, country, objective_no: String(objective), output_no: String(outputNo), activity_no: activityNo, activity_printed: title,
        percent_printed: printed, percent_value: cell('percent_value') || percent, status_printed: cell('status_printed'), summary_printed: cell('summary_printed'), source_line: cell('source_line'),
      },
    })
  })
  return { rows, outputs, objectives }
}

const outputAt = (country: string, objective: number, number: number, wording: string): Output => ({ id: `${country.slice(0, 1)}${objective}-${number}`, country, objective, number, wording })
