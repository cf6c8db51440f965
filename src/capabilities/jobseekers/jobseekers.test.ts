import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { newId } from '../../kernel/id'

let app: TestApp
let counsellor: Visitor & { accountId: string }
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
})
afterAll(() => app.close())

type Answers = Record<string, string | readonly string[] | undefined>
/** Invented names; the eight questions of the shortest registration. */
const answers = (more: Answers = {}): Answers => ({
  nameLatin: 'Bopha Lantern', sex: 'F', birth: '1990', district: '0101', wanted: 'sewing', noContactReason: 'no-phone', language: 'en', 'consent-matching': 'yes', ...more,
})
const idOf = (location: string) => /jobseekers\/([0-9a-f-]{36})/.exec(location)?.[1] ?? ''
const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

async function register(more: Answers = {}, by: Visitor = counsellor): Promise<string> {
  const reply = await by.post('/en/jobseekers/new', answers({ duplicates: 'different', ...more }))
  if (reply.status !== 303) {
    // The pairs that the page showed are decided as different.
    const seen = [...reply.text.matchAll(/name="seen" value="([^"]+)"/g)].map(([, id]) => id ?? '')
    const again = await by.post('/en/jobseekers/new', answers({ duplicates: 'different', seen, ...more }))
    expect(again.status, plain(again.text)).toBe(303)
    return idOf(again.location)
  }
  return idOf(reply.location)
}
const versionOf = (text: string) => /name="_version" value="(\d+)"/.exec(text)?.[1] ?? ''
const store = <Row>(query: ReturnType<typeof sql>) => app.db.wholeStore((db) => query.execute(db)).then(({ rows }) => rows as Row[])

