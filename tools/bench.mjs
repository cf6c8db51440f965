// npm run bench -- search, -- matching ...: one of the benchmarks in bench/.
// npm run bench: requests per second and waiting times of the pages that matter, on both stores, beside a bare page.
//   --people 100000 --vacancies 10000   size of the invented country (seed 1)
//   --seconds 10 --clients 50           each measurement
//   --stores postgres,built-in          (both)
//   --from FILE --key-file KEY --data FOLDER      a backup to measure on, with the data folder it was made in (keys, accounts)
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { captureStatements } from '../bench/statements.mjs'
import { freePort, openBrowser, pause, readAccounts, signIn, startServer } from './crash/server-process.mjs'
import { kinds } from './crash/work.mjs'
import { root } from './install.mjs'
import { startPostgres } from './postgres.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const people = Number(option('people', 100_000))
const vacancies = Number(option('vacancies', 10_000))
const seconds = Number(option('seconds', 10))
const clients = Number(option('clients', 50))
const stores = option('stores', 'postgres,built-in').split(',')
const goal = 100

const [part = '--'] = process.argv.slice(2)
if (!part.startsWith('--')) {
  const file = join(root, 'bench', part, 'run.mjs')
  if (!/^[a-z]+$/.test(part) || !existsSync(file)) {
    console.error(`There is no benchmark "${part}". There are: ${readdirSync(join(root, 'bench')).filter((name) => existsSync(join(root, 'bench', name, 'run.mjs'))).join(', ')}.`)
    process.exit(1)
  }
  await import(file)
}

if (!existsSync(join(root, 'dist/server.js'))) await import('./build.mjs')
let server = null
const work = mkdtempSync(join(tmpdir(), 'openpes-bench-'))
process.on('exit', () => {
  rmSync(work, { recursive: true, force: true })
  server?.stop()
})
const keyFile = join(work, 'key')
writeFileSync(keyFile, randomBytes(32), { mode: 0o600 })

