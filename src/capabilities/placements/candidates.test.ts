import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import { aPerson, anEmployer, aVacancy, messagesAbout, plain } from './test-parties'

let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let vacancy: string
let people: string[]
const names = ['Sokha Lantern', 'Maly Lantern', 'Noy Lantern']
beforeAll(async () => {
  app = await freshApp()
  const chief = await app.as('chief')
  counsellor = await app.as('counsellor')
  vacancy = await aVacancy(app, await anEmployer(app, chief.accountId))
  people = []
  for (const name of names) people.push(await aPerson(app, { name, counsellorId: counsellor.accountId }))
})
afterAll(() => app.close())

const store = (text: ReturnType<typeof sql>) => app.db.wholeStore((db) => text.execute(db))
const page = async (query = '') => plain((await counsellor.get(`/en/vacancies/${vacancy}/candidates${query}`)).text)
const referrals = () => app.db.wholeStore((db) => db.selectFrom('referral').select(['person_id', 'state']).where('vacancy_id', '=', vacancy).execute())

describe('the candidates of a vacancy', () => {
  it('show the bar of eight parts and the last contact', async () => {
    const { text } = await counsellor.get(`/en/vacancies/${vacancy}/candidates`)
    expect(text.match(/class="op-parts-bar"/g)).toHaveLength(names.length)
    expect(text).toMatch(/aria-label="Skills: [\d,]+ of 4,500; Occupation: 2,700 of 2,700; /)
    expect(plain(text)).toContain('Last contact 23 November 2026')
  })

  it('are narrowed by home and last contact, and the page says how many of how many', async () => {
    await store(sql`update person_place set district_code = '0102' where person_id = ${people[0]}`)
    await store(sql`update registration set last_contact_on = ${app.today()}::date - 45 where person_id = ${people[1]}`)
    expect(await page('?district=0102')).toContain('1 of 1 people who fit the filter, out of the best 3')
    expect(await page('?district=0102')).toMatch(/Sokha Lantern/)
    expect(await page('?district=0102')).not.toMatch(/Maly Lantern/)
    expect(await page('?within=30')).toContain('2 of 2 people who fit the filter, out of the best 3')
    expect(await page('?within=30')).not.toMatch(/Maly Lantern/)
    expect(await page('?within=60')).toContain('3 of 3')
    expect(await page('?district=0299')).toContain('Nobody among the best people fits this filter.')
    expect(await page('?ready=yes')).toContain('3 of 3 people who fit the filter')
    await store(sql`update person set birth_year = null, birth_date = null where id = ${people[2]}`)
    expect(await page('?ready=yes')).toContain('2 of 2 people who fit the filter, out of the best 3')
    expect(await page('?ready=yes')).not.toMatch(/Noy Lantern/)
  })

  it('are put forward together: each is asked, and what stands against one does not stop the others', async () => {
    expect((await counsellor.get(`/en/referrals/several?vacancy=${vacancy}`)).location).toContain('choose=some')
    const chosen = people.map((id) => `p=${id}`).join('&')
    const other = await aPerson(app, { centre: 'B', name: 'Stranger Lantern' })
    const before = await counsellor.get(`/en/referrals/several?vacancy=${vacancy}&${chosen}&p=${other}`)
    expect(plain(before.text)).toContain('Ask these people (3)')
    expect(before.text).not.toContain('Stranger')
    await counsellor.post('/en/referrals/new', { person: people[0], vacancy, origin: 'counsellor', agreed: 'ask' })
    // Who was asked long ago stands in the list again, but is not new, and neither is somebody of whom an answer is known.
    await store(sql`update referral set made_on = made_on - 400 where vacancy_id = ${vacancy}`)
    expect(await page('?within=60')).toContain('3 of 3 people who fit the filter')
    expect(await page('?fresh=yes')).toContain('2 of 2 people who fit the filter')
    await counsellor.post('/en/matches/feedback', { person: people[1], vacancy, answer: 'later' })
    expect(await page('?fresh=yes')).toContain('1 of 1 people who fit the filter')
    expect(await page('?fresh=yes')).toMatch(/Noy Lantern/)
    const again = await counsellor.get(`/en/referrals/several?vacancy=${vacancy}&${chosen}`)
    expect(plain(again.text)).toMatch(/Sokha Lantern.*already has an open referral.*Ask these people \(2\)/)
    const key = newId()
    const sent = await counsellor.post('/en/referrals/several', { _key: key, vacancy, p: [...people, other] })
    expect(plain((await counsellor.get(sent.location)).text)).toContain('2 of 3 people were asked')
    expect((await referrals()).sort((a, b) => people.indexOf(a.person_id) - people.indexOf(b.person_id))).toEqual(people.map((person_id) => ({ person_id, state: 'waiting-person' })))
    expect((await messagesAbout(app, { personId: people[1] ?? '' })).map(({ template }) => template)).toEqual(['placements.person.proposed'])
    // The same form sent twice changes nothing.
    expect((await counsellor.post('/en/referrals/several', { _key: key, vacancy, p: [...people, other] })).location).toBe(sent.location)
    expect(await referrals()).toHaveLength(3)
    expect(await page('?fresh=yes')).toContain('Nobody among the best people fits this filter.')
  })

  it('cannot be put forward together once the vacancy takes nobody', async () => {
    await store(sql`update vacancy set filled = posts where id = ${vacancy}`)
    const { text } = await counsellor.get(`/en/referrals/several?vacancy=${vacancy}&p=${people[0]}`)
    expect(plain(text)).toContain('All posts are filled.')
    expect(text).not.toContain('name="p"')
  })
})
