import { z } from 'zod'
import type { Period } from '../../../kernel/period'
import type { Actor } from '../../../kernel/actor'
import type { Door } from '../../../platform/http/door'
import type { Reader } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type CentreLine, listCentres } from '../../centres/index'
import { newestMonth, readableMonth, type Sight, sightOf, wholeSlice, workingCalendar } from '../../measures/index'

const readers = ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const
export const readDoor: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: figures only, no record is shown', limit: 'staff' }
export const rowDoor: Door = { who: ['counsellor', 'chief', 'headquarters', 'statistician'], reach: 'centre', strength: 'two', audit: 'read', purpose: 'statistics', limit: 'staff' }
/** Headquarters sets what is to be reached. */
export const settingDoor: Door = { who: ['headquarters'], reach: 'national', strength: 'two', audit: 'write', limit: 'staff' }
export const settingPost: Door = { ...settingDoor, key: 'required', body: 32 }
/** What a centre plans and reports itself. */
export const centreDoor: Door = { who: ['counsellor', 'chief', 'headquarters', 'statistician'], reach: 'centre', strength: 'two', audit: 'none: plans and figures, no person is shown', limit: 'staff' }
export const centrePost: Door = { who: ['chief', 'headquarters'], reach: 'centre', strength: 'two', audit: 'write', key: 'required', body: 32, limit: 'staff' }

const word = z.string().max(40).optional().transform((text) => text?.trim() || undefined)
const slice = z.string().max(130).optional().transform((text) => text?.trim() || undefined)
export const boardQuery = z.strictObject({ month: word })
export const indicatorQuery = z.strictObject({ month: word, centre: word, percent: word, slice, parts: z.literal('all').optional() })
export const recordsQuery = z.strictObject({ month: word, centre: word, slice, only: z.literal('month').optional(), late: z.literal('yes').optional(), page: z.string().regex(/^\d{1,4}$/).optional() })

export const mismatchQuery = z.strictObject({ month: word, centre: word })
export const unknownQuery = z.strictObject({ month: word, centre: word, page: z.string().regex(/^\d{1,4}$/).optional() })
export const planQuery = z.strictObject({ moves: word })
export const watchQuery = z.strictObject({ month: word })
export const yearQuery = z.strictObject({ year: z.string().regex(/^20\d\d$/).optional() })

export interface Place {
  readonly sight: Sight
  readonly month: Period
  readonly newest: Period
  readonly centre: CentreLine | null
  /** Which part of an indicator; empty for the whole. */
  readonly slice: string
  /** Centres with figures that the reader may see. */
  readonly centres: readonly CentreLine[]
}

/** Where the reader looks; undefined when the month or the centre is out of reach. A centre's people always see their own. */
export async function placeOf(reader: Reader, { country }: Platform, actor: Actor, query: { month?: string | undefined; centre?: string | undefined }): Promise<Place | undefined> {
  const sight = sightOf(actor)
  const newest = newestMonth(sight, reader.context.today, workingCalendar(country))
  const month = readableMonth(query.month, newest)
  if (!month) return undefined
  const all = (await listCentres(reader)).filter(({ kind, code }) => kind !== 'headquarters' || (sight.level === 'own' && code === sight.centre))
  const centres = sight.level === 'own' ? all.filter(({ code }) => code === sight.centre) : all
  if (sight.level === 'released') return query.centre ? undefined : { sight, month, newest, centre: null, slice: wholeSlice, centres: [] }
  const code = sight.level === 'own' ? (query.centre ?? sight.centre) : query.centre
  const centre = code === undefined ? null : centres.find((one) => one.code === code)
  return centre === undefined ? undefined : { sight, month, newest, centre, slice: wholeSlice, centres }
}
export const mayApprove = (actor: Actor): boolean => actor.role === 'headquarters'
