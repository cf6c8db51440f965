import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { languages } from '../../../platform/i18n/words'
import { catalogue } from '../language/catalogue'
import { definitionHash } from '../language/canonical'
import { indicatorCatalogue } from '../language/indicator-catalogue'
import type { CountingTree } from '../language/tree'
import { vocabulary } from '../language/vocabulary'
import { fillWithRows } from '../test-rows'
import { type Choices, choicesOf, fieldsOfEvent, operatorsOf, treeOf } from './choices'
import { codesOf, speechOf } from './codes'
import { explain } from './explain'
import { hasTarget } from './model'
import { treeShape } from './tree-shape'

let app: TestApp
let statistician: Awaited<ReturnType<TestApp['as']>>
let headquarters: Awaited<ReturnType<TestApp['as']>>
beforeAll(async () => {
  app = await freshApp()
  await fillWithRows(app, { people: 400 })
  statistician = await app.as('statistician')
  headquarters = await app.as('headquarters')
})
afterAll(() => app.close())

const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const wholeOf = (id: string) => catalogue.find((one) => one.id === id)?.tree as CountingTree | undefined
const idOf = (tree: CountingTree) => catalogue.find((one) => definitionHash(one.tree) === definitionHash(tree))?.id
const nothing = { of: '', by: '', date: '', per: '', conditions: [] }

