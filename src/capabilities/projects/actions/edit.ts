import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { readPrinted } from '../printed-number'

export type EditRefusal = 'not-a-draft' | 'stale' | 'not-found' | 'not-a-number' | 'needs-note'

const note = (tx: Tx, action: `project.${string}`, reportId: string, fields: readonly string[]) => tx.note({ action, subjectKind: 'report', subjectId: reportId, fields })

/** Only a draft is written in; a frozen report goes back to its draft first. */
async function isDraft(tx: Tx, reportId: string): Promise<boolean> {
  return (await tx.db.selectFrom('project_report').select('state').where('id', '=', reportId).executeTakeFirst())?.state === 'draft'
}

export interface Versioned {
  reportId: string
  version: number
}

/** A text may be longer than its limit while it is a draft: nothing typed is lost, and the page says how much is too much. */
export async function editSection(tx: Tx, { reportId, version }: Versioned, code: string, text: string): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  const changed = await tx.db.updateTable('project_report_section').set((eb) => ({ text, version: eb('version', '+', 1) })).where('report_id', '=', reportId).where('code', '=', code).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  note(tx, 'project.edit-section', reportId, [code])
  return done()
}

export async function editLesson(tx: Tx, { reportId, version }: Versioned, position: number, text: string): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  const changed = await tx.db.updateTable('project_report_lesson').set((eb) => ({ text, version: eb('version', '+', 1) })).where('report_id', '=', reportId).where('position', '=', position).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  note(tx, 'project.edit-lesson', reportId, [String(position + 1)])
  return done()
}

export interface LineEdit {
  actual: string
  summary: string
  milestonePrinted: string
}

/** A figure typed by hand; what is no number is refused and never guessed. An empty one means that nothing was recorded. */
export async function editLine(tx: Tx, { reportId, version }: Versioned, code: string, edit: LineEdit): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  const actual = edit.actual.trim()
  if (actual !== '' && readPrinted(actual).kind !== 'number') return refused('not-a-number')
  const series = await tx.db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').select('l.id').where('l.report_id', '=', reportId).where('s.code', '=', code).executeTakeFirst()
  if (!series) return refused('not-found')
  const changed = await tx.db.updateTable('project_report_line').set((eb) => ({
    actual_printed: actual, actual_status: actual === '' ? 'no_record_tracked' : 'number', actual_source: 'entered', summary: edit.summary, milestone_printed: edit.milestonePrinted.trim(), version: eb('version', '+', 1),
  })).where('id', '=', series.id).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  note(tx, 'project.edit-line', reportId, [code])
  return done()
}

export interface ActivityEdit {
  percent: string
  status: string
  summary: string
}

/** How far an activity is. An empty percentage puts it off: it then counts neither as done nor as late. */
export async function editActivity(tx: Tx, { reportId, version }: Versioned, code: string, edit: ActivityEdit): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  const percent = edit.percent.trim().replace(/\s*%$/, '')
  if (percent !== '' && !(/^\d{1,3}(\.\d{1,2})?$/.test(percent) && Number(percent) <= 100)) return refused('not-a-number')
  const activity = await tx.db.selectFrom('project_report_activity as r').innerJoin('project_activity as a', 'a.id', 'r.activity_id').select('r.id').where('r.report_id', '=', reportId).where('a.code', '=', code).executeTakeFirst()
  if (!activity) return refused('not-found')
  const changed = await tx.db.updateTable('project_report_activity').set((eb) => ({
    percent: percent === '' ? null : percent, percent_printed: percent === '' ? 'n.a.' : `${percent}%`, status: edit.status, summary: edit.summary, version: eb('version', '+', 1),
  })).where('id', '=', activity.id).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  note(tx, 'project.edit-activity', reportId, [code])
  return done()
}

export interface Tick {
  kind: 'output' | 'objective'
  ticked: string
  justification: string
  note: string
}

/** A tick beside the computed class. Where both differ, or another way of reading gives another class, a note says why. */
export async function tickClass(tx: Tx, { reportId, version }: Versioned, tick: Tick, computed: { class: string; isSensitive: boolean }): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  if ((tick.ticked !== computed.class || computed.isSensitive) && tick.note.trim().length < 10) return refused('needs-note')
  const changed = await tx.db.updateTable('project_classification').set((eb) => ({ ticked: tick.ticked, justification: tick.justification, note: tick.note.trim(), version: eb('version', '+', 1) }))
    .where('report_id', '=', reportId).where('kind', '=', tick.kind).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  note(tx, 'project.tick-class', reportId, [tick.kind])
  return done()
}

export interface Switches {
  denominator: 'all_due' | 'measured_only'
  unit: 'row' | 'series'
  comparison: 'full' | 'to_date'
  scope: string
}

/** The setting in which the class of a report is read; stored with it, so that it is the same after a reload. */
export async function setSwitches(tx: Tx, reportId: string, switches: Switches): Promise<Outcome<void, EditRefusal>> {
  if (!(await isDraft(tx, reportId))) return refused('not-a-draft')
  await tx.db.updateTable('project_report').set({ switches: JSON.stringify(switches) }).where('id', '=', reportId).execute()
  note(tx, 'project.set-switches', reportId, Object.values(switches))
  return done()
}
