import { stringify } from 'csv-stringify/sync'
import { done, type Outcome, refused } from '../../kernel/outcome'
import type { RawTable } from '../../platform/imports/read-table'
import { readTableSafely } from '../../platform/imports/read-safely'
import { importWorkerFile } from '../../platform/imports/worker-file'
import type { ProjectFile } from './printed-report'
import type { ReportFiles } from './read-report'

/** Sheets of a workbook that hold a whole report; the others are computed and are not read. */
export const reportSheets = { indicators: 'indicators', activities: 'activities', project: 'project' } as const

type Leaf = string | number | boolean | null

/** Every value of a project's header with the path that leads to it: `planning.budget`. Values are JSON, so that a text stays apart from a number. */
export function pathsOf(value: unknown, path = ''): [string, string][] {
  if (value === undefined) return []
  if (value === null || typeof value !== 'object') return [[path, JSON.stringify(value)]]
  const entries = Object.entries(value)
  if (entries.length === 0) return [[path, JSON.stringify(value)]]
  return entries.flatMap(([name, member]) => pathsOf(member, path === '' ? name : `${path}.${name}`))
}

const unsafe = new Set(['__proto__', 'constructor', 'prototype'])

/** The value that paths describe; numbers as names make lists. @throws when a value is no JSON, or a name is none of ours. */
export function valueOfPaths(paths: readonly (readonly [string, string])[]): unknown {
  const root: Record<string, unknown> = {}
  for (const [path, json] of paths) {
    const names = path.split('.')
    if (names.some((name) => unsafe.has(name))) throw new Error(`no path of a report: ${path}`)
    let at: Record<string, unknown> = root
    names.slice(0, -1).forEach((name, index) => {
      at[name] ??= /^\d+$/.test(names[index + 1] ?? '') ? [] : {}
      at = at[name] as Record<string, unknown>
    })
    at[names.at(-1) ?? ''] = JSON.parse(json) as Leaf
  }
  return root
}

/** Section keys such as "2.2.challenges" are values, never names, so no name holds a dot. */
export const projectRows = (project: ProjectFile): [string, string][] => pathsOf(project)

const csvOf = ({ headings, rows }: Pick<RawTable, 'headings' | 'rows'>): string => stringify([[...headings], ...rows.map(({ cells }) => [...cells])])

/** The three files of a report out of a workbook that this program wrote. */
export async function filesOfWorkbook(bytes: Uint8Array): Promise<Outcome<ReportFiles, 'not-our-workbook'>> {
  const worker = await importWorkerFile()
  const sheet = async (name: string) => readTableSafely(bytes, { sheet: name }, { worker })
  const [indicators, activities, project] = [await sheet(reportSheets.indicators), await sheet(reportSheets.activities), await sheet(reportSheets.project)]
  const isEmpty = !activities.ok && activities.reason === 'no-rows'
  if (!indicators.ok || indicators.value.origin.kind !== 'xlsx' || !project.ok || (!activities.ok && !isEmpty)) return refused('not-our-workbook')
  try {
    const paths = project.value.rows.map(({ cells: [path = '', value = ''] }) => [path, value] as const)
    return done({ indicators: csvOf(indicators.value), activities: activities.ok ? csvOf(activities.value) : '', project: JSON.stringify(valueOfPaths(paths)) })
  } catch {
    return refused('not-our-workbook')
  }
}
