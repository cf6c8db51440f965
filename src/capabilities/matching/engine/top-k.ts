import { byStanding, type Standing } from '../score/pair'

export interface Found extends Standing {
  readonly id: string
}

interface Name {
  readonly id: string
  readonly code: string
}

/** The best k so far. `least` is the score that a further one must reach; equal scores are decided by tie key and code. */
export class TopK {
  private readonly heap: Found[] = []
  /** `least`: scores below it are not wanted. When fewer than k were found, others may stand below it. */
  constructor(private readonly k: number, public least = -1) {}

  get isFull(): boolean {
    return this.heap.length === this.k
  }

  /** Asks for the id and code of the one with this number only when the score is good enough. */
  offer(score: number, tie: number, nameOf: (number: number) => Name, number = 0): void {
    if (score < this.least) return
    const worst = this.heap[0]
    if (this.heap.length === this.k && worst && score === worst.score && tie > worst.tie) return
    const { id, code } = nameOf(number)
    const found = { score, tie, id, code }
    if (this.heap.length < this.k) {
      this.heap.push(found)
      this.up(this.heap.length - 1)
      if (this.heap.length === this.k) this.least = this.heap[0]?.score ?? -1
    } else if (worst && byStanding(found, worst) < 0) {
      this.heap[0] = found
      this.down()
      this.least = this.heap[0].score
    }
  }

  /** Best first. */
  list(): Found[] {
    return [...this.heap].sort(byStanding)
  }

  private isWorse(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]]
    return left !== undefined && right !== undefined && byStanding(left, right) > 0
  }
  private swap(a: number, b: number): void {
    const [left, right] = [this.heap[a], this.heap[b]]
    if (left && right) [this.heap[a], this.heap[b]] = [right, left]
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
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < this.heap.length && this.isWorse(child, worst)) worst = child
      if (worst === parent) return
      this.swap(parent, worst)
      parent = worst
    }
  }
}
