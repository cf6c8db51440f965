import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Country } from '../../../platform/country/index'
import type { Tx } from '../../../platform/db/database'
import { recordContactDay } from '../../jobseekers/index'
import type { Customer, NewService } from '../model'
import { isInReach } from '../queries/customers'
import { findSameService, findService, type ServiceRecord } from '../queries/services'
import { findVisit } from '../queries/visits'
import * as rules from '../rules/services'

export const customerOf = ({ person, employer }: { person?: string | undefined; employer?: string | undefined }): Customer | undefined => {
  if (person && employer) return undefined
  if (person) return { kind: 'person', id: person }
  return employer ? { kind: 'employer', id: employer } : undefined
}

const audienceOf = (customer: Customer) => (customer.kind === 'person' ? 'jobseeker' : 'employer')

export type ServiceRefusal =
  | 'no-centre' | 'customer-unknown' | 'code-unknown' | 'code-automatic' | 'day-in-future' | 'day-needs-chief' | 'next-step' | 'repeat-reason' | 'visit-unknown'

/** A refusal of a repeated service carries the first one, so that the page can say when and by whom. */
export type ServiceOutcome = Outcome<{ id: string }, ServiceRefusal> | { ok: false; reason: 'already-recorded'; first: ServiceRecord }

function judge(country: Country, service: NewService, customer: Customer, tx: Tx): Outcome<void, ServiceRefusal> {
  const row = country.services.find(({ code }) => code === service.code)
  if (!row || row.audience !== audienceOf(customer)) return refused('code-unknown')
  if (rules.automaticCodes.has(service.code)) return refused('code-automatic')
  const late = rules.lateness(service.day, tx.context.today, tx.context.actor.role === 'chief')
  if (!late.ok) return late
  if (!rules.isNextStepSound(service.day, service.next_step, service.next_due_on)) return refused('next-step')
  if (service.repeat_reason !== null && Array.from(service.repeat_reason).length < 5) return refused('repeat-reason')
  return done()
}

/** One service to one customer by the actor on one day. The same one a second time needs a reason. */
export async function recordService(tx: Tx, country: Country, service: NewService): Promise<ServiceOutcome> {
  const { actor, now, today } = tx.context
  const customer = customerOf(service)
  if (!actor.centreId) return refused('no-centre')
  if (!customer || !(await isInReach(tx, customer))) return refused('customer-unknown')
  const judged = judge(country, service, customer, tx)
  if (!judged.ok) return judged
  const visit = service.visit ? await findVisit(tx, service.visit) : undefined
  if (service.visit && visit?.centre_id !== actor.centreId) return refused('visit-unknown')
  const same = await findSameService(tx, customer, service.code, service.day)
  if (same && service.repeat_reason === null) return { ok: false, reason: 'already-recorded', first: same }
  const id = newId()
  const written = await tx.db
    .insertInto('service_event')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: actor.centreId, account_id: actor.accountId, service_code: service.code,
      audience: audienceOf(customer), person_id: customer.kind === 'person' ? customer.id : null, employer_id: customer.kind === 'employer' ? customer.id : null,
      given_on: service.day, entered_on: today, minutes: service.minutes, channel: service.channel, source: 'manual', visit_id: visit?.id ?? null,
      outcome: service.outcome, next_step: service.next_step, next_due_on: service.next_due_on, repeat_reason: same ? service.repeat_reason : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) {
    const first = await findSameService(tx, customer, service.code, service.day)
    if (first) return { ok: false, reason: 'already-recorded', first }
    throw new Error('a service was refused by the store')
  }
  if (service.note) {
    await tx.db.insertInto('service_note').values({ service_event_id: id, centre_id: actor.centreId, created_at: now, created_by: actor.accountId, body: service.note }).execute()
  }
  if (customer.kind === 'person') await recordContactDay(tx, customer.id)
  tx.note({ action: 'service.record', subjectKind: customer.kind, subjectId: customer.id, fields: ['service_code', 'given_on', 'channel', 'minutes'] })
  return done({ id })
}

