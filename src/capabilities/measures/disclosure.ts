/** A count of 1 to 4 could point at a person. */
export const smallestShown = 5

export interface Cell {
  readonly key: string
  readonly value: number
  /** Hidden for another reason than its size: few employers, or one that makes up nearly all of it. */
  readonly sensitive?: boolean
}
/** Which cells of one total and its breakdowns are shown. */
export interface Released {
  readonly total: boolean
  /** Keys of the shown cells of each breakdown. */
  readonly parts: readonly ReadonlySet<string>[]
}

export const isSmall = ({ value, sensitive }: Cell): boolean => sensitive === true || (value >= 1 && value < smallestShown)

/**
 * Hides small cells, and beside them as many others as it takes that none can be computed: the hidden cells of a
 * breakdown stay at least two and sum up to 5 or more, so each may lie anywhere between 0 and that sum.
 * All breakdowns share one total and nothing else; tables that share more need a wider rule.
 */
export function protect(total: Cell, breakdowns: readonly (readonly Cell[])[]): Released {
  const isTotalShown = !isSmall(total)
  return { total: isTotalShown, parts: breakdowns.map((cells) => shownCells(cells, isTotalShown)) }
}

function shownCells(cells: readonly Cell[], isTotalShown: boolean): Set<string> {
  const shown = new Map(cells.filter((cell) => !isSmall(cell)).map((cell) => [cell.key, cell]))
  const hidden = cells.filter(isSmall)
  const partners = [...shown.values()].filter(({ value }) => value > 0).sort((a, b) => a.value - b.value || (a.key < b.key ? -1 : 1))
  const isEnough = () => {
    if (!isTotalShown) return hidden.length >= 1
    return hidden.length === 0 || (hidden.length >= 2 && hidden.reduce((sum, { value }) => sum + value, 0) >= smallestShown)
  }
  while (!isEnough()) {
    const partner = partners.shift()
    // Nothing is left to hide behind: the breakdown is not shown at all.
    if (!partner) return new Set()
    shown.delete(partner.key)
    hidden.push(partner)
  }
  return new Set(shown.keys())
}

/** A rate may be shown when its parts may, and when neither the part nor the rest of the whole is small. */
export const isRateShown = (part: Cell, whole: Cell): boolean =>
  !isSmall(part) && !isSmall(whole) && !isSmall({ key: 'rest', value: Math.max(0, whole.value - part.value) })
