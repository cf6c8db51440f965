// One real server of the product as a process that can be killed, and browsers without script that talk to it.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** A free port below those that the system gives to outgoing connections, so that none of them takes it meanwhile. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const isFree = await new Promise((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

/** A short run leaves out the demonstration's invented people: what it writes itself is what it compares. */
export const storyOf = (kills) => (kills < 60 ? { OPENPES_STORY: 'no' } : {})

/** Starts dist/server.js and waits until it answers. */
export async function startServer({ root, data, databaseUrl = '', port, env = {} }) {
  const child = spawn(process.execPath, [join(root, 'dist/server.js')], {
    env: { ...process.env, OPENPES_DATA: data, OPENPES_COUNTRY: 'zz', DATABASE_URL: databaseUrl, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said = (said + text).slice(-4000)))
  const server = { pid: child.pid, ended: false, code: null, port, said: () => said, child }
  const over = new Promise((resolve) => child.once('exit', (code, signal) => resolve(Object.assign(server, { ended: true, code: code ?? signal }))))
  server.kill = async () => {
    child.kill('SIGKILL')
    await over
  }
  server.stop = async () => {
    child.kill('SIGTERM')
    await over
  }
  const patience = performance.now() + 120_000
  for (;;) {
    if (server.ended) throw new Error(`The server ended (${server.code}) while it started: ${said}`)
    if (await isReady(port)) return server
    if (performance.now() > patience) throw new Error(`The server is not ready after 120 s: ${said}`)
    await pause(50)
  }
}

export async function isReady(port) {
  const answer = await call({ port, path: '/health/ready', timeout: 2_000 }).catch(() => null)
  return answer?.status === 200
}

/** One request. Rejects when the connection breaks before the whole answer came. */
export function call({ port, path, method = 'GET', headers = {}, body, localAddress, timeout = 30_000, agent, cutAfter }) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, localAddress, timeout, agent: agent ?? false, headers: { host: `localhost:${port}`, origin: `http://localhost:${port}`, ...headers } }, (reply) => {
      const parts = []
      reply.on('data', (part) => parts.push(part))
      reply.on('aborted', () => reject(new Error('cut')))
      reply.on('error', reject)
      reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, text: Buffer.concat(parts).toString('utf8') }))
    })
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', reject)
    sent.end(body)
    if (cutAfter !== undefined) setTimeout(() => sent.destroy(new Error('cut')), cutAfter)
  })
}

/** A browser of one person: own address, own cookies. */
export function openBrowser(port, localAddress) {
  const cookies = new Map()
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const send = async (method, path, fields, cutAfter) => {
    const reply = await call({
      port, path, method, localAddress, agent, cutAfter,
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(fields ? { body: new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (Array.isArray(value) ? value.map((one) => [name, one]) : [[name, String(value)]]))).toString() } : {}),
    })
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { ...reply, location: reply.headers.location ?? '' }
  }
  return {
    cookies,
    get: (path) => send('GET', path),
    /** With `cutAfter` the line breaks after so many milliseconds, before or after the server has done it. */
    post: (path, fields, cutAfter) => send('POST', path, { _key: randomUUID(), ...fields }, cutAfter),
  }
}

export function readAccounts(data) {
  const file = join(data, 'demonstration-accounts.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

export async function signIn(browser, { username, password, totpSecret }) {
  for (let tries = 0; tries < 3; tries += 1) {
    const code = new TOTP({ secret: Secret.fromBase32(totpSecret), digits: 6, period: 30, algorithm: 'SHA1' }).generate()
    const reply = await browser.post('/en/sign-in/staff', { username, password, code })
    if (reply.status === 303 && !reply.location.includes('sign-in')) return
    await pause(30_500 - (Date.now() % 30_000)) // the code of this half minute was used
  }
  throw new Error(`${username} cannot sign in`)
}

/** Ids of the processes below this one, from /proc. */
export function childrenOf(pid) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid
    } catch {
      return false
    }
  }).map(Number)
}

/** kill -9 of a PostgreSQL server and all its workers, by their ids. */
export async function killPostgres(folder) {
  const pid = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGSTOP') // no new workers while they are counted
  const workers = childrenOf(pid)
  for (const id of [pid, ...workers]) {
    try {
      process.kill(id, 'SIGKILL')
    } catch {
      // it ended by itself
    }
  }
  // Until the system has forgotten them: a new server refuses while the old id is known.
  while ([pid, ...workers].some((id) => existsSync(`/proc/${id}`))) await pause(10)
}