function openpes(words, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/openpes'), ...words], { env: { ...process.env, OPENPES_COUNTRY: 'zz', ...env }, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (status !== 0) throw new Error(`openpes ${words[0]}: ${stderr || stdout}`)
  return stdout.trim().split('\n').at(-1)
}
const timed = async (what, run) => {
  const began = performance.now()
  const result = await run()
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s${typeof result === 'string' ? ` (${result})` : ''}`)
  return result
}

/** One country, made once and brought to the second store by backup and restore. */
server = stores.includes('postgres') || !option('from') ? await startPostgres() : null
const dataOf = (store) => join(work, store)
for (const store of ['postgres', 'built-in']) mkdirSync(dataOf(store), { recursive: true })
let backup = option('from')
const key = option('key-file', keyFile)
const bringKeys = (from, to) => ['keys.json', 'demonstration-accounts.json'].forEach((name) => copyFileSync(join(from, name), join(dataOf(to), name)))
if (backup) for (const store of ['postgres', 'built-in']) bringKeys(option('data'), store)
if (backup && server) await timed('restored into PostgreSQL', () => openpes(['restore', backup, '--key-file', key], { OPENPES_DATA: dataOf('postgres'), DATABASE_URL: server.url }))
if (!backup) {
  await timed(`invented ${people} people and ${vacancies} vacancies on PostgreSQL`, () => openpes(['generate', '--people', String(people), '--vacancies', String(vacancies), '--seed', '1'], { OPENPES_DATA: dataOf('postgres'), DATABASE_URL: server.url }))
  backup = join(work, 'country.backup')
  await timed('backup', () => openpes(['backup', backup, '--key-file', keyFile], { OPENPES_DATA: dataOf('postgres'), DATABASE_URL: server.url }))
  bringKeys(dataOf('postgres'), 'built-in')
}
if (stores.includes('built-in')) await timed('restored into the built-in store', () => openpes(['restore', backup, '--key-file', key], { OPENPES_DATA: dataOf('built-in'), DATABASE_URL: '' }))

/** Jobs of two years are mostly closed. They are published again, so that the search has all of them to look through. */
const publishAll = `update vacancy set state = 'published', closed_on = null, closing_reason = null, filled = 0, public_display = true,
  published_on = coalesce(published_on, received_on, current_date - 5), valid_until = current_date + 20 where state <> 'draft'`
async function publishEverywhere() {
  if (stores.includes('postgres')) {
    const client = new pg.Client(server.url)
    await client.connect()
    await client.query(publishAll)
    await client.query('vacuum analyze')
    await client.end()
  }
  if (stores.includes('built-in')) {
    const { PGlite } = await import('@electric-sql/pglite')
    const [{ pg_trgm }, { btree_gist }] = await Promise.all([import('@electric-sql/pglite/contrib/pg_trgm'), import('@electric-sql/pglite/contrib/btree_gist')])
    const db = await PGlite.create({ dataDir: join(dataOf('built-in'), 'store/pgdata'), extensions: { pg_trgm, btree_gist } })
    await db.exec(publishAll)
    await db.exec('vacuum analyze')
    await db.close()
  }
}
await timed('all vacancies published', publishEverywhere)

const words = ['mason', 'driver', 'cook', 'teacher', 'guard', 'sewing', 'accountant', 'ជាងសំណង់', 'អ្នកបើកបរ', 'ຄູ', 'sales', 'cleaner']
const stranger = () => `10.${randomBytes(3).join('.')}`

/** The pages that are measured. Each request comes from its own address, as behind a reverse proxy: flood limits stay on. */
const measurements = ({ cookie, person }) => {
  const staff = (path) => ({ path, headers: () => ({ cookie, 'x-forwarded-for': stranger() }) })
  return [
    { name: 'portal search', clients, path: () => `/en/jobs?q=${encodeURIComponent(words[Math.floor(Math.random() * words.length)])}`, headers: () => ({ 'x-forwarded-for': stranger() }), one: '/en/jobs?q=mason' },
    // Pages that are the same for everybody are kept for some seconds; these addresses hardly ever come twice.
    { name: 'portal search, new pages', clients, path: () => `/en/jobs?q=${encodeURIComponent(words[Math.floor(Math.random() * words.length)])}&wage=${100 + Math.floor(Math.random() * 5000)}`, headers: () => ({ 'x-forwarded-for': stranger() }), one: '/en/jobs?q=mason&wage=100' },
    { name: 'portal, all jobs', clients, path: () => '/en/jobs', headers: () => ({ 'x-forwarded-for': stranger() }), one: '/en/jobs' },
    { name: 'person page', clients, ...staff(() => `/en/jobseekers/${person()}`), one: `/en/jobseekers/${person()}`, staff: true },
    { name: 'desk', clients, ...staff(() => '/en/desk'), one: '/en/desk', staff: true },
    { name: 'registration', clients: Math.min(clients, 10), ...staff(() => '/en/jobseekers/new'), form: () => ({ ...kinds.registration().fields, _key: randomUUID() }), staff: true },
  ]
}

/** The waiting time that 97.5 of 100 requests stay under stands for the 95th, which autocannon does not count: it is the larger one. */
async function fire(port, { path, headers, form, clients: connections }) {
  const statuses = {}
  const run = autocannon({
    url: `http://127.0.0.1:${port}`, connections, duration: seconds, timeout: 30,
    requests: [{
      setupRequest: (request) => ({
        ...request, path: path(), method: form ? 'POST' : 'GET',
        headers: { ...headers(), host: `localhost:${port}`, origin: `http://localhost:${port}`, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(form ? { body: new URLSearchParams(form()).toString() } : {}),
      }),
    }],
  })
  run.on('response', (_client, status) => (statuses[status] = (statuses[status] ?? 0) + 1))
  const result = await run
  return { perSecond: result.requests.average, p50: result.latency.p50, p95: result.latency.p97_5, p99: result.latency.p99, statuses, errors: result.errors + result.timeouts }
}
/** A counsellor who looks after people, and whom. */
async function signInWithPeople(port, store) {
  let found
  for (const account of readAccounts(dataOf(store)).filter(({ username }) => /^(counsellor|inspector|chief)/.test(username))) {
    const browser = openBrowser(port, '127.0.0.1')
    await signIn(browser, account)
    const list = await browser.get('/en/jobseekers')
    const ids = [...new Set([...list.text.matchAll(/jobseekers\/([0-9a-f-]{36})/g)].map(([, id]) => id))]
    found = { browser, ids }
    if (ids.length > 0) break
  }
  return found
}

