import { sql } from 'kysely'
import { beforeAll, afterAll, expect, it } from 'vitest'
import { freshApp, type TestApp } from '../../../../test/harness/app'
import { newId } from '../../../kernel/id'
import type { VacancyContent } from '../model'
import { searchWordsOf } from '../queries/search-words'
import { findJobs, forgetSearches, type Kept, searchBySql, searchVacancies } from '../search'
import { anEmployer, publish, takeVacancy } from '../test-vacancies'
import { liveIndex } from './live-index'
import { readQuery } from './read-query'
import { bm25 } from './ranking'

const texts: [string, string][] = [
  ['គ្រូបង្រៀនភាសាអង់គ្លេស', 'បង្រៀនសិស្សចំនួន៥នាក់ នៅភ្នំពេញ'], ['ជំនួយការគណនេយ្យ', 'ធ្វើការងារគណនេយ្យ'], ['ພະນັກງານຂາຍ', 'ຂາຍເຄື່ອງໃນຮ້ານ'], ['ພະນັກງານບັນຊີ', 'ເຮັດບັນຊີ'],
  ['Accountant', 'Keeps the accounts and ledgers'], ['Shop assistant', 'Sells clothes and keeps accounts of stock'], ['Security guard', 'Guards the factory at night'], ['Cook', 'Cooks rice and soup'],
  ['Senior accountant for a bakery', 'Accounting'], ['ອ້າຍເອື້ອຍ ຄູສອນ', 'ສອນເດັກນ້ອຍ'], ['Driver (ແມ່ນ)', 'Drives a truck, 3 days'], ['អ្នកបើកបរ', 'បើករថយន្ត ថ្ងៃ'],
]
const queries = [
  '', 'គ្រូ', 'គ្រូបង្រៀន', 'គ្រូ\u200bបង្រៀន', 'គណនេយ្យ', 'ພະນັກງານ', 'ພະນັກງານຂາຍ', 'ບັນຊີ', 'account', 'acc', 'accountant bakery', '"keeps the accounts"', 'keeps rice accounts night', 'guard', 'security guard', 'cook', '៥ នាក់', '5',
  'nothing at all', 'driver truck', 'អ្នកបើកបរ', 'ຄູ', 'shop "sells clothes" cook', 'x'.repeat(5000), 'acountant', 'trcuk drivr', 'គ្រូបង្រៀតភាសា', 'ພະນັກງານຄາຍ', 'fork-lift driver',
]
const filters: Kept[] = [{}, { group: '5' }, { province: '01' }, { contract: 'open-ended' }, { contract: 'seasonal' }, { wage: '2000000', currency: 'KHR' }, { wage: '200000', currency: 'KHR', contract: 'seasonal' }, { wage: '100', currency: 'USD', province: '02' }, { accessible: true }, { since: '2020-01-01' as Kept['since'] & string }]

const wages = [1, 199999, 200000, 499999.99, 7, 500000, 7, 0.5, 2000000, 4999999.5, 9e9]

let app: TestApp
beforeAll(async () => {
  app = await freshApp()
  const [counsellor, inspector] = [await app.as('counsellor'), await app.as('counsellor', { duties: ['inspector'] })]
  const id = await takeVacancy(counsellor, await anEmployer(app))
  await publish(app, inspector, id)
  await app.db.wholeStore(async (db) => {
    for (const [at, [title, duties]] of texts.entries()) {
      const content = { titleKm: null, titleLo: null, titleEn: title, occupationTyped: null, isco: null, duties, requirements: '', employerNameHidden: true, provinceCode: null, districtCode: null, workplaceText: null }
      const { tokens, rankWords } = searchWordsOf(content as unknown as VacancyContent, null, app.country)
      const change = { id: newId(), code: `TEST${String(at).padStart(5, '0')}`, title_en: title, title_km: null, title_lo: null, request_key: null, stat_key: newId(), isco: at % 3 === 0 ? '2411' : null, province_code: at % 2 === 0 ? null : '02', contract: at % 4 === 0 ? 'seasonal' : 'open-ended', accessible: at % 5 === 0 ? false : null, wage_shown: at % 6 !== 0, wage_month_min: wages[at] ?? null, wage_month_max: at % 2 === 0 ? null : (wages[at] ?? null), wage_currency: at % 7 === 3 ? 'USD' : at % 7 === 4 ? null : 'KHR' }
      await sql`insert into vacancy select (jsonb_populate_record(null::vacancy, to_jsonb(v) - 'rank_words' - 'find_tokens' || ${JSON.stringify({ ...change, find_tokens: tokens })}::jsonb)).* from vacancy v where v.id = ${id}`.execute(db)
      await sql`update vacancy set rank_words = ${rankWords}::tsvector where id = ${change.id}`.execute(db)
    }
  })
})
afterAll(() => app.close())

