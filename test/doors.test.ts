import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/app/capabilities'
import { newId } from '../src/kernel/id'
import type { Role } from '../src/kernel/actor'
import { type Door, faultsOf, knock, staffRoles } from '../src/platform/http/door'
import type { Route } from '../src/platform/http/route'
import { checkDoors } from '../src/platform/http/website'
import { freshApp, type TestApp, type Visitor } from './harness/app'

const roles = ['public', 'jobseeker', 'employer', 'counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const
type Knocker = (typeof roles)[number]

let app: TestApp
const visitors = new Map<Knocker, Visitor>()

beforeAll(async () => {
  app = await freshApp()
  visitors.set('public', app.visitor())
  for (const role of ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const) visitors.set(role, await app.as(role))
  visitors.set('jobseeker', await app.byPhone({ personId: newId() }))
  visitors.set('employer', await app.byPhone({ employerId: newId() }))
})
afterAll(() => app.close())

const addressOf = ({ path }: Route) => {
  const filled = path.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => (/(^id$|Id$)/.test(name) ? newId() : '00000000'))
  return /^\/(api|health|feeds|sitemap)/.test(filled) ? filled : `/en${filled === '/' ? '' : filled}`
}

const ask = (visitor: Visitor, route: Route) => {
  const path = addressOf(route)
  if (route.method === 'GET') return visitor.get(path)
  if (path.startsWith('/api/')) return visitor.send(route.method, path, {}, { 'idempotency-key': newId() })
  return visitor.post(path, {})
}

/** What the declaration promises to a role that brings a record of nobody. */
function expected(door: Door, role: Knocker, api: boolean): string {
  if (door.who === 'anyone') return 'enters'
  if (role === 'public') return api ? 'asked to sign in (401)' : 'asked to sign in (303)'
  if (!door.who.includes(role as Role)) return 'forbidden'
  if (door.duty) return 'forbidden'
  return 'enters'
}

function seen(status: number, location: string): string {
  if (status === 401) return 'asked to sign in (401)'
  if (status === 303 && location.startsWith('/en/sign-in')) return 'asked to sign in (303)'
  if (status === 403) return 'forbidden'
  return status >= 500 ? `fault ${status}` : 'enters'
}

describe('doors', () => {
  it('let in exactly the roles that each route declares', async () => {
    const wrong: string[] = []
    let knocks = 0
    for (const route of routes) {
      // The flood limits stay on; a minute passes between two addresses.
      app.travelTo(new Date(app.now().getTime() + 61_000).toISOString())
      for (const role of roles) {
        if (/\/sign-(in|out)/.test(route.path)) continue
        const visitor = visitors.get(role)
        if (!visitor) throw new Error(`No visitor for ${role}`)
        const reply = await ask(visitor, route)
        knocks += 1
        const want = expected(route.door, role, route.path.startsWith('/api/'))
        const got = seen(reply.status, reply.location)
        if (want !== got) wrong.push(`${role} at ${route.method} ${route.path}: wanted ${want}, got ${got} (${reply.status}) ${got.startsWith('fault') ? JSON.stringify(app.logged.at(-1)) : ''}`)
      }
    }
    console.log(`${knocks} knocks at ${routes.length} routes`)
    expect(wrong).toEqual([])
  })

  it('have no address in the framework that is not declared', () => {
    const declared = new Set(routes.map(({ method, path }) => `${method} ${/^\/(api|health|assets|feeds|sitemap)/.test(path) ? path : `/:lang{(?:en|km|lo)}${path === '/' ? '' : path}`}`))
    const extra = app.website.routes.filter(({ method, path }) => method !== 'ALL' && !declared.has(`${method} ${path}`)).map(({ method, path }) => `${method} ${path}`)
    expect(extra.sort()).toEqual(['GET /', 'GET /assets/:name{[a-z0-9.-]+}', 'GET /health/live'])
  })

  it('stop the start when one is missing, and ask staff for a second factor', () => {
    const bare = { method: 'GET', path: '/bare', handle: async () => ({ kind: 'not-found' }) } as unknown as Route
    expect(() => checkDoors([bare])).toThrow('GET /bare: it declares no door')
    const weak: Door = { who: ['chief'], reach: 'centre', strength: 'one', audit: 'read', limit: 'staff' }
    expect(faultsOf(weak, 'GET')).toContain('staff enter with a second factor only')
    expect(knock({ ...weak, strength: 'two' }, { ...actorOf('chief'), strength: 'one' })).toBe('sign-in')
    expect(faultsOf({ ...weak, strength: 'two' }, 'POST')).toContain('it changes something without a request key')
  })

  it('ask every staff role for two factors at every route of theirs', () => {
    const entersWithOne = (door: Door, role: Role) => knock(door, { ...actorOf(role), duties: door.duty ? [door.duty] : [], strength: 'one' }) === 'enter'
    const pairs = staffRoles.flatMap((role) => routes.filter(({ door }) => door.who !== 'anyone' && door.who.includes(role)).map((route) => ({ role, route })))
    console.log(`${pairs.length} pairs of staff role and route refuse a session with one factor`)
    expect(pairs.filter(({ role, route }) => entersWithOne(route.door, role)).map(({ role, route }) => `${role} ${route.path}`)).toEqual([])
    expect(entersWithOne({ who: ['chief'], reach: 'centre', strength: 'one', audit: 'read', limit: 'staff' }, 'chief')).toBe(true)
  })

  it('name a reason wherever a request key is not asked', () => {
    const exempt = routes.filter(({ method, door }) => method !== 'GET' && door.key !== 'required')
    expect(exempt.every(({ door }) => /^exempt: .{10,}/.test(door.key ?? ''))).toBe(true)
  })

  it('are the only way in: nothing but the platform registers addresses', () => {
    const website = readFileSync(join(import.meta.dirname, '../src/platform/http/website.ts'), 'utf8')
    expect(website).toContain('checkDoors(site.routes)')
  })
})

function actorOf(role: Role) {
  return { accountId: newId(), role, duties: [], centreId: newId(), centreIds: [], centreCode: 'T-A', personId: null, employerId: null, strength: 'two' as const, sessionId: null }
}
