// D4: the database is gone for a while. Writes are refused at once and politely, nobody gets in, and all goes on by itself.
import { freePort, openBrowser, pause, readAccounts, signIn, startServer, call } from './server-process.mjs'
import { openPostgresStore } from './stores.mjs'

export async function databaseAway({ root, kills }) {
  const seconds = kills >= 60 ? 60 : 5
  const store = await openPostgresStore()
  const port = await freePort()
  const server = await startServer({ root, data: store.data, databaseUrl: store.databaseUrl, port })
  const [account, other] = readAccounts(store.data).filter(({ username }) => username.startsWith('counsellor'))
  const browser = openBrowser(port, '127.0.1.1')
  await signIn(browser, account)
  const visit = { audience: 'jobseeker', sex: 'F', purpose: 'other' }
  const state = { over: false, away: false, wrong: new Map(), refused: 0, slowest: 0, badRetry: 0 }
  const load = Promise.all(Array.from({ length: 6 }, async (_, place) => {
    const own = openBrowser(port, `127.0.1.${place + 20}`)
    own.cookies.set('__Host-openpes', browser.cookies.get('__Host-openpes'))
    while (!state.over) {
      const began = performance.now()
      const wasAway = state.away
      const reply = await (place % 3 === 0 ? own.get('/en/visits') : own.post('/en/visits', visit)).catch(() => ({ status: 'cut', headers: {}, location: '' }))
      if (wasAway && state.away) {
        state.slowest = Math.max(state.slowest, performance.now() - began)
        if (reply.status === 503) {
          state.refused += 1
          if (!(Number(reply.headers['retry-after']) <= 2)) state.badRetry += 1
        } else state.wrong.set(`${reply.status} ${reply.location}`, (state.wrong.get(`${reply.status} ${reply.location}`) ?? 0) + 1)
      }
      await pause(100)
    }
  }))
  await pause(500)
  await store.stopDatabase()
  await pause(300)
  state.away = true
  const stranger = openBrowser(port, '127.0.1.9')
  const secret = await stranger.post('/en/sign-in/staff', { username: other.username, password: other.password, code: '000000' }).catch(() => ({ status: 'cut' }))
  const liveness = await call({ port, path: '/health/live' }).catch(() => ({ status: 0 }))
  const readiness = await call({ port, path: '/health/ready' }).catch(() => ({ status: 0 }))
  await pause(seconds * 1000)
  state.away = false
  store.startDatabase()
  const began = performance.now()
  let back = 0
  while (performance.now() - began < 20_000) {
    const reply = await browser.post('/en/visits', visit).catch(() => ({ status: 0 }))
    if (reply.status === 303) {
      back = performance.now() - began
      break
    }
    await pause(100)
  }
  state.over = true
  await load
  const samePid = !server.ended
  await server.stop()
  store.close()
  const good = samePid && back > 0 && back <= 5_000 && state.refused > 10 && state.wrong.size === 0 && state.badRetry === 0 && secret.status === 503 && readiness.status !== 200 && liveness.status === 200
  console.log(`${good ? 'ok  ' : 'FAIL'} database gone ${seconds} s: ${state.refused} requests refused with 503 and Retry-After up to 2 s, slowest refusal ${Math.round(state.slowest)} ms, sign-in ${secret.status}, live ${liveness.status}, ready ${readiness.status}; back ${back ? `${Math.round(back)} ms` : 'NEVER'} after its start, ${samePid ? 'no restart' : 'THE PROGRAM ENDED'}`)
  if (state.wrong.size > 0) console.log(`     other answers: ${JSON.stringify(Object.fromEntries(state.wrong))}`)
  return good
}
