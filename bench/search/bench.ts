// Words to vacancies: our index in memory, MiniSearch and PostgreSQL full text on the same adverts and queries, taking turns.
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import pg from 'pg'
import { readQuery } from '../../src/capabilities/vacancies/search-index/read-query'
import { SearchIndex } from '../../src/capabilities/vacancies/search-index/search-index'
import type { CalendarDate } from '../../src/kernel/calendar'
import { loadCountry } from '../../src/platform/country/index'
import { textKey } from '../../src/platform/text/text-key'
import { indexTokens, rankingWords } from '../../src/platform/text/tokens'
import { type Advert, adverts, draw, mistypedQuery, typedQuery } from './adverts'
import { compareStanding } from './standing'

const [, , wanted = '100000', url = ''] = process.argv
const count = Number(wanted)
const country = await loadCountry('zz', join(process.cwd(), 'countries'))
const page = { size: 20, skip: 0, newSince: '2026-11-20' as CalendarDate }
const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const shown = (values: readonly number[]) => [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(2)).join(' / ')
const megabytes = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

interface Engine {
  name: string
  find(text: string): Promise<{ ids: readonly string[]; total: number }>
  times: number[]
}
const all: Advert[] = [...adverts(count)]
const tokensOf = new Map<string, { tokens: string[]; words: string[] }>()
/** Titles repeat: each is cut into tokens once. */
function read(text: string) {
  let known = tokensOf.get(text)
  if (!known) tokensOf.set(text, (known = { tokens: indexTokens(text), words: rankingWords(text) }))
  return known
}

function ownEngine(): Engine {
  const index = new SearchIndex()
  for (const { id, title, body, language } of all) {
    const bodyRead = language === 'Khmer' ? { tokens: indexTokens(body), words: rankingWords(body) } : { tokens: body.split(', ').flatMap((one) => read(one).tokens), words: body.split(', ').flatMap((one) => read(one).words) }
    const weights = new Map<string, number>()
    for (const [words, weight] of [[read(title).words, 7], [bodyRead.words, 1]] as const) for (const word of words) weights.set(word, (weights.get(word) ?? 0) + weight)
    index.put({
      id, stamp: '', tokens: [...new Set([...read(title).tokens, ...bodyRead.tokens])], words: { weights, length: read(title).words.length + bodyRead.words.length, names: new Set() }, titleKeys: [textKey(title)],
      provinceCode: String(draw(25)), districtCode: null, isco: String(1000 + draw(8000)), contract: 'open-ended', educationMin: null, accessible: null, wageMonth: null, wageCurrency: null, publishedOn: `2026-11-${String(1 + draw(28)).padStart(2, '0')}`,
    })
  }
  return { name: 'OpenPES', times: [], find: async (text) => index.search(readQuery(text, country, { index }), {}, page) }
}

function miniSearch(): Engine {
  const mini = new MiniSearch<Advert>({ fields: ['title', 'body'] })
  mini.addAll(all)
  const options = { combineWith: 'AND', boost: { title: 7 }, fuzzy: (term: string) => (term.length >= 8 ? 1 : false) } as const
  return {
    name: 'MiniSearch', times: [],
    find: async (text) => {
      const found = mini.search(text, options)
      return { ids: found.slice(0, 20).map(({ id }) => String(id)), total: found.length }
    },
  }
}

