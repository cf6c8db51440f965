import { compare, type Exact, exact, subtract } from '../../../kernel/exact'
import type { Attained, Direction } from './attainment'

/** People behind a rate under which a difference may be chance and could point at a person. */
export const fewestBehindRate = 20
/** What must be due of a count for its gap to be named. */
const fewestDue = exact(5)

export interface Judged {
  readonly judged: Attained | null
  /** What is due by now, in the unit of the target. */
  readonly expected: Exact | null
  /** People in the whole that a share is of, or behind a rate; null where the value is a count. */
  readonly behind: Exact | null
}
const isEnough = ({ expected, behind }: Judged): boolean => (behind ? compare(behind, exact(fewestBehindRate)) >= 0 : expected !== null && compare(expected, fewestDue) >= 0)

/** Of the lines that do not reach what is due, the one that reaches the smallest share of it. Small ones are never named. */
export function farthestFromTarget<Line extends Judged>(lines: readonly Line[]): Line | undefined {
  const short = lines.flatMap((line) => (line.judged && !line.judged.isMet && line.judged.share && isEnough(line) ? [{ line, share: line.judged.share }] : []))
  return short.sort((a, b) => compare(a.share, b.share))[0]?.line
}

export interface Part {
  readonly value: Exact | null
  /** People behind the rate. */
  readonly behind: Exact | null
}
/** Of the parts of a rate, the one that lies farthest from the whole on the worse side. */
export function farthestFromWhole<One extends Part>(direction: Direction, whole: Exact | null, parts: readonly One[]): One | undefined {
  if (whole === null || (direction !== 'up' && direction !== 'down')) return undefined
  const gaps = parts.flatMap((part) => (part.value && part.behind && compare(part.behind, exact(fewestBehindRate)) >= 0 ? [{ part, gap: direction === 'up' ? subtract(whole, part.value) : subtract(part.value, whole) }] : []))
  const [first] = gaps.sort((a, b) => compare(b.gap, a.gap))
  return first && compare(first.gap, exact(0)) > 0 ? first.part : undefined
}