describe('registering at the counter', () => {
  it('takes a person with one name, no phone and no document, and opens every page about them', async () => {
    const id = await register({ nameLatin: 'Quillfeather', nameNative: '' })
    const person = await counsellor.get(`/en/jobseekers/${id}?registered=yes`)
    expect(person.text).toContain('Quillfeather')
    expect(person.text).toContain(`/en/services/new?person=${id}`)
    expect(person.text).toContain(`/en/referrals/new?person=${id}`)
    for (const lang of ['en', 'km', 'lo']) {
      for (const path of ['', '/about', '/history', '/consents', '/access', '/summary', '/cv', '/slip', '/registration', '/review', '/groups', '/groups?purpose=counselling', '/occupation']) {
        expect((await counsellor.get(`/${lang}/jobseekers/${id}${path}`)).status, path).toBe(200)
      }
    }
    const [registration] = await store<Record<string, unknown>>(sql`select event, channel, state, accepted_on, expires_on from registration where person_id = ${id}`)
    expect(registration).toEqual({ event: 'new', channel: 'counter', state: 'active', accepted_on: '2026-11-23', expires_on: '2027-05-23' })
    expect(await store(sql`select account_id from caseload where person_id = ${id} and to_day is null`)).toEqual([{ account_id: counsellor.accountId }])
  })

  it('keeps what was typed, tells every fault at once, and writes nothing', async () => {
    const reply = await counsellor.post('/en/jobseekers/new', answers({ nameLatin: 'Keepsake Person', birth: '31/02/1999', sex: undefined, district: undefined, noContactReason: undefined, phone: '' }))
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('value="Keepsake Person"')
    expect(plain(reply.text)).toContain('31 February does not exist. Write the day as 28/02/1999 or 1999-02-28.')
    for (const field of ['sex', 'district', 'phone']) expect(reply.text, field).toContain(`href="#${field}"`)
    expect(await store(sql`select 1 from person_name where name_latin = 'Keepsake Person'`)).toEqual([])
  })

  it('saves a phone that cannot be called and says so', async () => {
    const id = await register({ nameLatin: 'Shortline Caller', phone: '12 345' })
    expect((await counsellor.get(`/en/jobseekers/${id}/about`)).text).toContain('cannot be called; please check')
  })

  it('makes one person of a form that is sent twice', async () => {
    const form = answers({ nameLatin: 'Doubleclick Once', _key: newId(), duplicates: 'different' })
    const [first, second] = [await counsellor.post('/en/jobseekers/new', form), await counsellor.post('/en/jobseekers/new', form)]
    expect(second.location).toBe(first.location)
    expect(await store(sql`select 1 from person_name where name_latin = 'Doubleclick Once'`)).toHaveLength(1)
  })

  it('shows a likely double before saving, with three ways on, and stores what was decided', async () => {
    const first = await register({ nameNative: 'សុខ សុភា', nameLatin: '', birth: '04/05/1990' })
    const typed = answers({ nameLatin: 'SOPHIA SOKH', birth: '04/05/1990', district: '0101' })
    const shown = await counsellor.post('/en/jobseekers/new', typed)
    expect(shown.status).toBe(422)
    expect(shown.text).toContain(`/en/jobseekers/${first}`)
    expect(plain(shown.text)).toContain('Same person, open it')
    const unseen = await counsellor.post('/en/jobseekers/new', { ...typed, duplicates: 'different' })
    expect(unseen.status).toBe(422)
    const later = await counsellor.post('/en/jobseekers/new', { ...typed, duplicates: 'later', seen: first })
    expect(later.status).toBe(303)
    const [pair] = await store<Record<string, unknown>>(sql`select other_id, decision, due_on from duplicate_pair where person_id = ${idOf(later.location)}`)
    expect(pair).toEqual({ other_id: first, decision: null, due_on: '2026-11-26' })
    const decided = await counsellor.post(`/en/jobseekers/${idOf(later.location)}/review/pairs`, { decision: 'different' })
    expect(decided.status).toBe(303)
    expect((await counsellor.get(`/en/jobseekers/${idOf(later.location)}/review`)).text).not.toContain(`/jobseekers/${first}"`)
  })

  it('leads to the holder of a document here, and elsewhere names the centre but not the person', async () => {
    const document = { documentType: 'national-id', documentNumber: 'Z12345678', documentSeen: 'yes' }
    const holder = await register({ nameLatin: 'Cardholder Prime', ...document })
    const here = await counsellor.post('/en/jobseekers/new', answers({ nameLatin: 'Another Hopeful', ...document, documentNumber: 'z១២៣៤៥៦៧៨' }))
    expect(here.status).toBe(422)
    expect(plain(here.text)).toContain('This card belongs to a person already registered at Centre A.')
    expect(here.text).toContain(`/en/jobseekers/${holder}`)
    const other = await app.as('counsellor', { centre: 'B' })
    const there = await other.post('/en/jobseekers/new', answers({ nameLatin: 'Another Hopeful', ...document }))
    expect(plain(there.text)).toContain('already registered at another centre (Centre A)')
    expect(there.text).not.toContain(holder)
    expect(plain((await other.get('/en/jobseekers?q=Z12345678')).text)).toContain('held by a person registered at Centre A')
    const paper = { documentType: 'national-id', documentNumber: 'Z12345678' }
    expect((await other.post('/en/jobseekers/open', paper)).status).toBe(422)
    expect((await other.post('/en/jobseekers/open', { ...paper, documentNumber: 'Z12345679', present: 'yes' })).status).toBe(422)
    expect((await other.get(`/en/jobseekers/${holder}`)).status).toBe(404)
    expect((await other.post('/en/jobseekers/open', { ...paper, present: 'yes' })).location).toContain(holder)
    expect(plain((await other.get(`/en/jobseekers/${holder}/access`)).text)).toContain('Opened the record at another centre')
    expect((await other.get('/en/jobseekers?q=Cardholder')).text).toContain(holder)
    expect((await counsellor.get('/en/jobseekers?q=Cardholder')).text).toContain(holder)
  })

  it('tells a second centre that somebody alike is known, with score and fields, never who', async () => {
    const id = await register({ nameLatin: 'Thornberry Vale', birth: '01/02/1988', phone: '012 345 678' })
    const other = await app.as('counsellor', { centre: 'B' })
    const shown = await other.post('/en/jobseekers/new', answers({ nameLatin: 'Thornberry Vale', birth: '01/02/1988', phone: '012345678' }))
    expect(shown.status).toBe(422)
    expect(plain(shown.text)).toContain('A person at Centre A: score 99; agrees: name, birth, phone, place')
    expect(shown.text).not.toContain(id)
  })

  it('leaves one person when many register the same document at once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) =>
      counsellor.post('/en/jobseekers/new', answers({ nameLatin: `Racer Lane${String.fromCharCode(97 + i)}`, documentType: 'passport', documentNumber: 'ZP7654321', duplicates: 'later' }))))
    expect(replies.filter(({ status }) => status === 303).length).toBeLessThanOrEqual(1)
    expect(replies.every(({ status }) => status < 500)).toBe(true)
    expect(await store(sql`select 1 from identity_document where type = 'passport'`)).toHaveLength(1)
  })

  it('registers somebody below the working age for advice only: no matching', async () => {
    const id = await register({ nameLatin: 'Youngling Reed', birth: '13' })
    expect(plain((await counsellor.get(`/en/jobseekers/${id}`)).text)).toContain('below the working age of 15')
    expect(await store(sql`select purpose from consent where person_id = ${id}`)).toEqual([])
  })
})

