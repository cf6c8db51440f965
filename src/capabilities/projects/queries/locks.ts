import type { Reader } from '../../../platform/db/database'
import { listCentres } from '../../centres/index'
import { listPeriodStates } from '../../measures/index'
import { addMonths } from '../months'

export interface OpenMonth {
  centre: string
  month: string
}

/** Months of centres whose figures a report takes from the records and that nobody has locked. */
export async function listOpenMonths(reader: Reader, reportId: string): Promise<OpenMonth[]> {
  const lines = await reader.db.selectFrom('project_report_line').select(['actual_from', 'actual_to']).distinct().where('report_id', '=', reportId).where('actual_source', '=', 'measure').execute()
  const months = new Set<string>()
  for (const { actual_from: from, actual_to: to } of lines) for (let month = from; month <= to; month = addMonths(month, 1)) months.add(month)
  if (months.size === 0) return []
  const locked = new Set((await listPeriodStates(reader, [...months])).filter(({ state }) => state === 'locked' || state === 'published').map(({ centreId, period }) => `${centreId} ${period}`))
  const centres = (await listCentres(reader)).filter(({ kind }) => kind !== 'headquarters' && kind !== 'regional')
  return [...months].sort().flatMap((month) => centres.filter(({ id }) => !locked.has(`${id} ${month}`)).map(({ code }) => ({ centre: code, month })))
}
