import { sql } from 'kysely'
import { newId } from '../../kernel/id'
import type { CalendarDate } from '../../kernel/calendar'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Language } from '../../platform/i18n/words'
import type { JobHandlers } from '../../platform/jobs/jobs'
import { queueMessage } from '../../platform/messages/outbox'
import type { Platform } from '../../platform/platform'
import { happening } from '../../platform/providers'
import { recordStateChange, verificationDue } from './actions'
import type { CheckKind, EmployerState } from './model'
import { type EmployerRecord, findEmployerContactWay, listChecks } from './queries'
import { clearedState, type EmployerEvent, mayStart, verify, type VerifyRefusal } from './rules'

/** An employer's state changed, for example to suspended: its vacancies pause. */
export const employerStateChanged = happening<{ employerId: string; from: string; to: string }>()

export interface NewCheck {
  kind: CheckKind
  result: 'pass' | 'fail'
  checkedOn: CalendarDate
  note: string | null
}

/** What a verifier looked at. A claim that is checked for the first time goes to checking. */
export async function recordCheck(tx: Tx, platform: Platform, employer: EmployerRecord, check: NewCheck): Promise<Outcome<{ id: string }, 'wrong-state' | 'day-in-future' | 'own-entry'>> {
  const { actor, now, today } = tx.context
  if (actor.accountId === null || employer.created_by === actor.accountId) return refused('own-entry')
  if (check.checkedOn > today) return refused('day-in-future')
  if (employer.state !== 'checking') {
    const begun = await moveEmployer(tx, platform, employer, { event: 'begin' })
    if (!begun.ok) return refused('wrong-state')
  }
  const id = newId()
  await tx.db
    .insertInto('employer_check')
    .values({ id, created_at: now, created_by: actor.accountId, employer_id: employer.id, centre_id: employer.centre_id, kind: check.kind, result: check.result, checked_on: check.checkedOn, note: check.note })
    .execute()
  tx.note({ action: 'employer.check', subjectKind: 'employer', subjectId: employer.id, fields: ['kind', 'result', 'checked_on'] })
  return done({ id })
}

export interface Move {
  event: EmployerEvent
  reason?: string | null
  note?: string | null
}

const targets: Record<Exclude<EmployerEvent, 'clear'>, EmployerState> = {
  begin: 'checking', verify: 'verified', refuse: 'refused', lapse: 'checking', suspend: 'suspended', block: 'blocked',
}

/** Moves an employer to the state that an event leads to, tells the employer and whatever depends on it. */
export async function moveEmployer(tx: Tx, platform: Platform, employer: EmployerRecord, move: Move): Promise<Outcome<{ to: EmployerState }, VerifyRefusal | 'reason-missing'>> {
  const { today, actor } = tx.context
  const from = employer.state as EmployerState
  if (!mayStart(from, move.event)) return refused('wrong-state')
  if (['refuse', 'suspend', 'block'].includes(move.event) && !move.reason) return refused('reason-missing')
  const to = move.event === 'clear' ? clearedState({ verifiedOn: employer.verified_on, validUntil: employer.valid_until }, today) : targets[move.event]
  const verified = move.event === 'verify' ? await judge(tx, employer) : null
  if (verified && !verified.ok) return verified
  const changed = await tx.db
    .updateTable('employer')
    .set((e) => ({
      state: to, state_reason: move.reason ?? null, version: e('version', '+', 1),
      verification_due_on: to === 'checking' || to === 'claimed' ? (employer.verification_due_on ?? verificationDue(platform, today)) : null,
      ...(verified?.ok ? { verified_on: verified.value.verifiedOn, valid_until: verified.value.validUntil, verified_by: actor.accountId } : {}),
    }))
    .where('id', '=', employer.id)
    .where('state', '=', from)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('wrong-state')
  await recordStateChange(tx, { id: employer.id, centreId: employer.centre_id, from, to, reason: move.reason ?? null, note: move.note ?? null })
  tx.note({ action: `employer.${move.event}`, subjectKind: 'employer', subjectId: employer.id, fields: ['state'] })
  if (['verify', 'refuse', 'suspend', 'clear'].includes(move.event)) await tellEmployer(tx, platform, employer, move)
  await employerStateChanged.tell(tx, platform, { employerId: employer.id, from, to })
  return done({ to })
}

async function judge(tx: Tx, employer: EmployerRecord) {
  const checks = await listChecks(tx, employer.id)
  return verify(
    {
      state: employer.state as EmployerState, enteredBy: employer.created_by, noRegisterReason: employer.no_register_reason, recruitmentAgency: employer.recruitment_agency,
      licenceNumber: employer.licence_number, licenceUntil: employer.licence_until, verifiedOn: employer.verified_on,
    },
    checks.map(({ kind, result, checked_on }) => ({ kind: kind as CheckKind, result: result as 'pass' | 'fail', checkedOn: checked_on })),
    tx.context.actor.accountId,
    tx.context.today,
  )
}

/** A short message with the employer's code; no name, no reason in words that are the agency's own. */
async function tellEmployer(tx: Tx, platform: Platform, employer: EmployerRecord, { event, reason }: Move): Promise<void> {
  const way = await findEmployerContactWay(tx, employer.id)
  const language = way.language as Language
  const uniqueKey = `employer-${event}:${newId()}`
  const why = reason && platform.words.has(`employers.reason.${reason}`) ? platform.words.say(language, `employers.reason.${reason}`) : ''
  await queueMessage(tx, {
    template: `employers.${event}`, language, channel: way.channel, address: way.address, employerId: employer.id, centreId: employer.centre_id,
    body: platform.words.say(language, `employers.message.${event}`, { code: employer.code, reason: why }), uniqueKey,
  })
}

/** Every day: a verification that ran out is made anew. */
export const employerDaily: JobHandlers = {
  'daily.employer-verifications': async (tx, platform) => {
    const over = await tx.db.selectFrom('employer').selectAll().where('state', '=', 'verified').where('valid_until', '<', tx.context.today).limit(1000).execute()
    for (const employer of over) await moveEmployer(tx, platform, { ...employer, verification_due_on: null }, { event: 'lapse', reason: 'verification-over' })
  },
}

/** For the generator of demonstration data only, which acts as the program itself: verifies employers by an account that did not enter them. */
export async function markVerifiedForDemonstration(tx: Tx, employerIds: readonly string[], by: string, on: CalendarDate): Promise<number> {
  if (tx.context.actor.role !== 'system') throw new Error('People verify employers by checks, never in bulk.')
  const { rows } = await sql<{ id: string }>`
    update employer set state = 'verified', verified_on = ${on}::date, valid_until = (${on}::date + interval '24 months')::date, verified_by = ${by}, verification_due_on = null, version = version + 1
    where id = any (${[...employerIds]}::uuid[]) and state = 'claimed' and created_by is distinct from ${by} returning id`.execute(tx.db)
  tx.note({ action: 'employer.verify-demonstration', fields: ['state'] })
  return rows.length
}
