import { z } from 'zod'
import type { Accumulation } from './rules/window'
import { type Direction, directions } from './rules/attainment'
import { baselineStatuses } from './target-rules'

export type TextByLanguage = Readonly<Record<string, string>>

/** An indicator of a framework with its pillar. */
export interface IndicatorRecord {
  readonly id: string
  /** Key of its framework, and what the framework is called. */
  readonly framework: string
  readonly frameworkTitles: TextByLanguage
  readonly key: string
  /** Names it in an address: its key, with its framework before it where an older framework has the same key. */
  readonly address: string
  readonly measure: string
  readonly labels: TextByLanguage
  readonly direction: Direction
  readonly accumulation: Accumulation
  readonly slices: readonly string[]
  /** Headquarters chose it; the country's file names the others. */
  readonly isOwn: boolean
  readonly pillar: { readonly key: string; readonly titles: TextByLanguage }
}

const text = (most: number) => z.string().max(most, 'errors.too-long').optional().transform((typed) => typed?.trim() ?? '')
const filled = (least: number, most: number) => text(most).refine((typed) => [...typed].length >= least, least > 1 ? 'performance.error.short' : 'errors.required')

/** Rule kinds that a form offers; `legacy_gt` comes by import only. */
export const offeredRules = ['pct_over_baseline', 'add', 'add_points', 'absolute', 'rate', 'maintain', 'band', 'not_due'] as const

export const baselineForm = z.object({
  centre: text(12), status: z.enum(baselineStatuses, 'errors.required'), value: text(30), period: text(10), source: filled(3, 300), reason: text(1000),
})
export const targetForm = z.object({
  centre: text(12), role: z.enum(['milestone', 'end'], 'errors.required'), period: text(10), kind: z.enum(offeredRules, 'errors.required'), number: text(30), upper: text(30),
  override: text(30), overrideReason: text(1000), reason: text(2000), then: z.enum(['preview', 'send', 'use-points', 'use-times']).optional(),
})
export const spreadKinds = ['flat', 'days', 'seasonal', 'manual', 'step'] as const
export const spreadForm = z.object({ centre: text(12), kind: z.enum(spreadKinds, 'errors.required'), stepOn: text(40), ...Object.fromEntries(Array.from({ length: 12 }, (_, month) => [`m${month + 1}`, text(30)])) })
/** A group for each centre, in fields `group-CODE`; empty where it has none. */
export const peersForm = z.looseObject({ year: z.string().regex(/^20\d\d$/, 'errors.not-valid').transform(Number) })
export const decideForm = z.object({ answer: z.enum(['approve', 'refuse'], 'errors.required') })
/** An answer to a series without a measured baseline; `seen` is the number that stood on the page. */
export const deskForm = z.object({ answer: z.enum(['accept', 'zero', 'not-recorded'], 'errors.required'), seen: text(60), at: text(4), reason: filled(3, 1000) })
export const emptyForm = z.object({})
export const indicatorForm = z.object({
  pillar: text(40), direction: z.enum(directions, 'errors.required'), accumulation: z.enum(['period', 'year-to-date', 'rolling-12', 'as-at'], 'errors.required'),
  label_km: filled(2, 120), label_lo: filled(2, 120), label_en: filled(2, 120),
})

export const planForm = z.object({ title: filled(3, 200), period: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-S[12])?$/, 'performance.error.period') })
export const activityForm = z.object({
  code: z.string().regex(/^[A-Za-z0-9.-]{1,12}$/, 'performance.error.code'), title: filled(3, 300), owner: filled(2, 120), startOn: text(40), dueOn: text(40), moves: text(60), needs: text(12), deliverables: text(3000), output: text(300),
})
export const needForm = z.object({ needs: filled(1, 12), step: z.enum(['add', 'drop'], 'errors.required') })
export const moveForm = z.object({ move: z.enum(['plan', 'procure', 'start', 'defer', 'cancel', 'resume'], 'errors.required'), reason: text(1000), until: text(40) })
export const deliverableForm = z.object({ step: z.enum(['done', 'accepted']), evidence: text(500) })
export const percentForm = z.object({ percent: text(10), note: text(1000) })

export const entryKinds = ['cause', 'log', 'note', 'participant', 'keep', 'change', 'stop', 'ask-headquarters'] as const
export const decisionKinds: readonly string[] = ['keep', 'change', 'stop', 'ask-headquarters']
export const cycleForm = z.object({ period: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-S[12])?$/, 'performance.error.period'), facilitator: filled(2, 120) })
export const entryForm = z.object({ kind: z.enum(entryKinds, 'errors.required'), text: filled(2, 4000), evidence: text(500), owner: text(120), dueOn: text(40) })
export const noneForm = z.object({ reason: filled(20, 1000) })
export const noteForm = z.object({ text: filled(3, 4000), post: filled(2, 120), dueOn: text(40) })
export const answerForm = z.object({ answer: filled(3, 4000) })
export const settleForm = z.object({ step: z.enum(['activity', 'done', 'dropped'], 'errors.required'), reason: text(1000) })
export const reopenForm = z.object({ stage: z.enum(['1', '2', '3', '4', '5'], 'errors.not-valid'), reason: filled(10, 1000) })
export const linkForm = z.object({ plan: text(40) })
