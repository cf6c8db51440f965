import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshStore } from '../../../../test/harness/store'
import { systemActor } from '../../../kernel/actor'
import type { Context, Db } from '../../db/database'
import { forgetCode, listRemembered, rememberCode } from '../coding/code-memory'
import { escoAcknowledgement, importEsco, listEscoLabels, versionIn } from './import-esco'
import type { Esco } from './read-esco'

let db: Db
beforeAll(async () => {
  db = await freshStore()
})
afterAll(() => db.close())
const context = (centreId: string | null = null): Context => ({ actor: { ...systemActor([]), centreId }, now: new Date('2026-11-22T03:00:00Z'), today: '2026-11-22' as Context['today'], requestId: 'test' })

const esco: Esco = {
  occupations: [{ uri: 'u:1', isco: '5120', label: 'cook', otherLabels: ['kitchen cook', 'cook', 'kitchen cook'], description: '' }],
  skills: [{ uri: 's:1', label: 'boil rice', otherLabels: ['x'.repeat(301)], type: 'skill/competence' }, { uri: 's:2', label: 'fry', otherLabels: [], type: 'knowledge' }],
  relations: [{ occupation: 0, skill: 0, essential: false }, { occupation: 0, skill: 0, essential: true }, { occupation: 0, skill: 1, essential: false }],
  broaderSkills: new Map(), iscoExamples: [], iscoDefinitions: [], refused: ['u:gone s:1'],
  counts: { iscoGroups: 1, occupationLabels: 3, skillLabels: 1, relationsRead: 4, unitGroupsUsed: 1 },
}
const load = (what: Esco, version = '1.1.1') => db.transaction(context(), (tx) => importEsco(tx, what, { version, language: 'en' }))

it('loads a release once, leaves out labels that are too long, and keeps refused relations', async () => {
  expect(await load(esco)).toEqual({ ok: true, value: { state: 'new', labels: 4, tooLong: 1 } })
  const [labels, relations, refusals, notice] = await db.transaction(context(), async (tx) => [
    await listEscoLabels(tx), await tx.db.selectFrom('occupation_skill').select(['essential']).orderBy('essential').execute(), await tx.db.selectFrom('refused_relation').select(['occupation', 'skill']).execute(), await escoAcknowledgement(tx),
  ] as const)
  expect(labels).toEqual([{ isco: '5120', label: 'cook', isPreferred: true }, { isco: '5120', label: 'kitchen cook', isPreferred: false }])
  expect(relations).toEqual([{ essential: false }, { essential: true }])
  expect(refusals).toEqual([{ occupation: 'u:gone', skill: 's:1' }])
  expect(notice).toEqual({ version: '1.1.1', text: 'This service uses the ESCO classification of the European Commission.' })
})

it('changes nothing the second time, and refuses other content under the same version', async () => {
  expect(await load(esco)).toEqual({ ok: true, value: { state: 'same', labels: 0, tooLong: 0 } })
  expect(await load({ ...esco, relations: [] })).toMatchObject({ ok: false, reason: 'version-has-other-content' })
})

it('keeps the old version when a new one is loaded, and shows the new one', async () => {
  await load({ ...esco, occupations: [{ uri: 'u:1', isco: '5120', label: 'chef', otherLabels: [], description: '' }] }, '1.2.0')
  expect(await db.transaction(context(), (tx) => listEscoLabels(tx))).toEqual([{ isco: '5120', label: 'chef', isPreferred: true }])
  expect(await db.transaction(context(), (tx) => tx.db.selectFrom('code_list').select(['version', 'state']).where('list', '=', 'esco-skill').orderBy('version').execute())).toEqual([{ version: '1.1.1', state: 'retired' }, { version: '1.2.0', state: 'active' }])
})

it('reads the version from the name of a file', () => {
  expect(['esco-v1.1.1', '/data/ESCO dataset - v1.2.0 - classification.zip', 'esco.zip'].map(versionIn)).toEqual(['1.1.1', '1.2.0', undefined])
})

it('remembers a confirmed title as usual after three times in two centres, and takes a correction back', async () => {
  const [north, south] = ['0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000002']
  const title = { title: 'ចុងភៅ  ', lang: 'km', isco: '5120' } as const
  for (const centre of [north, north, south]) await db.transaction(context(centre), (tx) => rememberCode(tx, title))
  expect(await db.transaction(context(), (tx) => listRemembered(tx, 'ចុង\u200bភៅ'))).toEqual([{ isco: '5120', times: 3, centres: 2, isUsual: true }])
  await db.transaction(context(), (tx) => forgetCode(tx, title))
  expect((await db.transaction(context(), (tx) => listRemembered(tx, 'ចុងភៅ')))[0]?.isUsual).toBe(false)
})
