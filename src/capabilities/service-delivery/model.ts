import { z } from 'zod'
import type { CalendarDate } from '../../kernel/calendar'
import { parseDay } from '../../platform/text/dates'
import { foldDigits } from '../../platform/text/numbers'

export const audiences = ['jobseeker', 'employer', 'other'] as const
export type Audience = (typeof audiences)[number]
export const sexes = ['F', 'M', 'not-stated'] as const
export type Sex = (typeof sexes)[number]

export const visitStates = ['waiting', 'called', 'served', 'left-before', 'referred-elsewhere'] as const
export type VisitState = (typeof visitStates)[number]
export const visitSteps = ['call', 'serve', 'leave', 'refer-elsewhere'] as const
export type VisitStep = (typeof visitSteps)[number]

export const channels = ['counter', 'phone', 'chat', 'video', 'visit', 'fair', 'mobile'] as const
export type Channel = (typeof channels)[number]
export const serviceSources = ['manual', 'automatic', 'import'] as const

export const appointmentStates = ['booked', 'arrived', 'done', 'needs-result', 'no-show', 'excused', 'cancelled-by-customer', 'cancelled-by-centre'] as const
export type AppointmentState = (typeof appointmentStates)[number]
export const appointmentSteps = ['check-in', 'finish', 'no-show', 'excuse', 'cancel-for-customer', 'cancel-by-centre'] as const
export type AppointmentStep = (typeof appointmentSteps)[number]

/** Whom a visit, service or appointment is about. */
export type Customer = { kind: 'person'; id: string } | { kind: 'employer'; id: string }

export const rowsPerPage = 50

const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text)

export const optionalText = (max: number) => z.string().max(max, 'errors.too-long').optional().transform(orNull)
export const neededText = (max: number) => z.string('errors.required').min(1, 'errors.required').max(max, 'errors.too-long')
export const oneOf = <const Codes extends readonly [string, ...string[]]>(codes: Codes) => z.enum(codes, { error: 'errors.required' })

const readDay = (text: string, context: z.core.$RefinementCtx): CalendarDate => {
  const day = parseDay(text)
  if (day.ok) return day.value
  context.addIssue({ code: 'custom', message: 'errors.not-a-date', input: text })
  return z.NEVER
}
export const dayField = z.string('errors.required').transform(readDay)
export const optionalDay = z.string().optional().transform((text, context) => (text ? readDay(text, context) : null))

/** A whole number in the digits of three scripts, from a form or as a number of JSON. */
export const wholeNumber = (from: number, to: number) =>
  z.union([z.string(), z.number()], { error: 'errors.required' }).transform((typed, context) => {
    const text = foldDigits(String(typed)).trim()
    const number = Number(text)
    if (/^\d{1,6}$/.test(text) && number >= from && number <= to) return number
    context.addIssue({ code: 'custom', message: text === '' ? 'errors.required' : 'service-delivery.error.number', input: typed })
    return z.NEVER
  })
export const optionalNumber = (from: number, to: number) => z.literal('').transform(() => null).or(wholeNumber(from, to)).optional().transform((number) => number ?? null)

const uuid = z.uuid('errors.not-valid')
export const optionalId = z.literal('').transform(() => undefined).or(uuid).optional()

/** A filter that a page leaves empty is no filter; an unknown value is refused. */
export const filterOf = <const Codes extends readonly [string, ...string[]]>(codes: Codes) => z.literal('').transform(() => undefined).or(z.enum(codes)).optional()
export const filterText = z.string().max(60).optional().transform((text) => text || undefined)
export const filterDay = z.string().optional().transform((text, context) => (text ? readDay(text, context) : undefined))
export const pageNumber = z.string().regex(/^\d{1,4}$/).optional().transform((text) => Math.max(1, Number(text ?? '1')))

export const visitForm = z.object({
  audience: oneOf(audiences),
  sex: oneOf(sexes),
  age_band: z.string().max(20).optional().transform((text) => text || 'not-stated'),
  purpose: neededText(40),
  card: optionalText(40),
  person: optionalId,
  employer: optionalId,
})
export type NewVisit = z.output<typeof visitForm>

