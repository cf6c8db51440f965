/**
 * An exact number: a fraction in lowest terms, the denominator above zero. Targets, rates and money are computed
 * with it, because 350 * 1.15 in floating point is 402.49999999999994 and would round to 402 instead of 403.
 */
export interface Exact {
  readonly numerator: bigint
  readonly denominator: bigint
}

const longestText = 200
const mostPlaces = 1000

export const zero: Exact = { numerator: 0n, denominator: 1n }
export const one: Exact = { numerator: 1n, denominator: 1n }

/** The fraction of two whole numbers. Throws for a denominator of zero. */
export function fraction(numerator: bigint, denominator: bigint): Exact {
  if (denominator === 0n) throw new RangeError('division by zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign)
  return { numerator: (numerator * sign) / divisor, denominator: (denominator * sign) / divisor }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}

/** Reads '16800', '-1.15' or a fraction '2/3'; undefined for anything else, also for exponents. */
export function parseExact(text: string): Exact | undefined {
  if (text.length > longestText) return undefined
  const parts = /^(-?)([0-9]+)(?:\.([0-9]+)|\/([0-9]+))?$/.exec(text)
  if (!parts) return undefined
  const [, sign = '', whole = '', decimals = '', denominator] = parts
  if (denominator !== undefined && BigInt(denominator) === 0n) return undefined
  const numerator = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n)
  return fraction(numerator, denominator === undefined ? 10n ** BigInt(decimals.length) : BigInt(denominator))
}

/** The exact number of a decimal text, a bigint or a whole number. Throws for anything else: parse input first. */
export function exact(value: string | bigint | number): Exact {
  if (typeof value === 'bigint') return { numerator: value, denominator: 1n }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('only whole numbers become exact; give decimals as text')
    return { numerator: BigInt(value), denominator: 1n }
  }
  const found = parseExact(value)
  if (!found) throw new RangeError('not a decimal number')
  return found
}

export function add(a: Exact, b: Exact): Exact {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function negate(a: Exact): Exact {
  return { numerator: -a.numerator, denominator: a.denominator }
}

export function absolute(a: Exact): Exact {
  return a.numerator < 0n ? negate(a) : a
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b))
}

export function multiply(a: Exact, b: Exact): Exact {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Throws when the divisor is zero: whether a rate exists is the caller's question. */
export function divide(a: Exact, b: Exact): Exact {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

export function sum(values: readonly Exact[]): Exact {
  return values.reduce(add, zero)
}

/** Below zero when a is smaller, above zero when it is larger, zero when both are equal. */
export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

export function equals(a: Exact, b: Exact): boolean {
  return compare(a, b) === 0
}

export function isZero(a: Exact): boolean {
  return a.numerator === 0n
}

export function smallest(a: Exact, b: Exact): Exact {
  return compare(a, b) <= 0 ? a : b
}

export function largest(a: Exact, b: Exact): Exact {
  return compare(a, b) >= 0 ? a : b
}

/** Rounds half away from zero to a number of decimals (0 to 1,000): 402.5 becomes 403, -0.5 becomes -1. */
export function round(a: Exact, places = 0): Exact {
  return fraction(scaled(a, places), 10n ** BigInt(places))
}

/** The number times 10^places, rounded half away from zero. */
function scaled(a: Exact, places: number): bigint {
  if (!Number.isInteger(places) || places < 0 || places > mostPlaces) throw new RangeError('not a number of decimals')
  const size = absolute(a).numerator * 10n ** BigInt(places)
  const rounded = (size * 2n + a.denominator) / (a.denominator * 2n)
  return a.numerator < 0n ? -rounded : rounded
}

/** Decimal text with exactly so many decimals, rounded half away from zero; never '-0'. */
export function toDecimal(a: Exact, places: number): string {
  const value = scaled(a, places)
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const sign = value < 0n ? '-' : ''
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - places)}`
}

/** The exact text: a decimal when it ends ('402.5'), else the fraction ('2/3'). `parseExact` reads it back. */
export function toText(a: Exact): string {
  let rest = a.denominator
  let [twos, fives] = [0, 0]
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? toDecimal(a, Math.max(twos, fives)) : `${a.numerator}/${a.denominator}`
}

/** The nearest floating-point number, for charts only; 17 significant digits near one. */
export function toNumber(a: Exact): number {
  return Number(toDecimal(a, 20))
}