/** A quiet country: what the invention left for the match index is taken in before anything is measured. */
async function takeInChanges(at) {
  const app = await startServer({ ...at, port: await freePort(), env: { OPENPES_LOG_REQUESTS: '1' } })
  for (let waited = 0; !app.said().includes('"matching":"built"') && waited < 900; waited += 1) await pause(1000)
  await app.stop()
}

async function measureStore(store) {
  const port = await freePort()
  const databaseUrl = store === 'postgres' ? server.url : ''
  await timed('  match facts brought up to date', () => takeInChanges({ root, data: dataOf(store), databaseUrl }))
  const app = await startServer({ root, data: dataOf(store), databaseUrl, port, env: { TRUSTED_PROXIES: '127.0.0.1,::ffff:127.0.0.1,::1' } })
  const results = {}
  const pages = {}
  try {
    const { browser, ids } = await signInWithPeople(port, store)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (ids.length === 0) console.log('     The caseload of the account is empty: the person page is not measured.')
    const person = () => ids[Math.floor(Math.random() * ids.length)]
    for (const measurement of measurements({ cookie, person })) {
      if (measurement.name === 'person page' && ids.length === 0) continue
      await fire(port, { ...measurement, clients: 2 }) // warm
      results[measurement.name] = await fire(port, measurement)
      console.log(`  ${measurement.name}: ${JSON.stringify(results[measurement.name])}`)
      if (store === 'postgres' && measurement.one && measurement.name !== 'registration') pages[measurement.name] = await statementsOf(browser, measurement.one)
    }
  } finally {
    await app.stop()
  }
  return { results, pages }
}

async function statementsOf(browser, path) {
  const client = new pg.Client(server.url)
  await client.connect()
  try {
    return await captureStatements({ client, logFile: join(server.folder, 'log'), once: () => browser.get(path) })
  } finally {
    await client.end()
  }
}

async function measurePeer(pages) {
  const port = await freePort()
  const file = join(work, 'statements.json')
  const named = Object.fromEntries(Object.entries(pages).map(([name, statements]) => [name.replace(/\W+/g, '-'), statements]))
  writeFileSync(file, JSON.stringify(named))
  const peer = spawn(process.execPath, [join(root, 'bench/peer.mjs'), server.url, String(port), file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve, reject) => {
    peer.stdout.once('data', resolve)
    peer.once('exit', () => reject(new Error('The peer did not start.')))
  })
  const results = {}
  for (const [name, statements] of Object.entries(pages).filter(([, found]) => found.length > 0)) {
    const measurement = { path: () => `/${name.replace(/\W+/g, '-')}`, headers: () => ({}), clients }
    await fire(port, { ...measurement, clients: 2 })
    results[name] = { ...(await fire(port, measurement)), statements: statements.length }
  }
  peer.kill()
  await pause(100)
  return results
}

const table = []
const measured = {}
for (const store of ['postgres', 'built-in'].filter((name) => stores.includes(name))) {
  console.log(`\nmeasuring ${store} ...`)
  const { results, pages } = await measureStore(store)
  measured[store] = results
  if (store === 'postgres') measured.peer = await measurePeer(pages)
}
const label = { postgres: 'PostgreSQL', 'built-in': 'built-in', peer: 'bare page' }
for (const name of [...new Set(Object.values(measured).flatMap((results) => Object.keys(results)))]) {
  for (const store of ['postgres', 'built-in', 'peer']) {
    const found = measured[store]?.[name]
    if (!found) continue
    const peer = measured.peer?.[name]
    table.push({
      page: name, on: label[store], 'per second': found.perSecond.toFixed(0), 'p50 ms': found.p50, 'p97.5 ms': found.p95, 'p99 ms': found.p99,
      'of the bare page': peer && store !== 'peer' ? `${(100 * found.perSecond / peer.perSecond).toFixed(0)} %` : '', answers: JSON.stringify(found.statuses), errors: found.errors, statements: peer?.statements ?? '',
    })
  }
}
console.log(`\n${clients} clients (registration ${Math.min(clients, 10)}), ${seconds} s each, Node ${process.versions.node}`)
console.table(table)
for (const name of ['portal search', 'portal search, new pages']) {
  const search = measured.postgres?.[name]
  if (search) console.log(`${search.p95 <= goal ? 'ok  ' : 'SLOW'} ${name} on PostgreSQL: p97.5 ${search.p95} ms, goal p95 <= ${goal} ms`)
}
process.exit(0)
