import { addDays } from '../../../kernel/calendar'
import type { Tx } from '../../../platform/db/database'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { listEmployerLines } from '../../employers/index'
import { listDueToPublish, listExpired, listExpiring, listOpenByEmployer, listOpenEmployers } from '../queries/timed'
import { findVacancy } from '../queries/records'
import { reasonAtExpiry } from '../rules/decisions'
import { weighComplaints, weighComplaintsJob } from './complaints'
import { publishVacancy } from './inspect'
import { closeVacancy } from './publish'
import { alertDaily } from '../alerts/tell'
import { zeroHitDaily } from './zero-hit'
import { move, tellEmployer } from './state'

/** Two weeks in which an employer whose verification ran out may renew it; then its jobs pause. */
const graceDays = 14
const daysBeforeEnd = 3

async function each(tx: Tx, ids: readonly string[], run: (vacancy: NonNullable<Awaited<ReturnType<typeof findVacancy>>>) => Promise<unknown>): Promise<void> {
  for (const id of ids) {
    const vacancy = await findVacancy(tx, id)
    if (vacancy) await run(vacancy)
  }
}

const publishAtWindow = async (tx: Tx, platform: Platform) => each(tx, await listDueToPublish(tx), (vacancy) => publishVacancy(tx, platform, vacancy))

const expire = async (tx: Tx, platform: Platform) => each(tx, await listExpired(tx), (vacancy) => closeVacancy(tx, platform, vacancy, reasonAtExpiry(vacancy), { stateReason: 'expired' }))

/** Three days before the end the employer is asked: still open, filled, or how many are left. */
const askBeforeEnd = async (tx: Tx, platform: Platform) =>
  each(tx, await listExpiring(tx, addDays(tx.context.today, daysBeforeEnd)), (vacancy) =>
    tellEmployer(tx, platform, vacancy, 'expiring', { days: daysBeforeEnd }, `vacancy ${vacancy.id} expires ${vacancy.validUntil ?? ''}`))

/** The open jobs of one employer leave the portal. */
async function pauseAll(tx: Tx, platform: Platform, employerId: string): Promise<void> {
  await each(tx, await listOpenByEmployer(tx, employerId), (vacancy) => move(tx, platform, vacancy, 'pause', { state_reason: 'employer-check' }))
}

/** Danger, fraud or a refusal pauses at once; an employer that is only checked anew keeps its jobs for two weeks. */
export async function pauseVacanciesOfEmployer(tx: Tx, platform: Platform, { employerId, to }: { employerId: string; from: string; to: string }): Promise<void> {
  if (['suspended', 'blocked', 'refused'].includes(to)) await pauseAll(tx, platform, employerId)
}

const pauseUnverified = async (tx: Tx, platform: Platform) => {
  const employers = await listEmployerLines(tx, await listOpenEmployers(tx))
  const border = addDays(tx.context.today, -graceDays)
  for (const { id, state, validUntil } of employers.values()) {
    const lapsed = validUntil === null || validUntil < border
    if (['suspended', 'blocked', 'refused', 'claimed'].includes(state) || lapsed) await pauseAll(tx, platform, id)
  }
}

/** Work of every day; each may run twice and does nothing the second time. */
export const vacancyDaily: JobHandlers = {
  'daily.vacancies.publish': publishAtWindow,
  'daily.vacancies.expire': expire,
  'daily.vacancies.ask-before-end': askBeforeEnd,
  'daily.vacancies.pause-unverified': pauseUnverified,
  [weighComplaintsJob]: weighComplaints,
  ...zeroHitDaily,
  ...alertDaily,
}
