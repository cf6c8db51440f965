// D3: connections cut by the database while requests run never end the program.
import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { freePort, isReady, openBrowser, pause, readAccounts, signIn, startServer, storyOf } from './server-process.mjs'
import { openPostgresStore } from './stores.mjs'

/** The same pool without an error listener: what the engine would be without its care. */
const careless = `
import pg from 'pg'
const pool = new pg.Pool({ connectionString: process.argv[1], max: 2 })
const client = await pool.connect()
const { rows } = await client.query('select pg_backend_pid() as pid')
client.release()
const other = new pg.Client(process.argv[1]); await other.connect(); await other.query('select pg_terminate_backend($1)', [rows[0].pid]); await other.end()
await new Promise((resolve) => setTimeout(resolve, 500)); process.exit(0)`

export async function terminateBackends({ root, kills }) {
  const wanted = kills >= 60 ? 1000 : kills * 10
  const store = await openPostgresStore()
  const port = await freePort()
  const server = await startServer({ root, data: store.data, databaseUrl: store.databaseUrl, port, env: storyOf(kills) })
  const browser = openBrowser(port, '127.0.1.1')
  const [account] = readAccounts(store.data).filter(({ username }) => username.startsWith('counsellor'))
  await signIn(browser, account)
  const state = { over: false, answers: new Map() }
  const load = Promise.all(Array.from({ length: 8 }, async (_, place) => {
    while (!state.over) {
      const reply = await browser[place % 2 ? 'get' : 'post'](place % 2 ? '/en/visits' : '/en/visits', { audience: 'jobseeker', sex: 'F', purpose: 'other' }).catch(() => ({ status: 'cut' }))
      state.answers.set(reply.status, (state.answers.get(reply.status) ?? 0) + 1)
      await pause(3)
    }
  }))
  const killer = new pg.Client(store.databaseUrl)
  await killer.connect()
  let cut = 0
  while (cut < wanted) {
    const { rows } = await killer.query(`select count(*)::int as n from (select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'openpes' and pid <> pg_backend_pid() order by random() limit 4) x`)
    cut += rows[0].n
    await pause(10)
  }
  state.over = true
  await load
  await pause(200)
  const alive = !server.ended
  const ready = alive && (await isReady(port))
  const afterwards = ready ? (await browser.get('/en/visits')).status : 0
  await killer.end()
  const control = spawnSync(process.execPath, ['--input-type=module', '-e', careless, store.databaseUrl], { encoding: 'utf8', cwd: root })
  await server.stop()
  store.close()
  const controlCaught = control.status !== 0
  const good = alive && afterwards === 200 && controlCaught
  console.log(`${good ? 'ok  ' : 'FAIL'} ${cut} connections cut with requests in flight: the program ${alive ? 'lives' : 'ENDED'}, next page ${afterwards}; answers ${JSON.stringify(Object.fromEntries(state.answers))}`)
  console.log(`${controlCaught ? 'ok  ' : 'FAIL'} CONTROL a pool without error listener: the process ${controlCaught ? `ended with ${control.status}` : 'lived'}`)
  return good
}
