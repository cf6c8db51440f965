import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import type { Actor } from '../../kernel/actor'
import type { Tx, Context } from '../db/database'
import type { Ui } from '../web/ui'
import type { Platform } from '../platform'
import type { Door } from './door'

export type Fields = Record<string, string | string[] | undefined>

/** A form as it came: parsed, or with a message key for each field that is wrong. What was typed is always kept. */
export type Form<Value> =
  | { ok: true; value: Value; typed: Fields }
  | { ok: false; errors: Record<string, string>; typed: Fields }

export interface Page {
  kind: 'page'
  title: string
  body: Child
  status?: 200 | 201 | 400 | 404 | 403 | 409 | 422 | 429 | 410
  /** Dense pages for staff. */
  wide?: boolean
  /** Extra head entries, such as structured data; already safe. */
  head?: Child
  noindex?: boolean
  /** What the request wrote is kept although it is refused: a counted failure. */
  keep?: boolean
  /** On a route with `shared`: this page says nothing about its reader. */
  isShared?: boolean
}
export type Answer =
  | Page
  | { kind: 'redirect'; to: string }
  | { kind: 'json'; value: unknown; status?: number; version?: number }
  | { kind: 'file'; bytes: Uint8Array | string; type: string; name: string }
  | { kind: 'text'; text: string; type: string }
  | { kind: 'not-found' }
  | { kind: 'problem'; status: number; title: string; detail?: string; fields?: Record<string, string>; keep?: boolean }

/** What a handler gets. `tx` is the one transaction of this request, inside the actor's scope. */
export interface Incoming<F, Q> {
  readonly tx: Tx
  readonly context: Context
  readonly actor: Actor
  readonly ui: Ui
  readonly platform: Platform
  readonly params: Readonly<Record<string, string>>
  readonly query: Q
  readonly form: Form<F>
  readonly url: URL
  /** Files of a multipart form by field. */
  readonly files: ReadonlyMap<string, { name: string; bytes: Uint8Array }>
  readonly address: string
  readonly cookies: Readonly<Record<string, string>>
  setCookie(name: string, value: string, options: { maxAge?: number }): void
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Without language prefix: `/jobseekers/:id`. Addresses under `/api/` and `/health/` get none either way. */
  readonly path: string
  readonly door: Door
  readonly form?: z.ZodType
  readonly query?: z.ZodType
  /** For the API description: a sentence and the shape of the answer. */
  readonly api?: { summary: string; tag: string; answer?: z.ZodType }
  /** Pages of this address may be kept some seconds for readers without a session, while what this answers stays the same. */
  readonly shared?: (platform: Platform) => string
  readonly handle: (request: Incoming<never, never>) => Promise<Answer>
}

interface Declaration<F extends z.ZodType, Q extends z.ZodType> {
  door: Door
  form?: F
  query?: Q
  api?: Route['api']
  shared?: Route['shared']
  handle(request: Incoming<z.output<F>, z.output<Q>>): Promise<Answer>
}

const declare =
  (method: Route['method']) =>
  <F extends z.ZodType = z.ZodType<undefined>, Q extends z.ZodType = z.ZodType<undefined>>(path: string, declaration: Declaration<F, Q>): Route =>
    ({ method, path, ...declaration }) as unknown as Route

/** Declares an address. The handler gets parsed input only. */
export const get = declare('GET')
export const post = declare('POST')
export const put = declare('PUT')
export const patch = declare('PATCH')

export const page = (title: string, body: Child, rest: Omit<Page, 'kind' | 'title' | 'body'> = {}): Page => ({ kind: 'page', title, body, ...rest })
export const seeOther = (to: string): Answer => ({ kind: 'redirect', to })
export const json = (value: unknown, status = 200): Answer => ({ kind: 'json', value, status })
export const notFound: Answer = { kind: 'not-found' }

/** The status that an answer will carry; 400 and above means that nothing of the request is kept. */
export function statusOf(answer: Answer): number {
  switch (answer.kind) {
    case 'page':
      return answer.status ?? 200
    case 'redirect':
      return 303
    case 'json':
      return answer.status ?? 200
    case 'problem':
      return answer.status
    case 'not-found':
      return 404
    default:
      return 200
  }
}

/** Whether what the request wrote is committed. */
export const isKept = (answer: Answer): boolean => statusOf(answer) < 400 || ((answer.kind === 'page' || answer.kind === 'problem') && answer.keep === true)
