import { sql } from 'kysely'
import { addDays, addWorkingDays, type CalendarDate } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { proposeVacancies } from '../../matching/index'
import { listVacancyLines } from '../../vacancies/index'
import { findDueOwner } from '../queries/owners'
import { findPlacement } from '../queries/placements'
import type { ReferralRow } from '../queries/referrals'
import { confirmStep } from '../rules/placement'
import { closingEvent, silenceStep, waitsFor } from '../rules/silence'
import { signLink } from './links'
import { moveReferral } from './move-referral'
import { calendarOf, subjectOf } from './refer'
import { mayRemind, tellEmployer, tellPerson } from './tell'

interface WaitingRow extends ReferralRow {
  since: CalendarDate
}

async function listWaiting(tx: Tx, dueBy: CalendarDate): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select r.*, coalesce((select max(t.day) from referral_transition t where t.referral_id = r.id and t.to_state = r.state and t.from_state is distinct from t.to_state), r.made_on) as since
    from referral r where r.closed_on is null and r.due_on <= ${dueBy} order by r.due_on, r.id`.execute(tx.db)
  return rows
}

/** Walks every unanswered referral one step further: reminder, second reminder, or the end with its reason. Running twice a day changes nothing. */
export async function guardSilence(tx: Tx, platform: Platform): Promise<void> {
  const { today } = tx.context
  const calendar = calendarOf(platform)
  for (const row of await listWaiting(tx, addWorkingDays(today, 1, calendar))) {
    const step = silenceStep({ state: row.state, dueOn: row.due_on, firstDueOn: row.first_due_on, since: row.since }, today, calendar)
    if (step === 'close') await closeSilent(tx, platform, row)
    else if (step === 'remind' || step === 'call' || step === 'chief') await remind(tx, platform, row, step === 'remind' ? 'first' : 'second')
  }
}

async function closeSilent(tx: Tx, platform: Platform, row: ReferralRow): Promise<void> {
  const event = closingEvent(row.state)
  const jobs = event === 'employer-silent' ? await otherJobs(tx, row) : ''
  const moved = await moveReferral(tx, platform, row.id, { event, by: 'system', jobs, ...(event === 'cancel' ? { reason: 'not-confirmed' } : {}) })
  if (!moved.ok) platform.log('warn', { silence: moved.reason, referral: row.id })
}

/** Codes of three open jobs for the person. */
async function otherJobs(tx: Tx, row: ReferralRow): Promise<string> {
  const proposed = (await proposeVacancies(tx, row.person_id)).filter(({ id }) => id !== row.vacancy_id).slice(0, 3)
  const lines = await listVacancyLines(tx, proposed.map(({ id }) => id))
  return proposed.flatMap(({ id }) => lines.get(id)?.code ?? []).map((code) => `/jobs/${code}`).join(' ')
}

async function remind(tx: Tx, platform: Platform, row: ReferralRow, which: 'first' | 'second'): Promise<void> {
  if (row.due_kind === null) return
  const key = `referral ${row.id} ${row.state} ${row.due_on} ${which}`
  const about = subjectOf(row)
  if (waitsFor(row.due_kind) === 'employer') {
    await tellEmployer(tx, platform, about, 'employer.remind', { day: row.due_on, path: `/a/${signLink(platform, 'referral', row.code, tx.context.today)}` }, key)
  } else if (await mayRemind(tx, row.person_id)) {
    await tellPerson(tx, platform, about, 'person.remind', { day: row.due_on, path: '/me/applications' }, key)
  }
}

/** Asks both sides whether work began, 3 and 10 days after the start; whoever has said so is not asked again. */
export async function askForConfirmation(tx: Tx, platform: Platform): Promise<void> {
  const { today } = tx.context
  const { rows } = await sql<{ id: string; employer: boolean; person: boolean }>`
    select p.id, p.recorded_party <> 'employer' and not exists (select 1 from placement_evidence e where e.placement_id = p.id and e.source = 'employer') as employer,
      p.recorded_party <> 'jobseeker' and not exists (select 1 from placement_evidence e where e.placement_id = p.id and e.source = 'jobseeker') as person
    from placement p where p.state in ('announced', 'started') and p.level <> 'refuted' and p.source_id is null
      and p.start_date between ${addDays(today, -30)} and ${addDays(today, -3)} order by p.id`.execute(tx.db)
  for (const { id, employer, person } of rows) {
    const row = await findPlacement(tx, id)
    const step = row ? confirmStep(row.start_date, today) : 'ended'
    if (!row || (step !== 'ask' && step !== 'ask-again')) continue
    const about = subjectOf(row)
    const key = `placement ${row.id} ${step}`
    if (employer) await tellEmployer(tx, platform, about, 'employer.confirm-start', { day: row.start_date, path: `/a/${signLink(platform, 'placement-employer', row.code, today)}` }, `${key} employer`)
    if (person && (await mayRemind(tx, row.person_id))) {
      await tellPerson(tx, platform, about, 'person.confirm-start', { day: row.start_date, path: `/a/${signLink(platform, 'placement-person', row.code, today)}` }, `${key} person`)
    }
  }
}

/** Gives open referrals whose owner holds no post any more to the one who answers for them now. */
export async function reassignOwnerless(tx: Tx): Promise<void> {
  const { today } = tx.context
  const { rows } = await sql<ReferralRow>`
    select r.* from referral r where r.closed_on is null and not exists (select 1 from post_holding h join account a on a.id = h.account_id and a.state = 'active'
      where h.account_id = r.due_owner and h.from_day <= ${today} and (h.to_day is null or h.to_day >= ${today}))`.execute(tx.db)
  for (const row of rows) {
    const owner = await findDueOwner(tx, { personId: row.person_id, vacancyId: row.vacancy_id, centreId: row.centre_id })
    if (owner && owner !== row.due_owner) await tx.db.updateTable('referral').set((e) => ({ due_owner: owner, version: e('version', '+', 1) })).where('id', '=', row.id).execute()
  }
}

/** Forgets wrong status codes after a day. */
async function forgetMisses(tx: Tx): Promise<void> {
  await tx.db.deleteFrom('status_miss').where('at', '<', new Date(tx.context.now.getTime() - 86_400_000)).execute()
}

export const placementDaily: JobHandlers = {
  'daily.placements.owners': reassignOwnerless,
  'daily.placements.silence': guardSilence,
  'daily.placements.confirm': askForConfirmation,
  'daily.placements.forget-misses': forgetMisses,
}