describe('finding', () => {
  it('finds by card, phone, document and name in any script, in the own centre only', async () => {
    const id = await register({ nameNative: 'វុទ្ធី', nameLatin: '', phone: '097 123 4567', documentType: 'national-id', documentNumber: 'Z87654321' })
    const [{ card } = { card: '' }] = await store<{ card: string }>(sql`select card_number as card from person where id = ${id}`)
    const typed = [card, `${card.slice(0, 4)}-${card.slice(4, 8)}-${card.slice(8)}`.toLowerCase(), '០៩៧ ១២៣ ៤៥៦៧', '+855 97 123 4567', 'Z-8765 4321', 'Wuthy', 'វុទ្ធី']
    for (const q of typed) expect((await counsellor.get(`/en/jobseekers?q=${encodeURIComponent(q)}`)).text, q).toContain(`/en/jobseekers/${id}`)
    const other = await app.as('chief', { centre: 'B' })
    for (const q of typed) expect((await other.get(`/en/jobseekers?q=${encodeURIComponent(q)}`)).text, q).not.toContain(id)
    expect((await other.get(`/en/jobseekers/${id}`)).status).toBe(404)
    expect((await other.post(`/en/jobseekers/${id}/notes`, { body: 'x' })).status).toBe(404)
  })

  it('carries what was typed over to the registration', async () => {
    const none = await counsellor.get('/en/jobseekers?q=Zweibrucken')
    expect(none.text).toContain('/en/jobseekers/new?typed=Zweibrucken')
    expect((await counsellor.get('/en/jobseekers/new?typed=Zweibrucken')).text).toContain('value="Zweibrucken"')
  })

  it('writes down each person shown, with actor and purpose', async () => {
    const id = await register({ nameLatin: 'Watchful Ember' })
    await counsellor.get('/en/jobseekers?q=Watchful+Ember')
    const seen = await store<{ action: string; purpose: string; basis: string }>(sql`select action, purpose, basis from audit_entry where subject_id = ${id} and actor_id = ${counsellor.accountId} and action = 'person.view'`)
    expect(seen).toContainEqual({ action: 'person.view', purpose: 'registration', basis: 'assignment' })
    expect(plain((await counsellor.get(`/en/jobseekers/${id}/access`)).text)).toContain('Opened the record')
  })
})

