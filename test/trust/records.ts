import { sql } from 'kysely'
import { keysOf } from '../../src/capabilities/jobseekers/search-keys'
import { newPublicCode } from '../../src/kernel/code'
import { newId } from '../../src/kernel/id'
import type { TestApp } from '../harness/app'

/** One of each record of a centre. The strings are canaries: they may surface in the own centre only. */
export interface CentreRecords {
  centre: string
  person: string
  registration: string
  employer: string
  vacancy: string
  vacancyCode: string
  referral: string
  referralCode: string
  placement: string
  visit: string
  service: string
  slot: string
  appointment: string
  group: string
  cardNumber: string
  /** Words that stand in no page of another centre. */
  canaries: readonly string[]
}

export interface Records {
  A: CentreRecords
  B: CentreRecords
  /** Every id and code of both. */
  ids: string[]
}

/** A person, an employer, a published vacancy, a referral, a placement, a visit, a service and an appointment at each of two centres. */
export async function plantRecords(app: TestApp): Promise<Records> {
  const accounts = { A: (await app.as('counsellor', { centre: 'A' })).accountId, B: (await app.as('counsellor', { centre: 'B' })).accountId }
  const A = await plantAt(app, 'A', accounts.A)
  const B = await plantAt(app, 'B', accounts.B)
  const ids = [A, B].flatMap((one) => Object.values(one).filter((value): value is string => typeof value === 'string'))
  return { A, B, ids }
}

