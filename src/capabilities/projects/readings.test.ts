import { expect, it } from 'vitest'
import { fraction } from '../../kernel/exact'
import { judgeSeries } from './lines'
import type { PrintedSeries } from './printed-report'
import { allReadings, boxOf, isMethodSensitive, shareOf, shareText } from './readings'

const blank: PrintedSeries = {
  id: '', rowId: '', country: 'A', objectiveNo: 1, part: '', indicator: '', label: '', measures: ['m'], slice: '', unit: 'person', unitInLabel: 'person', nature: 'flow',
  baselinePrinted: '', baseline: '', milestoneCell: '', milestoneRule: 'not_due', milestonePrinted: '', actualPrinted: '', actualStatus: 'no_record', actualFrom: '', actualTo: '',
  endCell: '', endRule: 'absolute:1', endPrinted: '', objectiveSummary: '', linkedOutput: '', sourceLine: '',
}
const series = (id: string, rowId: string, country: string, rule: string, actual: string, rest: Partial<PrintedSeries> = {}): PrintedSeries => ({
  ...blank, id, rowId, country, milestoneRule: rule, actualPrinted: actual, actualStatus: actual === '' ? 'no_record' : 'number', ...rest,
})
// The worked example of two invented countries, half of the year gone.
const example = [
  series('A1', 'A1', 'A', 'absolute:100', '60'),
  series('A2a', 'A2', 'A', 'absolute:200', '210'),
  series('A2b', 'A2', 'A', 'absolute:40', '15'),
  series('A3', 'A3', 'A', 'absolute:12', '12', { nature: 'stock' }),
  series('B1', 'B1', 'B', 'absolute:80', ''),
  series('B2', 'B2', 'B', 'pct_over_baseline:10', '5', { baseline: '0' }),
  series('B3', 'B3', 'B', 'absolute:30', '33'),
]
const readings = allReadings(example.map((one) => judgeSeries(one, fraction(6n, 12n))))
const cell = (scope: string, denominator: string, unit: string, comparison: string) => {
  const found = readings.find((reading) => reading.scope === scope && reading.denominator === denominator && reading.unit === unit && reading.comparison === comparison)
  return found && `${found.met}/${found.due} ${shareText(shareOf(found))} ${found.box}`
}

it.each([
  ['all_due', 'row', '2/6 33.3 3', '3/6 50.0 2'],
  ['all_due', 'series', '3/7 42.9 2', '4/7 57.1 2'],
  ['measured_only', 'row', '2/4 50.0 2', '3/4 75.0 1'],
  ['measured_only', 'series', '3/5 60.0 1', '4/5 80.0 1'],
])('reads the programme as %s by %s', (denominator, unit, full, toDate) => {
  expect([cell('programme', denominator, unit, 'full'), cell('programme', denominator, unit, 'to_date')]).toEqual([full, toDate])
})

it('reads the countries of the example, and says that the method matters', () => {
  expect(cell('country A', 'all_due', 'row', 'full')).toBe('1/3 33.3 3')
  expect(cell('country A', 'all_due', 'row', 'to_date')).toBe('2/3 66.7 1')
  expect(cell('country B', 'measured_only', 'row', 'full')).toBe('1/1 100.0 0')
  expect(isMethodSensitive(readings)).toBe(true)
  expect(readings.filter(({ isDefault }) => isDefault)).toHaveLength(1)
})

it('puts the edges into the boxes as printed, and sixty into the upper of its two', () => {
  expect([[5n, 6n], [4n, 5n], [3n, 5n], [2n, 5n], [1n, 3n]].map(([met = 0n, due = 1n]) => boxOf(fraction(met, due)))).toEqual([0, 1, 1, 2, 3])
  expect(shareOf({ met: 0, due: 0 })).toBeNull()
})
