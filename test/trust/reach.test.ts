import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../src/app/capabilities'
import { newId } from '../../src/kernel/id'
import type { Route } from '../../src/platform/http/route'
import { freshApp, type Reply, type TestApp, type Visitor } from '../harness/app'
import { type CentreRecords, plantRecords, type Records } from './records'

let app: TestApp
let records: Records
const staff = new Map<string, Visitor>()
const others = new Map<string, Visitor>()
let minutes = 0

beforeAll(async () => {
  app = await freshApp()
  records = await plantRecords(app)
  await signIn()
})
afterAll(() => app.close())

async function signIn(): Promise<void> {
  staff.set('counsellor', await app.as('counsellor', { duties: ['registrar', 'verifier', 'inspector', 'front-desk'] }))
  staff.set('chief', await app.as('chief', { duties: ['registrar', 'verifier', 'inspector'] }))
  others.set('public', app.visitor())
  for (const role of ['statistician', 'viewer', 'administrator'] as const) others.set(role, await app.as(role))
}

/** Flood limits stay on: the clock moves on between requests. */
let asked = 0
async function ask(visitor: Visitor, route: Pick<Route, 'method' | 'path'>, path: string): Promise<Reply> {
  asked += 1
  if (asked % 25 === 0) {
    minutes += 1
    app.travelTo(new Date(Date.parse('2026-11-23T02:00:00Z') + minutes * 61_000).toISOString())
  }
  if (route.method === 'GET') return visitor.get(path)
  if (path.startsWith('/api/')) return visitor.send(route.method, path, {}, { 'idempotency-key': newId() })
  return visitor.post(path, {})
}

const plain = (path: string) => /^\/(api|health|assets|feeds|sitemap)/.test(path)

/** Which record stands behind the first parameter of an address. */
const recordOf = (path: string, r: CentreRecords): string | undefined => {
  const [first = '', second = ''] = path.replace(/^\/api\/v1/, '').split('/').filter(Boolean)
  const kinds: Record<string, string> = {
    jobseekers: r.person, persons: r.person, employers: r.employer, vacancies: r.vacancy, referrals: r.referral, placements: r.placement, visits: r.visit, services: r.service,
    appointments: second.startsWith(':') ? r.appointment : r.slot, 'group-sessions': r.group, registrations: r.registration,
  }
  return kinds[first]
}
const fill = (path: string, id: string) => {
  const filled = path.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => (/(^id$|Id$)/.test(name) ? id : 'x'))
  return plain(filled) ? filled : `/en${filled === '/' ? '' : filled}`
}
/** Pages without what differs between two requests anyhow. */
const bare = (reply: Reply, id: string) => reply.text.replaceAll(id, 'ID').replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'KEY')

const withRecord = () => routes.filter(({ path, door }) => /:id/i.test(path) && recordOf(path, records.A) !== undefined && door.who !== 'anyone' && ['counsellor', 'chief'].some((role) => (door.who as readonly string[]).includes(role)))
/** A published vacancy is public, so staff of every centre may look at it and propose people for it. */
const isPublic = (path: string) => /^(\/api\/v1)?\/vacancies\//.test(path)

describe('a record of another centre (Z1)', () => {
  it('answers exactly as an unknown one, on every route and for every role of a centre', async () => {
    const wrong: string[] = []
    let reached = 0
    let knocks = 0
    for (const route of withRecord()) {
      for (const [role, visitor] of staff) {
        if (!(route.door.who as readonly string[]).includes(role)) continue
        const theirs = recordOf(route.path, records.B) ?? ''
        const unknown = newId()
        const other = await ask(visitor, route, fill(route.path, theirs))
        const nobody = await ask(visitor, route, fill(route.path, unknown))
        knocks += 2
        if (!isPublic(route.path) && (other.status !== nobody.status || bare(other, theirs) !== bare(nobody, unknown) || other.location.replace(theirs, '') !== nobody.location.replace(unknown, ''))) {
          wrong.push(`${role} at ${route.method} ${route.path}: ${other.status} for the other centre's, ${nobody.status} for an unknown one`)
        }
        if (other.status >= 500 || nobody.status >= 500) wrong.push(`${role} at ${route.method} ${route.path}: fault ${JSON.stringify(app.logged.at(-1))}`)
        if (records.B.canaries.some((word) => word !== theirs && other.text.includes(word))) wrong.push(`${role} at ${route.method} ${route.path}: shows the other centre's person`)
        if (route.method === 'GET') {
          const own = recordOf(route.path, records.A) ?? ''
          const mine = await ask(visitor, route, fill(route.path, own))
          knocks += 1
          if (mine.status === 200) reached += 1
          else if (mine.status >= 500) wrong.push(`${role} at GET ${route.path}: fault for the own record ${JSON.stringify(app.logged.at(-1))}`)
        }
      }
    }
    console.log(`${knocks} knocks at ${withRecord().length} routes with a record; ${reached} pages of the own centre opened`)
    expect(wrong).toEqual([])
    expect(reached).toBeGreaterThan(10)
  }, 300_000)
})