async function postgres(): Promise<Engine & { close(): Promise<void>; size: string }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table advert (id text primary key, published date not null, words tsvector not null)`)
  for (let from = 0; from < all.length; from += 5000) {
    const some = all.slice(from, from + 5000)
    await client.query(
      `insert into advert select i, '2026-11-01', setweight(to_tsvector('simple', t), 'A') || setweight(to_tsvector('simple', b), 'D') from unnest($1::text[], $2::text[], $3::text[]) as x(i, t, b)`,
      [some.map(({ id }) => id), some.map(({ title }) => title), some.map(({ body }) => body)])
  }
  await client.query('create index on advert using gin (words)')
  await client.query('vacuum analyze advert')
  const { rows: [size] } = await client.query<{ size: string }>(`select pg_size_pretty(pg_total_relation_size('advert')) as size`)
  return {
    name: 'PostgreSQL', times: [], size: size?.size ?? '',
    find: async (text) => {
      const { rows } = await client.query<{ id: string; total: string }>(
        `select id, count(*) over () as total from advert, plainto_tsquery('simple', $1) q where words @@ q order by ts_rank('{0.1,0.2,0.4,1.0}', words, q) desc, published desc, id limit 20`, [text])
      return { ids: rows.map(({ id }) => id), total: Number(rows[0]?.total ?? 0) }
    },
    close: () => client.end(),
  }
}

/** How many adverts hold the words: in Khmer as written, in English as whole words. */
function truth(text: string, language: Advert['language']): number {
  const keys = textKey(text).split(' ')
  const holds = (key: string) => (language === 'Khmer' ? (whole: string) => whole.includes(key) : (whole: string) => ` ${whole.replace(/[^a-z0-9]+/g, ' ')} `.includes(` ${key.replace(/[^a-z0-9]+/g, ' ')} `))
  const tests = keys.map(holds)
  return wholes.reduce((sum, whole) => sum + (tests.every((test) => test(whole)) ? 1 : 0), 0)
}

const before = megabytes()
let began = performance.now()
const own = ownEngine()
const ownLine = `OpenPES index: built in ${((performance.now() - began) / 1000).toFixed(1)} s with cutting into words, ${(megabytes() - before).toFixed(0)} MB`
const middle = megabytes()
began = performance.now()
const mini = miniSearch()
const miniLine = `MiniSearch: built in ${((performance.now() - began) / 1000).toFixed(1)} s, ${(megabytes() - middle).toFixed(0)} MB`
const store = url === '' ? undefined : await postgres()
const wholes = all.map(({ title, body }) => textKey(`${title} ${body}`))
console.log(`${count} vacancies, half English, half Khmer; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}, MiniSearch ${(JSON.parse(readFileSync('node_modules/minisearch/package.json', 'utf8')) as { version: string }).version}`)
console.log([ownLine, miniLine, ...(store ? [`PostgreSQL: table and index ${store.size}`] : ['PostgreSQL: skipped'])].join('\n'))

const engines: Engine[] = [own, mini, ...(store ? [store] : [])]
const [warm, measured, planted] = [100, 600, 60]

/** Times of all engines on the same queries, one after the other, and how many of the adverts that hold the words they find. */
async function compare(name: string, next: () => { typed: string; language: Advert['language']; meant?: string }): Promise<void> {
  for (const engine of engines) engine.times = []
  const processor: number[] = []
  const found = new Map(engines.map((engine) => [engine, 0]))
  let expected = 0
  for (let at = 0; at < warm + measured; at += 1) {
    const { typed, language, meant } = next()
    const isPlanted = at >= warm && at < warm + planted
    const real = isPlanted ? truth(meant ?? typed, language) : 0
    expected += real
    for (const engine of engines) {
      const from = performance.now()
      const used = process.cpuUsage()
      const { total } = await engine.find(typed)
      const { user, system } = process.cpuUsage(used)
      if (at >= warm) engine.times.push(performance.now() - from)
      if (at >= warm && engine === own) processor.push((user + system) / 1000)
      if (isPlanted) found.set(engine, (found.get(engine) ?? 0) + Math.min(total, real))
    }
  }
  console.log(`\n${name}, ms p50 / p95 / p99 of ${measured}`)
  for (const engine of engines) {
    const ratios = engine === own ? `; processor ${shown(processor)}` : `; × ${[0.5, 0.99].map((share) => (quantile(engine.times, share) / quantile(own.times, share)).toFixed(0)).join(' and × ')} of ours at p50 and p99`
    console.log(`  ${engine.name}: ${shown(engine.times)}${ratios}; finds ${((100 * (found.get(engine) ?? 0)) / Math.max(1, expected)).toFixed(1)} % of ${expected} in ${planted} queries`)
  }
}

await compare('English', () => ({ typed: typedQuery('English'), language: 'English' }))
await compare('Khmer', () => ({ typed: typedQuery('Khmer'), language: 'Khmer' }))
await compare('English with a typing mistake', () => ({ ...mistypedQuery(), language: 'English' }))
const unbroken = 'គ្រូ'.repeat(38_500)
const from = performance.now()
readQuery(unbroken, country)
indexTokens(unbroken)
rankingWords(unbroken)
console.log(`\n${unbroken.length} characters without a break, as query and as text: ${(performance.now() - from).toFixed(1)} ms`)
compareStanding(country)
await store?.close()
