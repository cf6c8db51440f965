import { ageBandOf } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Country } from '../../../platform/country/index'
import type { Reader, Tx } from '../../../platform/db/database'
import { findPersonLine, type PersonLine, recordContactDay } from '../../jobseekers/index'
import type { NewVisit, Sex, VisitState, VisitStep } from '../model'
import { findPersonByCard, isInReach } from '../queries/customers'
import { findVisit, takeTickets } from '../queries/visits'
import * as rules from '../rules/visits'

export type CardRefusal = 'card-typing-mistake' | 'card-unknown'

/** The person behind a scanned or typed card, inside the reader's centre. */
export async function readCard(reader: Reader, text: string): Promise<Outcome<PersonLine, CardRefusal>> {
  const code = parsePublicCode(text)
  if (!code.ok) return refused('card-typing-mistake')
  const found = await findPersonByCard(reader, code.value)
  const line = found && (await findPersonLine(reader, found.id, 'visit'))
  return line ? done(line) : refused('card-unknown')
}

export type VisitRefusal = CardRefusal | 'no-centre' | 'purpose-unknown' | 'age-band-unknown' | 'customer-unknown'

/** Writes one arrival down and gives it a ticket. Without a card it is anonymous. */
export async function logVisit(tx: Tx, country: Country, visit: NewVisit): Promise<Outcome<{ id: string; ticket: number }, VisitRefusal>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId) return refused('no-centre')
  if (!country.lists.get('visit-purpose')?.some(({ code }) => code === visit.purpose)) return refused('purpose-unknown')
  if (visit.age_band !== 'not-stated' && !country.ageBands.some(({ code }) => code === visit.age_band)) return refused('age-band-unknown')
  const visitor = await findVisitor(tx, visit)
  if (!visitor.ok) return visitor
  const person = visitor.value
  if (visit.employer && !(await isInReach(tx, { kind: 'employer', id: visit.employer }))) return refused('customer-unknown')
  const id = newId()
  const ticket = await takeTickets(tx, actor.centreId, today)
  await tx.db
    .insertInto('visit')
    .values({
      id, created_at: now, created_by: actor.accountId, stat_key: newId(), centre_id: actor.centreId, visited_on: today, entered_on: today, ticket, arrived_at: now,
      audience: visit.audience, sex: sexOf(visit.sex, person), age_band: person && person.ageYears !== null ? ageBandOf(person.ageYears, country.ageBands) : visit.age_band,
      purposes: [visit.purpose], person_id: person?.id ?? null, employer_id: person ? null : (visit.employer ?? null),
    })
    .execute()
  if (person) await recordContactDay(tx, person.id)
  tx.note({ action: 'visit.log', subjectKind: person ? 'person' : 'visit', subjectId: person?.id ?? id, fields: ['audience', 'sex', 'age_band', 'purposes'] })
  return done({ id, ticket })
}

const sexOf = (told: Sex, person: PersonLine | undefined): string => (told === 'not-stated' && person ? person.sex : told)

async function findVisitor(tx: Tx, { card, person }: NewVisit): Promise<Outcome<PersonLine | undefined, VisitRefusal>> {
  if (card) return readCard(tx, card)
  if (!person) return done(undefined)
  const line = await findPersonLine(tx, person, 'visit')
  return line ? done(line) : refused('customer-unknown')
}

/** Calls a visitor or writes down how the visit ended. */
export async function moveVisit(tx: Tx, id: string, step: VisitStep): Promise<Outcome<VisitState, 'not-found' | 'already-closed' | 'already-called'>> {
  const visit = await findVisit(tx, id)
  if (!visit || visit.centre_id !== tx.context.actor.centreId) return refused('not-found')
  const moved = rules.takeStep(visit.state, step)
  if (!moved.ok) return moved
  const { now } = tx.context
  const changed = await tx.db
    .updateTable('visit')
    .set((e) => ({
      state: moved.value, version: e('version', '+', 1),
      ...(visit.called_at === null && step !== 'leave' ? { called_at: now } : {}),
      ...(step === 'call' ? {} : { left_at: now }),
    }))
    .where('id', '=', id)
    .where('version', '=', visit.version)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('already-closed')
  tx.note({ action: `visit.${step}`, subjectKind: 'visit', subjectId: id, fields: ['state'] })
  return moved
}

/** Says who the visitor is, by card. A visit that knows its person keeps it. */
export async function identifyVisit(tx: Tx, country: Country, id: string, cardText: string): Promise<Outcome<void, 'not-found' | 'already-identified' | CardRefusal>> {
  const visit = await findVisit(tx, id)
  if (!visit || visit.centre_id !== tx.context.actor.centreId) return refused('not-found')
  if (visit.person_id !== null || visit.employer_id !== null) return refused('already-identified')
  const card = await readCard(tx, cardText)
  if (!card.ok) return card
  const person = card.value
  const changed = await tx.db
    .updateTable('visit')
    .set((e) => ({
      person_id: person.id, audience: 'jobseeker', sex: sexOf(visit.sex, person), version: e('version', '+', 1),
      ...(person.ageYears === null ? {} : { age_band: ageBandOf(person.ageYears, country.ageBands) }),
    }))
    .where('id', '=', id)
    .where('person_id', 'is', null)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) return refused('already-identified')
  await recordContactDay(tx, person.id)
  tx.note({ action: 'visit.identify', subjectKind: 'person', subjectId: person.id, fields: ['person_id', 'sex', 'age_band'] })
  return done()
}
