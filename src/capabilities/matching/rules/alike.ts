import { smallest } from './panel'

/** People of one kind and code among those of the same work (ISCO major group) and education (ISCED level). Kind `all` is everybody there. */
export interface AlikeCount {
  major: string
  isced: number | null
  kind: 'all' | 'sex' | 'age'
  code: string
  people: number
  /** Points that their ranks in lists of candidates are worth. */
  exposure: number
  /** Of them, who was referred. */
  referred: number
  /** Medians of what was suggested to them: of a month in the base currency, and of kilometres. */
  wage: number | null
  km: number | null
}

/** Against the others of the same work and education: 1 is alike. Null where the others have nothing to compare with. */
export interface Compared {
  exposure: number | null
  referred: number | null
}
export interface AlikeRow extends Compared {
  major: string
  isced: number | null
  kind: 'sex' | 'age'
  code: string
  people: number
  wage: number | null
  km: number | null
}
export interface AlikeGroup extends Compared {
  kind: 'sex' | 'age'
  code: string
  /** Who could be compared: groups, and the others beside them, of at least 20. */
  people: number
}
export interface Alike {
  groups: AlikeGroup[]
  rows: AlikeRow[]
  /** Cells that are too small to be shown. */
  leftOut: number
}

const ratio = (own: number, expected: number): number | null => (expected === 0 ? null : own / expected)

/** What a group would have, if its people had as much as the others of their work and education: like is compared with like. */
export function compareAlike(counts: readonly AlikeCount[]): Alike {
  const cell = ({ major, isced }: AlikeCount) => `${major} ${isced ?? ''}`
  const totals = new Map(counts.filter(({ kind }) => kind === 'all').map((all) => [cell(all), all]))
  const sums = new Map<string, AlikeGroup & { own: { exposure: number; referred: number }; expected: { exposure: number; referred: number } }>()
  const rows: AlikeRow[] = []
  let leftOut = 0
  for (const count of counts) {
    const { kind, code, people, exposure, referred } = count
    const all = totals.get(cell(count))
    if (kind === 'all' || !all) continue
    const others = all.people - people
    if (people < smallest || others < smallest) {
      leftOut += 1
      continue
    }
    const expected = { exposure: (people * (all.exposure - exposure)) / others, referred: (people * (all.referred - referred)) / others }
    rows.push({ major: count.major, isced: count.isced, kind, code, people, wage: count.wage, km: count.km, exposure: ratio(exposure, expected.exposure), referred: ratio(referred, expected.referred) })
    const sum = sums.get(`${kind} ${code}`) ?? { kind, code, people: 0, exposure: null, referred: null, own: { exposure: 0, referred: 0 }, expected: { exposure: 0, referred: 0 } }
    sum.people += people
    for (const what of ['exposure', 'referred'] as const) {
      sum.own[what] += count[what]
      sum.expected[what] += expected[what]
    }
    sums.set(`${kind} ${code}`, sum)
  }
  const groups = [...sums.values()].map(({ kind, code, people, own, expected }) => ({ kind, code, people, exposure: ratio(own.exposure, expected.exposure), referred: ratio(own.referred, expected.referred) }))
  return { groups, rows, leftOut }
}
