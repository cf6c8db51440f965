import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCountry } from '../../../platform/country/index'
import { textKey } from '../../../platform/text/text-key'
import { indexTokens, rankingWords } from '../../../platform/text/tokens'
import type { Kept } from '../search-index/kept'
import { readQuery } from '../search-index/read-query'
import { type IndexedVacancy, SearchIndex } from '../search-index/search-index'
import { StandingSearches } from './standing-searches'

let seed = 19
const draw = (most: number): number => Math.floor(((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648) * most)
const pick = <Value>(all: readonly [Value, ...Value[]]): Value => all[draw(all.length)] ?? all[0]
const words: readonly [string, ...string[]] = [
  'shop ', 'cook ', 'accountant ', 'acc ', 'account ', 'truck driver ', 'driver ', 'teachers ', 'teach ', '"night guard" ', 'fork-lift ', 'គ្រូ', 'បង្រៀន', 'គណនេយ្យ', 'ជំនួយការ', 'អ្នកបើកបរ', 'ស្ត្រី', 'ស្រ្តី', '៥ ', '5 ',
  'ພະນັກງານ', 'ຂາຍ', 'ບັນຊີ', 'ນ້ຳ', 'ນໍ້າ', 'ຫນອງ', 'ແຂວງ ', '\u200b', ' ', '!? ', 'C++ ',
]
const some = (most: number) => Array.from({ length: draw(most + 1) }, () => pick(words)).join('')
const orNull = <Value>(value: Value): Value | null => (draw(3) === 0 ? null : value)
const filters: readonly [Kept, ...Kept[]] = [
  {}, { province: '01' }, { district: '0101' }, { group: '2' }, { contract: 'seasonal', group: '51' }, { education: ['primary'], accessible: true }, { wage: '400', currency: 'USD' }, { wage: '100', currency: 'KHR', province: '02' },
]

function aVacancy(at: number): IndexedVacancy {
  const text = `${some(3)}\n${some(14)}`
  const read = rankingWords(text)
  return {
    id: String(at), stamp: '', tokens: indexTokens(text), words: { weights: new Map(read.map((word) => [word, 1])), length: read.length, names: new Set() }, titleKeys: [textKey(text)],
    provinceCode: orNull(pick(['01', '02'])), districtCode: orNull(pick(['0101', '0201'])), isco: orNull(pick(['2411', '2330', '5120'])), contract: pick(['open-ended', 'seasonal']), educationMin: orNull(pick(['primary', 'upper'])),
    accessible: orNull(draw(2) === 0), wageMonth: orNull(100 * draw(9)), wageCurrency: orNull(pick(['USD', 'KHR'])), publishedOn: '2026-11-23',
  }
}

it('finds for a vacancy exactly the searches that find it when each is run alone', async () => {
  const country = await loadCountry('zz', join(process.cwd(), 'countries'))
  const searches = Array.from({ length: 1500 }, (_, at) => ({ id: String(at), words: some(5), kept: pick(filters) }))
  const standing = new StandingSearches()
  for (const { id, words: typed, kept } of searches) standing.put(id, typed, kept, (text) => readQuery(text, country))
  const gone = new Set(searches.filter(() => draw(6) === 0).map(({ id }) => id))
  for (const id of gone) standing.remove(id)
  for (const one of searches) {
    if (draw(6) !== 0) continue
    Object.assign(one, { words: some(5), kept: pick(filters) })
    standing.put(one.id, one.words, one.kept, (text) => readQuery(text, country))
    gone.delete(one.id)
  }
  expect(standing.size).toBe(searches.length - gone.size)
  const asked = searches.filter(({ id }) => !gone.has(id)).map((one) => ({ ...one, query: readQuery(one.words, country) }))
  const page = { size: 0, skip: 0, newSince: '2026-11-20' as Kept['since'] & string }
  let found = 0
  for (let at = 0; at < 60; at += 1) {
    const vacancy = aVacancy(at)
    const index = new SearchIndex()
    index.put(vacancy)
    const alone = asked.filter(({ query, kept }) => index.search(query, kept, page).total === 1).map(({ id }) => id)
    expect(standing.finding(vacancy).sort(), [...vacancy.words.weights.keys()].join(' ')).toEqual(alone.sort())
    found += alone.length
  }
  expect(found).toBeGreaterThan(1000)
})

it('follows words that mean something else from now on, and forgets what they meant', async () => {
  const country = await loadCountry('zz', join(process.cwd(), 'countries'))
  const read = (text: string) => readQuery(text, country)
  const standing = new StandingSearches()
  for (const [id, typed] of [['1', 'accountent'], ['2', 'cook']] as const) standing.put(id, typed, {}, read)
  const holding = (text: string): IndexedVacancy => {
    const weights = new Map(rankingWords(text).map((word) => [word, 1]))
    return { ...aVacancy(0), tokens: indexTokens(text), words: { weights, length: weights.size, names: new Set() }, titleKeys: [textKey(text)] }
  }
  const found = () => ['accountent', 'accountant', 'cook'].map((text) => standing.finding(holding(text)))
  expect(found()).toEqual([['1'], [], ['2']])
  standing.mean('accountent', read('accountant'))
  standing.mean('nobody asks this', read('cook'))
  expect(found()).toEqual([[], ['1'], ['2']])
  standing.remove('1')
  expect(found()).toEqual([[], [], ['2']])
})
