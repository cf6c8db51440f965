/** A pair as the batch finds it; `tie` belongs to the other side of the list. */
export interface Offer {
  readonly person: string
  readonly vacancy: string
  readonly score: number
  readonly tie?: number
}
export interface Given {
  person: string
  vacancy: string
  score: number
}

const inBlock = 1 << 20
/** Pairs between two marks from which the subject of a pair is looked for. */
const markEvery = 32
const highestScore = 10_000

/** Codes by number, and numbers by code. */
class Codes {
  readonly #numbers = new Map<string, number>()
  readonly codes: string[] = []

  numberOf(code: string): number {
    const known = this.#numbers.get(code)
    if (known !== undefined) return known
    this.#numbers.set(code, this.codes.length)
    return this.codes.push(code) - 1
  }

  /** The place of each number when the codes stand in their order. */
  places(): Uint32Array {
    const places = new Uint32Array(this.codes.length)
    const order = [...this.codes.keys()].sort((a, b) => ((this.codes[a] ?? '') < (this.codes[b] ?? '') ? -1 : 1))
    order.forEach((number, place) => (places[number] = place))
    return places
  }
}

/**
 * The pairs of everybody's lists, and which of them are given: six bytes for a pair, and four more while they are put in order.
 * Pairs come list by list, so that whose list it is needs no room of its own.
 */
export class HeldPairs {
  readonly #subjects = new Codes()
  readonly #others = new Codes()
  readonly #ties: number[] = []
  readonly #starts: number[] = []
  #other: Uint32Array[] = []
  #score: Uint16Array[] = []
  #pairs = 0

  constructor(readonly side: 'people' | 'vacancies') {}

  get size(): number {
    return this.#pairs
  }
  /** Room of the pairs themselves, with that of their order. */
  get bytes(): number {
    return this.#other.length * inBlock * 6 + this.#pairs * 4
  }

