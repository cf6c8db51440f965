import fc from 'fast-check'
import type { z } from 'zod'
import type { Route } from '../../src/platform/http/route'

/** One malformed request: everything a stranger can put on the line. */
export interface Malformed {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

const nasty = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u200b\u200b\u200b\u200b\u200b', '\ufeff', '\u202e', 'NaN', '-0', '1e309', '9007199254740993', '-9223372036854775809', '0x10', '٣٤', '១២៣', '໑໒໓',
  "'", "''; drop table person; --", '" or 1=1 --', '%', '%00', '%zz', '..', '../../etc/passwd', '..%2f..%2f', '\\', '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '</title>', 'null', 'undefined', 'true', '[]', '{}', '__proto__', 'constructor',
  '2026-02-30', '0000-00-00', '99999-01-01', '2026-13-01', '-1', '99999999999', 'ក'.repeat(500), 'x'.repeat(9000), '\r\nSet-Cookie: a=b', 'a'.repeat(70_000), '00000000-0000-0000-0000-000000000000', '2026-11-23', '5', 'F', 'jobseeker',
] as const
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom<string>(...nasty) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) }, { weight: 1, arbitrary: fc.uuid() })
const oddNames = ['_key', '_version', '__proto__', 'constructor', 'page', 'page[]', 'q', 'id', 'next', '', 'a'.repeat(300), '\u0000']

const namesOf = (schema: z.ZodType | undefined): string[] => {
  const shape = (schema as { shape?: Record<string, unknown> } | undefined)?.shape
  return shape ? Object.keys(shape) : []
}

/** Percent-encodes badly on purpose where a proper encoding would fail. */
function encode(value: string): string {
  try {
    return encodeURIComponent(value)
  } catch {
    return '%ED%A0%80'
  }
}

/** Malformed requests for one route. `known` are ids and codes of records that exist, so that handlers are reached. */
export function malformedFor(route: Route, known: readonly string[]): fc.Arbitrary<Malformed> {
  const value = fc.oneof({ weight: 3, arbitrary: text }, { weight: 2, arbitrary: fc.constantFrom(...known) })
  const fields = fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...namesOf(route.form), ...namesOf(route.form), 'q') }, { weight: 1, arbitrary: fc.constantFrom(...oddNames) }), value), { maxLength: 12 })
  const query = fc.array(fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...namesOf(route.query), 'q', 'page') }, { weight: 1, arbitrary: fc.constantFrom(...oddNames) }), value), { maxLength: 4 })
  const bodyKind = fc.constantFrom('form', 'form', 'form', 'json', 'broken-json', 'multipart', 'broken-multipart', 'plain', 'none')
  const language = fc.constantFrom('en', 'km', 'lo')
  const parameters = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 2, arbitrary: value }), { minLength: 4, maxLength: 4 })
  return fc.record({ fields, query, bodyKind, language, parameters, key: fc.oneof(fc.uuid(), fc.uuid(), text), sendKey: fc.integer({ min: 0, max: 9 }) }).map((drawn) => {
    let place = 0
    const filled = route.path.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, () => encode(drawn.parameters[place++ % 4] ?? '') || 'x')
    const search = drawn.query.map(([name, one]) => `${encode(name)}=${encode(one)}`).join('&')
    const plain = /^\/(api|health|assets|feeds|sitemap)/.test(route.path)
    const path = `${plain ? filled : `/${drawn.language}${filled === '/' ? '' : filled}`}${search ? `?${search}` : ''}`
    const headers: Record<string, string> = {}
    let body: string | undefined
    if (route.method !== 'GET') {
      const withKey: [string, string][] = drawn.sendKey > 0 ? [...drawn.fields, ['_key', drawn.key]] : drawn.fields
      if (route.path.startsWith('/api/')) headers['idempotency-key'] = header(drawn.key)
      ;[headers['content-type'], body] = bodyOf(drawn.bodyKind, withKey)
    }
    return { method: route.method, path, headers, body }
  })
}

const header = (value: string) => value.replace(/[^\x20-\x7e]/g, '').slice(0, 200)

function bodyOf(kind: string, fields: readonly (readonly [string, string])[]): [string, string | undefined] {
  const form = fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const object = Object.fromEntries(fields.map(([name, value]) => [name, value.length % 5 === 0 ? [value, { a: value }] : value.length % 7 === 0 ? 1e308 : value]))
  switch (kind) {
    case 'form':
      return ['application/x-www-form-urlencoded', form]
    case 'json':
      return ['application/json', JSON.stringify(object)]
    case 'broken-json':
      return ['application/json', `${'['.repeat(2000)}${JSON.stringify(object)}`]
    case 'multipart':
      return ['multipart/form-data; boundary=b', `${fields.map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${header(name)}"; filename="${header(value).slice(0, 40)}"\r\n\r\n${value}\r\n`).join('')}--b--\r\n`]
    case 'broken-multipart':
      return ['multipart/form-data', `--b\r\n${form}`]
    case 'plain':
      return ['text/plain; charset=utf-16', form]
    default:
      return ['application/x-www-form-urlencoded', undefined]
  }
}
