import { type Exact, exact, fraction } from '../../../kernel/exact'

/** How many placements fit alike in every part. */
export interface FitCell {
  readonly fit: 'matched' | 'mismatched' | 'unknown'
  readonly occupation: 'matched' | 'mismatched' | 'unknown'
  readonly education: 'matched' | 'over' | 'under' | 'unknown'
  readonly skills: 'matched' | 'mismatched' | 'unknown'
  readonly count: number
}
export interface PartRate {
  readonly mismatched: number
  readonly known: number
  readonly unknown: number
}
export interface Mismatch {
  readonly all: number
  readonly mismatched: number
  readonly matched: number
  readonly unknown: number
  /** Mismatched of those that are known; null where nothing is known. */
  readonly rate: Exact | null
  /** If every unknown one fitted, and if none did. */
  readonly low: Exact | null
  readonly high: Exact | null
  readonly unknownShare: Exact | null
  readonly occupation: PartRate
  readonly education: PartRate & { readonly over: number; readonly under: number }
  readonly skills: PartRate
}

const share = (part: number, whole: number): Exact | null => (whole === 0 ? null : fraction(BigInt(part), BigInt(whole)))

/** The rate with everything that must stand beside it. */
export function summarise(cells: readonly FitCell[]): Mismatch {
  const count = (chosen: (cell: FitCell) => boolean) => cells.filter(chosen).reduce((sum, cell) => sum + cell.count, 0)
  const all = count(() => true)
  const [mismatched, matched] = [count(({ fit }) => fit === 'mismatched'), count(({ fit }) => fit === 'matched')]
  const unknown = all - mismatched - matched
  const part = (of: (cell: FitCell) => string): PartRate => {
    const unknownOf = count((cell) => of(cell) === 'unknown')
    return { mismatched: count((cell) => !['matched', 'unknown'].includes(of(cell))), known: all - unknownOf, unknown: unknownOf }
  }
  return {
    all, mismatched, matched, unknown, rate: share(mismatched, mismatched + matched), low: share(mismatched, all), high: share(mismatched + unknown, all), unknownShare: share(unknown, all),
    occupation: part(({ occupation }) => occupation), skills: part(({ skills }) => skills),
    education: { ...part(({ education }) => education), over: count(({ education }) => education === 'over'), under: count(({ education }) => education === 'under') },
  }
}

/** Above this share of unknown placements the rate is neither published nor a ground for a target. A default. */
export const mostUnknown: Exact = exact('0.3')
