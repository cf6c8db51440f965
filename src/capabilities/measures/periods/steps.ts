import { listLastMonths, parsePeriod } from '../../../kernel/period'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { listCentres } from '../../centres/index'
import { workingCalendar } from '../figures/figure'
import { gradeOf } from '../quality/quality-rules'
import { freezeMonth, type FrozenPart, isSilentMonth, recountMonth } from './lock'
import { findProposal, getPeriodState, insertProposal, listPeriodStates, readQuality, saveStep } from './period-queries'
import { type PeriodRefusal, type PeriodStateName, type PeriodStep, shortestReason, takeStep } from './period-rules'

type Centre = { readonly id: string; readonly code: string }

/** Takes a month of a centre one step on. Locking freezes its figures, with the parts that somebody is judged by, and the keys of their records in the same transaction. */
export async function stepMonth(tx: Tx, platform: Platform, centre: Centre, period: string, step: PeriodStep, reason: string, parts: readonly FrozenPart[]): Promise<Outcome<PeriodStateName, PeriodRefusal | 'stale' | 'period'>> {
  const month = parsePeriod(period)
  if (month?.kind !== 'month') return refused('period')
  const { actor, today } = tx.context
  const before = await getPeriodState(tx, centre.id, period)
  const quality = await tx.statistics((reader) => readQuality(reader, centre.code, month, today, workingCalendar(platform.country)))
  const proposal = step === 'release' || step === 'reopen' ? await findProposal(tx, before, step) : undefined
  const outcome = takeStep({ ...before, proposedBy: proposal?.by ?? null }, step, {
    accountId: actor.accountId ?? '', role: actor.role, today, periodTo: month.to, reason, silentDays: quality.silent.length, openFindings: quality.openErrors,
  })
  if (!outcome.ok) return outcome
  const grade = gradeOf(quality)
  const by = actor.accountId ?? ''
  const lockNo = step === 'lock' ? before.lockNo + 1 : before.lockNo
  const change = {
    submit: { submitted_by: by, silent_days: quality.silent.length, grade }, return: { verified_by: null, locked_by: null }, verify: { verified_by: by, grade }, lock: { locked_by: by, lock_no: lockNo, grade },
    release: { released_by: by }, reopen: { verified_by: null, locked_by: null, released_by: null },
  }[step]
  if (!(await saveStep(tx, before, step, { state: outcome.value, ...change }, reason))) return refused('stale')
  if (step === 'lock') await freezeMonth(tx, platform, { centreId: centre.id, code: centre.code, period, lockNo, grade, isSilent: isSilentMonth(quality), parts })
  tx.note({ action: `period.${step}`, subjectKind: 'period', subjectId: `${centre.code}:${period}`, fields: [`lock:${lockNo}`] })
  return outcome
}

/** A statistician or headquarters proposes; another person at headquarters decides. */
export async function proposeStep(tx: Tx, centre: Centre, period: string, step: 'release' | 'reopen', reason: string): Promise<Outcome<void, PeriodRefusal>> {
  const { actor } = tx.context
  const before = await getPeriodState(tx, centre.id, period)
  if (step === 'reopen' ? actor.role !== 'headquarters' : actor.role !== 'headquarters' && actor.role !== 'statistician') return refused('not-your-step')
  if (step === 'release' ? before.state !== 'locked' : before.state !== 'locked' && before.state !== 'published') return refused('not-now')
  if (step === 'reopen' && [...reason.trim()].length < shortestReason) return refused('short-reason')
  await insertProposal(tx, before, step, reason.trim() || '–')
  tx.note({ action: `period.propose-${step}`, subjectKind: 'period', subjectId: `${centre.code}:${period}` })
  return done()
}

const monthsRecounted = 13

/** Every night the locked months of a year are counted again; what differs is written down as a revision. */
export const measureDaily: JobHandlers = {
  'daily.recount-locked': async (tx, platform) => {
    const months = listLastMonths(monthsRecounted, tx.context.today).map(({ key }) => key)
    const centres = new Map((await listCentres(tx)).map((centre) => [centre.id, centre.code]))
    for (const { centreId, period, state } of await listPeriodStates(tx, months)) {
      const code = centres.get(centreId)
      if (code && (state === 'locked' || state === 'published')) await recountMonth(tx, platform, { centreId, code, period })
    }
  },
}
