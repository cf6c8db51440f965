import { z } from 'zod'

const text = (most: number) => z.string().max(most, 'errors.too-long').optional().transform((typed) => typed?.trim() ?? '')

/** What is missing depends on the kind of the figure, so `missingOf` says it and not the form. */
export const figureForm = z.object({
  centre: text(12), period: text(10), value: text(60), notRecorded: z.literal('yes').optional(), source: text(300), method: text(1000), collector: text(120), collectedOn: text(40), evidence: text(500),
})
export type FigureForm = z.output<typeof figureForm>
export const entryDecisionForm = z.object({ answer: z.enum(['confirm', 'refuse'], 'errors.required'), reason: text(1000) })
const word = z.string().max(12).optional().transform((typed) => typed?.trim() || undefined)
export const figuresQuery = z.strictObject({ centre: word })
export const enterQuery = z.strictObject({ centre: word, period: word })
