import { expect, it } from 'vitest'
import { readPrinted } from './printed-number'
import { readReport } from './read-report'

const header =
  'id,row_id,country,objective_no,part,indicator_printed,series_label,measure_key,slice,unit,unit_in_label,nature,source_kind,baseline_printed,baseline_value,milestone_cell_printed,milestone_rule,milestone_printed,actual_printed,actual_status,actual_from,actual_to,end_cell_printed,end_rule,end_printed,objective_summary_printed,linked_output,source_line'
const line = (baseline: string, rule: string) => `Z1,Z1,ZZZ,1,,Visits,Visits,visits,,visit,visit,flow,E,${baseline},${baseline},cell,${rule},,,no_record,,,cell,absolute:3,3,,,1`

it('reads printed figures and guesses none', () => {
  expect(readPrinted('16,8000').kind).toBe('malformed')
  expect(readPrinted('1,168,000 people')).toMatchObject({ kind: 'number', decimals: 0 })
  expect(readPrinted('target > 1').kind).toBe('inequality')
  expect(readPrinted('5 more tools').kind).toBe('increase')
  expect(readPrinted('none recorded').kind).toBe('none')
})

it('names file, line and what to write for each wrong cell', () => {
  const { report, faults } = readReport({ indicators: `${header}\n${line('12.x', 'pct_over_baseline:10')}\n${line('12', 'double:2')}`, activities: 'id\n', project: '{}' })
  expect(report).toBeNull()
  const told = faults.map(({ file, line: at, message }) => `${file} ${at ?? '-'} ${message}`)
  expect(told).toContain('indicators.csv 2 "baseline_value" is "12.x"; write digits with a dot and no commas, or leave it empty when nothing was recorded.')
  expect(told).toContain('indicators.csv 3 "milestone_rule" is "double:2"; known are pct_over_baseline:n, add:n, absolute:n, rate:n and not_due.')
  expect(told.some((text) => text.startsWith('project.json - '))).toBe(true)
})
