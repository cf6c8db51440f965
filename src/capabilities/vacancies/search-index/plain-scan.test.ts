import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCountry } from '../../../platform/country/index'
import { textKey } from '../../../platform/text/text-key'
import { indexTokens, rankingWords } from '../../../platform/text/tokens'
import type { Kept } from './kept'
import { bm25 } from './ranking'
import { readQuery } from './read-query'
import { titleWeight } from './read-rank-words'
import { type IndexedVacancy, SearchIndex } from './search-index'

let seed = 7
const draw = (most: number): number => Math.floor(((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648) * most)
const pick = <Value>(all: readonly [Value, ...Value[]]): Value => all[draw(all.length)] ?? all[0]
const vocabulary: readonly [string, ...string[]] = [
  'shop ', 'cook ', 'accountant ', 'accounting ', 'account ', 'driver ', 'night guard ', 'teacher ', 'teachers ', 'គ្រូ', 'បង្រៀន', 'គណនេយ្យ', 'ជំនួយការ', 'អ្នកបើកបរ', 'ស្ត្រី', '៥ ', 'ພະນັກງານ', 'ຂາຍ', 'ບັນຊີ', 'ນ້ຳ', 'ຫນອງ', 'ແຂວງ ', ' ', '12 ',
]
const some = (most: number) => Array.from({ length: 1 + draw(most) }, () => pick(vocabulary)).join('')
const orNull = <Value>(value: Value): Value | null => (draw(3) === 0 ? null : value)

function aVacancy(at: number): IndexedVacancy {
  const [title, body] = [some(3), some(12)]
  const weights = new Map<string, number>()
  for (const [words, weight] of [[rankingWords(title), 7], [rankingWords(body), 1]] as const) for (const word of words) weights.set(word, (weights.get(word) ?? 0) + weight)
  return {
    id: String(draw(1000)).padStart(4, '0') + String(at), stamp: '', tokens: indexTokens(`${title}\n${body}`), words: { weights, length: rankingWords(title).length + rankingWords(body).length, names: new Set() }, titleKeys: [textKey(title)],
    provinceCode: orNull(pick(['01', '02'])), districtCode: orNull(pick(['0101', '0201'])), isco: orNull(pick(['2411', '2330', '5120'])), contract: pick(['open-ended', 'seasonal']), educationMin: orNull(pick(['primary', 'upper'])),
    accessible: orNull(draw(2) === 0), wageMonth: orNull(100 * draw(9)), wageCurrency: orNull(pick(['USD', 'KHR'])), publishedOn: `2026-11-${10 + draw(15)}`,
  }
}
const filters: readonly [Kept, ...Kept[]] = [{}, { province: '01' }, { district: '0101' }, { group: '2' }, { contract: 'seasonal', group: '51' }, { education: ['primary'], accessible: true }, { wage: '400', currency: 'USD' }, { since: '2026-11-18' as Kept['since'] & string, province: '02' }]

const fits = (one: IndexedVacancy, kept: Kept): boolean =>
  [
    kept.province === undefined || (one.provinceCode ?? kept.province) === kept.province, kept.district === undefined || (one.districtCode ?? kept.district) === kept.district,
    kept.group === undefined || (one.isco ?? kept.group).startsWith(kept.group), kept.contract === undefined || one.contract === kept.contract,
    !kept.education || one.educationMin === null || kept.education.includes(one.educationMin), !kept.accessible || one.accessible !== false, kept.since === undefined || one.publishedOn >= kept.since,
    kept.wage === undefined || one.wageCurrency !== kept.currency || one.wageMonth === null || one.wageMonth >= Number(kept.wage),
  ].every(Boolean)

/** The answer from the definitions alone, advert by advert. */
function scan(all: readonly IndexedVacancy[], { parts, need, words, phrase }: ReturnType<typeof readQuery>, kept: Kept) {
  const has = (one: IndexedVacancy, { any, begins }: (typeof parts)[number]) => any.some((tokens) => tokens.every((token) => one.tokens.includes(token))) || (begins !== undefined && [...one.words.weights.keys()].some((word) => word.startsWith(begins)))
  const free = parts.filter(({ must }) => !must)
  const least = free.length > 0 ? Math.max(1, need) : 0
  const found = all.filter((one) => fits(one, kept) && parts.every((part) => !part.must || has(one, part)) && free.filter((part) => has(one, part)).length >= least)
  const average = all.reduce((sum, one) => sum + one.words.length, 0) / all.length
  const holders = (word: string) => all.filter((one) => one.words.weights.has(word)).length
  const ranked = words.map(({ word, weight }) => ({ word, weight, count: holders(word) })).filter(({ count }) => count > 0).sort((a, b) => a.count - b.count)
  // The phrase counts where its rarest word stands in the title as a whole word.
  const hasPhrase = (one: IndexedVacancy) => phrase !== '' && (one.words.weights.get(ranked[0]?.word ?? '') ?? 0) >= titleWeight && one.titleKeys.some((key) => key.includes(phrase))
  const score = (one: IndexedVacancy) =>
    ranked.reduce((sum, { word, weight, count }) => {
      const tf = one.words.weights.get(word)
      return tf === undefined ? sum : sum + weight * bm25({ all: all.length, holders: count, tf, length: one.words.length, average })
    }, hasPhrase(one) ? 10 : 0)
  return { total: found.length, scores: new Map(found.map((one) => [one.id, score(one)])) }
}

it('finds and orders random adverts in three languages as a plain scan does', async () => {
  const country = await loadCountry('zz', join(process.cwd(), 'countries'))
  const all = Array.from({ length: 300 }, (_, at) => aVacancy(at))
  const index = new SearchIndex()
  for (const one of all) index.put(one)
  let hits = 0
  for (let round = 0; round < 400; round += 1) {
    const text = draw(5) === 0 ? `"${some(2).trim()}" ${some(1)}` : some(4)
    const [query, kept] = [readQuery(text, country, { loosely: draw(4) === 0 }), pick(filters)]
    const answer = index.search(query, kept, { size: 300, skip: 0, newSince: '2026-11-18' as Kept['since'] & string })
    const expected = scan(all, query, kept)
    expect([answer.total, [...answer.ids].sort()], text).toEqual([expected.total, [...expected.scores.keys()].sort()])
    answer.ids.slice(1).forEach((id, at) => expect((expected.scores.get(answer.ids[at] ?? '') ?? 0) - (expected.scores.get(id) ?? 0), text).toBeGreaterThan(-0.001))
    hits += answer.total
  }
  expect(hits).toBeGreaterThan(1000)
})

it('puts the same adverts on the first page when it leaves out those that cannot come there', async () => {
  const country = await loadCountry('zz', join(process.cwd(), 'countries'))
  const index = new SearchIndex()
  for (let at = 0; at < 6000; at += 1) index.put(aVacancy(at))
  let pages = 0
  for (let round = 0; round < 40; round += 1) {
    const query = readQuery(some(3), country, { loosely: true })
    const ids = (size: number, skip = 0) => index.search(query, {}, { size, skip, newSince: '2026-11-18' as Kept['since'] & string }).ids
    const whole = ids(6000)
    expect([...ids(20), ...ids(20, 20)]).toEqual(whole.slice(0, 40))
    if (whole.length > 2000) pages += 1
  }
  expect(pages).toBeGreaterThan(10)
})

it('lets a common word decide among all that it may bring to the first page', () => {
  const index = new SearchIndex()
  for (let at = 0; at < 5000; at += 1) {
    // One advert in twelve has the rare word, the first of them very often; half of these and many others have the common one.
    const weights = new Map<string, number>()
    if (at % 12 === 0) weights.set('rare', at === 0 ? 500 : 1)
    if (at % 24 === 0 || at % 2 === 1) weights.set('common', 1)
    index.put({ ...aVacancy(at), tokens: ['wall'], words: { weights, length: 10, names: new Set() }, titleKeys: [] })
  }
  const query = { parts: [{ any: [['wall']] }], need: 1, words: [{ word: 'rare', weight: 1 }, { word: 'common', weight: 1 }], phrase: '' }
  const ids = (size: number) => index.search(query, {}, { size, skip: 0, newSince: '2026-11-18' as Kept['since'] & string }).ids
  expect(ids(20)).toEqual(ids(5000).slice(0, 20))
})

it('knows whether any advert holds all of some tokens', () => {
  const all = Array.from({ length: 60 }, (_, at) => aVacancy(at))
  const index = new SearchIndex()
  for (const one of all) index.put(one)
  const tokens = [...new Set(all.flatMap((one) => [...one.tokens]))]
  const answers = { yes: 0, no: 0 }
  for (let round = 0; round < 2000; round += 1) {
    const asked = Array.from({ length: 1 + draw(4) }, () => tokens[draw(tokens.length)] ?? '')
    const expected = all.some((one) => asked.every((token) => one.tokens.includes(token)))
    expect(index.holds(asked), asked.join(' ')).toBe(expected)
    answers[expected ? 'yes' : 'no'] += 1
  }
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(50)
  expect(index.holds([])).toBe(false)
})
