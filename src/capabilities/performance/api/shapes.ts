import { z } from 'zod'
import { type Exact, toDecimal, toText } from '../../../kernel/exact'

/** Decimal text, with six decimals where the number does not end; never a floating-point number. */
export const decimal = (value: Exact | null): string | null => {
  if (value === null) return null
  const text = toText(value)
  return text.includes('/') ? toDecimal(value, 6) : text
}
/** The exact number as a reduced fraction. */
export const fractionOf = (value: Exact | null) => (value === null ? null : { num: value.numerator.toString(), den: value.denominator.toString() })
/** What chance explains is an estimate, written with four decimals. */
export const estimate = (value: number | null): string | null => (value === null || !Number.isFinite(value) ? null : value.toFixed(4))

export const number = z.string().nullable()
export const fraction = z.object({ num: z.string(), den: z.string() }).nullable()
const words = z.record(z.string(), z.string())
const day = z.string()
export const tag = 'performance'
export const nothingAsked = z.strictObject({})

export const frameworkShape = z.object({ key: z.string(), kind: z.string(), titles: words, calendar: z.string(), state: z.string() })
export const indicatorShape = z.object({
  key: z.string(), pillar: z.string(), pillar_titles: words, measure: z.string(), labels: words, direction: z.string(), accumulation: z.string(), slices: z.array(z.string()),
  series: z.array(z.object({ id: z.string(), unit_code: z.string().nullable(), slice: z.string() })),
})
export const currentShape = z.object({
  from: day, to: day, state: z.string(), value: number, exact: fraction, num: number, den: number, due_on: day.nullable(), expected_to_date: number, expected_exact: fraction,
  attainment: number, attainment_to_date: number, standing: z.string(), light: z.string().nullable(),
  /** Of a counted part: its share of the whole in per cent, and what it would be if everybody of unknown sex or age belonged to it. */
  part: z.object({ whole: number, share: number, unknown: number, highest_share: number, is_judged: z.boolean(), is_uncertain: z.boolean() }).nullable(),
})
const counted = { state: z.string(), value: number, exact: fraction, num: number, den: number }
export const partShape = z.object({ slice: z.string(), from: day, to: day, ...counted })
export const partMonthShape = z.object({ period: z.string(), ...counted })
export const seriesShape = z.object({ id: z.string(), framework: z.string(), indicator: z.string(), measure: z.string(), unit_code: z.string().nullable(), slice: z.string(), current: currentShape })
export const baselineShape = z.object({ status: z.string(), value: number, period: z.string(), measure_version: z.number(), definition_hash: z.string(), source: z.string(), reason: z.string().nullable(), state: z.string(), on: day })
export const targetShape = z.object({
  role: z.string(), period: z.string(), rule: z.string(), target_exact: fraction, target_by_rule: number, target_published: number, band: z.object({ low: z.string(), high: z.string() }).nullable(), override_reason: z.string().nullable(),
})
export const changeShape = z.object({ role: z.string(), period: z.string(), rule: z.string(), old_rule: z.string().nullable(), override_value: number, override_reason: z.string().nullable(), reason: z.string(), state: z.string(), on: day })
export const monthShape = z.object({
  period: z.string(), measure_version: z.number(), state: z.string(), value: number, exact: fraction, num: number, den: number,
  locked: z.object({ id: z.string(), state: z.string(), value: number, grade: z.string().nullable(), lock_no: z.number(), revised_state: z.string().nullable(), revised_value: number }).nullable(),
})
export const observationShape = z.object({
  id: z.string(), unit_code: z.string(), slice: z.string(), period: z.string(), measure: z.string(), measure_version: z.number(), definition_hash: z.string(), state: z.string(), value: number, num: number, den: number, n: z.number().nullable(),
  grade: z.string().nullable(), lock_no: z.number(), set_digest: z.string().nullable(), revised_value: number,
})
export const recordsShape = z.object({
  locked: z.number(), count: z.number(), next: z.number().nullable(),
  items: z.array(z.object({ part: z.string(), amount: z.string(), state: z.enum(['as-locked', 'changed', 'withdrawn', 'added']), day: day.nullable(), sex: z.string().nullable(), age_band: z.string().nullable() })),
})
export const revisionShape = z.object({ found_on: day, old_value: number, new_value: number, new_state: z.string(), added: z.number(), removed: z.number(), changed: z.number(), reason: z.string() })
export const planShape = z.object({ id: z.string(), title: z.string(), unit_code: z.string(), period: z.string(), state: z.string(), seen_on: day.nullable(), activities: z.number() })
export const activityShape = z.object({
  id: z.string(), plan: z.string(), unit_code: z.string(), code: z.string(), title: z.string(), output: z.string().nullable(), owner_post: z.string(), start_on: day.nullable(), due_on: day.nullable(), weight: z.string(), moves: z.array(z.string()), needs: z.array(z.string()),
  state: z.string(), deferred_to: day.nullable(), complete: number, planned: number, schedule: z.string(),
})
export const deliverableShape = z.object({ id: z.string(), title: z.string(), weight: z.string(), due_on: day.nullable(), state: z.string(), evidence: z.string().nullable(), files: z.number() })
export const evidenceShape = z.object({ id: z.string(), deliverable: z.string(), media_type: z.string(), at: day })
export const comparedShape = z.object({
  unit_code: z.string(), k: z.number(), n: z.number(), share: number, low: number, high: number, expected: number, ratio: number, ratio_low: number, ratio_high: number, reading: z.string(),
})
export const monthStateShape = z.object({ period: z.string(), unit_code: z.string(), state: z.string(), grade: z.string().nullable(), lock_no: z.number(), version: z.number(), waiting: z.array(z.string()) })
export const cycleShape = z.object({ id: z.string(), unit_code: z.string(), period: z.string(), state: z.string(), stage: z.number(), missing: z.array(z.string()), version: z.number() })
