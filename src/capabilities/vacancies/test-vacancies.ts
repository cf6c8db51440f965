import { newId } from '../../kernel/id'
import type { CalendarDate } from '../../kernel/calendar'
import type { TestApp } from '../../../test/harness/app'
import { importEmployers, markVerifiedForDemonstration } from '../employers/index'

/** A verified employer of centre A, unless it is told otherwise. */
export async function anEmployer(app: TestApp, { centre = 'A' as 'A' | 'B', state = 'verified' as 'verified' | 'claimed' } = {}): Promise<string> {
  return app.asSystem(async (tx) => {
    const [made] = await importEmployers(tx, app.platform, [{
      sourceSystem: 'test', sourceId: newId(), nameNative: 'រោងចក្រទឹកដោះគោ', nameLatin: 'Moon Dairy', provinceCode: '01', contactName: 'Dara', phone: '012 345 678',
      centreId: app.centres[centre], registeredOn: app.today(),
    }])
    if (!made?.id) throw new Error('No employer was made.')
    if (state === 'verified') await markVerifiedForDemonstration(tx, [made.id], newId(), '2026-01-05' as CalendarDate)
    return made.id
  })
}

export const goodForm = {
  title: 'Shop cashier', occupation: '5230', posts: '3', contract: 'open-ended', duties: 'Takes the money of customers at the till and keeps the shelves of the shop full.',
  requirements: 'Reads and writes. One year of experience.', place: '0101', wageMin: '900,000', wageMax: '1,200,000', wageCurrency: 'KHR', wagePeriod: 'month', hoursPerWeek: '48', then: 'send',
}

type Staff = Awaited<ReturnType<TestApp['as']>>

/** Takes a vacancy through the real page; answers with its id. */
export async function takeVacancy(staff: Staff, employer: string, change: Record<string, string> = {}): Promise<string> {
  const reply = await staff.post('/en/vacancies/new', { employer, ...goodForm, ...change })
  const id = /\/vacancies\/([0-9a-f-]{36})/.exec(reply.location)?.[1]
  if (!id) throw new Error(`No vacancy: ${reply.status} ${reply.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 800)}`)
  return id
}

export const versionOf = async (app: TestApp, id: string) => (await recordOf(app, id)).version
export const recordOf = (app: TestApp, id: string) => app.db.wholeStore((db) => db.selectFrom('vacancy').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

/** Approves through the real page as another inspector. */
export async function publish(app: TestApp, inspector: Staff, id: string): Promise<void> {
  const reply = await inspector.post(`/en/vacancies/${id}/approve`, { _version: await versionOf(app, id) })
  if (reply.status !== 303) throw new Error(`Not approved: ${reply.status} ${reply.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 800)}`)
}
