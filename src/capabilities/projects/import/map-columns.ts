import { plainWords } from '../checks/finding'
import { activityColumns, indicatorColumns } from '../columns'
import type { Mapping } from './derive'

/** Our columns with the headings that printed forms use, beside our own names. */
const known: Readonly<Record<'indicators' | 'activities', Readonly<Record<string, readonly string[]>>>> = {
  indicators: {
    indicator_printed: ['indicator', 'សូចនាករ', 'ຕົວຊີ້ວັດ'], baseline_printed: ['baseline', 'មូលដ្ឋាន', 'ຄ່າພື້ນຖານ'], milestone_cell_printed: ['indicator milestone', 'milestone'], end_cell_printed: ['target', 'end target', 'target end of project'],
    objective_summary_printed: ['immediate objective summary', 'summary'], unit: ['unit', 'ឯកតា', 'ຫົວໜ່ວຍ'], actual_printed: ['actual'], country: ['country'], objective_no: ['objective'], id: ['code', 'no'],
  },
  activities: {
    activity_printed: ['activity', 'output', 'សកម្មភាព', 'ກິດຈະກຳ'], percent_printed: ['percent complete', 'percent', '% complete'], status_printed: ['output status', 'status'], summary_printed: ['output summary', 'summary'], activity_no: ['number', 'no'],
  },
}
export const columnsOf = (kind: 'indicators' | 'activities') => (kind === 'indicators' ? indicatorColumns : [...activityColumns, 'output_printed'])

/** What a table must have at least. */
export const needed: Readonly<Record<'indicators' | 'activities', readonly string[]>> = { indicators: ['indicator_printed', 'end_cell_printed|end_rule'], activities: ['activity_printed', 'percent_printed|percent_value'] }

/** Proposes which column of a table fills which of ours: by name, else by a heading that printed forms use, else by how it begins. */
export function proposeMapping(headings: readonly string[], kind: 'indicators' | 'activities'): Mapping {
  const plain = headings.map(plainWords)
  const taken = new Set<number>()
  const mapping: Record<string, number> = {}
  const take = (column: string, isIt: (heading: string) => boolean) => {
    if (mapping[column] !== undefined) return
    const at = plain.findIndex((heading, index) => !taken.has(index) && heading !== '' && isIt(heading))
    if (at < 0) return
    taken.add(at)
    mapping[column] = at
  }
  for (const column of columnsOf(kind)) take(column, (heading) => heading.replaceAll(' ', '_') === column)
  for (const [column, words] of Object.entries(known[kind])) take(column, (heading) => words.some((word) => heading === plainWords(word)))
  for (const [column, words] of Object.entries(known[kind])) take(column, (heading) => words.some((word) => heading.startsWith(`${plainWords(word)} `)))
  return mapping
}

/** Names of needed columns that nothing fills. */
export const missingIn = (mapping: Mapping, kind: 'indicators' | 'activities'): string[] => needed[kind].filter((names) => !names.split('|').some((name) => mapping[name] !== undefined))
