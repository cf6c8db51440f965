import { z } from 'zod'
import type { Platform } from '../../platform/platform'

/**
 * What a visitor has answered so far. It travels sealed in a cookie of the browser and is stored nowhere: a registration that is not
 * sent leaves no trace, and nothing has to be deleted later.
 */
const draftSchema = z.object({
  phone: z.string(),
  /** Set when the code was right. */
  pin: z.string().nullable(),
  at: z.number(),
  answers: z.record(z.string(), z.string()).nullable(),
})
export type Draft = z.infer<typeof draftSchema>

export const draftCookie = '__Host-registration'
export const draftMinutes = 60

export const sealDraft = ({ seal }: Platform, draft: Draft): string =>
  seal.seal(JSON.stringify(draft)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Undefined when there is none, it was changed, or it is too old. */
export function openDraft({ seal }: Platform, cookie: string | undefined, now: Date): Draft | undefined {
  if (!cookie) return undefined
  try {
    const read = draftSchema.safeParse(JSON.parse(seal.open(cookie.replaceAll('-', '+').replaceAll('_', '/'))))
    return read.success && now.getTime() - read.data.at < draftMinutes * 60_000 ? read.data : undefined
  } catch {
    return undefined
  }
}
