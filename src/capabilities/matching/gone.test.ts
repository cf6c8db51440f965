import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp, type Visitor } from '../../../test/harness/app'
import { runBatch } from './engine/run-batch'
import { type LiveIndex, startMatching } from './engine/live'
import { refreshFacts } from './queries/scores'
import { dayNumber } from './score/days'
import { listVacancyFacts } from './queries/facts'
import { openParties } from './test-parties'

let app: TestApp
let parties: Awaited<ReturnType<typeof openParties>>
let [counsellor, chief]: Visitor[] = []

beforeAll(async () => {
  app = await freshApp()
  parties = await openParties(app)
  ;[counsellor, chief] = [await app.as('counsellor'), await app.as('chief')]
})
afterAll(() => app.close())

const codeOf = async (id: string) => (await app.db.wholeStore((store) => sql<{ code: string }>`select code from vacancy where id = ${id}`.execute(store))).rows[0]?.code ?? ''
const startIndex = (): LiveIndex => startMatching({ db: app.db, today: app.today, clock: app.now, log: () => undefined })
const today = () => dayNumber(app.today())

/** Every place where a person and a vacancy may stand beside each other, and whether they do. */
async function placesOf(person: string, name: string, vacancy: string, me: Visitor): Promise<Record<string, boolean>> {
  const code = await codeOf(vacancy)
  const text = async (who: Visitor | undefined, path: string) => (await who?.get(path))?.text ?? ''
  const batch: string[] = []
  await app.asSystem((tx) => refreshFacts(tx.db, tx.context.today))
  await runBatch(app.db, today(), { side: 'people', top: 50, workers: 1 }, (pairs) => batch.push(...pairs.map((pair) => `${pair.person} ${pair.vacancy}`)))
  const card = (await app.db.wholeStore((store) => sql<{ card: string }>`select card_number as card from person where id = ${person}`.execute(store))).rows[0]?.card ?? ''
  return {
    candidates: (await text(counsellor, `/en/vacancies/${vacancy}/candidates`)).includes(name),
    'work tab': (await text(counsellor, `/en/jobseekers/${person}/vacancies`)).includes(`vacancy=${vacancy}`),
    'jobs for you': (await text(me, '/en/me/matches')).includes(`vacancy=${vacancy}`),
    'slip of the counsellor': (await text(counsellor, `/en/matches/slip?person=${person}`)).includes('/en/s/'),
    'own slip': (await text(me, '/en/me/matches/slip')).includes('/en/s/'),
    explained: (await text(counsellor, `/en/matches/explain?person=${person}&vacancy=${vacancy}`)).includes('10,000'),
    'explained to me': (await text(me, `/en/me/matches/explain?vacancy=${vacancy}`)).includes('10,000'),
    'API of the vacancy': (await text(counsellor, `/api/v1/vacancies/${code}/matches`)).includes(card),
    'API of the person': (await text(counsellor, `/api/v1/persons/${person}/matches`)).includes(code),
    'API of me': (await text(me, '/api/v1/me/matches')).includes(code),
    batch: batch.includes(`${card} ${code}`),
  }
}
const all = (places: Record<string, boolean>, value: boolean) => Object.fromEntries(Object.keys(places).map((place) => [place, value]))

describe.each(['store', 'index'])('with lists from the %s', (engine) => {
  it('a person who withdraws is out of every list at the next call, while a batch and open pages exist', async () => {
    const live = engine === 'index' ? startIndex() : undefined
    const name = `Leaving Lantern ${engine}`
    const [person, vacancy] = [await parties.aPerson({ name, isco: '7531' }), await parties.aVacancy({ isco: '7531' })]
    const me = await app.byPhone({ personId: person })
    await live?.step()
    const before = await placesOf(person, name, vacancy, me)
    expect(before).toEqual(all(before, true))
    await app.asSystem((tx) => parties.withdrawMatching(tx, person))
    // The index has not heard of it: what is shown is checked again in the store.
    const after = await placesOf(person, name, vacancy, me)
    expect(after).toEqual(all(before, false))
    expect((await me.get('/en/me/matches')).text).toContain('You have not agreed to matching')
    expect((await counsellor?.post('/en/matches/feedback', { person, vacancy, answer: 'accept' }))?.location).not.toContain('candidates')
    await live?.stop()
  })

  it('a vacancy is in no list once its employer is not verified any more', async () => {
    const live = engine === 'index' ? startIndex() : undefined
    const name = `Waiting Lantern ${engine}`
    const isco = engine === 'index' ? '7532' : '7533'
    const [person, vacancy] = [await parties.aPerson({ name, isco }), await parties.aVacancy({ isco })]
    const me = await app.byPhone({ personId: person })
    await live?.step()
    const before = await placesOf(person, name, vacancy, me)
    expect(before).toEqual(all(before, true))
    await app.db.wholeStore((store) => sql`update employer set valid_until = ${app.today()}::date - 1 where id = ${parties.employerId}`.execute(store))
    const { candidates, 'work tab': work, 'jobs for you': jobs, 'API of the vacancy': ofVacancy, 'API of the person': ofPerson, 'API of me': ofMe } = await placesOf(person, name, vacancy, me)
    expect([candidates, work, jobs, ofVacancy, ofPerson, ofMe]).toEqual([false, false, false, false, false, false])
    await app.db.wholeStore((store) => sql`update employer set valid_until = ${app.today()}::date + 300 where id = ${parties.employerId}`.execute(store))
    const again = await placesOf(person, name, vacancy, me)
    expect(again).toEqual(all(before, true))
    await live?.stop()
  })
})

it('the index alone would still show who has left (control)', async () => {
  const live = startIndex()
  const [person, vacancy] = [await parties.aPerson({ name: 'Lagging Lantern', isco: '7511' }), await parties.aVacancy({ isco: '7511' })]
  await live.step()
  await app.asSystem((tx) => parties.withdrawMatching(tx, person))
  const [asked] = await app.asSystem((tx) => listVacancyFacts(tx.db, [vacancy]))
  if (!asked) throw new Error('no vacancy')
  expect(live.ready()?.topPeople(asked, today(), 200).some(({ id }) => id === person)).toBe(true)
  await live.step()
  expect(live.ready()?.topPeople(asked, today(), 200).some(({ id }) => id === person)).toBe(false)
  await live.stop()
})

it('a list says why it is empty, and offers what repairs it', async () => {
  const [person, vacancy] = [await parties.aPerson({ name: 'Empty Lantern', isco: '7512' }), await parties.aVacancy({ isco: '7512' })]
  await app.asSystem((tx) => parties.withdrawMatching(tx, person))
  const own = (await (await app.byPhone({ personId: person })).get('/en/me/matches')).text
  expect(own).toContain('/en/me/consents')
  await app.db.wholeStore((store) => sql`update vacancy set state = 'paused' where id = ${vacancy}`.execute(store))
  const list = await counsellor?.get(`/en/vacancies/${vacancy}/candidates`)
  expect(list?.status).toBe(200)
  expect(list?.text).toContain('published')
  expect((await chief?.get(`/en/matches/compare?vacancy=${vacancy}&p=${person}`))?.location).toContain('choose=two')
})