describe('the people of another centre (Z4)', () => {
  const searches = () => records.B.canaries.flatMap((word) => [word, word.split(' ')[0] ?? word])
  const hits = (text: string) => records.B.canaries.filter((word) => text.includes(word))

  it('surface in no page, search, count, list, file or error of centre A, of statistics or of the public', async () => {
    const found: string[] = []
    let pages = 0
    for (const route of routes.filter(({ method, path }) => method === 'GET' && !/\/sign-/.test(path))) {
      for (const [role, visitor] of [...staff, ...others]) {
        const base = fill(route.path, recordOf(route.path, records.A) ?? newId())
        const names = Object.keys((route.query as { shape?: Record<string, unknown> } | undefined)?.shape ?? {})
        const asks = names.filter((name) => /^(q|search|name|find|card|text|typed)$/.test(name)).flatMap((name) => searches().map((word) => ({ path: `${base}?${name}=${encodeURIComponent(word)}`, word })))
        for (const { path, word } of [{ path: base, word: '' }, ...asks]) {
          const reply = await ask(visitor, route, path)
          pages += 1
          // What was typed may be shown again to the one who typed it.
          const surfaced = hits(`${reply.text} ${reply.location}`).filter((canary) => !(word !== '' && (canary.includes(word) || word.includes(canary))))
          if (surfaced.length > 0) found.push(`${role} at ${path}: ${surfaced.join(', ')}`)
          if (reply.status >= 500) found.push(`${role} at ${path}: fault ${JSON.stringify(app.logged.at(-1))}`)
        }
      }
    }
    console.log(`${pages} answers searched for ${records.B.canaries.length} canaries`)
    expect(found).toEqual([])
  }, 600_000)

  it('are counted nowhere in A: a search for them answers as one for nobody', async () => {
    const counsellor = staff.get('counsellor')
    if (!counsellor) throw new Error('no counsellor')
    const nobody = 'Xqwvutable'
    for (const word of ['Zephyrine', records.B.cardNumber]) {
      const theirs = await ask(counsellor, { method: 'GET', path: '/jobseekers' }, `/en/jobseekers?q=${encodeURIComponent(word)}`)
      const none = await ask(counsellor, { method: 'GET', path: '/jobseekers' }, `/en/jobseekers?q=${nobody}`)
      expect(theirs.text).not.toContain(records.B.person)
      expect(theirs.status).toBe(none.status)
    }
    const own = await ask(counsellor, { method: 'GET', path: '/jobseekers' }, '/en/jobseekers?q=Kondreya')
    expect(own.text).toContain('Kondreya')
  })

  it('are caught when the row guards are taken away (control)', async () => {
    const counsellor = staff.get('counsellor')
    if (!counsellor) throw new Error('no counsellor')
    const guards = (what: string) => app.db.engine.script(`do $$ declare t record; begin for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and exists (select 1 from pg_policy p where p.polrelid = pg_class.oid) loop execute format('alter table %I ${what} row level security', t.relname); end loop; end $$`)
    const path = `/en/jobseekers/${records.B.person}`
    expect((await ask(counsellor, { method: 'GET', path }, path)).status).toBe(404)
    await guards('disable')
    const open = await ask(counsellor, { method: 'GET', path }, path)
    await guards('enable')
    expect(hits(open.text).length).toBeGreaterThan(0)
  })

  it('nor those of A stand in the log (S4)', () => {
    const log = app.logged.map((line) => JSON.stringify(line)).join('\n')
    expect(app.logged.length).toBeGreaterThan(100)
    const words = [...records.A.canaries, ...records.B.canaries].filter((word) => !/^[0-9a-f-]{36}$/.test(word))
    expect(words.filter((word) => log.includes(word))).toEqual([])
    expect(log).not.toMatch(/long enough \d+ for a test|482917/)
  })
})
