import fc from 'fast-check'
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

  it('gets a new version that replaces the old one, which is never changed', async () => {
    const edit = await headquarters.get('/en/measures/WOMEN_VISITS/new-version')
    expect(edit.text).toContain('Women who come')
    const next = { event: 'visit', kind: 'count', c1: 'sex', o1: 'in', v1: ['F', 'not-stated'], name_km: 'ក', name_lo: 'ກ', name_en: 'Women and not stated', text_km: 'ក', text_lo: 'ກ', text_en: 'Wider.', from: '2027-01', then: 'save' }
    expect((await headquarters.post('/en/measures/WOMEN_VISITS/new-version', next)).status).toBe(303)
    expect((await headquarters.post('/en/measures/WOMEN_VISITS/new-version', next)).status).toBe(422)
    expect((await statistician.post('/en/measures/WOMEN_VISITS/decision', { answer: 'active' })).status).toBe(303)
    const states = await app.asSystem((tx) => tx.db.selectFrom('measure_version').select(['number', 'state']).orderBy('number').execute())
    expect(states).toEqual([{ number: 1, state: 'replaced' }, { number: 2, state: 'active' }])
    await expect(app.asSystem((tx) => tx.db.updateTable('measure_version').set({ tree: '{}' }).where('number', '=', 2).execute())).rejects.toMatchObject({ code: '23514' })
    expect((await (await app.as('counsellor')).get('/en/measures/new')).status).toBe(403)
  })
})
