import { absolute, add, divide, type Exact, exact, fraction, subtract, zero } from '../../../kernel/exact'

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
/** Fewest open posts that ask for a skill for it to be listed. */
export const fewestPostsForSkill = 20

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

/** Both sides of one comparison, with the gap between them where both are large enough. */
export interface Gap {
  readonly seekers: number
  readonly posts: number
  /** Jobseekers and posts whose group is not known; they are left out of the rest. */
  readonly unknown: { readonly seekers: number; readonly posts: number }
  /** Null under 100 jobseekers or 100 posts. */
  readonly share: Exact | null
  /** Most seekers for a post first; empty where there is no share. */
  readonly groups: readonly GroupBalance[]
}
interface Counted {
  readonly group: string | null
  readonly count: number
}

export function gapOf(seekers: readonly Counted[], posts: readonly Counted[]): Gap {
  const known = (rows: readonly Counted[]) => new Map(rows.flatMap(({ group, count }) => (group === null || count <= 0 ? [] : [[group, count] as const])))
  const [a, b] = [known(seekers), known(posts)]
  const total = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((whole, value) => whole + value, 0)
  const unknown = (rows: readonly Counted[]) => rows.filter(({ group }) => group === null).reduce((whole, { count }) => whole + count, 0)
  const isEnough = total(a) >= fewestForGap && total(b) >= fewestForGap
  return { seekers: total(a), posts: total(b), unknown: { seekers: unknown(seekers), posts: unknown(posts) }, share: isEnough ? dissimilarity(a, b) : null, groups: isEnough ? balances(a, b) : [] }
}
