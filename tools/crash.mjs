// npm run crash: the kill -9 ledger. Writers send real forms, the server or the database is killed at random moments,
// and everything that was acknowledged must be there once, whole, with its audit row.
//   --kills N        kills of each kind (60); controls take a third of them
//   --only A,B       built-in, app, database, terminate, away, migrations and their controls (all)
//   --writers N      (8)     --seed S
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { databaseAway } from './crash/away.mjs'
import { killMigrations } from './crash/migrations.mjs'
import { freePort, openBrowser, pause, readAccounts, signIn, startServer, storyOf } from './crash/server-process.mjs'
import { openBuiltIn, openPostgresStore } from './crash/stores.mjs'
import { terminateBackends } from './crash/terminate.mjs'
import { compare, lookBefore, write } from './crash/work.mjs'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const kills = Number(option('kills', 60))
const writers = Number(option('writers', 8))
const only = option('only', 'built-in,built-in-no-key,app,app-no-key,database,database-async,terminate,away,migrations').split(',')
let seed = Number(option('seed', Date.now() % 1_000_000))
console.log(`seed ${seed}, ${kills} kills of each kind, ${writers} writers`)
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

if (!existsSync(join(root, 'dist/server.js'))) await import('./build.mjs')

/** One ledger: kills of one kind on one store. */
async function ledgerOf({ store, victim, withKey, prepare, kills }) {
  const port = await freePort()
  const start = () => startServer({ root, data: store.data, databaseUrl: store.databaseUrl, port, env: store.databaseUrl ? storyOf(kills) : {} })
  // The first start makes the store; the built-in one is asked only while no server holds it.
  let server = await start()
  await server.stop()
  const accounts = readAccounts(store.data).filter(({ username }) => /^(counsellor|inspector|chief)/.test(username)).slice(0, writers)
  const [before, centres] = await store.ask(async (ask) => [await lookBefore(ask), await centresOf(ask, accounts)])
  server = await start()
  await prepare?.()
  const browsers = []
  for (const [place, account] of accounts.entries()) {
    const browser = openBrowser(port, `127.0.1.${place + 1}`)
    await signIn(browser, account)
    browsers.push(browser)
  }
  const ledger = []
  let waiting = Promise.resolve()
  const state = { over: false, refused: [], broken: [], said: () => server.said(), up: () => waiting.then(() => pause(5)) }
  const offered = []
  for (const [kind, path] of [['visit', '/en/visits'], ['registration', '/en/jobseekers/new']]) if ((await browsers[0].get(path)).status === 200) offered.push(kind)
  const choose = () => offered[Math.floor(random() * offered.length)]
  const work = Promise.all(browsers.map((browser, place) => write({ browser, centre: centres[place], ledger, state, withKey, choose }))).catch((error) => (state.error = error))
  let slowest = 0
  for (let kill = 0; kill < kills && !state.error; kill += 1) {
    await someWork(ledger, 2 + Math.floor(random() * 12))
    await pause(random() * 120)
    let up
    waiting = new Promise((resolve) => (up = resolve))
    const began = performance.now()
    if (victim === 'app') {
      await server.kill()
      server = await start()
    } else {
      await store.killDatabase()
      if (server.ended) throw new Error(`The server ended because its database was killed: ${server.said()}`)
    }
    slowest = Math.max(slowest, performance.now() - began)
    up()
  }
  await pause(500)
  state.over = true
  await Promise.race([work, pause(60_000).then(() => Promise.reject(new Error('A writer still waits for its answer after 60 s.')))])
  await server.stop()
  if (state.error) throw state.error
  const result = await store.ask((ask) => compare(ask, ledger, before))
  return { ...result, offered, broken: state.broken, refused: state.refused, said: server.said().split('\n').filter((line) => line.startsWith('{')).slice(-1)[0] ?? '', slowest: Math.round(slowest) }
}

/** The centre of each writer's account. */
async function centresOf(ask, accounts) {
  const rows = await ask(`select a.username, c.code from account a join post_holding h on h.account_id = a.id join centre c on c.id = h.centre_id where h.to_day is null`)
  return accounts.map(({ username }) => rows.find((row) => row.username === username)?.code)
}

/** Until so many more were acknowledged, so that every kill falls into real work however slow the machine is. */
async function someWork(ledger, wanted) {
  const done = () => ledger.filter((row) => row.acknowledged).length
  const [before, since] = [done(), performance.now()]
  while (done() < before + wanted && performance.now() - since < 20_000) await pause(20)
}

const asyncCommit = (store) => () => store.ask(async (ask) => {
  await ask('alter system set synchronous_commit = off')
  await ask('select pg_reload_conf()')
})

/** Each run, whether it is a control, and what a control must show. */
const runs = [
  { name: 'built-in', open: openBuiltIn, victim: 'app', withKey: true },
  { name: 'built-in-no-key', open: openBuiltIn, victim: 'app', withKey: false, mustShow: 'doubled' },
  { name: 'app', open: openPostgresStore, victim: 'app', withKey: true },
  { name: 'app-no-key', open: openPostgresStore, victim: 'app', withKey: false, mustShow: 'doubled' },
  { name: 'database', open: openPostgresStore, victim: 'database', withKey: true },
  { name: 'database-async', open: openPostgresStore, victim: 'database', withKey: true, prepare: asyncCommit, mustShow: 'lost' },
]
const say = { 'built-in': 'kill -9 of the program', app: 'kill -9 of the program', database: 'kill -9 of the database server' }

let failed = 0
for (const run of runs.filter(({ name }) => only.includes(name))) {
  const store = await run.open()
  const times = run.mustShow ? Math.max(3, Math.ceil(kills / 3)) : kills
  try {
    const result = await ledgerOf({ store, victim: run.victim, withKey: run.withKey, prepare: run.prepare?.(store), kills: times })
    const counts = { lost: result.lost.length, doubled: result.doubled.length, half: result.half.length }
    const good = run.mustShow ? counts[run.mustShow] > 0 : counts.lost + counts.doubled + counts.half + result.broken.length === 0 && result.acknowledged > times
    if (!good) failed += 1
    const what = run.mustShow ? `CONTROL ${run.mustShow === 'lost' ? 'synchronous_commit=off' : 'without the request key'}` : say[run.name]
    console.log(`${good ? 'ok  ' : 'FAIL'} ${store.name}, ${what}: ${times} kills, ${result.acknowledged} acknowledged, ${result.resent} sent again; ${counts.lost} lost, ${counts.doubled} doubled, ${counts.half} half done, ${result.broken.length} faults shown; forms: ${result.offered.join(', ')}; slowest return ${result.slowest} ms`)
    if (result.refused.length > 0) console.log(`     ${result.refused.length} refused, such as ${JSON.stringify(result.refused[0])} ${result.said}`)
    if (!good) for (const list of [result.lost, result.doubled, result.half, result.broken]) for (const line of list.slice(0, 5)) console.log(`     ${line}`)
  } finally {
    store.close()
  }
}
const others = { terminate: terminateBackends, away: databaseAway, migrations: killMigrations }
for (const [name, check] of Object.entries(others).filter(([name]) => only.includes(name))) {
  const good = await check({ root, kills, random }).catch((error) => (console.log(`FAIL ${name}: ${error.stack}`), false))
  if (!good) failed += 1
}
console.log(failed === 0 ? 'Everything that was acknowledged is there, and every control was caught.' : `${failed} FAILED`)
process.exit(failed === 0 ? 0 : 1)
