import { z } from 'zod'
import type { Actor } from '../../kernel/actor'
import type { Period } from '../../kernel/period'
import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { type CentreLine, listCentres } from '../centres/index'
import { type Asked, workingCalendar } from './figures/figure'
import { findOwnMeasure } from './editor/own-queries'
import { isComposed } from './language/composed'
import { findAnyMeasure } from './language/composed-catalogue'
import type { Slice } from './language/compile'
import type { Measure } from './language/tree'
import type { Dimension } from './language/vocabulary'
import { newestMonth, readableMonth, sightOf } from './policy'

const word = z.string().max(40).optional().transform((text) => text?.trim() || undefined)
const asking = { month: word, centre: word, sex: word, age: word, group: word }

/** Names in an address; others are refused. */
export const pageQuery = z.strictObject({ ...asking, measure: word })
export const recordsQuery = z.strictObject({ ...asking, measure: word, page: z.string().regex(/^\d{1,5}$/).optional(), format: z.enum(['csv', 'xlsx']).optional() })
export const apiQuery = z.strictObject(asking)
export type Asking = z.output<typeof pageQuery>

export const parameterOf: Record<Dimension, 'centre' | 'sex' | 'age' | 'group'> = { centre: 'centre', sex: 'sex', age_band: 'age', group: 'group' }

/** A question that the reader may ask, with what the page needs beside it. */
export interface Question {
  readonly asked: Asked
  readonly measure: Measure
  readonly newest: Period
  /** The centres whose figures the reader sees, with their names. */
  readonly centres: readonly CentreLine[]
}

/** A measure of the program that counts records, or is a ratio of two such. */
function findCounted(id: string): Measure | undefined {
  const found = findAnyMeasure(id)
  return found && !isComposed(found.tree) ? { ...found, tree: found.tree } : undefined
}

/** The question of an address, or the names of the parameters that are wrong or out of the reader's reach. */
export async function readQuestion(reader: Reader, platform: Platform, actor: Actor, query: Asking): Promise<Question | { wrong: string[] }> {
  const { country } = platform
  const sight = sightOf(actor)
  const newest = newestMonth(sight, reader.context.today, workingCalendar(country))
  const month = readableMonth(query.month, newest)
  const id = query.measure ?? 'JS_NEW'
  const measure = findCounted(id) ?? (await findOwnMeasure(reader, id, (month ?? newest).to))
  const centres = await listCentres(reader)
  const allowed: Record<Dimension, readonly string[]> = {
    centre: sight.level === 'own' ? [sight.centre] : centres.map(({ code }) => code),
    sex: (country.lists.get('sex') ?? []).map(({ code }) => code),
    age_band: [...country.ageBands.map(({ code }) => code), 'not-stated'],
    group: country.groups.map(({ code }) => code),
  }
  const wrong = [...(month ? [] : ['month']), ...(measure ? [] : ['measure'])]
  const slices: Slice[] = []
  for (const dimension of ['centre', 'sex', 'age_band', 'group'] as const) {
    const value = query[parameterOf[dimension]]
    if (value === undefined) continue
    // Released figures are whole tables; a filter would cut them where small cells begin.
    if (sight.level === 'released' || !allowed[dimension].includes(value)) wrong.push(parameterOf[dimension])
    else if (dimension !== 'centre' || sight.level !== 'own') slices.push({ dimension, value })
  }
  if (wrong.length > 0 || !month || !measure) return { wrong }
  return { asked: { sight, month, slices }, measure, newest, centres: sight.level === 'own' ? centres.filter(({ code }) => code === sight.centre) : centres }
}

/** The address of the same question with some parts changed; null leaves a part out. */
export function addressOf(path: string, { asked, measure }: Pick<Question, 'asked' | 'measure'>, change: Readonly<Record<string, string | null>> = {}): string {
  const parts: Record<string, string | null> = { measure: measure.id, month: asked.month.key }
  for (const { dimension, value } of asked.slices) parts[parameterOf[dimension]] = value
  const entries = Object.entries({ ...parts, ...change }).flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]))
  return `${path}?${new URLSearchParams(entries).toString()}`
}

/** Rows of a group that somebody declared, such as a disability, lead to no record and leave in no file. */
export const isGuarded = (platform: Platform, { asked }: Pick<Question, 'asked'>): boolean =>
  asked.slices.some(({ dimension, value }) => dimension === 'group' && platform.country.groups.some(({ code, kind }) => code === value && kind === 'declared'))
