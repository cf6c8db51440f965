import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Side } from '../committee-rules'
import { listSeats } from '../queries/committee'

export type CommitteeRefusal = 'not-found' | 'stale' | 'seat-taken' | 'no-minutes-text' | 'minutes-signed'

/** A seat is a post of one side, never a person. */
export async function addSeat(tx: Tx, projectId: string, side: Side, post: string): Promise<Outcome<void, CommitteeRefusal>> {
  const made = await tx.db.insertInto('project_seat').values({ id: newId(), project_id: projectId, side, post: post.trim() }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  if (!made.numInsertedOrUpdatedRows) return refused('seat-taken')
  tx.note({ action: 'project.add-seat', subjectKind: 'project', subjectId: projectId, fields: [side] })
  return done()
}

export interface MeetingEdit {
  agenda: string
  minutes: string
  /** Sex by seat: a seat that is named was taken. */
  taken: ReadonlyMap<string, 'F' | 'M' | null>
  version: number
}

/** Agenda, attendance and minutes of a meeting, until the minutes are signed. */
export async function writeMeeting(tx: Tx, projectId: string, meetingId: string, { agenda, minutes, taken, version }: MeetingEdit): Promise<Outcome<void, CommitteeRefusal>> {
  const meeting = await tx.db.selectFrom('project_record').select('minutes_signed_on').where('id', '=', meetingId).where('project_id', '=', projectId).where('kind', '=', 'meeting').executeTakeFirst()
  if (!meeting) return refused('not-found')
  if (meeting.minutes_signed_on !== null) return refused('minutes-signed')
  const changed = await tx.db.updateTable('project_record').set((eb) => ({ agenda, minutes, version: eb('version', '+', 1) })).where('id', '=', meetingId).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  const seats = new Set((await listSeats(tx, projectId)).map(({ id }) => id))
  const rows = [...taken].filter(([seat]) => seats.has(seat)).map(([seat, sex]) => ({ id: newId(), project_id: projectId, meeting_id: meetingId, seat_id: seat, sex }))
  await tx.db.deleteFrom('project_attendance').where('meeting_id', '=', meetingId).execute()
  if (rows.length > 0) await tx.db.insertInto('project_attendance').values(rows).execute()
  tx.note({ action: 'project.write-meeting', subjectKind: 'project', subjectId: projectId, fields: [`seats:${rows.length}`] })
  return done()
}

/** The minutes are signed on a day; from then on nothing of the meeting changes. */
export async function signMinutes(tx: Tx, projectId: string, meetingId: string, on: CalendarDate): Promise<Outcome<void, CommitteeRefusal>> {
  const meeting = await tx.db.selectFrom('project_record').select(['minutes', 'minutes_signed_on']).where('id', '=', meetingId).where('project_id', '=', projectId).where('kind', '=', 'meeting').executeTakeFirst()
  if (!meeting) return refused('not-found')
  if (meeting.minutes_signed_on !== null) return refused('minutes-signed')
  if (meeting.minutes.trim().length < 20) return refused('no-minutes-text')
  await tx.db.updateTable('project_record').set((eb) => ({ minutes_signed_on: on, version: eb('version', '+', 1) })).where('id', '=', meetingId).execute()
  tx.note({ action: 'project.sign-minutes', subjectKind: 'project', subjectId: projectId, fields: [on] })
  return done()
}
