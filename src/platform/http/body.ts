import type { z } from 'zod'
import { cleanText } from '../text/well-formed'
import type { Fields, Form } from './route'

/** The body is larger than the door allows, or cannot be read. */
export class BodyRefusal extends Error {
  constructor(readonly status: 400 | 413) {
    super(`body refused: ${status}`)
  }
}

export interface Body {
  fields: Fields
  files: Map<string, { name: string; bytes: Uint8Array }>
  /** Digest base of the intention: everything but the key. */
  text: string
}

const maxFields = 200

export async function readBody(request: Request, maxKilobytes: number): Promise<Body> {
  const type = request.headers.get('content-type') ?? ''
  const bytes = await readBytes(request, maxKilobytes * 1024)
  if (type.startsWith('application/json')) return readJson(bytes)
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type)
  const text = new TextDecoder('utf-8').decode(bytes)
  return readFields(new URLSearchParams(text))
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new BodyRefusal(413)
  const parts: Uint8Array[] = []
  let size = 0
  if (request.body) {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.byteLength
      if (size > limit) throw new BodyRefusal(413)
      parts.push(part)
    }
  }
  return new Uint8Array(Buffer.concat(parts))
}

function readJson(bytes: Uint8Array): Body {
  const text = new TextDecoder('utf-8').decode(bytes)
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw new BodyRefusal(400)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depthOf(value) > 8) throw new BodyRefusal(400)
  return { fields: value as Fields, files: new Map(), text }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

async function readMultipart(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Body> {
  let data: FormData
  try {
    data = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  } catch {
    throw new BodyRefusal(400)
  }
  const plain = new URLSearchParams()
  const files: Body['files'] = new Map()
  for (const [name, value] of data) {
    if (typeof value === 'string') plain.append(name, value)
    else if (value.size > 0) files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  const body = readFields(plain)
  return { fields: body.fields, files, text: `${body.text}${[...files.values()].map((file) => file.bytes.byteLength).join()}` }
}

function readFields(source: URLSearchParams): Body {
  if ([...source.keys()].length > maxFields) throw new BodyRefusal(400)
  const fields: Fields = Object.create(null) as Fields
  for (const name of new Set(source.keys())) {
    const values = source.getAll(name)
    fields[name] = values.length > 1 ? values : values[0]
  }
  source.delete('_key')
  return { fields, files: new Map(), text: source.toString() }
}

/** Parses a form with its schema. Messages of the schema are message keys; each field shows its first one. */
export function parseForm<Value>(schema: z.ZodType<Value>, typed: Fields): Form<Value> {
  const errors: Record<string, string> = {}
  for (const [name, value] of Object.entries(typed)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text !== 'string') continue
      const clean = cleanText(text, { max: 8_000, multiline: true })
      if (!clean.ok) errors[name] = `errors.text-${clean.reason}`
    }
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors, typed }
  const result = schema.safeParse(normalise(typed))
  if (result.success) return { ok: true, value: result.data, typed }
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) errors[name] = 'errors.unknown-name'
      continue
    }
    const name = String(issue.path[0] ?? '_form')
    errors[name] ??= /^[a-z-]+\.[a-zA-Z0-9.-]+$/.test(issue.message) ? issue.message : 'errors.not-valid'
  }
  return { ok: false, errors, typed }
}

/** The version that a form was opened with; 0, which no record has, when it is not a whole number. */
export const versionOf = (typed: Fields[string]): number => (typeof typed === 'string' && /^[0-9]{1,9}$/.test(typed) ? Number(typed) : 0)

/** NFC, line ends to LF, trimmed: what is stored is what was typed in its normal form. */
function normalise(typed: Fields): Fields {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? value.normalize('NFC').replace(/\r\n?/g, '\n').trim() : Array.isArray(value) ? value.map(clean) : value
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, clean(value) as Fields[string]]))
}
