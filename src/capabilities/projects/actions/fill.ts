import type { CalendarDate } from '../../../kernel/calendar'
import { type Exact, toText } from '../../../kernel/exact'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { groundOf, observe, readMeasures, type Slice } from '../../measures/index'
import { firstDay, lastDay } from '../months'
import { sliceOf } from '../slices'

/** The cut of a measure that a slice asks for; null where measures have no such dimension. */
function cutOf(slice: string): Slice[] | null {
  const found = sliceOf(slice)
  if (found === null) return []
  const dimension = (['sex', 'group', 'age_band', 'centre'] as const).find((name) => name === found.name)
  return dimension ? [{ dimension, value: found.value }] : null
}

interface Asked {
  measureId: string
  slice: string
  from: string
  to: string
  /** The day on which the register is asked; null counts what was entered later, too. */
  knownOn?: CalendarDate | null
}

/** Counts what series are bound to; null where the register has no figure. */
export async function counterOf(tx: Tx, platform: Platform): Promise<(asked: Asked) => Promise<Exact | null>> {
  const [ground, measures] = [await groundOf(tx, platform), await readMeasures(tx)]
  const { today } = tx.context
  return async ({ measureId, slice, from, to, knownOn = null }) => {
    const end = (lastDay(to) < today ? lastDay(to) : today) as CalendarDate
    const measure = measures.find(measureId, end)
    const slices = cutOf(slice)
    if (!measure || slices === null) return null
    const { total } = await observe(ground, measure, { from: firstDay(from) as CalendarDate, to: end, slices, closedOn: knownOn })
    return total.value
  }
}

/**
 * Fills the actuals of all series that are bound to a measure from the records of this register, and notes what the
 * records now give for the months of the report before. Answers how many were filled.
 */
export async function fillFromMeasures(tx: Tx, platform: Platform, reportId: string): Promise<Outcome<number, 'not-a-draft'>> {
  const report = await tx.db.selectFrom('project_report').selectAll().where('id', '=', reportId).executeTakeFirst()
  if (report?.state !== 'draft') return refused('not-a-draft')
  const last = await tx.db.selectFrom('project_report').select('id').where('project_id', '=', report.project_id).where('sequence', '<', report.sequence).orderBy('sequence', 'desc').limit(1).executeTakeFirst()
  const before = last ? await tx.db.selectFrom('project_report_line').select(['series_id', 'actual_printed', 'actual_from', 'actual_to']).where('report_id', '=', last.id).where('actual_status', '=', 'number').execute() : []
  const lines = await tx.db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').select(['l.id', 'l.series_id', 's.measure_id', 's.slice']).where('l.report_id', '=', reportId).where('s.measure_id', 'is not', null).execute()
  const count = await counterOf(tx, platform)
  const until = tx.context.today.slice(0, 7)
  let filled = 0
  for (const { id, series_id: seriesId, measure_id: measureId, slice } of lines) {
    const asked = { measureId: measureId ?? '', slice }
    const old = before.find((one) => one.series_id === seriesId && one.actual_from !== '' && one.actual_to !== '')
    const again = old ? await count({ ...asked, from: old.actual_from, to: old.actual_to }) : null
    const value = await count({ ...asked, from: report.actuals_from, to: report.actuals_to })
    if (value === null) continue
    await tx.db.updateTable('project_report_line').set((eb) => ({
      actual_printed: toText(value), actual_status: 'number', actual_from: report.actuals_from, actual_to: report.actuals_to < until ? report.actuals_to : until, actual_source: 'measure',
      ...(old && again ? { last_from: old.actual_from, last_to: old.actual_to, last_printed: old.actual_printed, last_now: toText(again) } : {}), version: eb('version', '+', 1),
    })).where('id', '=', id).execute()
    filled += 1
  }
  tx.note({ action: 'project.fill-actuals', subjectKind: 'report', subjectId: reportId, fields: [`series:${filled}`] })
  return done(filled)
}
