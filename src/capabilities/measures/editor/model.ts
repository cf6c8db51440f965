import { z } from 'zod'
import { type Choices, conditionsOffered } from './choices'

const text = (most: number) => z.string().max(most, 'errors.too-long').optional().transform((typed) => typed?.trim() ?? '')
const several = z.union([z.string().max(200), z.array(z.string().max(200)).max(60)]).optional().transform((typed) => (typed === undefined ? [] : typeof typed === 'string' ? [typed] : typed))

/** What is counted, by choosing; then the words for it. */
export const buildForm = z.object({
  key: text(40), event: text(40), kind: text(20), of: text(40), by: text(40), date: text(40), per: text(40), c1: text(40), o1: text(20), v1: several, c2: text(40), o2: text(20), v2: several, c3: text(40), o3: text(20), v3: several,
  name_km: text(120), name_lo: text(120), name_en: text(120), text_km: text(1000), text_lo: text(1000), text_en: text(1000), from: text(10), then: z.enum(['show', 'save']).optional(),
})
export type BuildForm = z.output<typeof buildForm>
export const decisionForm = z.object({ answer: z.enum(['active', 'refused'], 'errors.required') })

export const choicesFrom = (form: BuildForm): Choices => ({
  event: form.event, kind: form.kind, of: form.of, by: form.by, date: form.date, per: form.per,
  conditions: [{ field: form.c1, op: form.o1, values: form.v1 }, { field: form.c2, op: form.o2, values: form.v2 }, { field: form.c3, op: form.o3, values: form.v3 }].slice(0, conditionsOffered),
})

/** A name that begins with a number or a percentage, or speaks of an increase, holds a target. */
export const hasTarget = (name: string): boolean => /^[\s+−-]*[0-9០-៩໐-໙]/.test(name) || /%|increase of|per ?cent more/i.test(name)

/** What is wrong with the words; the national language and English are asked. */
export function wordErrors(form: BuildForm, national: string, isNew: boolean): Record<string, string> {
  const errors: Record<string, string> = {}
  if (isNew && !/^[A-Z0-9_]{3,40}$/.test(form.key)) errors['key'] = 'measures.error.key'
  const at = (kind: 'name' | 'text', language: string) => form[`${kind}_${language}` as keyof BuildForm] as string
  for (const language of new Set([national, 'en'])) {
    if (at('name', language) === '') errors[`name_${language}`] = 'measures.error.name'
    if (at('text', language) === '') errors[`text_${language}`] = 'measures.error.text'
  }
  for (const language of ['km', 'lo', 'en']) if (hasTarget(at('name', language))) errors[`name_${language}`] = 'measures.error.target-in-name'
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(form.from)) errors['from'] = 'measures.error.month'
  return errors
}
