import type { LimitClass } from './door'

interface Limit {
  readonly perAddress: number
  readonly seconds: number
}

/** Flood limits. Limits that guard people are counted in the database by the capability that knows them. */
export const limits: Record<LimitClass, Limit> = {
  'public-page': { perAddress: 120, seconds: 60 },
  search: { perAddress: 40, seconds: 60 },
  register: { perAddress: 300, seconds: 600 },
  'sign-in': { perAddress: 600, seconds: 600 },
  own: { perAddress: 600, seconds: 60 },
  staff: { perAddress: 1200, seconds: 60 },
  'person-search': { perAddress: 600, seconds: 60 },
  export: { perAddress: 60, seconds: 3600 },
  upload: { perAddress: 60, seconds: 3600 },
}

/** Counts requests of one process in fixed windows. Answers with the seconds to wait, or 0. */
export function openLimiter(factor = 1) {
  if (!(factor >= 1 && Number.isFinite(factor))) throw new Error('A flood limit cannot be switched off.')
  const windows = new Map<string, { start: number; count: number }>()
  return function waitFor(limitClass: LimitClass, address: string, now: Date): number {
    const { perAddress, seconds } = limits[limitClass]
    const key = `${limitClass} ${address}`
    const at = now.getTime() / 1000
    const window = windows.get(key)
    if (!window || at - window.start >= seconds) {
      if (windows.size > 50_000) windows.clear()
      windows.set(key, { start: at, count: 1 })
      return 0
    }
    window.count += 1
    return window.count > perAddress * factor ? Math.max(1, Math.ceil(window.start + seconds - at)) : 0
  }
}
export type Limiter = ReturnType<typeof openLimiter>
