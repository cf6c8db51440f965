import { sql } from 'kysely'
import type { TestApp } from '../../../test/harness/app'
import { newId } from '../../kernel/id'
import type { Tx } from '../../platform/db/database'
import { importEmployers, markVerifiedForDemonstration } from '../employers/index'
import { findConsent, importJobseekers, withdrawConsent } from '../jobseekers/index'
import { importVacancies } from '../vacancies/index'
import { takeCountryNumbers } from './actions/take-country'

/** People who agreed to matching and open vacancies of one verified employer, all in the first district. */
export async function openParties(app: TestApp) {
  let count = 0
  const verifier = await app.as('chief')
  const employerId = await app.asSystem(async (tx) => {
    const [made] = await importEmployers(tx, app.platform, [{ sourceSystem: 'test', sourceId: newId(), nameLatin: 'Moon Dairy', provinceCode: '01', districtCode: '0101', contactName: 'Dara', phone: '012345801', centreId: app.centres.A, registeredOn: app.today() }])
    if (!made?.id) throw new Error('no employer')
    await markVerifiedForDemonstration(tx, [made.id], verifier.accountId, app.today())
    await takeCountryNumbers(tx, app.platform)
    return made.id
  })

  async function aPerson({ centre = 'A' as 'A' | 'B', skills = [] as readonly string[], name = 'Bopha Lantern', isco = '5223' } = {}): Promise<string> {
    count += 1
    const id = await app.asSystem(async (tx) => {
      const [made] = await importJobseekers(tx, app.platform, [{
        sourceSystem: 'test', sourceId: `p${count}`, nameLatin: name, sex: 'F', birthYear: 1998, phone: `0123457${String(count).padStart(2, '0')}`, provinceCode: '01', districtCode: '0101', wantedTitle: 'Shop assistant', wantedIsco: isco,
        centreId: app.centres[centre], registeredOn: app.today(), state: 'active', consentMatchingOn: app.today(), language: 'en', counsellorId: null, educationCode: 'lower-secondary',
      }])
      if (!made?.ok) throw new Error('no person')
      return made.value.personId
    })
    await app.db.wholeStore(async (store) => {
      for (const skill of skills) await sql`insert into person_skill (id, created_at, person_id, skill_code, label_typed, source) values (${newId()}, now(), ${id}, ${skill}, ${skill}, 'declared')`.execute(store)
    })
    return id
  }

  async function aVacancy({ must = [] as readonly string[], nice = [] as readonly string[], isco = '5223' } = {}): Promise<string> {
    count += 1
    const id = await app.asSystem(async (tx) => {
      const [made] = await importVacancies(tx, app.platform, [{
        sourceSystem: 'test', sourceId: `v${count}`, employerId, titleEn: `Shop assistant ${count}`, titleKm: 'អ្នកលក់ក្នុងហាង', titleLo: 'ພະນັກງານຂາຍ', isco, duties: 'Serves customers and keeps the shelves of the shop full and clean.', requirements: '', posts: 2,
        contract: 'open-ended', hoursPerWeek: 48, provinceCode: '01', districtCode: '0101', wageMin: '900000', wageMax: '1000000', currency: 'KHR', wagePeriod: 'month', statedSex: 'none', receivedOn: app.today(), state: 'open',
        centreId: app.centres.A, origin: 'counter',
      }], { publish: true })
      if (!made || made.verdict === 'wrong') throw new Error('no vacancy')
      return made.id
    })
    await app.db.wholeStore((store) => sql`update vacancy set state = 'published', published_on = ${app.today()}, valid_until = ${app.today()}::date + 60, skills_must = ${must}::text[], skills_nice = ${nice}::text[] where id = ${id}`.execute(store))
    return id
  }

  async function withdrawMatching(tx: Tx, personId: string): Promise<void> {
    const consent = await findConsent(tx, personId, 'matching')
    await withdrawConsent(tx, app.platform, personId, consent?.id ?? '')
  }

  return { employerId, aPerson, aVacancy, withdrawMatching }
}
