import { absolute, add, divide, type Exact, exact, fraction, subtract, zero } from '../../../kernel/exact'

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

/** Index of dissimilarity: the share of people who would have to look for another kind of work. Null where one side is empty. */
export function dissimilarity(seekers: ReadonlyMap<string, number>, posts: ReadonlyMap<string, number>): Exact | null {
  const total = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((sum, value) => sum + value, 0)
  const [a, b] = [total(seekers), total(posts)]
  if (a === 0 || b === 0) return null
  const groups = new Set([...seekers.keys(), ...posts.keys()])
  const distance = [...groups].reduce((sum, group) => add(sum, absolute(subtract(fraction(BigInt(seekers.get(group) ?? 0), BigInt(a)), fraction(BigInt(posts.get(group) ?? 0), BigInt(b))))), zero)
  return divide(distance, exact(2))
}

/** Fewest jobseekers and fewest posts for which a gap says something. */
export const fewestForGap = 100

export interface GroupBalance {
  readonly group: string
  readonly seekers: number
  readonly posts: number
}
/** The groups with most seekers for a post first; a group without posts before all others. */
export function balances(seekers: ReadonlyMap<string, number>, posts: ReadonlyMap<string, number>): GroupBalance[] {
  const groups = [...new Set([...seekers.keys(), ...posts.keys()])].map((group) => ({ group, seekers: seekers.get(group) ?? 0, posts: posts.get(group) ?? 0 }))
  return groups.sort((a, b) => b.seekers * a.posts - a.seekers * b.posts || (a.posts === 0 ? -1 : 0) - (b.posts === 0 ? -1 : 0) || b.seekers - a.seekers || (a.group < b.group ? -1 : 1))
}
