import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context as Call, Hono } from 'hono'
import { parseCookies } from './cookies'
import { anonymous, type Actor } from '../../kernel/actor'
import { dayIn } from '../../kernel/calendar'
import { isUuid } from '../../kernel/id'
import type { Context } from '../db/database'
import { isDatabaseAway } from '../db/engine/index'
import { isLanguage, type Language } from '../i18n/words'
import type { Platform } from '../platform'
import { digest } from '../seal/seal'
import type { Ui } from '../web/ui'
import { BodyRefusal, parseForm, readBody, type Body } from './body'
import { faultsOf, isForStaff, knock } from './door'
import { isOwnOrigin, securityHeaders } from './headers'
import { type Limiter, openLimiter } from './limits'
import { keepAnswer, takeKey } from './request-key'
import { type Answer, type Form, type Incoming, isKept, type Route, statusOf } from './route'
import { openKeptPages, type KeptPages } from './kept-pages'

export interface Website {
  platform: Platform
  routes: readonly Route[]
  /** Who holds this session token; null when nobody does any more. */
  findActor(platform: Platform, cookies: Readonly<Record<string, string>>, bearer: string | null, now: Date): Promise<Actor | null>
  makeUi(platform: Platform, language: Language, actor: Actor, context: Context): Ui
  /** The whole page around an answer. */
  shell(request: { ui: Ui; platform: Platform; path: string }, answer: Extract<Answer, { kind: 'page' }>): string
  /** Pages that the platform itself shows: refusals and faults. */
  refusal(ui: Ui, status: number, detail: { key: string; parameters?: Record<string, string | number> }): Answer
}

const isPlain = (path: string) => /^\/(api|health|assets|feeds|sitemap)/.test(path)

/** Every route is checked before the first request; one without a proper door stops the start. */
export function checkDoors(routes: readonly Route[]): void {
  const seen = new Set<string>()
  const faults = routes.flatMap((route) => {
    const name = `${route.method} ${route.path}`
    const twice = seen.has(name) ? ['it is declared twice'] : []
    seen.add(name)
    return [...twice, ...faultsOf(route.door, route.method)].map((fault) => `${name}: ${fault}`)
  })
  if (faults.length > 0) throw new Error(`Doors are missing or wrong. ${faults.join('; ')}`)
}

/** Turns declared routes into a web application. The order at each door: limit, origin, session, role, size, key, handler. */
export function openWebsite(site: Website): Hono {
  checkDoors(site.routes)
  const app = new Hono()
  const waitFor = openLimiter()
  const shared = openKeptPages()
  // Before the answer is made: headers that are set on a finished answer cost more than most answers.
  app.use(async (call, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) call.header(name, value)
    await next()
  })
  for (const route of site.routes) {
    const path = isPlain(route.path) ? route.path : `/:lang{(?:en|km|lo)}${route.path === '/' ? '' : route.path}`
    app.on(route.method, path, (call) => serve(site, route, { waitFor, shared }, call))
  }
  app.get('/', (call) => {
    const wanted = (call.req.header('accept-language') ?? '').split(',').map((part) => part.trim().slice(0, 2))
    const language = [cookiesOf(call)['language'], ...wanted].find((code) => code !== undefined && (site.platform.country.languages as readonly string[]).includes(code))
    return call.redirect(`/${language ?? site.platform.country.languages[0]}`, 302)
  })
  // Outside the doors, because it says that the program lives while the database is away.
  app.get('/health/live', (call) => call.json({ live: true }))
  app.notFound((call) => answerOutside(site, call, 404))
  app.onError((error, call) => {
    const reference = randomUUID().slice(0, 8)
    const away = isDatabaseAway(error)
    const code = (error as { code?: unknown }).code
    site.platform.log('error', {
      error: error.name, code: typeof code === 'string' ? code : null, reference, route: call.req.routePath,
      constraint: String((error as { constraint?: unknown }).constraint ?? ''),
      at: away ? null : (error.stack?.split('\n').slice(1, 4).join(' | ').replace(/\(?file:[^)]*\/(src|dist)/g, '$1') ?? null),
    })
    if (error instanceof BodyRefusal) return answerOutside(site, call, error.status)
    const answer = answerOutside(site, call, away ? 503 : 500, reference)
    return answer
  })
  return app
}

const cookiesOf = (call: Call) => parseCookies(call.req.header('cookie'))

function languageOf(site: Website, call: Call): Language {
  const named = /^\/(en|km|lo)(\/|$)/.exec(new URL(call.req.url).pathname)?.[1]
  const wanted = named ?? call.req.header('accept-language')?.slice(0, 2) ?? ''
  if (isLanguage(wanted)) return wanted
  const first = site.platform.country.languages[0] ?? 'en'
  return isLanguage(first) ? first : 'en'
}

