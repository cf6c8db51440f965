import type { Reader } from '../../../platform/db/database'
import type { Side } from '../committee-rules'

export const listSeats = async ({ db }: Reader, projectId: string): Promise<{ id: string; side: Side; post: string; is_open: boolean }[]> =>
  (await db.selectFrom('project_seat').select(['id', 'side', 'post', 'is_open']).where('project_id', '=', projectId).orderBy('side').orderBy('post').execute()).map((seat) => ({ ...seat, side: seat.side as Side }))
export type Seat = Awaited<ReturnType<typeof listSeats>>[number]

export const listMeetings = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_record').select(['id', 'title', 'happened_on', 'agenda', 'minutes', 'minutes_signed_on', 'text', 'version']).where('project_id', '=', projectId).where('kind', '=', 'meeting').orderBy('happened_on', 'desc').execute()
export type Meeting = Awaited<ReturnType<typeof listMeetings>>[number]

/** Seats that were taken, by meeting. */
export async function listAttendance({ db }: Reader, projectId: string): Promise<Map<string, Map<string, string | null>>> {
  const rows = await db.selectFrom('project_attendance').select(['meeting_id', 'seat_id', 'sex']).where('project_id', '=', projectId).execute()
  const meetings = new Map<string, Map<string, string | null>>()
  for (const { meeting_id: meeting, seat_id: seat, sex } of rows) {
    const seats = meetings.get(meeting) ?? new Map<string, string | null>()
    seats.set(seat, sex)
    meetings.set(meeting, seats)
  }
  return meetings
}

export const listDecisions = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_record').select(['id', 'parent_id', 'title', 'owner_post', 'due_on', 'state']).where('project_id', '=', projectId).where('kind', '=', 'decision').orderBy('due_on').execute()
