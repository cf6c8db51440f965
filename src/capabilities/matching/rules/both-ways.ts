/** Ranks beyond this are not looked for. */
export const deepest = 200

/** A pair with its rank in the person's list and in the vacancy's; null: beyond the deepest rank, counted as one more. */
export interface BothRanks {
  score: number
  own: number
  other: number | null
}

/** Good for both first: the sum of the two ranks rising, then the score. */
export const byBothRanks = (a: BothRanks, b: BothRanks): number => a.own + (a.other ?? deepest + 1) - (b.own + (b.other ?? deepest + 1)) || b.score - a.score
