import { byStanding, type Standing } from '../score/pair'

export interface Found extends Standing {
  readonly id: string
}

interface Name {
  readonly id: string
  readonly code: string
}
type NameOf = (number: number) => Name

/** The best k so far. `least` is the score that a further one must reach; equal scores are decided by tie key and code. */
export class TopK {
  private count = 0
  private readonly score: number[]
  private readonly tie: number[]
  private readonly number: number[]
  private readonly nameOf: NameOf[] = []
  /** `least`: scores below it are not wanted. When fewer than k were found, others may stand below it. */
  constructor(private readonly k: number, public least = -1) {
    // One place more than asked for: there stands the one that is offered, and what is moved.
    const [score, tie, number] = [new Array<number>(k + 1), new Array<number>(k + 1), new Array<number>(k + 1)]
    ;[this.score, this.tie, this.number] = [score, tie, number]
  }

  get isFull(): boolean {
    return this.count === this.k
  }

  /** Asks for the id and code of the one with this number only to decide between equals, and for the list. */
  offer(score: number, tie: number, nameOf: NameOf, number = 0): void {
    if (score < this.least) return
    const at = this.count
    this.score[at] = score
    this.tie[at] = tie
    this.number[at] = number
    this.nameOf[at] = nameOf
    if (!this.isFull) {
      this.count += 1
      this.up(at)
    } else if (this.isWorse(0, at)) {
      this.copy(at, 0)
      this.down()
    } else return
    if (this.isFull) this.least = this.score[0] ?? -1
  }

  /** Best first. */
  list(): Found[] {
    return Array.from({ length: this.count }, (_, at) => this.found(at)).sort(byStanding)
  }

  private found(at: number): Found {
    const { id, code } = this.nameOf[at]?.(this.number[at] ?? 0) ?? { id: '', code: '' }
    return { score: this.score[at] ?? 0, tie: this.tie[at] ?? 0, id, code }
  }
  private isWorse(a: number, b: number): boolean {
    const score = (this.score[a] ?? 0) - (this.score[b] ?? 0)
    if (score !== 0) return score < 0
    const tie = (this.tie[a] ?? 0) - (this.tie[b] ?? 0)
    return tie === 0 ? byStanding(this.found(a), this.found(b)) > 0 : tie > 0
  }
  private copy(from: number, to: number): void {
    this.score[to] = this.score[from] ?? 0
    this.tie[to] = this.tie[from] ?? 0
    this.number[to] = this.number[from] ?? 0
    const nameOf = this.nameOf[from]
    if (nameOf) this.nameOf[to] = nameOf
  }
  private swap(a: number, b: number): void {
    const spare = this.k
    this.copy(a, spare)
    this.copy(b, a)
    this.copy(spare, b)
  }
  private up(at: number): void {
    for (let child = at; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!this.isWorse(child, parent)) return
      this.swap(child, parent)
      child = parent
    }
  }
  private down(): void {
    for (let parent = 0; ; ) {
      let worst = parent
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < this.count && this.isWorse(child, worst)) worst = child
      if (worst === parent) return
      this.swap(parent, worst)
      parent = worst
    }
  }
}