let seed = 5
const draw = (most: number): number => Math.floor(((seed = (seed * 48271) % 2147483647) / 2147483647) * most)
const pieces = [...texts.flatMap((pair) => pair.flatMap((text) => text.split(' '))), 'acc', 'guards', 'bak', '"keeps the"', '៣', '3', '\u200b', 'គ្រ', 'ບັນ', '?']
const randomText = () => Array.from({ length: 1 + draw(5) }, () => (pieces[draw(pieces.length)] ?? '').slice(0, 2 + draw(20)) + (draw(3) === 0 ? '' : ' ')).join('')

it('finds exactly what SQL finds, with the same counts, for every query and filter, and for random ones', async () => {
  const differences: string[] = []
  let most = 0
  await app.asSystem(async (tx) => {
    const index = await liveIndex(tx, app.platform)
    if (!index) throw new Error('The index is not filled.')
    const compare = async (text: string, kept: Kept, loosely: boolean) => {
      const wanted = readQuery(text, app.country, { loosely, index })
      const page = { size: 200, skip: 0, newSince: app.today() }
      const [memory, store] = [await searchVacancies(tx, index, wanted, kept, page), await searchBySql(tx, wanted, kept, page)]
      const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
      most = Math.max(most, store.total)
      if (JSON.stringify([memory.total, ids(memory.rows)]) !== JSON.stringify([store.total, ids(store.rows)])) differences.push(`${text} ${JSON.stringify(kept)}: ${memory.total} and ${store.total}`)
      else expect(memory.facets, `${text} ${JSON.stringify(kept)}`).toEqual(store.facets)
      return store.total
    }
    for (const text of queries) for (const kept of filters) for (const loosely of [false, true]) await compare(text, kept, loosely)
    let hits = 0
    for (let round = 0; round < 300; round += 1) hits += await compare(randomText(), { ...filters[draw(filters.length)], ...(draw(2) === 0 ? filters[draw(filters.length)] : {}) }, draw(3) === 0)
    expect(hits).toBeGreaterThan(100)
  })
  expect(differences).toEqual([])
  expect(most).toBe(texts.length + 1)
})

const find = (text: string, kept: Kept = {}) => app.asSystem((tx) => findJobs(tx, app.platform, text, kept, { size: 10, skip: 0, newSince: app.today() }))

it('shows what was taken down no more, and what is new at once', async () => {
  const search = () => find('"security guard"')
  const [found] = (await search()).rows
  await app.db.wholeStore((db) => sql`update vacancy set public_display = false where id = ${found?.id}`.execute(db))
  expect((await search()).rows.length).toBeLessThanOrEqual(1)
  forgetSearches(app.platform)
  expect(await search()).toMatchObject({ total: 0, isLoose: true })
  await app.db.wholeStore((db) => sql`update vacancy set public_display = true where id = ${found?.id}`.execute(db))
  forgetSearches(app.platform)
  expect(await search()).toMatchObject({ total: 1, isLoose: false })
})