  /** Adds one list. All its pairs have the same subject, which comes once. */
  add(list: readonly Offer[]): void {
    const [first] = list
    if (!first) return
    this.#subjects.numberOf(this.side === 'people' ? first.person : first.vacancy)
    this.#starts.push(this.#pairs)
    for (const { person, vacancy, score, tie } of list) {
      const at = this.#pairs % inBlock
      if (at === 0) {
        this.#other.push(new Uint32Array(inBlock))
        this.#score.push(new Uint16Array(inBlock))
      }
      const other = this.#others.numberOf(this.side === 'people' ? vacancy : person)
      this.#ties[other] = tie ?? 0
      const [others, scores] = [this.#other.at(-1), this.#score.at(-1)]
      if (others && scores) [others[at], scores[at]] = [other, score]
      this.#pairs += 1
    }
  }

  /**
   * Takes pairs by falling score while the person has fewer than `most` suggestions and the vacancy has capacity: as both sides use
   * one score this is the stable assignment. Then each vacancy that nobody was given is offered to its best person with the
   * fewest suggestions, as an extra line.
   */
  *assign(capacityOf: (vacancy: string) => number, most = 5): Generator<Given> {
    const [isPeople, subjectOf] = [this.side === 'people', this.#subjectOf()]
    const [people, vacancies] = isPeople ? [this.#subjects.codes, this.#others.codes] : [this.#others.codes, this.#subjects.codes]
    const [given, room] = [new Uint16Array(people.length), Int32Array.from(vacancies, capacityOf)]
    const reached = new Uint8Array(vacancies.length)
    const sides = (pair: number): [person: number, vacancy: number] => (isPeople ? [subjectOf(pair), this.#otherOf(pair)] : [this.#otherOf(pair), subjectOf(pair)])
    const order = this.#inOrder(subjectOf)
    for (const pair of order) {
      const [person, vacancy] = sides(pair)
      if ((given[person] ?? 0) >= most || (room[vacancy] ?? 0) <= 0) continue
      given[person] = (given[person] ?? 0) + 1
      room[vacancy] = (room[vacancy] ?? 0) - 1
      reached[vacancy] = 1
      yield { person: people[person] ?? '', vacancy: vacancies[vacancy] ?? '', score: this.#scoreOf(pair) }
    }
    // In the order of the pairs, so that of two people with as few suggestions the better stands first.
    const left = new Map<number, number[]>()
    for (const pair of order) {
      const [, vacancy] = sides(pair)
      if (reached[vacancy]) continue
      const some = left.get(vacancy)
      if (some) some.push(pair)
      else left.set(vacancy, [pair])
    }
    for (const vacancy of [...left.keys()].sort((a, b) => ((vacancies[a] ?? '') < (vacancies[b] ?? '') ? -1 : 1))) {
      const suggestions = (pair: number) => given[sides(pair)[0]] ?? 0
      const best = (left.get(vacancy) ?? []).reduce((chosen, pair) => (suggestions(pair) < suggestions(chosen) ? pair : chosen))
      const [person] = sides(best)
      given[person] = (given[person] ?? 0) + 1
      yield { person: people[person] ?? '', vacancy: vacancies[vacancy] ?? '', score: this.#scoreOf(best) }
    }
  }

  #otherOf(pair: number): number {
    return this.#other[Math.floor(pair / inBlock)]?.[pair % inBlock] ?? 0
  }
  #scoreOf(pair: number): number {
    return this.#score[Math.floor(pair / inBlock)]?.[pair % inBlock] ?? 0
  }

  #subjectOf(): (pair: number) => number {
    const [starts, marks] = [this.#starts, new Uint32Array(Math.ceil(this.#pairs / markEvery))]
    for (let mark = 0, subject = 0; mark < marks.length; mark += 1) {
      while ((starts[subject + 1] ?? Infinity) <= mark * markEvery) subject += 1
      marks[mark] = subject
    }
    return (pair) => {
      let subject = marks[Math.floor(pair / markEvery)] ?? 0
      while ((starts[subject + 1] ?? Infinity) <= pair) subject += 1
      return subject
    }
  }

  /** All pairs by falling score, then by tie, vacancy and person. */
  #inOrder(subjectOf: (pair: number) => number): Uint32Array {
    const ends = new Uint32Array(highestScore + 2)
    for (let pair = 0; pair < this.#pairs; pair += 1) ends[highestScore - this.#scoreOf(pair)] = (ends[highestScore - this.#scoreOf(pair)] ?? 0) + 1
    for (let at = 1; at < ends.length; at += 1) ends[at] = (ends[at] ?? 0) + (ends[at - 1] ?? 0)
    const [starts, order] = [new Uint32Array(ends.length), new Uint32Array(this.#pairs)]
    starts.set(ends.subarray(0, -1), 1)
    const next = Uint32Array.from(starts)
    for (let pair = 0; pair < this.#pairs; pair += 1) {
      const at = highestScore - this.#scoreOf(pair)
      order[next[at] ?? 0] = pair
      next[at] = (next[at] ?? 0) + 1
    }
    const [subjects, others] = [this.#subjects.places(), this.#others.places()]
    const bySubject = (a: number, b: number) => (subjects[subjectOf(a)] ?? 0) - (subjects[subjectOf(b)] ?? 0)
    const byOther = (a: number, b: number) => (others[this.#otherOf(a)] ?? 0) - (others[this.#otherOf(b)] ?? 0)
    const byTie = (a: number, b: number) => (this.#ties[this.#otherOf(a)] ?? 0) - (this.#ties[this.#otherOf(b)] ?? 0)
    const compare = this.side === 'people' ? (a: number, b: number) => byTie(a, b) || byOther(a, b) || bySubject(a, b) : (a: number, b: number) => byTie(a, b) || bySubject(a, b) || byOther(a, b)
    for (let at = 0; at <= highestScore; at += 1) order.subarray(starts[at], ends[at]).sort(compare)
    return order
  }
}