async function plantAt(app: TestApp, name: 'A' | 'B', account: string): Promise<CentreRecords> {
  const centre = app.centres[name]
  const now = app.now()
  const day = app.today()
  const word = name === 'A' ? 'Kondreya' : 'Zephyrine'
  const native = name === 'A' ? 'ចាន់កណ្ឌារា' : 'ហ្សេហ្វីរីន'
  const phone = name === 'A' ? '012777001' : '012888002'
  const e164 = `+855${phone.slice(1)}`
  const made = { created_at: now, created_by: account }
  const r = {
    centre, person: newId(), registration: newId(), employer: newId(), vacancy: newId(), referral: newId(), placement: newId(), visit: newId(), service: newId(),
    slot: newId(), appointment: newId(), group: newId(), vacancyCode: String(newPublicCode()), referralCode: String(newPublicCode()), cardNumber: String(newPublicCode()),
  }
  const person = { person_id: r.person }
  await app.db.wholeStore(async (store) => {
    const put = (table: string, row: Record<string, unknown>) =>
      sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((column) => sql.ref(column)))}) values (${sql.join(Object.values(row))})`.execute(store)
    await put('person', { id: r.person, ...made, card_number: r.cardNumber, stat_key: newId(), sex: 'F', birth_date: '1999-04-05', language: 'en', state: 'current' })
    await put('person_centre', { id: newId(), ...person, centre_id: centre, how: 'registered', opened_at: now, opened_by: account })
    await put('person_name', { id: newId(), ...made, ...person, name_native: native, native_script: 'khmr', name_latin: `${word} Person` })
    await put('person_contact', { id: newId(), ...made, ...person, kind: 'phone', value: phone, e164 })
    await put('person_place', { id: newId(), ...made, ...person, kind: 'current', province_code: '01', district_code: '0101', since: day })
    await put('wish', { id: newId(), ...made, ...person, title_typed: `${word} wish` })
    await put('registration', { id: r.registration, ...made, ...person, centre_id: centre, event: 'new', channel: 'counter', state: 'active', submitted_on: day, accepted_on: day, accepted_by: account, last_contact_on: day, expires_on: '2027-05-22' })
    await put('caseload', { id: newId(), ...made, ...person, centre_id: centre, account_id: account, kind: 'main', from_day: day })
    await put('person_note', { id: newId(), ...made, ...person, centre_id: centre, body: `${word} note of the counsellor` })
    const birth = { birthDate: '1999-04-05' as never, birthYear: null, ageStated: null, ageStatedOn: null }
    for (const key of keysOf({ cardNumber: r.cardNumber, names: [`${word} Person`, native], phones: [e164], sex: 'F', birth, provinceCode: '01' })) {
      await sql`insert into person_key (centre_id, key, person_id) values (${centre}, ${key}, ${r.person}) on conflict do nothing`.execute(store)
    }
    await put('employer', { id: r.employer, ...made, code: String(newPublicCode()), stat_key: newId(), centre_id: centre, owner_id: account, name_latin: `${word} Works`, registered_on: day, state: 'verified', verified_on: day, valid_until: '2027-11-23' })
    await put('employer_contact', { id: newId(), ...made, employer_id: r.employer, centre_id: centre, name: `${word} Contact`, phone: phone.replace('777', '779'), phone_e164: e164 })
    await put('vacancy', {
      id: r.vacancy, ...made, code: r.vacancyCode, stat_key: newId(), employer_id: r.employer, centre_id: centre, owner_id: account, origin: 'counter', title_en: `Mason ${name}`, title_km: 'ជាងសំណង់', posts: 3,
      contract: 'open-ended', province_code: '01', district_code: '0101', state: 'published', received_on: day, published_on: day, valid_until: '2026-12-20', duties: 'builds walls', requirements: 'none',
    })
    await put('vacancy_posts_change', { id: newId(), ...made, vacancy_id: r.vacancy, centre_id: centre, day, delta: 3, kind: 'received' })
    const consent = newId()
    await put('consent', { id: consent, ...made, ...person, centre_id: centre, purpose: 'share-with-employer', scope_kind: 'vacancy', scope_id: r.vacancy, text_version: 1, language: 'en', answer: 'given', method: 'screen', at: now })
    await put('referral', {
      id: r.referral, ...made, code: r.referralCode, stat_key: newId(), ...person, vacancy_id: r.vacancy, employer_id: r.employer, centre_id: centre, origin: 'counsellor', made_on: day, made_by: account, consent_id: consent,
      state: 'sent', sent_on: day, due_on: '2026-11-27', due_kind: 'employer-answers', due_owner: account,
    })
    await put('disclosure', { id: newId(), ...person, centre_id: centre, recipient_kind: 'employer', recipient_id: r.employer, fields: ['name', 'phone'], purpose: 'referral', consent_id: consent, at: now })
    await put('placement', {
      id: r.placement, ...made, code: String(newPublicCode()), stat_key: newId(), ...person, employer_id: r.employer, centre_id: centre, kind: 'employment', start_date: '2026-11-02', recorded_by: account, recorded_party: 'counsellor', level: 'reported', state: 'started',
    })
    await put('visit', { id: r.visit, ...made, stat_key: newId(), centre_id: centre, visited_on: day, ticket: 900, arrived_at: now, audience: 'jobseeker', sex: 'F', age_band: '25-29', purposes: ['register'], ...person })
    await put('service_event', { id: r.service, ...made, stat_key: newId(), centre_id: centre, account_id: account, service_code: 'REG', audience: 'jobseeker', ...person, given_on: day, channel: 'counter', source: 'automatic', source_kind: 'registration', source_id: r.registration })
    await put('appointment_slot', { id: r.slot, ...made, centre_id: centre, day: '2026-11-24', starts: '09:00', minutes: 30, capacity: 2, taken: 1 })
    await put('appointment', { id: r.appointment, ...made, stat_key: newId(), centre_id: centre, slot_id: r.slot, ...person, purpose: 'counselling', channel: 'counter', state: 'booked' })
    await put('group_session', { id: r.group, ...made, centre_id: centre, account_id: account, service_code: 'JSW', topic: `${word} session`, held_on: day, seats: 10 })
    await sql`insert into visit_counter (centre_id, day, last_ticket) values (${centre}, ${day}, 900)`.execute(store)
  })
  return { ...r, canaries: [`${word} Person`, native, phone, `${word} wish`, `${word} note`, r.person, r.cardNumber] }
}