export function addressOf(call: Call, trusted: readonly string[]): string {
  let socket = 'local'
  try {
    socket = getConnInfo(call).remote.address ?? 'local'
  } catch {
    return socket
  }
  if (!trusted.includes(socket)) return socket
  return call.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? socket
}

function contextFor(platform: Platform, actor: Actor): Context {
  const now = platform.clock()
  return { actor, now, today: dayIn(now, platform.country.timeZone), requestId: randomUUID() }
}

async function serve(site: Website, route: Route, { waitFor, shared }: { waitFor: Limiter; shared: KeptPages }, call: Call): Promise<Response> {
  const { platform } = site
  const started = performance.now()
  const address = addressOf(call, platform.trustedProxies)
  const cookies = cookiesOf(call)
  const bearer = /^Bearer (.+)$/.exec(call.req.header('authorization') ?? '')?.[1] ?? null
  const lang = languageOf(site, call)
  const speak = (actor: Actor, context: Context) => site.makeUi(platform, lang, actor, context)
  const outside = contextFor(platform, anonymous)
  const refuse = (status: number, key: string, parameters?: Record<string, string | number>, actor = anonymous) => {
    const ui = speak(actor, outside)
    return write(site, call, ui, site.refusal(ui, status, { key, ...(parameters ? { parameters } : {}) }))
  }

  const wait = waitFor(route.door.limit, address, outside.now)
  if (wait > 0) {
    call.header('Retry-After', String(wait))
    return refuse(429, 'errors.too-many', { seconds: wait })
  }
  const place = call.req.url.slice(call.req.url.indexOf('/', 8))
  const stamp = route.shared && bearer === null && Object.keys(cookies).length === 0 ? `${outside.today} ${route.shared(platform)}` : undefined
  const ready = stamp === undefined ? undefined : shared.find(place, stamp, outside.now)
  if (ready !== undefined) return call.html(ready)
  const mutates = route.method !== 'GET'
  // Only a cookie can be abused from a foreign page; a call without one proves itself or is anonymous.
  const isForgeable = mutates && !bearer && (!route.path.startsWith('/api/') || Object.keys(cookies).length > 0)
  if (isForgeable && !isOwnOrigin(call.req.header('origin'), call.req.header('referer'), call.req.header('host') ?? new URL(call.req.url).host)) {
    return refuse(403, 'errors.foreign-origin')
  }
  const actor = (await site.findActor(platform, cookies, bearer, outside.now)) ?? anonymous
  const context = contextFor(platform, actor)
  const ui = speak(actor, context)
  const entry = knock(route.door, actor)
  if (entry === 'sign-in' || entry === 'prove-again') {
    if (route.path.startsWith('/api/')) return write(site, call, ui, { kind: 'problem', status: 401, title: 'sign-in' })
    const back = encodeURIComponent(new URL(call.req.url).pathname)
    return write(site, call, ui, { kind: 'redirect', to: ui.to(`${entry === 'prove-again' ? '/prove-again' : isForStaff(route.door) ? '/sign-in/staff' : '/sign-in'}?next=${back}`) })
  }
  if (entry === 'forbidden') return refuse(403, 'errors.not-allowed', undefined, actor)
  const params = call.req.param() as Record<string, string>
  for (const [name, value] of Object.entries(params)) {
    if (hasControl(value) || (/(^id$|Id$)/.test(name) && !isUuid(value))) return write(site, call, ui, { kind: 'not-found' })
  }
  const body: Body = mutates ? await readBody(call.req.raw, route.door.body ?? 64) : { fields: {}, files: new Map(), text: '' }
  const ifMatch = /^"?(\d{1,9})"?$/.exec(call.req.header('if-match') ?? '')?.[1]
  if (ifMatch !== undefined && mutates) body.fields['_version'] ??= ifMatch
  const key = mutates && route.door.key === 'required' ? (call.req.header('idempotency-key') ?? body.fields['_key']) : undefined
  if (mutates && route.door.key === 'required' && (typeof key !== 'string' || !isUuid(key))) return refuse(400, 'errors.no-key', undefined, actor)
  const url = new URL(call.req.url)
  const query = route.query ? parseForm(route.query as never, queryFields(url)) : { ok: true as const, value: undefined, typed: {} }
  if (!query.ok) return route.path.startsWith('/api/') ? write(site, call, ui, { kind: 'problem', status: 400, title: 'query', fields: query.errors }) : refuse(400, Object.values(query.errors).includes('errors.text-too-long') ? 'errors.text-too-long' : 'errors.query', undefined, actor)
  const form: Form<unknown> = route.form ? parseForm(route.form, body.fields) : { ok: true, value: undefined, typed: body.fields }
  if (!form.ok && route.path.startsWith('/api/')) return write(site, call, ui, { kind: 'problem', status: 400, title: 'body', fields: form.errors })

  let newCookies: string[] = []
  const attempt = () => platform.db.transaction(
    context,
    async (tx) => {
      newCookies = []
      if (typeof key === 'string') {
        const state = await takeKey(tx, key, `${route.method} ${route.path}`, digest(`${url.pathname}\n${body.text}`))
        if (state.kind === 'replay') return state.answer
        if (state.kind === 'other-use') return site.refusal(ui, 422, { key: 'errors.key-used' })
      }
      const incoming: Incoming<unknown, unknown> = {
        tx, context, actor, ui, platform, params, query: query.value, form, url, files: body.files, address, cookies,
        setCookie: (name, value, { maxAge }) => {
          const life = maxAge === undefined ? '' : `; Max-Age=${maxAge}`
          newCookies.push(`${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${life}`)
        },
      }
      const result = await route.handle(incoming as Incoming<never, never>)
      if (typeof key === 'string' && statusOf(result) < 400) await keepAnswer(tx, key, result)
      return result
    },
    isKept,
  )
  const answer = await attempt().catch((error: unknown) => {
    if (!isLostRace(error)) throw error
    return attempt()
  })
  for (const cookie of newCookies) call.header('Set-Cookie', cookie, { append: true })
  if (actor.role !== 'public' || route.door.reach === 'own') call.header('Cache-Control', 'no-store')
  const isShared = stamp !== undefined && answer.kind === 'page' && answer.isShared === true
  const response = isShared ? call.html(shared.keep(place, stamp, outside.now, site.shell({ ui, platform, path: url.pathname }, answer))) : write(site, call, ui, answer)
  platform.log('info', {
    request: context.requestId, route: `${route.method} ${route.path}`, status: response.status,
    ms: Math.round(performance.now() - started), actor: actor.accountId, role: actor.role, centre: actor.centreCode,
  })
  return response
}

