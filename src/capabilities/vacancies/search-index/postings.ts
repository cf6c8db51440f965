/** Which slots hold a token, rising, each with a weight. Slots are only added at the end, so the order keeps itself. */
export class Postings {
  readonly #held = new Map<string, { slots: number[]; weights: number[] }>()

  add(token: string, slot: number, weight = 1): void {
    const held = this.#held.get(token)
    if (held) {
      held.slots.push(slot)
      held.weights.push(weight)
    } else this.#held.set(token, { slots: [slot], weights: [weight] })
  }

  has(token: string): boolean {
    return this.#held.has(token)
  }

  keys(): string[] {
    return [...this.#held.keys()]
  }

  of(token: string): readonly number[] {
    return this.#held.get(token)?.slots ?? []
  }

  weightsOf(token: string): readonly number[] {
    return this.#held.get(token)?.weights ?? []
  }

  /** Slots that hold all of the tokens; the rarest token leads. */
  all(tokens: readonly string[]): readonly number[] {
    const lists = tokens.map((token) => this.of(token)).sort((a, b) => a.length - b.length)
    const [first = [], ...others] = lists
    return others.reduce<readonly number[]>((found, list) => (found.length === 0 ? found : both(found, list)), first)
  }
}

/** Where a slot stands in a rising list from `low` on, or would stand. */
export function placeOf(slots: readonly number[], slot: number, from = 0, to = slots.length): number {
  let low = from
  for (let high = to; low < high; ) {
    const middle = (low + high) >> 1
    if ((slots[middle] ?? 0) < slot) low = middle + 1
    else high = middle
  }
  return low
}

/** Slots in both rising lists. The longer list is searched by doubling steps. */
function both(few: readonly number[], many: readonly number[]): number[] {
  const found: number[] = []
  let at = 0
  for (const slot of few) {
    let step = 1
    while (at + step < many.length && (many[at + step] ?? 0) < slot) {
      at += step
      step *= 2
    }
    at = placeOf(many, slot, at, Math.min(many.length, at + step + 1))
    if (many[at] === slot) found.push(slot)
  }
  return found
}