describe('a measure built by choosing', () => {
  it('is the tree of its choices, and the choices come back from the tree', () => {
    const some = fc.constantFrom(...(Object.keys(vocabulary) as (keyof typeof vocabulary)[])).chain((event) => {
      const fields = fieldsOfEvent(vocabulary[event]).filter(({ type }) => type === 'code' || type === 'bool' || type === 'int')
      const condition = fc.constantFrom(...fields).chain(({ name, type }) => fc.constantFrom(...operatorsOf(type)).map((op) => ({
        field: name, op: op as string, values: op === 'is_null' || op === 'not_null' ? [] : type === 'bool' ? ['yes'] : type === 'int' ? ['3'] : [codesOf(app.country, event, name)?.[0] ?? '1234'],
      })))
      return fc.record({ event: fc.constant(event as string), kind: fc.constant('count'), of: fc.constant(''), by: fc.constant(''), date: fc.constantFrom(...vocabulary[event].dates), per: fc.constantFrom('', 'JS_NEW'), conditions: fc.array(condition, { maxLength: 3 }) })
    })
    fc.assert(fc.property(some, (choices: Choices) => {
      const made = treeOf(choices, wholeOf)
      expect(made, JSON.stringify(choices)).toHaveProperty('tree')
      if (!('tree' in made)) return
      const back = choicesOf(made.tree, idOf)
      expect(back && treeOf(back, wholeOf)).toEqual(made)
    }), { numRuns: 300, seed: 4 })
  })

  it('is refused with the field that is wrong', () => {
    const errors = (choices: Partial<Choices>) => {
      const made = treeOf({ event: 'visit', kind: 'count', ...nothing, ...choices }, wholeOf)
      return 'errors' in made ? Object.keys(made.errors) : []
    }
    expect(errors({ event: 'person' })).toEqual(['event'])
    expect(errors({ kind: 'sum' })).toEqual(['of'])
    expect(errors({ kind: 'count_distinct' })).toEqual(['by'])
    expect(errors({ kind: 'stock_at' })).toEqual(['kind'])
    expect(errors({ per: 'NOTHING' })).toEqual(['per'])
    expect(errors({ conditions: [{ field: 'name', op: '=', values: ['x'] }, { field: 'sex', op: '>=', values: ['F'] }, { field: 'sex', op: 'in', values: [] }] })).toEqual(['c1', 'o2', 'v3'])
    expect(['10 placements', '+15 % women', 'Increase of visits', '៥ នាក់', 'Women under 25'].map(hasTarget)).toEqual([true, true, true, true, false])
  })

  it('is explained in three languages with no word missing, for everything that can be chosen', () => {
    for (const language of languages) {
      const known = app.platform.words.keys(language)
      for (const [name, event] of Object.entries(vocabulary)) {
        const wanted = [`event.${name}`, ...event.dates.map((day) => `day.${day}`), ...event.filters.map((field) => `field.${field}`), ...event.defaults.map((condition) => `field.${String(condition[0])}`)]
        expect(wanted.filter((key) => !known.has(`measures.${key}`)), `${language} ${name}`).toEqual([])
      }
      for (const { tree } of [...catalogue, ...indicatorCatalogue]) for (const sentence of explain(speechOf(app.platform.words, app.country, language), tree)) expect(sentence).not.toMatch(/[{}]|undefined/)
    }
    const tree: CountingTree = { kind: 'count', unit: 'visit', event: 'visit', where: [['sex', 'in', ['F']], ['any', ['audience', '=', 'employer'], ['not', ['purpose', 'is_null']]]], missing: 'null' }
    expect(explain(speechOf(app.platform.words, app.country, 'en'), tree).slice(0, 2)).toEqual([
      'Number of arrivals at a centre.', 'Only where sex is one of: Female, and (customer is Employer, or it is not so that purpose of the visit is not recorded).',
    ])
  })

  it('shows its figure and its records while it is built, is put in force by another person, and counts', async () => {
    const choices = { event: 'visit', kind: 'count', c1: 'sex', o1: 'in', v1: ['F'], c2: 'audience', o2: 'in', v2: ['jobseeker'] }
    const shown = await statistician.post('/en/measures/new', { ...choices, then: 'show' })
    expect(shown.status).toBe(200)
    const text = plain(shown.text)
    expect(text).toContain('Only where sex is one of: Female')
    expect(shown.text).toContain('lang="km"')
    expect(/The list has as many records as the figure says: \d+/.exec(text)).not.toBeNull()

    const words = { name_km: 'ស្ត្រីមកមជ្ឈមណ្ឌល', name_lo: 'ແມ່ຍິງມາສູນ', name_en: 'Women who come', text_km: 'ស្ត្រី', text_lo: 'ແມ່ຍິງ', text_en: 'Women looking for work who come.' }
    expect((await statistician.post('/en/measures/new', { ...choices, ...words, name_en: '10 % more women', key: 'WOMEN_VISITS', then: 'save', from: '2026-12' })).status).toBe(422)
    expect((await statistician.post('/en/measures/new', { ...choices, ...words, key: 'VISITS', then: 'save', from: '2026-12' })).status).toBe(422)
    const saved = await statistician.post('/en/measures/new', { ...choices, ...words, key: 'WOMEN_VISITS', then: 'save', from: '2026-12' })
    expect([saved.status, saved.location]).toEqual([303, '/en/measures/WOMEN_VISITS'])
    expect((await headquarters.get('/en/this-month?measure=WOMEN_VISITS')).status).toBe(404)
    expect((await statistician.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(422)
    expect((await headquarters.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(303)

    const month = '2026-10'
    const figure = (await headquarters.get(`/api/v1/measures/WOMEN_VISITS?month=${month}`)).json<{ figure: { value: string } }>().figure
    const all = (await headquarters.get(`/api/v1/measures/VISITS?month=${month}`)).json<{ figure: { value: string } }>().figure
    expect(Number(figure.value)).toBeGreaterThan(0)
    expect(Number(figure.value)).toBeLessThan(Number(all.value))
    expect(plain((await headquarters.get(`/en/this-month/records?measure=WOMEN_VISITS&month=${month}`)).text)).toContain(`${figure.value} `)
    expect((await headquarters.get('/en/this-month')).text).toContain('Women who come')
    for (const language of languages) for (const path of ['measures', 'measures/WOMEN_VISITS', 'measures/PLACEMENT_RATE', 'measures/FILL_RATE', 'measures/new']) expect((await headquarters.get(`/${language}/${path}`)).status, path).toBe(200)
  })

  it('may be the whole of a rate, which keeps the definition that it was built with', async () => {
    const choices = { event: 'visit', kind: 'count', c1: 'sex', o1: 'in', v1: ['F'], c2: 'audience', o2: 'in', v2: ['jobseeker'], c3: 'age_band', o3: 'in', v3: ['25-34'], per: 'WOMEN_VISITS' }
    const words = { name_km: 'ស្ត្រីវ័យក្មេង', name_lo: 'ແມ່ຍິງ 25-34', name_en: 'Women of 25 to 34 among women', text_km: 'ស្ត្រី', text_lo: 'ແມ່ຍິງ', text_en: 'Of the women who come, those of 25 to 34.' }
    expect((await headquarters.get('/en/measures/new')).status).toBe(200)
    expect((await headquarters.post('/en/measures/new', { ...choices, then: 'show' })).text).toMatch(/<option value="WOMEN_VISITS"[^>]* selected/)
    expect((await headquarters.post('/en/measures/new', { ...choices, per: 'NO_SUCH', then: 'show' })).status).toBe(422)
    expect((await headquarters.post('/en/measures/new', { ...choices, ...words, key: 'YOUNG_WOMEN', then: 'save', from: '2026-01' })).status).toBe(303)
    expect((await statistician.post('/en/measures/YOUNG_WOMEN/decision', { answer: 'active' })).status).toBe(303)
    const figure = async (id: string) => (await headquarters.get(`/api/v1/measures/${id}?month=2026-10`)).json<{ figure: { value: string } }>().figure.value
    const [young, all] = [Number(await figure('YOUNG_WOMEN')), Number(await figure('WOMEN_VISITS'))]
    const { rows } = await app.db.wholeStore((db) => sql<{ n: number }>`select count(*)::int as n from visit where visited_on between '2026-10-01' and '2026-10-31' and sex = 'F' and audience = 'jobseeker' and age_band = '25-34'`.execute(db))
    expect([young, all > 0]).toEqual([Math.round(((rows[0]?.n ?? 0) / all) * 1000) / 10, true])
    expect((await headquarters.get('/en/measures/YOUNG_WOMEN/new-version')).text).toMatch(/<option value="WOMEN_VISITS"[^>]* selected/)
  })

  it('gets a new version that replaces the old one, which is never changed', async () => {
    const edit = await headquarters.get('/en/measures/WOMEN_VISITS/new-version')
    expect(edit.text).toContain('Women who come')
    const next = { event: 'visit', kind: 'count', c1: 'sex', o1: 'in', v1: ['F', 'not-stated'], name_km: 'ក', name_lo: 'ກ', name_en: 'Women and not stated', text_km: 'ក', text_lo: 'ກ', text_en: 'Wider.', from: '2027-01', then: 'save' }
    expect((await headquarters.post('/en/measures/WOMEN_VISITS/new-version', next)).status).toBe(303)
    expect((await headquarters.post('/en/measures/WOMEN_VISITS/new-version', next)).status).toBe(422)
    expect((await statistician.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(303)
    const states = await app.asSystem((tx) => tx.db.selectFrom('measure_version as v').innerJoin('measure as m', 'm.id', 'v.measure_id').where('m.key', '=', 'WOMEN_VISITS').select(['v.number', 'v.state']).orderBy('v.number').execute())
    expect(states).toEqual([{ number: 1, state: 'replaced' }, { number: 2, state: 'active' }])
    await expect(app.asSystem((tx) => tx.db.updateTable('measure_version').set({ tree: '{}' }).where('number', '=', 2).execute())).rejects.toMatchObject({ code: '23514' })
    expect((await (await app.as('counsellor')).get('/en/measures/new')).status).toBe(403)
  })

  it('is read by programs in every version, and its definition comes back through the preview as the same figure', async () => {
    const { versions } = (await (await app.as('viewer')).get('/api/v1/measures/WOMEN_VISITS/versions')).json<{ versions: { version: number; state: string; valid_from: string; definition: object; definition_hash: string; names: Record<string, string> }[] }>()
    expect(versions.map(({ version, state, valid_from }) => [version, state, valid_from])).toEqual([[2, 'active', '2027-01-01'], [1, 'replaced', '2026-12-01']])
    const preview = (tree: unknown, who = statistician) => who.send('POST', '/api/v1/measures/preview', { tree })
    type Shown = { definition_hash: string; same_as: string | null; months: { period: string; value: string }[]; lists: { count: number; value: string; rows: object[] }[]; sentences: string[] }
    const before = (await app.asSystem((tx) => tx.db.selectFrom('measure_version').select((e) => e.fn.countAll().as('n')).execute()))[0]
    const shown = (await preview(versions[0]?.definition)).json<Shown>()
    expect([shown.definition_hash, shown.same_as, shown.months.length]).toEqual([versions[0]?.definition_hash, null, 6])
    const page = plain((await statistician.get('/en/measures/WOMEN_VISITS')).text)
    expect(page).toContain(`The list has as many records as the figure says: ${shown.lists[0]?.value}`)
    expect([shown.lists[0]?.count, shown.lists[0]?.rows.length, Object.keys(shown.lists[0]?.rows[0] ?? {})]).toEqual([Number(shown.months.at(-1)?.value), Math.min(20, shown.lists[0]?.count ?? 0), ['day', 'unit_code', 'sex', 'age_band', 'amount']])
    expect((await app.asSystem((tx) => tx.db.selectFrom('measure_version').select((e) => e.fn.countAll().as('n')).execute()))[0]).toEqual(before)

    const shipped = (await statistician.get('/api/v1/measures/PLACEMENTS/versions')).json<{ versions: { definition: object; names: Record<string, string> }[] }>().versions
    expect([shipped.length, Object.keys(shipped[0]?.names ?? {}).sort(), (await preview(shipped[0]?.definition)).json<Shown>().same_as]).toEqual([1, ['en', 'km', 'lo'], 'PLACEMENTS'])
    expect((await statistician.get('/api/v1/measures/NOTHING/versions')).status).toBe(404)
  })

  it('is previewed by those who build measures alone, and every fault is named with its place', async () => {
    const count = { kind: 'count', unit: 'visit', event: 'visit', missing: 'null' }
    const preview = async (tree: unknown, who = statistician) => who.send('POST', '/api/v1/measures/preview', { tree })
    for (const role of ['counsellor', 'chief', 'viewer'] as const) expect((await preview(count, await app.as(role))).status, role).toBe(403)
    const wrong = await preview({ ...count, where: [['name', '=', 'x'], ['sex', '>', 'F'], ['any', ['sex', 'in', 'F']]] })
    expect([wrong.status, Object.keys(wrong.json<{ fields: object }>().fields)]).toEqual([422, ['where[0][0]', 'where[1][2]', 'where[2][1][2]']])
    expect((await preview({ ...count, unit: 'post', event: 'vacancy_posts', where: [['vacancy_key', '=', "x'; drop table visit"]] })).status).toBe(422)
    for (const tree of [{ ...count, where: [['given_on', '>', '2026-13-45']] }, { ...count, sql: 'select 1' }, { kind: 'formula', unit: 'visit', expression: 'VISITS' }, 'visit', { ...count, where: [['not', ['not', ['not', ['sex', '=', 'F']]]]] }]) expect((await preview(tree)).status, JSON.stringify(tree)).toBe(400)
    for (const { id, tree } of catalogue) expect(treeShape.safeParse(tree).error?.issues, id).toBeUndefined()
  })
})
