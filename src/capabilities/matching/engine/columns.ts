/** Numbers in shared memory, so that other threads read them without a copy. */
const shared = <A>(bytes: number, make: (buffer: SharedArrayBuffer) => A) => make(new SharedArrayBuffer(bytes))
export const bytes = (n: number) => shared(n, (buffer) => new Uint8Array(buffer))
export const shorts = (n: number) => shared(n * 2, (buffer) => new Uint16Array(buffer))
export const words = (n: number) => shared(n * 4, (buffer) => new Uint32Array(buffer))
export const integers = (n: number) => shared(n * 4, (buffer) => new Int32Array(buffer))

/** A column that grows while facts are read. */
export class Column<A extends Uint8Array | Uint16Array | Uint32Array | Int32Array> {
  length = 0
  constructor(private readonly make: (n: number) => A, public values: A = make(1024)) {}
  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = this.make(this.values.length * 2)
      wider.set(this.values as never)
      this.values = wider
    }
    this.values[this.length++] = value
  }
}
export const byteColumn = () => new Column((n) => new Uint8Array(n))
export const shortColumn = () => new Column((n) => new Uint16Array(n))
export const wordColumn = () => new Column((n) => new Uint32Array(n))
export const integerColumn = () => new Column((n) => new Int32Array(n))

/** Numbers for things that repeat, such as districts or sets of languages: the first is 0. */
export class Numbering<T> {
  readonly values: T[] = []
  private readonly known = new Map<string, number>()
  of(key: string, value: () => T): number {
    let found = this.known.get(key)
    if (found === undefined) {
      found = this.values.length
      this.values.push(value())
      this.known.set(key, found)
    }
    return found
  }
  find(key: string): number | undefined {
    return this.known.get(key)
  }
}

const hex = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'))
const digit = (code: number) => (code > 96 ? code - 87 : code > 64 ? code - 55 : code - 48)
export function putId(into: Uint8Array, at: number, id: string): void {
  let n = at * 16
  for (let i = 0; i < 36; i += 2) {
    if (id.charCodeAt(i) === 45) i += 1
    into[n++] = (digit(id.charCodeAt(i)) << 4) | digit(id.charCodeAt(i + 1))
  }
}
export function idAt(from: Uint8Array, at: number): string {
  let text = ''
  for (let i = 0; i < 16; i += 1) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (hex[from[at * 16 + i] ?? 0] ?? '')
  return text
}

/** Public codes: up to 12 signs of ASCII, in which the order of bytes is the order of texts. */
export const codeWidth = 12
export function putCode(into: Uint8Array, at: number, code: string): void {
  if (code.length > codeWidth) throw new RangeError('a public code has at most 12 signs')
  for (let i = 0; i < code.length; i += 1) into[at * codeWidth + i] = code.charCodeAt(i)
}
export function codeAt(from: Uint8Array, at: number): string {
  let text = ''
  for (let i = at * codeWidth; i < (at + 1) * codeWidth && from[i]; i += 1) text += String.fromCharCode(from[i] ?? 0)
  return text
}

/** Where an id stands among ids in rising order; -1 when it is not there. */
export function findId(ids: Uint8Array, id: string): number {
  const wanted = new Uint8Array(16)
  putId(wanted, 0, id)
  let low = 0
  let high = ids.length / 16 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    let order = 0
    for (let i = 0; i < 16 && order === 0; i += 1) order = (ids[middle * 16 + i] ?? 0) - (wanted[i] ?? 0)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** First place in `list[from..to)` whose value is not below `value`. */
export function lowerBound(list: Uint32Array, from: number, to: number, value: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds one, and gives what stood there before. */
export function bump(counts: Uint32Array | Int32Array, at: number): number {
  const before = counts[at] ?? 0
  counts[at] = before + 1
  return before
}
/** Each place becomes the sum of all up to it. */
export function runningSum(counts: Uint32Array | Int32Array): void {
  for (let i = 1; i < counts.length; i += 1) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0)
}
