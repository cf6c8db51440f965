import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openApp } from '../../src/app/app'
import { writeCountryTables } from '../../src/app/facts'
import { createPhoneAccount, createStaffAccount, totpCode } from '../../src/capabilities/accounts/index'
import { createCentre } from '../../src/capabilities/centres/index'
import { type Duty, type Role, systemActor } from '../../src/kernel/actor'
import { dayIn, type CalendarDate } from '../../src/kernel/calendar'
import { newId } from '../../src/kernel/id'
import { loadCountry, type Country } from '../../src/platform/country/index'
import type { Context, Tx } from '../../src/platform/db/database'
import type { LogLine } from '../../src/platform/platform'
import { freshStore } from './store'

const root = join(import.meta.dirname, '../..')
let country: Promise<Country> | undefined
const fictional = () => (country ??= loadCountry('zz', join(root, 'countries')))

export interface Reply {
  status: number
  location: string
  text: string
  headers: Headers
  json<T>(): T
}

type FormFields = Record<string, string | number | readonly string[] | undefined>

/** A browser without script: keeps its cookies and sends forms. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  /** Sends a form with a new request key, unless `_key` is given; undefined fields are left out. */
  post(path: string, fields?: FormFields, headers?: Record<string, string>): Promise<Reply>
  send(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>
  readonly cookies: Map<string, string>
}

type StaffRole = Exclude<Role, 'public' | 'jobseeker' | 'employer' | 'system'>

export type TestApp = Awaited<ReturnType<typeof build>>

/** The whole product over an empty store of the fictional country, with two centres: A and B. */
export async function freshApp(options: { at?: string } = {}): Promise<TestApp> {
  return build(options)
}

async function build({ at = '2026-11-23T02:00:00Z' }: { at?: string }) {
  let now = new Date(at)
  const db = await freshStore()
  const theCountry = await fictional()
  await writeCountryTables(db, theCountry)
  const logged: LogLine[] = []
  const keys = { sealing: Buffer.alloc(32, 1), lookup: Buffer.alloc(32, 1), pepper: randomBytes(32) }
  const { website, platform } = openApp({ db, country: theCountry, keys, root, clock: () => new Date(now), log: (_level, line) => logged.push(line) })
  const today = (): CalendarDate => dayIn(now, theCountry.timeZone)
  const contextOf = (actor: Context['actor']): Context => ({ actor, now: new Date(now), today: today(), requestId: newId() })
  const system = (centreIds: readonly string[] = []) => contextOf(systemActor(centreIds))
  const asSystem = <T>(run: (tx: Tx) => Promise<T>, centreIds: readonly string[] = Object.values(centres)) => db.transaction(system(centreIds), run)
  const centres: Record<'A' | 'B' | 'HQ', string> = { A: '', B: '', HQ: '' }
  await db.transaction(system(), async (tx) => {
    for (const [name, kind] of [['HQ', 'headquarters'], ['A', 'centre'], ['B', 'centre']] as const) {
      centres[name] = await createCentre(tx, {
        code: `T-${name}`, kind, names: { en: `Centre ${name}`, km: `មជ្ឈមណ្ឌល ${name}`, lo: `ສູນ ${name}` }, provinceCode: theCountry.places[0]?.code ?? null, districtCode: null,
        address: null, phone: null, openedOn: today(), reportingMode: 'online', computers: 2, connectivity: 'fixed', parentId: null,
        hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' })),
      })
    }
  })
  let count = 0

  function visitor(): Visitor {
    const cookies = new Map<string, string>()
    async function send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
      const request = new Request(`http://localhost${path}`, {
        method,
        headers: { host: 'localhost', origin: 'http://localhost', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
        ...(body === undefined ? {} : { body: body as string }),
      })
      const response = await website.request(request)
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const text = await response.text()
      return { status: response.status, location: response.headers.get('location') ?? '', text, headers: response.headers, json: <T,>() => JSON.parse(text) as T }
    }
    return {
      cookies,
      get: (path, headers = {}) => send('GET', path, undefined, headers),
      post: (path, fields = {}, headers = {}) => {
        const form = new URLSearchParams()
        if (!('_key' in fields)) form.set('_key', newId())
        for (const [name, value] of Object.entries(fields)) {
          if (value === undefined) continue
          if (typeof value === 'object') for (const item of value) form.append(name, item)
          else form.set(name, String(value))
        }
        return send('POST', path, form.toString(), { 'content-type': 'application/x-www-form-urlencoded', ...headers })
      },
      send: (method, path, body, headers = {}) => send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    }
  }

  /** A new staff member of a centre, signed in with password and code through the real page. */
  async function as(role: StaffRole, { centre = 'A' as 'A' | 'B' | 'HQ', duties = [] as readonly Duty[] } = {}) {
    count += 1
    const username = `${role}.${count}`
    const password = `long enough ${count} for a test`
    const atHeadquarters = role === 'headquarters' ? 'HQ' : centre
    const { accountId, totpSecret } = await asSystem((tx) =>
      createStaffAccount(tx, platform, { username, displayName: `Staff ${count}`, role, centreId: centres[atHeadquarters], language: 'en', password, duties }),
    )
    const person = visitor()
    const reply = await person.post('/en/sign-in/staff', { username, password, code: totpCode(totpSecret, now) })
    if (reply.status !== 303) throw new Error(`Sign-in of ${role} failed with ${reply.status}: ${JSON.stringify(logged.at(-1))}`)
    return Object.assign(person, { accountId, username, password, totpSecret, centreId: centres[atHeadquarters] })
  }

  /** A jobseeker or employer user with phone and PIN, signed in. */
  async function byPhone(holder: { personId?: string; employerId?: string; phone?: string }) {
    count += 1
    const phone = holder.phone ?? `0123450${String(count).padStart(2, '0')}`
    const pin = '482917'
    const made = await asSystem((tx) =>
      createPhoneAccount(tx, platform, { phone, pin, language: 'en', ...(holder.personId ? { personId: holder.personId } : {}), ...(holder.employerId ? { employerId: holder.employerId } : {}) }),
    )
    if (!made.ok) throw new Error(`No account: ${made.reason}`)
    const person = visitor()
    const reply = await person.post('/en/sign-in', { phone, pin })
    if (reply.status !== 303) throw new Error(`Sign-in by phone failed with ${reply.status}`)
    return Object.assign(person, { accountId: made.value.accountId, phone, pin })
  }

  return {
    db, platform, country: theCountry, website, centres, logged, contextOf, asSystem, visitor, as, byPhone, today,
    now: () => new Date(now),
    /** Moves the only clock there is. */
    travelTo: (instant: string) => void (now = new Date(instant)),
    close: () => db.close(),
  }
}
