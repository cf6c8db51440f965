import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { enqueue, type JobHandlers, runDueJobs } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { importJobseekers, recordConsent } from '../../jobseekers/index'
import { anEmployer, publish, takeVacancy } from '../test-vacancies'
import { changeSearch, saveSearch } from './actions'
import { standingSearches } from './live-searches'
import { listSearches } from './queries'
import { alertJobs } from './tell'

let app: TestApp
const people: string[] = []
const pieces = alertJobs(2)

beforeAll(async () => {
  app = await freshApp()
  const counsellor = await app.as('counsellor')
  await publish(app, await app.as('counsellor', { duties: ['inspector'] }), await takeVacancy(counsellor, await anEmployer(app), { title: 'Welder in the harbour' }))
  await app.asSystem(async (tx) => {
    for (let at = 1; at <= 5; at += 1) {
      const [made] = await importJobseekers(tx, app.platform, [{
        sourceSystem: 'test', sourceId: `piece${at}`, nameLatin: `Piece Number${at}`, sex: 'F', birthYear: 1990 + at, phone: `01234570${at}`, provinceCode: '01', districtCode: '0101', wantedTitle: 'Welder',
        wantedIsco: '7212', centreId: app.centres.A, registeredOn: app.today(), state: 'active', consentMatchingOn: app.today(), language: 'en', counsellorId: null, educationCode: null,
      }])
      if (!made?.ok) throw new Error(`no person: ${made?.reason ?? ''}`)
      const { personId } = made.value
      people.push(personId)
      await recordConsent(tx, app.platform, { personId, purpose: 'contact-sms', answer: 'given', method: 'paper', language: 'en' })
      await saveSearch(tx, personId, { language: 'en', words: 'welder', filters: {}, frequency: 'daily' })
    }
  })
})
afterAll(() => app.close())

const told = async () => (await app.db.wholeStore((db) => sql<{ person: string }>`select person_id as person from message where template = 'vacancies.alert'`.execute(db))).rows.map(({ person }) => person)
const marked = async () => (await app.db.wholeStore((db) => sql<{ count: number }>`select count(*)::int as count from saved_search_job`.execute(db))).rows[0]?.count
const pieceJob = 'daily.vacancies.alerts-piece'

/** One process: it knows nothing of what another read, and ends for good when its work throws. */
async function process(handlers: JobHandlers): Promise<void> {
  const platform: Platform = { ...app.platform }
  await runDueJobs(platform, () => app.asSystem((tx) => Promise.resolve(tx.context)), handlers, (_kind, error) => { throw error })
}

it('goes on after a program that ended between two pieces and in the middle of one: nobody is left out and nobody told twice', async () => {
  await app.asSystem((tx) => enqueue(tx, 'daily.vacancies.alerts', { uniqueKey: 'alerts of the day' }))
  let begun = 0
  const dying: JobHandlers = {
    ...pieces,
    [pieceJob]: async (tx, platform, payload) => {
      await pieces[pieceJob]?.(tx, platform, payload)
      begun += 1
      if (begun === 2) throw new Error('killed before the commit')
    },
  }
  await expect(process(dying)).rejects.toThrow('killed')
  expect([begun, (await told()).length, await marked()]).toEqual([2, 2, 2])
  app.travelTo('2026-11-23T04:00:00Z')
  await process(pieces)
  expect((await told()).sort()).toEqual([...people].sort())
  expect(await marked()).toBe(5)
  // The whole run once more on the same day, and pieces that a daily call brings without people.
  await app.asSystem((tx) => enqueue(tx, 'daily.vacancies.alerts'))
  await app.asSystem((tx) => enqueue(tx, pieceJob))
  await process(pieces)
  expect(await told()).toHaveLength(5)
})

it('steps the searches in memory by what was saved, stopped and started again, and not by what was rolled back', async () => {
  const [person = ''] = people
  const finding = () => app.asSystem(async (tx) => (await standingSearches(tx, app.platform)).size)
  const first = async () => (await app.asSystem((tx) => listSearches(tx, person)))[0]?.id ?? ''
  const id = await first()
  expect(await finding()).toBe(5)
  await app.asSystem((tx) => changeSearch(tx, person, id, 'stop'))
  expect(await finding()).toBe(4)
  await app.asSystem((tx) => changeSearch(tx, person, id, 'renew'))
  expect(await finding()).toBe(5)
  const undone = app.asSystem(async (tx) => {
    await changeSearch(tx, person, id, 'stop')
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await finding()).toBe(5)
})

it.skipIf(globalThis.process.env['TEST_DATABASE_URL'] === undefined)('finds a search whose transaction was older than a look at the searches and ended after it', async () => {
  const [, person = ''] = people
  const size = () => app.asSystem(async (tx) => (await standingSearches(tx, app.platform)).size)
  const before = await size()
  let [go, isWritten] = [() => undefined as void, () => undefined as void]
  const gate = new Promise<void>((resolve) => (go = resolve))
  const written = new Promise<void>((resolve) => (isWritten = resolve))
  const late = app.asSystem(async (tx) => {
    await saveSearch(tx, person, { language: 'en', words: 'late', filters: {}, frequency: 'daily' })
    isWritten()
    await gate
  })
  await written
  await app.asSystem((tx) => saveSearch(tx, people[2] ?? '', { language: 'en', words: 'early', filters: {}, frequency: 'daily' }))
  expect(await size()).toBe(before + 1)
  go()
  await late
  expect(await size()).toBe(before + 2)
})
