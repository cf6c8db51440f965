import { byar } from './byar'

/** Who came: one cell of people who are alike, with how many entered and how many reached the outcome. */
export interface Cell {
  readonly sex: string
  /** under-25, 25-44, 45+ */
  readonly age: string
  /** low, middle, high */
  readonly education: string
  readonly group: string
  readonly urban: string
  readonly entered: number
  readonly reached: number
}
type Factor = 'sex' | 'age' | 'education' | 'group' | 'urban'
/** Factors that a small cell does without, first one first. */
const dropped: readonly Factor[] = ['urban', 'group', 'education', 'age', 'sex']
const fewest = 20

export interface Expected {
  readonly observed: number
  readonly entered: number
  readonly expected: number
  /** Observed over expected with its limits; null where nothing was expected. */
  readonly ratio: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Expected outcomes of a centre if each of its people did as well as people like them do everywhere (indirect standardisation). */
export function standardise(centre: readonly Cell[], everywhere: readonly Cell[]): Expected {
  const factors: readonly Factor[] = ['sex', 'age', 'education', 'group', 'urban']
  const rates = dropped.map((_, i) => ratesBy(everywhere, factors.filter((factor) => !dropped.slice(0, i).includes(factor))))
  rates.push(ratesBy(everywhere, []))
  let [expected, observed, entered] = [0, 0, 0]
  for (const cell of centre) {
    const level = rates.find(({ of }) => of(cell).entered >= fewest) ?? rates[rates.length - 1]
    const rate = level?.of(cell) ?? { entered: 0, reached: 0 }
    expected += rate.entered === 0 ? 0 : (cell.entered * rate.reached) / rate.entered
    observed += cell.reached
    entered += cell.entered
  }
  const { low, high } = byar(observed)
  const over = (count: number) => (expected === 0 ? null : count / expected)
  return { observed, entered, expected, ratio: over(observed), low: over(low), high: over(high) }
}

function ratesBy(cells: readonly Cell[], factors: readonly Factor[]) {
  const keyOf = (cell: Cell) => factors.map((factor) => cell[factor]).join('|')
  const found = new Map<string, { entered: number; reached: number }>()
  for (const cell of cells) {
    const before = found.get(keyOf(cell)) ?? { entered: 0, reached: 0 }
    found.set(keyOf(cell), { entered: before.entered + cell.entered, reached: before.reached + cell.reached })
  }
  return { of: (cell: Cell) => found.get(keyOf(cell)) ?? { entered: 0, reached: 0 } }
}

/** Whether the ratio differs from what chance explains. */
export const differs = ({ low, high }: Expected): 'above' | 'below' | 'no' => (low !== null && low > 1 ? 'above' : high !== null && high < 1 ? 'below' : 'no')