describe('editing', () => {
  it('saves each part, and finds the person under the new name', async () => {
    const id = await register({ nameLatin: 'Oldname Holder' })
    const edit = async (part: string, fields: Record<string, string | readonly string[]>) => {
      const form = await counsellor.get(`/en/jobseekers/${id}/edit/${part}`)
      expect(form.status, part).toBe(200)
      const reply = await counsellor.post(`/en/jobseekers/${id}/edit/${part}`, { _version: versionOf(form.text), ...fields })
      expect(reply.status, `${part}: ${plain(reply.text).slice(0, 1500)}`).toBe(303)
    }
    await edit('name', { nameLatin: 'Freshname Bearer' })
    await edit('birth', { sex: 'M', birth: '22/11/1985', language: 'km' })
    await edit('place', { district: '0101', commune: '010102', address: 'behind the mill' })
    await edit('contacts', { kind1: 'phone', value1: '012 777 888', owner1: 'self', kind2: 'person-to-call', value2: 'Aunt', owner2: 'relative' })
    await edit('document', { documentType: 'national-id', documentNumber: 'Z11112222', documentSeen: 'yes' })
    await edit('wishes', { title1: 'tailor', isco1: '7531', title2: 'driver', reach: 'anywhere', wageMin: '200', wageCurrency: 'USD', wagePeriod: 'month', contracts: ['permanent'] })
    await edit('education', { education1: 'primary', year1: '2002' })
    await edit('experience', { title1: 'sewing at home', years1: '3', isco1: '7531' })
    await edit('skills', { skills: [app.country.skills[0]?.code ?? '', app.country.skills[1]?.code ?? ''], otherSkills: 'kites\nlanterns' })
    await edit('languages', { language1: app.country.languagesSpoken[0]?.code ?? '', spoken1: 'C2', written1: 'B1' })
    await edit('work-status', { withoutWork: 'yes', available: 'yes', searching: 'no' })
    await edit('needs', { needs: ['large-print'] })
    await edit('counsellor', { counsellor: counsellor.accountId })
    const found = await counsellor.get('/en/jobseekers?q=Freshname')
    expect(found.text).toContain(id)
    const page = plain((await counsellor.get(`/en/jobseekers/${id}/about`)).text)
    expect(page).toContain('earlier: Oldname Holder')
    expect(page).toContain('•••• 222')
    expect(page).not.toContain('Z11112222')
    const uncoded = await counsellor.get(`/en/jobseekers/${id}/occupation`)
    const wish = /name="code-([0-9a-f-]+)"/.exec(uncoded.text)?.[1] ?? ''
    expect((await counsellor.post(`/en/jobseekers/${id}/occupation`, { [`code-${wish}`]: 'typed', [`typed-${wish}`]: '9999' })).status).toBe(422)
    expect((await counsellor.post(`/en/jobseekers/${id}/occupation`, { [`code-${wish}`]: 'typed', [`typed-${wish}`]: '8322' })).status).toBe(303)
    expect(await store(sql`select isco from wish where person_id = ${id} and ended_on is null order by sort`)).toEqual([{ isco: '7531' }, { isco: '8322' }])
  })

  it('shows both versions when somebody else saved meanwhile, and loses neither', async () => {
    const id = await register({ nameLatin: 'Contested Name' })
    const version = versionOf((await counsellor.get(`/en/jobseekers/${id}/edit/name`)).text)
    const colleague = await app.as('counsellor')
    await colleague.post(`/en/jobseekers/${id}/edit/name`, { _version: version, nameLatin: 'Colleague Choice' })
    const mine = await counsellor.post(`/en/jobseekers/${id}/edit/name`, { _version: version, nameLatin: 'Counsellor Choice' })
    expect(mine.status).toBe(409)
    expect(mine.text).toContain('Colleague Choice')
    expect(mine.text).toContain('Counsellor Choice')
    const chosen = await counsellor.post(`/en/jobseekers/${id}/edit/name`, { _version: versionOf(mine.text), nameLatin: 'Counsellor Choice' })
    expect(chosen.status).toBe(303)
  })

  it('refuses a commune of another district and an amount whose digits do not fit', async () => {
    const id = await register({ nameLatin: 'Wrongplace Finder' })
    const version = versionOf((await counsellor.get(`/en/jobseekers/${id}/edit/place`)).text)
    const place = await counsellor.post(`/en/jobseekers/${id}/edit/place`, { _version: version, district: '0102', commune: '010101' })
    expect(plain(place.text)).toContain('Bluekite lies in Pinegate, not in Cloudmound. Which is right?')
    const wage = await counsellor.post(`/en/jobseekers/${id}/edit/wishes`, { _version: version, title1: 'driver', wageMin: '16,8000', wageCurrency: 'KHR' })
    expect(plain(wage.text)).toContain('Did you mean 16,800 / 168,000?')
  })
})

describe('the spell of a registration', () => {
  it('ends, is opened again as a reactivation, and renews once in 180 days', async () => {
    const id = await register({ nameLatin: 'Returning Swallow' })
    expect((await counsellor.post(`/en/jobseekers/${id}/registration/end`, {})).status).toBe(422)
    expect((await counsellor.post(`/en/jobseekers/${id}/registration/end`, { reason: 'found-work-alone' })).status).toBe(303)
    expect((await counsellor.post(`/en/jobseekers/${id}/registration/renew`, { how: 'phone' })).status).toBe(422)
    expect((await counsellor.post(`/en/jobseekers/${id}/registration/again`, {})).status).toBe(303)
    await counsellor.post(`/en/jobseekers/${id}/registration/renew`, { how: 'phone' })
    expect(await store(sql`select counts from renewal where person_id = ${id}`)).toEqual([{ counts: false }])
    expect(await store(sql`select event, state from registration where person_id = ${id} order by created_at, id`)).toEqual([{ event: 'new', state: 'ended' }, { event: 'reactivation', state: 'active' }])
    expect(await store(sql`select event, channel from fact_registration f join person p on p.stat_key = f.person_key where p.id = ${id} order by event`)).toEqual([
      { event: 'new', channel: 'counter' }, { event: 'reactivation', channel: 'counter' }, { event: 'renewal', channel: null },
    ])
  })
})