const hasControl = (text: string) => /[\u0000-\u001f\u007f]/.test(text)

/** Somebody else committed first (a unique key, a seat, a deadlock): run once more, the handler now sees it and says so. */
const lostRaces = ['23505', '23P01', '40001', '40P01']
const isLostRace = (error: unknown) => lostRaces.includes(String((error as { code?: unknown }).code))

function queryFields(url: URL): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name)
    fields[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return fields
}

function write(site: Website, call: Call, ui: Ui, answer: Answer): Response {
  switch (answer.kind) {
    case 'page':
      return call.html(site.shell({ ui, platform: site.platform, path: new URL(call.req.url).pathname }, answer), answer.status ?? 200)
    case 'redirect':
      return call.redirect(answer.to, 303)
    case 'json':
      if (answer.version !== undefined) call.header('ETag', `"${answer.version}"`)
      return call.json(answer.value as never, (answer.status ?? 200) as never)
    case 'text':
      return call.body(answer.text, 200, { 'Content-Type': answer.type })
    case 'file':
      return call.body(answer.bytes as never, 200, {
        'Content-Type': answer.type,
        'Content-Disposition': `attachment; filename="${answer.name.replace(/[^\w.-]/g, '_')}"`,
      })
    case 'not-found':
      return new URL(call.req.url).pathname.startsWith('/api/')
        ? write(site, call, ui, { kind: 'problem', status: 404, title: 'not-found' })
        : write(site, call, ui, site.refusal(ui, 404, { key: 'errors.not-found' }))
    case 'problem': {
      const detail = answer.detail ?? (ui.has(`errors.${answer.title}`) ? ui.t(`errors.${answer.title}`) : undefined)
      const fields = answer.fields && Object.fromEntries(Object.entries(answer.fields).map(([name, key]) => [name, ui.has(key) ? ui.t(key) : key]))
      return call.body(JSON.stringify({ type: 'about:blank', title: answer.title, status: answer.status, detail, fields }), answer.status as never, {
        'Content-Type': 'application/problem+json',
      })
    }
  }
}

const outsideKeys: Record<number, string> = { 400: 'errors.body', 404: 'errors.not-found', 413: 'errors.too-large', 503: 'errors.cannot-save', 500: 'errors.fault' }

/** Answers without a route or after a fault: no database is asked. */
function answerOutside(site: Website, call: Call, status: number, reference = ''): Response {
  const context = contextFor(site.platform, anonymous)
  const ui = site.makeUi(site.platform, languageOf(site, call), anonymous, context)
  const key = outsideKeys[status] ?? 'errors.fault'
  if (status === 503) call.header('Retry-After', '2')
  const response = new URL(call.req.url).pathname.startsWith('/api/')
    ? write(site, call, ui, { kind: 'problem', status, title: key.slice(7), detail: ui.t(key, { reference }) })
    : write(site, call, ui, site.refusal(ui, status, { key, parameters: { reference } }))
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  return response
}
