// The index of vacancies in memory, at 100,000 adverts (or as many as the first argument says) of invented words in English and Khmer, against MiniSearch when it is installed.
//   npx esbuild bench/vacancy-search.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/vacancy-search.mjs && node node_modules/.cache/vacancy-search.mjs
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { indexTokens, rankingWords } from '../src/platform/text/tokens'
import { parseSearchQuery } from '../src/platform/text/query'
import { textKey } from '../src/platform/text/text-key'
import { SearchIndex } from '../src/capabilities/vacancies/search-index/search-index'

const count = Number(process.argv[2] ?? 100_000)
let seed = 11
const draw = (most: number) => Math.floor((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 * most)
const english = (parse(readFileSync('countries/classifications/isco-08-titles.en.csv'), { columns: true }) as { titles: string }[]).flatMap(({ titles }) => titles.split('; '))
const khmer = (parse(readFileSync('countries/zz/labels/isco.km.csv'), { columns: true }) as { label: string }[]).map(({ label }) => label)
const text = () => { const all = draw(2) ? english : khmer; return [all[draw(Math.min(all.length, 1 + draw(all.length)))] ?? '', Array.from({ length: 6 }, () => all[draw(all.length)] ?? '')] as const }
const index = new SearchIndex()
const documents: { id: string; text: string }[] = []
const started = performance.now()
const known = new Map<string, { tokens: string[]; words: string[] }>()
const read = (one: string) => known.get(one) ?? (known.set(one, { tokens: indexTokens(one), words: rankingWords(one) }), known.get(one)) ?? { tokens: [], words: [] }
for (let at = 0; at < count; at += 1) {
  const [title, body] = text()
  const weights = new Map<string, number>()
  const words = [...read(title).words.map((word) => [word, 7] as const), ...body.flatMap((one) => read(one).words).map((word) => [word, 1] as const)]
  for (const [word, weight] of words) weights.set(word, (weights.get(word) ?? 0) + weight)
  const id = String(at).padStart(8, '0')
  documents.push({ id, text: `${title} ${body.join(' ')}` })
  index.put({ id, stamp: '', tokens: [...new Set([title, ...body].flatMap((one) => read(one).tokens))], words: { weights, length: words.length }, titleKeys: [textKey(title)], provinceCode: String(draw(25)), districtCode: null, isco: String(1000 + draw(8000)), contract: 'open-ended', educationMin: null, accessible: null, wageMonth: null, wageCurrency: null, publishedOn: `2026-11-${String(1 + draw(28)).padStart(2, '0')}` })
}
console.log(`${count} vacancies tokenised and indexed in ${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1048576)} MB resident`)
const pick = (all: string[]) => { const words = (all[draw(all.length)] ?? '').split(/[ ,]+/); return words.slice(0, 1 + draw(2)).join(' ') }
const quantile = (times: number[], share: number) => (times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(2)
for (const [name, all] of [['English', english], ['Khmer', khmer]] as const) {
  const times: number[] = []
  let hits = 0
  for (let at = 0; at < 600; at += 1) {
    const typed = pick(all)
    const from = process.cpuUsage()
    const { parts, mayLack } = parseSearchQuery(typed)
    const answer = index.search({ parts: parts.map(({ tokens }) => ({ any: [tokens] })), need: parts.length - mayLack, words: parts.flatMap((part) => part.words.map((word) => ({ word, weight: 1 }))), phrase: textKey(typed) }, {}, { size: 20, skip: 0 })
    const used = process.cpuUsage(from)
    if (at >= 200) times.push((used.user + used.system) / 1000)
    hits += answer.total
  }
  console.log(`${name}, processor time: p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms, ${Math.round(hits / 600)} found on average`)
}
const unbroken = 'គ្រូ'.repeat(38_500)
const from = performance.now()
parseSearchQuery(unbroken)
indexTokens(unbroken)
rankingWords(unbroken)
console.log(`${unbroken.length} characters of unbroken text: ${(performance.now() - from).toFixed(1)} ms (cut at 200 as a query, at 8,000 as a text)`)
const peer = await import('minisearch' as string).then((module: { default: new (options: object) => { addAll(rows: object[]): void; search(text: string): unknown[] } }) => new module.default({ fields: ['text'] }), () => undefined)
if (!peer) console.log('MiniSearch: not installed, skipped')
else {
  peer.addAll(documents)
  const times = Array.from({ length: 400 }, () => { const typed = pick(english); const since = performance.now(); peer.search(typed); return performance.now() - since })
  console.log(`MiniSearch, English: p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`)
}