export interface AutomaticService {
  code: 'REG' | 'REF' | 'EVA' | 'EIN' | 'FUP'
  personId?: string
  employerId?: string
  centreId: string
  accountId: string | null
  /** The record behind it; one service for each record and code. */
  sourceKind: string
  sourceId: string
}

/** A service that another record proves, written once: a second call for the same record and code changes nothing. */
export async function recordAutomaticService(tx: Tx, service: AutomaticService): Promise<void> {
  const { actor, now, today } = tx.context
  const written = await tx.db
    .insertInto('service_event')
    .values({
      id: newId(), created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: service.centreId, account_id: service.accountId,
      service_code: service.code, audience: service.personId ? 'jobseeker' : 'employer', person_id: service.personId ?? null,
      employer_id: service.personId ? null : (service.employerId ?? null), given_on: today, entered_on: today, minutes: null, channel: 'counter', source: 'automatic',
      source_kind: service.sourceKind, source_id: service.sourceId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return
  if (service.personId && service.code !== 'REG') await recordContactDay(tx, service.personId)
  tx.note({
    action: 'service.record', subjectKind: service.personId ? 'person' : 'employer', subjectId: service.personId ?? service.employerId ?? service.sourceId,
    fields: ['service_code', 'source_kind', 'source_id'],
  })
}

export type ReversalRefusal = 'not-found' | 'already-reversed' | 'not-allowed' | 'reason-unknown' | 'reason-other'

/** Takes a service back with a linked counter-entry; nothing is edited. The one who wrote it, or the chief. */
export async function reverseService(tx: Tx, country: Country, id: string, { reason, note }: { reason: string; note: string | null }): Promise<Outcome<void, ReversalRefusal>> {
  const { actor, now, today } = tx.context
  const service = await findService(tx, id)
  if (!service || service.centre_id !== actor.centreId) return refused('not-found')
  if (service.reversed || service.reverses_id !== null) return refused('already-reversed')
  if (actor.role !== 'chief' && service.account_id !== actor.accountId) return refused('not-allowed')
  if (!country.lists.get('correction-reason')?.some(({ code }) => code === reason)) return refused('reason-unknown')
  if (reason === 'other' && Array.from(note ?? '').length < 5) return refused('reason-other')
  const marked = await tx.db.updateTable('service_event').set({ reversed: true }).where('id', '=', id).where('reversed', '=', false).executeTakeFirst()
  if (Number(marked.numUpdatedRows) === 0) return refused('already-reversed')
  await tx.db
    .insertInto('service_event')
    .values({
      id: newId(), created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: service.centre_id, account_id: actor.accountId,
      service_code: service.service_code, audience: service.audience, person_id: service.person_id, employer_id: service.employer_id, given_on: service.given_on,
      entered_on: today, minutes: service.minutes, channel: service.channel, group_session_id: service.group_session_id, source: 'manual', reverses_id: id,
      reversal_reason: reason, reversal_note: note,
    })
    .execute()
  if (service.group_session_id) {
    await tx.db
      .updateTable('group_session')
      .set((e) => ({ taken: e('taken', '-', 1), version: e('version', '+', 1) }))
      .where('id', '=', service.group_session_id)
      .execute()
  }
  const subject = service.person_id ? { subjectKind: 'person', subjectId: service.person_id } : { subjectKind: 'employer', subjectId: service.employer_id ?? id }
  tx.note({ action: 'service.reverse', ...subject, fields: ['reversed', 'reversal_reason'] })
  return done()
}

/** The agreed next step is done: it leaves the desk. */
export async function finishNextStep(tx: Tx, id: string): Promise<Outcome<void, 'not-found'>> {
  const changed = await tx.db
    .updateTable('service_event')
    .set({ next_done_on: tx.context.today })
    .where('id', '=', id)
    .where('centre_id', '=', tx.context.actor.centreId)
    .where('next_due_on', 'is not', null)
    .where('next_done_on', 'is', null)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('not-found')
  tx.note({ action: 'service.next-step-done', subjectKind: 'service', subjectId: id, fields: ['next_done_on'] })
  return done()
}
