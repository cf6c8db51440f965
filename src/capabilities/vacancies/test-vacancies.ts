import { newPublicCode } from '../../kernel/code'
import { newId } from '../../kernel/id'
import type { TestApp } from '../../../test/harness/app'

/** A verified employer of centre A, unless it is told otherwise. */
export async function anEmployer(app: TestApp, { centre = 'A' as 'A' | 'B', state = 'verified', phone = '+85512345678' } = {}): Promise<string> {
  const id = newId()
  const today = app.today()
  await app.db.wholeStore(async (db) => {
    await db
      .insertInto('employer')
      .values({
        id, created_at: app.now(), created_by: null, code: newPublicCode(), stat_key: newId(), centre_id: app.centres[centre], name_native: 'រោងចក្រទឹកដោះគោ', name_latin: 'Moon Dairy',
        province_code: '01', registered_on: today, state, ...(state === 'verified' ? { verified_on: '2026-01-05' as never, valid_until: '2028-01-05' as never } : {}),
      })
      .execute()
    await db.insertInto('employer_contact').values({ id: newId(), created_at: app.now(), employer_id: id, centre_id: app.centres[centre], name: 'Dara', phone, phone_e164: phone, language: 'en' }).execute()
  })
  return id
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
