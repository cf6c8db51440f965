import { z } from 'zod'
import { fault, type Checked } from './fault'
import { readPattern } from './pattern'

/** How one of our columns is filled: pattern first, then values, then the default where nothing is left. */
export interface ColumnSource {
  readonly from?: string
  readonly pattern?: RegExp
  /** Their values to ours; looked up exactly, then without case. */
  readonly values?: ReadonlyMap<string, string>
  readonly default?: string
  /** Headings whose filled cells are added as lines 'heading: value', so that nothing a register has no place for is lost. */
  readonly lines?: readonly string[]
}

export type FileDayOrder = 'day-month' | 'month-day' | 'year-month-day'

/** A mapping file after reading. People write it as JSON; `columns` is by our column names. */
export interface Mapping {
  readonly delimiter?: ',' | ';' | '\t'
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  readonly sheet?: string
  readonly dayOrder?: FileDayOrder
  /** Names the file's origin in the keys of its rows. */
  readonly sourceSystem?: string
  /** Records of other registers that the rows point at and the file does not hold, by register and column. */
  readonly needs?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>
  readonly columns: ReadonlyMap<string, ColumnSource>
}

const longestFile = 256 * 1024
const text = z.string().max(500)

const file = z.strictObject({
  delimiter: z.enum([',', ';', '\t']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  sheet: text.optional(),
  dayOrder: z.enum(['day-month', 'month-day', 'year-month-day']).optional(),
  about: z.union([text, z.array(text).max(40)]).optional(),
  sourceSystem: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/).optional(),
  needs: z.record(z.string().max(40), z.array(z.record(z.string().max(100), text)).max(20)).optional(),
  columns: z.record(z.string().max(100), z.union([text, z.strictObject({
    from: text.optional(), values: z.record(z.string(), text).optional(), pattern: text.optional(), default: text.optional(),
    lines: z.array(text).max(20).optional(),
  })])),
})

export function parseMapping(json: string): Checked<Mapping> {
  if (json.length > longestFile) return fault('mapping-not-json')
  const parsed = parseJson(json)
  if (parsed === undefined) return fault('mapping-not-json')
  const read = file.safeParse(parsed)
  if (!read.success) return fault('mapping-wrong-shape', { place: read.error.issues[0]?.path.join('.') ?? '' })
  const { columns, about: _, ...rest } = read.data
  const sources = new Map<string, ColumnSource>()
  for (const [column, written] of Object.entries(columns)) {
    const source = typeof written === 'string' ? { from: written } : written
    const pattern = source.pattern === undefined ? undefined : readPattern(source.pattern)
    if (typeof pattern === 'string') return fault(pattern, { column })
    sources.set(column, {
      ...(source.from === undefined ? {} : { from: source.from }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(source.values === undefined ? {} : { values: new Map(Object.entries(source.values)) }),
      ...(source.default === undefined ? {} : { default: source.default }),
      ...(source.lines === undefined ? {} : { lines: source.lines }),
    })
  }
  return { ok: true, value: { ...withoutUndefined(rest), columns: sources } }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

type Settled<Value> = { [Name in keyof Value]?: Exclude<Value[Name], undefined> }

function withoutUndefined<Value extends object>(value: Value): Settled<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Settled<Value>
}
