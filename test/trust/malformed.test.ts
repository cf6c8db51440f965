import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../src/app/capabilities'
import { get, page, type Route } from '../../src/platform/http/route'
import { openWebsite } from '../../src/platform/http/website'
import { freshApp, type TestApp, type Visitor } from '../harness/app'
import { type Malformed, malformedFor } from './malformed'
import { plantRecords } from './records'

/** `OPENPES_FUZZ=100000 npx vitest run test/trust/malformed.test.ts` for the whole figure. */
const wanted = Number(process.env['OPENPES_FUZZ'] ?? 2_000)
const seed = Number(process.env['OPENPES_SEED'] ?? 20261123)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heap = () => {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

let app: TestApp
let visitors: Visitor[]
let known: string[]
let minutes = 0
const start = Date.parse('2026-11-23T02:00:00Z')

async function signIn(): Promise<void> {
  visitors = [app.visitor(), await app.as('counsellor', { duties: ['inspector', 'verifier', 'registrar', 'front-desk'] }), await app.as('chief', { duties: ['inspector', 'verifier', 'registrar'] }), await app.as('headquarters')]
}

beforeAll(async () => {
  app = await freshApp()
  const records = await plantRecords(app)
  known = [...records.ids, 'T-A']
  await signIn()
})
afterAll(() => app.close())

/** Sends the bytes as they are; a request that the language itself cannot build is no request. */
async function knock(visitor: Visitor, { method, path, headers, body }: Malformed): Promise<{ status: number; text: string }> {
  let request: Request
  try {
    request = new Request(`http://localhost${path}`, {
      method, headers: { host: 'localhost', origin: 'http://localhost', cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers }, ...(body === undefined ? {} : { body }),
    })
  } catch {
    return { status: 0, text: '' }
  }
  const response = await app.website.request(request)
  return { status: response.status, text: await response.text() }
}

/** Flood limits stay on: the clock moves instead. */
async function letTimePass(): Promise<void> {
  minutes += 1
  app.travelTo(new Date(start + minutes * 61_000).toISOString())
  if (minutes % 200 === 0) await signIn()
}

describe('malformed requests over all routes (I1)', () => {
  it(`never end in a fault: ${wanted} requests, seed ${seed}`, async () => {
    const faults: string[] = []
    const statuses = new Map<number, number>()
    const each = Math.max(1, Math.ceil(wanted / routes.length))
    const before = heap()
    let sent = 0
    for (const route of routes) {
      for (const request of fc.sample(malformedFor(route, known), { numRuns: each, seed: seed + sent })) {
        if (sent % 25 === 0) await letTimePass()
        const visitor = visitors[sent % visitors.length]
        if (!visitor) throw new Error('nobody knocks')
        sent += 1
        if (/\/sign-out/.test(route.path)) continue
        const reply = await knock(visitor, request).catch((error: Error) => ({ status: 599, text: String(error) }))
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
        if (reply.status >= 500) faults.push(`${reply.status} ${route.method} ${route.path} ${JSON.stringify({ ...request, body: request.body?.slice(0, 300) }).slice(0, 600)} ${JSON.stringify(app.logged.at(-1))} ${reply.status === 599 ? reply.text : ''}`)
        app.logged.length = 0
      }
    }
    const grown = Math.round(heap() - before)
    console.log(`${sent} malformed requests at ${routes.length} routes: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}; heap grew ${grown} MB`)
    expect(faults.slice(0, 20)).toEqual([])
    expect(grown).toBeLessThan(100)
  }, 3_600_000)

  it('would notice a handler that falls over a quote (control)', async () => {
    const weak: Route = get('/weak/:name', {
      door: { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: it shows nothing', limit: 'own' },
      handle: async ({ params }) => {
        if (params['name']?.includes("'")) throw new Error('a quote')
        return page('weak', 'weak')
      },
    })
    const site = openWebsite({
      platform: app.platform, routes: [weak], findActor: async () => null, makeUi: (() => ({ lang: 'en', t: (key: string) => key, has: () => true })) as never,
      shell: () => 'page', refusal: (_ui, status) => ({ kind: 'problem', status, title: 'refused' }),
    })
    let caught = 0
    for (const request of fc.sample(malformedFor(weak, ['x']), { numRuns: 3_000, seed })) {
      const reply = await Promise.resolve(site.request(`http://localhost${request.path}`)).catch(() => ({ status: 400 }))
      if (reply.status === 500) caught += 1
    }
    expect(caught).toBeGreaterThan(0)
  })
})