it('counts each facet without its own filter and with the others', async () => {
  const all = (await find('')).facets
  const seasonal = await find('', { contract: 'seasonal' })
  expect(seasonal.facets.contract).toEqual(all.contract)
  expect(seasonal.total).toBe(all.contract['seasonal'])
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)
  expect([sum(seasonal.facets.province), sum(seasonal.facets.group)]).toEqual([seasonal.total, seasonal.total])
  const both = await find('', { contract: 'seasonal', province: '02' })
  expect(sum(both.facets.province)).toBe(seasonal.total)
  expect(sum(both.facets.contract)).toBe((await find('', { province: '02' })).total)
})

it('counts wages in bands that begin at 1, 2 and 5, with those that state none or another currency', async () => {
  const { facets, total } = await find('', { wage: '2000000', currency: 'KHR' })
  expect(facets.wage).toEqual({ '': 4, 'KHR 0': 1, 'KHR 100000': 1, 'KHR 200000': 1, 'KHR 500000': 1, 'KHR 1000000': 1, 'KHR 2000000': 2, 'USD 200000': 1, 'USD 5000000000': 1 })
  expect(Object.values(facets.wage).reduce((sum, count) => sum + count, 0)).toBe(texts.length + 1)
  expect(total).toBe(4 + 2 + 2)
})

it('forgives typing mistakes in words, says so, and never in names, numbers or short words', async () => {
  const titles = async (text: string) => {
    const { rows, mended, isLoose } = await find(text)
    return isLoose ? 'loose' : [rows.map(({ titleEn }) => titleEn).sort(), mended.flatMap(({ used }) => used)]
  }
  expect(await titles('acountant')).toEqual([['Accountant', 'Senior accountant for a bakery'], ['accountant']])
  expect(await titles('acuontant')).toEqual([['Accountant', 'Senior accountant for a bakery'], ['accountant']])
  expect(await titles('gaurd')).toEqual([['Security guard'], ['guard']])
  expect(await titles('trcuk driver')).toEqual([['Driver (ແມ່ນ)'], ['truck']])
  expect(await titles('zuard')).toBe('loose')
  expect(await titles('cok')).toBe('loose')
  expect(await titles('"gaurd"')).toBe('loose')
  expect((await find('gardener')).mended).toEqual([])
})

it('lets one cluster differ in a long Khmer or Lao run when nothing has it exactly', async () => {
  const titles = async (text: string) => (await find(text)).rows.map(({ titleEn }) => titleEn)
  expect(await titles('គ្រូបង្រៀនភាសា')).toEqual(['គ្រូបង្រៀនភាសាអង់គ្លេស'])
  expect(await find('គ្រូបង្រៀតភាសា')).toMatchObject({ total: 1, isLoose: false, mended: [{ typed: 'គ្រូបង្រៀតភាសា', used: [] }] })
  expect(await find('ພະນັກງານຄາຍ')).toMatchObject({ isLoose: false, mended: [{ typed: 'ພະນັກງານຄາຍ', used: [] }] })
})

it('widens by whole phrases of the country’s synonyms, over several words too', async () => {
  const { synonyms } = app.country
  const several = synonyms.find(({ phrase }) => /^[a-z]+(?:-[a-z]+)? [a-z ]+$/.test(phrase))
  if (!several) throw new Error('The fictional country has no synonym of several words.')
  const plain = readQuery(several.phrase, app.country)
  const alternatives = plain.parts.map(({ any }) => any.length)
  expect(alternatives.every((count) => count >= 2), JSON.stringify(plain.parts)).toBe(true)
  expect(readQuery(`${several.phrase.split(' ')[0] ?? ''} else`, app.country).parts.every(({ any }) => any.length === 1)).toBe(true)
})

it('puts whole words in the title first', async () => {
  const { rows } = await find('accountant')
  expect(rows.slice(0, 2).map(({ titleEn }) => titleEn)).toEqual(['Accountant', 'Senior accountant for a bakery'])
})

it('weighs words as in the worked numbers', () => {
  const score = (holders: number, tf: number, length: number) => bm25({ all: 1000, holders, tf, length, average: 10 }).toFixed(4)
  expect([score(10, 1, 8), score(100, 2, 12), score(10, 3, 8)]).toEqual(['4.9635', '2.9923', '7.4823'])
})
