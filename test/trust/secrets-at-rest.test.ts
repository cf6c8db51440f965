import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listWholeTables, snapshot } from '../../src/app/operate/backup'
import { readTable } from '../../src/app/operate/content-hash'
import { recordConsent } from '../../src/capabilities/jobseekers/index'
import { newId } from '../../src/kernel/id'
import { foldDigits } from '../../src/platform/text/numbers'
import { freshApp, type TestApp, type Visitor } from '../harness/app'
import { plantRecords, type Records } from './records'

let app: TestApp
let records: Records
let counsellor: Visitor
let employer: Visitor
const number = 'Z73920461'
const special = { need: 'Quezzle ramp', note: 'Quezzle hears voices', group: 'quezzle-group' }

beforeAll(async () => {
  app = await freshApp()
  records = await plantRecords(app)
  counsellor = await app.as('counsellor')
  employer = await app.byPhone({ employerId: records.A.employer })
  await app.db.wholeStore(async (store) => {
    const base = { created_at: app.now(), person_id: records.A.person }
    await store.insertInto('accommodation_need').values({ id: newId(), ...base, code: special.need, note: special.note }).execute()
  })
})
afterAll(() => app.close())

/** Everything in the store as plain text: what a dump without encryption would hold. */
const dump = () =>
  snapshot(app.db, async (store) => {
    let text = ''
    for (const table of await listWholeTables(store)) for await (const piece of readTable(store, table)) text += piece.json
    return text
  })

describe('identity numbers (Z8)', () => {
  it('are nowhere readable: not in a dump, not in an index, not in the log', async () => {
    const reply = await counsellor.post('/en/jobseekers/new', {
      nameLatin: 'Ozvanni Trelikor', sex: 'F', birth: '1983', district: '0101', wanted: 'Mason', language: 'en', noContactReason: 'no-phone', documentType: 'national-id', documentNumber: `z ${number.slice(1, 5)} ${number.slice(5)}`,
      documentSeen: 'yes', consentMethod: 'screen', 'consent-matching': 'yes', 'consent-contact-sms': 'no', 'consent-contact-phone': 'no', 'consent-survey-invitation': 'no',
    })
    expect(reply.status).toBe(303)
    const text = await dump()
    expect(text).toContain('Ozvanni')
    for (const form of [number, number.slice(1), `${number.slice(1, 5)} ${number.slice(5)}`, Buffer.from(number).toString('base64').slice(0, 10), Buffer.from(number).toString('hex')]) expect(foldDigits(text).includes(form), form).toBe(false)
    expect(JSON.stringify(app.logged)).not.toContain(number.slice(1))
  })

  it('would be found in a plain column (control)', async () => {
    await app.db.wholeStore((store) => store.insertInto('person_note').values({ id: newId(), created_at: app.now(), person_id: records.A.person, centre_id: records.A.centre, body: number }).execute())
    expect(await dump()).toContain(number)
    await app.db.wholeStore((store) => sql`delete from person_note where body = ${number}`.execute(store))
  })

  it('and special data stand in no list, no employer view and no default export', async () => {
    const pages: [string, Visitor][] = [
      ['/en/jobseekers', counsellor], ['/en/jobseekers?q=Kondreya', counsellor], ['/en/desk', counsellor], ['/en/visits', counsellor], ['/en/visits/list', counsellor], ['/en/appointments', counsellor], ['/en/referrals', counsellor],
      ['/en/placements', counsellor], [`/en/vacancies/${records.A.vacancy}/candidates`, counsellor], ['/en/employer', employer], ['/en/employer/candidates', employer], ['/en/employer/placements', employer], ['/en/employer/vacancies', employer],
    ]
    const seen: string[] = []
    let opened = 0
    for (const [path, visitor] of pages) {
      const reply = await visitor.get(path)
      if (reply.status === 200) opened += 1
      for (const word of [special.need, special.note, number, number.slice(1)]) if (reply.text.includes(word)) seen.push(`${path}: ${word}`)
    }
    expect(seen).toEqual([])
    expect(opened).toBeGreaterThan(9)
    const candidates = await employer.get('/en/employer/candidates')
    expect(candidates.text).toContain('Kondreya')
  })
})

describe('a disclosure (Z9)', () => {
  const orphans = () =>
    app.db.wholeStore(async (store) => {
      const { rows } = await sql<{ id: string }>`select d.id from disclosure d left join consent c on c.id = d.consent_id
        where (d.consent_id is null and d.basis is null) or (d.consent_id is not null and (c.id is null or c.person_id <> d.person_id or c.answer <> 'given'
          or d.at < c.at or d.at > coalesce(c.withdrawn_at, 'infinity')))`.execute(store)
      return rows.length
    })

  it('always names its consent or its basis', async () => {
    await employer.get('/en/employer/candidates')
    expect(await orphans()).toBe(0)
    await expect(app.db.wholeStore((store) => store.insertInto('disclosure').values({ id: newId(), person_id: records.A.person, recipient_kind: 'employer', recipient_id: 'x', fields: [], purpose: 'referral', at: app.now() }).execute())).rejects.toMatchObject({ code: '23514' })
  })

  it('is refused once the consent was taken back, and the employer sees the person no more at the next look', async () => {
    expect((await employer.get('/en/employer/candidates')).text).toContain('Kondreya Person')
    await app.asSystem((tx) =>
      recordConsent(tx, app.platform, { personId: records.A.person, purpose: 'share-with-employer', scope: { kind: 'vacancy', id: records.A.vacancy }, answer: 'refused', method: 'screen', language: 'en' }),
    )
    for (const path of ['/en/employer/candidates', '/en/employer', '/en/employer/placements']) expect((await employer.get(path)).text, path).not.toContain('012777001')
    expect((await employer.get('/en/employer/candidates')).text).not.toContain('Kondreya Person')
    expect(await orphans()).toBe(0)
  })

  it('without its rules would be noticed (control)', async () => {
    await app.db.engine.script(`do $$ declare c record; begin for c in select conname from pg_constraint where conrelid = 'disclosure'::regclass and contype = 'c' loop execute format('alter table disclosure drop constraint %I', c.conname); end loop; end $$`)
    await app.db.wholeStore((store) => store.insertInto('disclosure').values({ id: newId(), person_id: records.A.person, recipient_kind: 'employer', recipient_id: 'x', fields: [], purpose: 'referral', at: app.now() }).execute())
    expect(await orphans()).toBe(1)
  })
})
