import { noNumbers, Numbers, type Row } from './numbers'

/** One fact of every slot: the different facts, and which of them each slot has. */
export class Column<Fact> {
  #numbers = new Map<Fact, number>()
  #bySlot = new Numbers()
  readonly facts: Fact[] = []

  push(fact: Fact): number {
    let number = this.#numbers.get(fact)
    if (number === undefined) {
      number = this.facts.push(fact) - 1
      this.#numbers.set(fact, number)
    }
    this.#bySlot.push(number)
    return number
  }

  get bySlot(): Row {
    return this.#bySlot.all
  }

  /** For each of the different facts 1 where it fits. */
  where(fits: (fact: Fact) => boolean): Uint8Array {
    return Uint8Array.from(this.facts, (fact) => (fits(fact) ? 1 : 0))
  }

  /** How many of the slots have each of the different facts. */
  count(slots: Row): Uint32Array {
    const [counts, bySlot] = [new Uint32Array(this.facts.length), this.bySlot]
    for (let at = 0; at < slots.length; at += 1) {
      const number = bySlot[slots[at] ?? 0] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
    return counts
  }
}

/** Several columns as one: slots are counted once by what they have in all of them, and then summed up for each. */
export class Together {
  #combinations = new Column<string>()
  #parts: Numbers[]

  constructor(readonly columns: readonly Column<string>[]) {
    this.#parts = columns.map(() => new Numbers())
  }

  push(facts: readonly string[]): void {
    const known = this.#combinations.facts.length
    const numbers = this.columns.map((column, at) => column.push(facts[at] ?? ''))
    if (this.#combinations.push(numbers.join()) < known) return
    numbers.forEach((number, at) => this.#parts[at]?.push(number))
  }

  /** For each column how many of the slots have each of its facts. */
  count(slots: Row): Uint32Array[] {
    const counted = this.#combinations.count(slots)
    return this.columns.map(({ facts }, at) => {
      const [counts, parts] = [new Uint32Array(facts.length), this.#parts[at]?.all ?? noNumbers]
      for (let one = 0; one < counted.length; one += 1) {
        const number = parts[one] ?? 0
        counts[number] = (counts[number] ?? 0) + (counted[one] ?? 0)
      }
      return counts
    })
  }
}
