import { addWorkingDays, type Weekday } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { refused, type Outcome, done } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { enqueue, type JobHandler } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { parsePhone } from '../../../platform/text/phone'
import type { Vacancy } from '../model'
import { findVacancy, insertFindings, listFindings } from '../queries/records'
import { countOpenComplaints, listWeightyComplaints } from '../queries/complaints'
import { move } from './state'

export const weighComplaintsJob = 'daily.vacancies.weigh-complaints'

export interface NewComplaint {
  kind: string
  note: string | null
  phone: string | null
}

/** What someone reports about a public job. Danger is due the same day, everything else in two working days. */
export async function reportJob(tx: Tx, platform: Platform, vacancy: Pick<Vacancy, 'id' | 'centreId'>, complaint: NewComplaint): Promise<void> {
  const { today, now } = tx.context
  const { workDays, holidays, phoneRegion } = platform.country
  const phone = complaint.phone ? (parsePhone(complaint.phone, phoneRegion).e164 ?? complaint.phone) : null
  const dueOn = complaint.kind === 'danger' ? today : addWorkingDays(today, 2, { workDays: workDays as Weekday[], holidays })
  const id = newId()
  await tx.db.insertInto('vacancy_complaint').values({ id, created_at: now, vacancy_id: vacancy.id, centre_id: vacancy.centreId, kind: complaint.kind, note: complaint.note, phone, due_on: dueOn }).execute()
  await enqueue(tx, weighComplaintsJob)
  tx.note({ action: 'vacancy.report', subjectKind: 'vacancy', subjectId: vacancy.id, fields: ['kind'] })
}

/** Two open complaints, or one of danger from somebody who left a phone, take a job out of the portal at once (rule 14). */
export const weighComplaints: JobHandler = async (tx, platform) => {
  const most = Number(platform.country.redFlags.find(({ rule, name }) => rule === 14 && name === 'open-complaints')?.value ?? 2)
  for (const id of await listWeightyComplaints(tx, most)) {
    const vacancy = await findVacancy(tx, id)
    if (vacancy?.state !== 'published') continue
    const moved = await move(tx, platform, vacancy, 'pause', { state_reason: 'complaint' })
    const known = (await listFindings(tx, id)).some(({ rule, decision }) => rule === 'R14' && decision === null)
    if (moved.ok && !known) await insertFindings(tx, vacancy, [{ rule: 'R14', ground: null, words: null, effect: 'pause' }])
  }
}

export type ComplaintRefusal = 'not-allowed' | 'stale'

/** An inspector settles a report. When none is open any more, the sign on the vacancy is settled too. */
export async function settleComplaint(tx: Tx, vacancy: Vacancy, complaintId: string, outcome: 'asked-employer' | 'upheld' | 'not-upheld'): Promise<Outcome<void, ComplaintRefusal>> {
  const { actor, today } = tx.context
  if (!actor.duties.includes('inspector')) return refused('not-allowed')
  const { numUpdatedRows } = await tx.db
    .updateTable('vacancy_complaint')
    .set({ state: outcome })
    .where('id', '=', complaintId)
    .where('vacancy_id', '=', vacancy.id)
    .where('state', 'in', ['open', 'asked-employer'])
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return refused('stale')
  tx.note({ action: 'vacancy.settle-report', subjectKind: 'vacancy', subjectId: vacancy.id, fields: ['state'] })
  if (outcome !== 'asked-employer' && (await countOpenComplaints(tx, vacancy.id)) === 0) {
    await tx.db
      .updateTable('vacancy_finding')
      .set({ decision: 'cleared', decided_by: actor.accountId, decided_on: today })
      .where('vacancy_id', '=', vacancy.id)
      .where('rule', '=', 'R14')
      .where('decision', 'is', null)
      .execute()
  }
  return done()
}
