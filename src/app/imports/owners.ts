import { importEmployers as bringEmployers, type ImportedEmployer, markVerifiedForDemonstration } from '../../capabilities/employers/index'
import { importJobseekers as bringJobseekers, type ImportedJobseeker } from '../../capabilities/jobseekers/index'
import { importVacancies as bringVacancies, type ImportedVacancy, type ImportOptions } from '../../capabilities/vacancies/index'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import type { Written } from './register'

export type JobseekerImportRow = ImportedJobseeker
export type EmployerImportRow = ImportedEmployer
export type VacancyImportRow = ImportedVacancy

const rowsTogether = 500

/** Hands rows to their register in groups, and brings its own kind of answer into one form. */
async function inGroups<Row, Answer>(rows: readonly Row[], bring: (group: readonly Row[]) => Promise<readonly Answer[]>, read: (answer: Answer) => Written): Promise<Written[]> {
  const written: Written[] = []
  for (let from = 0; from < rows.length; from += rowsTogether) written.push(...(await bring(rows.slice(from, from + rowsTogether))).map(read))
  return written
}

export const importJobseekers = (tx: Tx, platform: Platform, rows: readonly JobseekerImportRow[]): Promise<Written[]> =>
  inGroups(rows, (group) => bringJobseekers(tx, platform, group), (answer) =>
    answer.ok ? { id: answer.value.personId, verdict: answer.value.verdict } : { reason: answer.reason, column: answer.reason === 'document-held' ? 'id_number' : '' })

export const importEmployers = (tx: Tx, platform: Platform, rows: readonly EmployerImportRow[]): Promise<Written[]> =>
  inGroups(rows, (group) => bringEmployers(tx, platform, group), (answer) =>
    answer.id === null ? { reason: answer.verdict, column: 'register_number' } : { id: answer.id, verdict: answer.verdict })

export const importVacancies = (tx: Tx, platform: Platform, rows: readonly VacancyImportRow[], options: ImportOptions = {}): Promise<Written[]> =>
  inGroups(rows, (group) => bringVacancies(tx, platform, group, options), (answer) =>
    answer.verdict === 'wrong' ? { reason: answer.reason, column: answer.reason === 'under-legal-age' ? 'age_min' : '' } : { id: answer.id, verdict: answer.verdict })

export const markVerified = markVerifiedForDemonstration