export const serviceForm = z.object({
  person: optionalId,
  employer: optionalId,
  visit: optionalId,
  code: neededText(20),
  day: dayField,
  minutes: optionalNumber(1, 600),
  channel: oneOf(channels),
  outcome: optionalText(300),
  next_step: optionalText(300),
  next_due_on: optionalDay,
  note: optionalText(4000),
  repeat_reason: optionalText(300),
})
export type NewService = z.output<typeof serviceForm>

export const reversalForm = z.object({ reason: neededText(40), note: optionalText(300) })

export const sessionForm = z.object({
  code: neededText(20),
  topic: neededText(150),
  place: optionalText(150),
  day: dayField,
  seats: wholeNumber(1, 2000),
  minutes: optionalNumber(1, 600),
})
export const attendeesForm = z.object({
  cards: optionalText(8000),
  unnamed_f: optionalNumber(0, 2000),
  unnamed_m: optionalNumber(0, 2000),
  unnamed_ns: optionalNumber(0, 2000),
})

export const slotsForm = z.object({
  day: dayField,
  starts: z.string('errors.required').transform((text, context) => {
    const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})$/.exec(foldDigits(text.trim())) ?? []
    if (hour !== '' && Number(hour) < 24 && Number(minute) < 60) return `${hour.padStart(2, '0')}:${minute}`
    context.addIssue({ code: 'custom', message: 'service-delivery.error.time', input: text })
    return z.NEVER
  }),
  minutes: wholeNumber(5, 480),
  count: wholeNumber(1, 20),
  capacity: wholeNumber(1, 100),
  account: optionalId,
})
export const bookingForm = z.object({
  person: optionalId,
  employer: optionalId,
  slot: uuid,
  purpose: neededText(40),
  channel: neededText(20),
})
export const ownBookingForm = bookingForm.pick({ slot: true, purpose: true })

export const deferralForm = z.object({ kind: neededText(60), item: neededText(80), until: dayField, reason: neededText(300) })

export const planStates = ['draft', 'active', 'achieved', 'changed', 'lapsed', 'closed'] as const
export type PlanState = (typeof planStates)[number]
export const actionStates = ['not-started', 'doing', 'done', 'dropped'] as const
export const actors = ['person', 'counsellor', 'partner'] as const
export const agreements = ['print', 'pin', 'witness'] as const

const answer = <const Codes extends readonly [string, ...string[]]>(codes: Codes) => z.literal('').transform(() => null).or(z.enum(codes, { error: 'errors.not-valid' })).optional().transform((code) => code ?? null)
/** An empty answer is "not asked". `barriers_asked` says that the list was gone through, so that no tick means none. */
export const profileForm = z.object({
  person: uuid,
  never_worked: z.string().optional(),
  months: optionalNumber(0, 900),
  education: answer(['upper', 'lower', 'primary', 'none']),
  posts: answer(['1', '0.5', '0.2', '0']),
  experience: answer(['three-years', 'one-year', 'less-or-other', 'none']),
  mobility: answer(['other-province', 'own-district-transport', 'on-foot']),
  phone: answer(['own-phone-internet', 'own-phone', 'shared-or-none']),
  barriers_asked: z.string().optional(),
  barriers: z.union([z.string(), z.array(z.string().max(40)).max(20)]).optional().transform((ticked) => (ticked === undefined ? [] : Array.isArray(ticked) ? ticked : [ticked])),
})
export const overrideForm = z.object({ band: oneOf(['A', 'B', 'C']), reason: neededText(300) })

export const planForm = z.object({
  person: uuid,
  goal: neededText(300),
  goal_place: optionalText(150),
  goal_by: optionalDay,
  band: oneOf(['A', 'B', 'C']),
  agreed_how: answer(agreements),
  follows: optionalId,
})
export const planActionForm = z.object({ what: neededText(300), who: oneOf(actors), due_on: dayField })
export const actionStepForm = z.object({ state: oneOf(actionStates), reason: optionalText(300) })
export const planReviewForm = z.object({ changed: neededText(300), next_review_on: optionalDay })
export const planCloseForm = z.object({ state: oneOf(['achieved', 'closed']), reason: optionalText(40) })
export const agreementForm = z.object({ agreed_how: oneOf(agreements) })
