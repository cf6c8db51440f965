import { sql } from 'kysely'
import type { TestApp } from '../../../test/harness/app'
import { importEmployers, markVerifiedForDemonstration } from '../employers/index'
import { importJobseekers, recordConsent } from '../jobseekers/index'
import { importVacancies } from '../vacancies/index'

let count = 0

/** A person of a centre with a phone, a coded wish and the agreement to messages and matching. */
export async function aPerson(app: TestApp, { centre = 'A' as 'A' | 'B', name = 'Bopha Lantern', counsellorId = null as string | null, birthYear = 1998 } = {}): Promise<string> {
  count += 1
  return app.asSystem(async (tx) => {
    const [made] = await importJobseekers(tx, app.platform, [{
      sourceSystem: 'test', sourceId: `p${count}`, nameLatin: name, sex: 'F', birthYear, phone: `0123457${String(count).padStart(2, '0')}`, provinceCode: '01', districtCode: '0101', wantedTitle: 'Shop assistant',
      wantedIsco: '5223', centreId: app.centres[centre], registeredOn: app.today(), state: 'active', consentMatchingOn: app.today(), language: 'en', counsellorId, educationCode: null,
    }])
    if (!made?.ok) throw new Error(`no person: ${made?.reason ?? ''}`)
    await recordConsent(tx, app.platform, { personId: made.value.personId, purpose: 'contact-sms', answer: 'given', method: 'paper', language: 'en' })
    return made.value.personId
  })
}

/** A verified employer with a phone. */
export async function anEmployer(app: TestApp, verifiedBy: string, centre: 'A' | 'B' = 'A'): Promise<string> {
  count += 1
  return app.asSystem(async (tx) => {
    const [made] = await importEmployers(tx, app.platform, [{
      sourceSystem: 'test', sourceId: `e${count}`, nameLatin: `Moon Dairy ${count}`, provinceCode: '01', districtCode: '0101', contactName: 'Dara', phone: `0123458${String(count).padStart(2, '0')}`,
      centreId: app.centres[centre], registeredOn: app.today(),
    }])
    if (!made?.id) throw new Error('no employer')
    await markVerifiedForDemonstration(tx, [made.id], verifiedBy, app.today())
    return made.id
  })
}

/** A published vacancy for shop assistants. */
export async function aVacancy(app: TestApp, employerId: string, { posts = 2, centre = 'A' as 'A' | 'B' } = {}): Promise<string> {
  count += 1
  const id = await app.asSystem(async (tx) => {
    const [made] = await importVacancies(tx, app.platform, [{
      sourceSystem: 'test', sourceId: `v${count}`, employerId, titleEn: 'Shop assistant', titleKm: 'អ្នកលក់ក្នុងហាង', titleLo: 'ພະນັກງານຂາຍ', isco: '5223', duties: 'Serves customers and keeps the shelves of the shop full and clean.', requirements: '',
      posts, contract: 'open-ended', hoursPerWeek: 48, provinceCode: '01', districtCode: '0101', wageMin: '900000', wageMax: '1000000', currency: 'KHR', wagePeriod: 'month', statedSex: 'none',
      receivedOn: app.today(), state: 'open', centreId: app.centres[centre], origin: 'counter',
    }], { publish: true })
    if (!made || made.verdict === 'wrong') throw new Error(`no vacancy: ${made?.reason ?? ''}`)
    return made.id
  })
  await app.db.wholeStore((db) => sql`update vacancy set state = 'published', published_on = ${app.today()}, valid_until = ${app.today()}::date + 60 where id = ${id}`.execute(db))
  return id
}

export const referralRow = (app: TestApp, id: string) => app.db.wholeStore((db) => db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
export const placementRow = (app: TestApp, id: string) => app.db.wholeStore((db) => db.selectFrom('placement').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
export const messagesAbout = (app: TestApp, who: { personId?: string; employerId?: string }) =>
  app.db.wholeStore((db) => {
    const all = db.selectFrom('message').select(['template', 'body', 'channel', 'result']).orderBy('queued_at').orderBy('id')
    return (who.personId ? all.where('person_id', '=', who.personId) : all.where('employer_id', '=', who.employerId ?? '')).execute()
  })
export const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
export const idIn = (location: string) => /([0-9a-f]{8}-[0-9a-f-]{27})/.exec(location)?.[1] ?? ''
