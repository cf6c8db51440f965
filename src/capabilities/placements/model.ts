import { z } from 'zod'
import { type CalendarDate, parseIsoDay } from '../../kernel/calendar'
import { parseDay } from '../../platform/text/dates'
import { parseNumber } from '../../platform/text/numbers'
import { attemptChannels, endReasons, evidenceMethods, evidenceSources, followUpOutcomes, notStartedReasons, placementKinds } from './rules/placement'
import { referralEvents } from './rules/referral'

/** A day as people type it; empty is no day. */
const typedDay = z
  .string()
  .max(60)
  .transform((text, context): CalendarDate | undefined => {
    if (text === '') return undefined
    const found = parseDay(text)
    if (found.ok) return found.value
    context.addIssue({ code: 'custom', message: found.reason === 'buddhist-year' ? 'placements.error.buddhist-year' : 'errors.not-a-date' })
    return z.NEVER
  })
  .optional()
const neededDay = typedDay.refine((day) => day !== undefined, 'errors.required').transform((day) => day as CalendarDate)
const text = (max: number) => z.string().max(max, 'errors.too-long').optional()
const version = z.coerce.number().int().positive().optional()
const choice = <const Codes extends readonly [string, ...string[]]>(codes: Codes) => z.enum(codes, 'errors.required')
const maybe = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.enum(codes, 'errors.not-valid').optional())
const amount = z
  .string()
  .max(60)
  .transform((typed, context): string | undefined => {
    if (typed === '') return undefined
    const found = parseNumber(typed, { language: 'en', decimals: 2 })
    if (found.ok) return found.value.decimal
    context.addIssue({ code: 'custom', message: 'errors.not-a-number' })
    return z.NEVER
  })
  .optional()
const count = z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number('errors.not-a-number').int('errors.not-a-number').optional())
const clock = z.union([z.literal(''), z.string().regex(/^([01]?[0-9]|2[0-3])[:.h][0-5][0-9]$/, 'placements.error.time')]).optional().transform((typed) => typed?.replace(/[.h]/, ':'))

export const consentMethods = ['screen', 'paper', 'voice', 'with-witness'] as const
export const wagePeriods = ['hour', 'day', 'week', 'month', 'piece'] as const
export const interviewModes = ['in-person', 'phone', 'video'] as const
export const interviewResults = ['attended', 'person-absent', 'employer-absent', 'moved', 'cancelled'] as const

const workFields = {
  startDate: typedDay, kind: maybe(placementKinds), wage: amount, wageCurrency: text(3), wagePeriod: maybe(wagePeriods), hoursPerWeek: count,
}

/** One step of a referral, as every side sends it; which fields count depends on the event. */
export const moveForm = z.object({
  _version: version, event: choice(referralEvents), reason: text(40), note: text(300), day: typedDay, days: count, time: clock, mode: maybe(interviewModes),
  place: text(300), contact: text(150), bring: text(300), result: maybe(interviewResults), method: maybe(consentMethods), ...workFields,
})
export type MoveForm = z.output<typeof moveForm>

export const referForm = z.object({
  person: z.uuid('errors.required'), vacancy: z.uuid('errors.required'), origin: choice(['counsellor', 'employer-invitation', 'fair', 'programme']), agreed: choice(['yes', 'ask']),
  method: maybe(consentMethods), message: text(500), overrideReason: text(300),
})

export const placementForm = z.object({
  person: z.uuid('errors.required'), employer: z.uuid('errors.required'), vacancy: z.union([z.literal(''), z.uuid()]).optional(), ...workFields, startDate: neededDay,
})
export const evidenceForm = z.object({
  _version: version, source: choice(evidenceSources), method: choice(evidenceMethods), says: choice(['started', 'did-not-start']), seenOn: neededDay, note: text(300),
})
export const reasonForm = z.object({ _version: version, reason: text(300) })
export const notStartedForm = z.object({ _version: version, reason: choice(notStartedReasons) })
export const endForm = z.object({ _version: version, date: neededDay, reason: choice(endReasons) })
export const attemptForm = z.object({ followUp: z.uuid(), channel: choice(attemptChannels), reached: choice(['yes', 'no']) })
export const followUpForm = z.object({
  followUp: z.uuid(), outcome: choice(followUpOutcomes), source: choice(['jobseeker', 'employer']), wageNow: amount, asAdvertised: maybe(['yes', 'no']),
})
export const saysForm = z.object({ says: choice(['started', 'did-not-start']) })

/** Someone who applies without being registered. */
export const applyForm = z.object({
  name: z.string().max(120, 'errors.too-long').optional().transform((typed) => typed ?? ''),
  phone: text(60),
  age: z.preprocess((value) => (value === '' ? undefined : value), z.string().regex(/^[0-9០-៩໐-໙]{1,3}$/, 'errors.not-a-number').optional()),
  sex: maybe(['F', 'M', 'not-stated']),
  district: text(12),
  message: text(500),
  agree: z.string().optional(),
})
export const codeForm = z.object({ referral: z.string().max(40), code: z.string().max(40) })

const page = z.coerce.number().int().min(1).max(10_000).optional()
const isoDay = z.string().transform((typed, context): string | undefined => {
  if (typed === '') return undefined
  const found = parseIsoDay(typed) ?? (() => { const day = parseDay(typed); return day.ok ? day.value : undefined })()
  if (found) return found
  context.addIssue({ code: 'custom', message: 'errors.not-a-date' })
  return z.NEVER
}).optional()

export const referralQuery = z.strictObject({ show: text(20), mine: text(3), q: text(60), vacancy: z.uuid().optional(), person: z.uuid().optional(), page })
export const placementQuery = z.strictObject({
  show: text(20), level: text(20), kind: text(20), from: isoDay, to: isoDay, q: text(60), person: z.uuid().optional(), vacancy: z.uuid().optional(), page,
})
export const doQuery = z.strictObject({ do: text(20), followUp: z.uuid().optional(), done: text(20) })
