import { newPublicCode, formatPublicCode } from '../../src/kernel/code'
import { newId } from '../../src/kernel/id'
import type { TestApp } from '../harness/app'

export interface TestPerson {
  id: string
  card: string
  statKey: string
}

/** A person whom the centres serve, with an active registration at the first of them. */
export async function aPerson(app: TestApp, given: { sex?: 'F' | 'M'; birthYear?: number; name?: string; centres?: readonly ('A' | 'B')[]; counsellor?: string; phone?: string } = {}): Promise<TestPerson> {
  const { sex = 'F', birthYear = 1999, name = 'Sok Dara', centres = ['A'], counsellor, phone } = given
  const id = newId()
  const code = newPublicCode()
  const statKey = newId()
  const centreId = app.centres[centres[0] ?? 'A']
  const at = app.now()
  await app.db.wholeStore(async (db) => {
    await db.insertInto('person').values({ id, created_at: at, card_number: code, stat_key: statKey, sex, birth_year: birthYear, language: 'en' }).execute()
    await db.insertInto('person_name').values({ id: newId(), created_at: at, person_id: id, name_latin: name, family_latin: name.split(' ')[0] ?? null, given_latin: name.split(' ')[1] ?? null }).execute()
    for (const centre of centres) {
      await db.insertInto('person_centre').values({ id: newId(), person_id: id, centre_id: app.centres[centre], how: 'registered', opened_at: at }).execute()
    }
    await db
      .insertInto('registration')
      .values({ id: newId(), created_at: at, person_id: id, centre_id: centreId, event: 'new', channel: 'counter', state: 'active', submitted_on: app.today(), accepted_on: app.today(), expires_on: app.today() })
      .execute()
    if (counsellor) {
      await db.insertInto('caseload').values({ id: newId(), created_at: at, person_id: id, centre_id: centreId, account_id: counsellor, kind: 'main', from_day: app.today() }).execute()
    }
    if (phone) {
      await db.insertInto('person_contact').values({ id: newId(), created_at: at, person_id: id, kind: 'phone', value: phone, e164: phone, owner: 'self' }).execute()
      await db.insertInto('consent').values({ id: newId(), created_at: at, person_id: id, centre_id: centreId, purpose: 'contact-sms', text_version: 1, language: 'en', answer: 'given', method: 'screen', at }).execute()
    }
  })
  return { id, card: formatPublicCode(code), statKey }
}

/** Many people with an agreed next step each, on the desk of one counsellor. */
export async function aCaseload(app: TestApp, count: number, accountId: string): Promise<void> {
  const at = app.now()
  const ids = Array.from({ length: count }, () => newId())
  const centre_id = app.centres.A
  await app.db.wholeStore(async (db) => {
    await db.insertInto('person').values(ids.map((id) => ({ id, created_at: at, card_number: newPublicCode(), stat_key: newId(), sex: 'F', birth_year: 1990, language: 'en' }))).execute()
    await db.insertInto('person_name').values(ids.map((id, i) => ({ id: newId(), created_at: at, person_id: id, name_latin: `Sok Dara ${i}` }))).execute()
    await db.insertInto('person_centre').values(ids.map((id) => ({ id: newId(), person_id: id, centre_id, how: 'registered', opened_at: at }))).execute()
    await db.insertInto('caseload').values(ids.map((id) => ({ id: newId(), created_at: at, person_id: id, centre_id, account_id: accountId, kind: 'main', from_day: app.today() }))).execute()
    await db
      .insertInto('service_event')
      .values(
        ids.map((id, i) => ({
          id: newId(), created_at: at, stat_key: newId(), centre_id, account_id: accountId, service_code: 'CNS', audience: 'jobseeker', person_id: id, given_on: app.today(),
          channel: 'counter', source: 'manual', next_step: `Step ${i}`, next_due_on: app.today(),
        })),
      )
      .execute()
  })
}

/** The rows of a fact view, as statistics see them. */
export const factsOf = <Row>(app: TestApp, view: 'fact_visit' | 'fact_service' | 'fact_appointment'): Promise<Row[]> =>
  app.db.statistics(async ({ db }) => (await db.selectFrom(view as never).selectAll().execute()) as Row[])
