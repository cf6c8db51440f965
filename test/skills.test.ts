import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importEsco } from '../src/platform/classifications/esco/import-esco'
import type { Esco } from '../src/platform/classifications/esco/read-esco'
import { aPerson } from '../src/capabilities/placements/test-parties'
import { anEmployer, recordOf, takeVacancy, versionOf } from '../src/capabilities/vacancies/test-vacancies'
import { freshApp, type TestApp } from './harness/app'

const uri = 'http://data.europa.eu/esco/skill/boil-rice'
const esco: Esco = {
  occupations: [{ uri: 'u:1', isco: '5120', label: 'cook', otherLabels: [], description: '' }],
  skills: [{ uri, label: 'boil rice', otherLabels: ['prepare 100% rice_dish'], type: 'skill/competence' }, { uri: `${uri}-2`, label: 'weld boilers', otherLabels: [], type: 'knowledge' }],
  relations: [], broaderSkills: new Map(), iscoExamples: [], iscoDefinitions: [], refused: [], counts: { iscoGroups: 1, occupationLabels: 0, skillLabels: 1, relationsRead: 0, unitGroupsUsed: 1 },
}
let app: TestApp
let counsellor: Awaited<ReturnType<TestApp['as']>>
let personId: string
beforeAll(async () => {
  app = await freshApp()
  counsellor = await app.as('counsellor')
  await app.asSystem((tx) => importEsco(tx, esco, { version: '1.1.1', language: 'en' }))
  personId = await aPerson(app)
})
afterAll(() => app.close())

const ask = async (q: string, lang = 'en') => (await app.visitor().get(`/api/v1/skills?q=${encodeURIComponent(q)}&lang=${lang}`)).json<{ items: { code: string; label: string; language: string; source: string }[] }>().items

describe('skills', () => {
  it('are found by any label, in the reader’s language where there is one, with whose label it is', async () => {
    expect(await ask('boil r')).toEqual([{ code: uri, label: 'boil rice', language: 'en', source: 'ESCO 1.1.1' }])
    expect((await ask('boil')).map(({ label }) => label)).toEqual(['boil rice', 'weld boilers'])
    expect((await ask('rice_dish')).map(({ code }) => code)).toEqual([uri])
    expect(await ask('%%')).toEqual([])
    expect(await ask('b')).toEqual([])
    const [computer] = await ask('កុំព្យូទ័រ', 'km')
    expect(computer).toMatchObject({ code: 'use-computer', language: 'km', source: 'country' })
    await app.db.asLogin.transaction().execute(async (db) => {
      await sql`set local role openpes_owner`.execute(db)
      await sql`insert into code_label (code_id, language, label, kind, source) select id, 'km', 'ដាំបាយ', 'provisional', 'OpenPES, provisional' from code where code = ${uri}`.execute(db)
    })
    expect(await ask('ដាំបាយ', 'km')).toEqual([{ code: uri, label: 'ដាំបាយ', language: 'km', source: 'OpenPES, provisional' }])
  })

  it('are picked for a person without script: search, tick, save; nothing is saved by a search', async () => {
    const path = `/en/jobseekers/${personId}/edit/skills`
    const version = () => counsellor.get(path).then(({ text }) => /name="_version" value="(\d+)"/.exec(text)?.[1] ?? '')
    const searched = await counsellor.post(path, { _version: await version(), skills: ['use-computer'], skillWords: 'boil', findSkills: 'yes', otherSkills: 'sings' })
    expect(searched.status).toBe(200)
    expect(searched.text).toMatch(/value="use-computer"[^>]*checked/)
    expect(searched.text).toContain('boil rice')
    expect(searched.text).toContain('This service uses the ESCO classification of the European Commission.')
    expect(searched.text).toContain('>sings</textarea>')
    expect((await counsellor.get(path)).text).not.toMatch(/value="use-computer"[^>]*checked/)
    expect((await counsellor.post(path, { _version: await version(), skills: ['use-computer', uri, 'not-a-skill'], otherSkills: '' })).status).toBe(303)
    const stored = await app.db.wholeStore((db) => db.selectFrom('person_skill').select(['skill_code', 'label_typed']).where('person_id', '=', personId).orderBy('skill_code').execute())
    expect(stored).toEqual([{ skill_code: uri, label_typed: 'boil rice' }, { skill_code: 'use-computer', label_typed: 'Use a computer' }])
  })

  it('are picked for a vacancy, and its advert names them with the acknowledgement', async () => {
    const id = await takeVacancy(counsellor, await anEmployer(app))
    const path = `/en/vacancies/${id}/edit`
    const fields = async () => {
      const { text } = await counsellor.get(path)
      const typed = Object.fromEntries([...text.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].filter(([tag]) => !tag.includes('type="checkbox"') && !tag.includes('type="radio"')).map(([, name, value]) => [name ?? '', value ?? '']))
      return { ...typed, contract: 'open-ended', place: '0101', duties: 'Cooks rice for the workers of the harbour every day.', wagePeriod: 'month', _version: String(await versionOf(app, id)) }
    }
    const searched = await counsellor.post(path, { ...(await fields()), skillWords: 'boil', findSkills: 'yes' })
    expect([searched.status, searched.text.includes('boil rice')]).toEqual([200, true])
    const saved = await counsellor.post(path, { ...(await fields()), skillsMust: [uri, 'not-a-skill'] })
    expect(saved.status).toBe(303)
    expect((await recordOf(app, id)).skills_must).toEqual([uri])
    const { text } = await counsellor.get(`/en/vacancies/${id}`)
    expect(text).toContain('boil rice')
    expect(text).toContain('This service uses the ESCO classification')
    expect((await counsellor.get(`/km/vacancies/${id}`)).text).toContain('ដាំបាយ')
  })
})
