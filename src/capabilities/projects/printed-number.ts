import { type Exact, parseExact } from '../../kernel/exact'

/** What a printed cell says where a number is expected. Nothing is guessed: a malformed figure stays text. */
export type PrintedNumber =
  | { kind: 'none' }
  | { kind: 'number'; value: Exact; decimals: number; figure: string }
  /** Commas that do not stand between groups of three digits, such as 16,8000. */
  | { kind: 'malformed'; figure: string }
  /** "> 1": a bound, not a number. */
  | { kind: 'inequality'; figure: string }
  /** "5 more": what is added, not the total. */
  | { kind: 'increase'; figure: string }

const figurePattern = /\d[\d,]*(?:\.\d+)?/

/** Reads the first figure of a printed cell. */
export function readPrinted(text: string): PrintedNumber {
  const found = figurePattern.exec(text)
  if (!found) return { kind: 'none' }
  const figure = found[0].replace(/,$/, '')
  const before = text.slice(0, found.index)
  const after = text.slice(found.index + figure.length)
  if (/[<>≥≤]\s*$/.test(before)) return { kind: 'inequality', figure }
  if (!isGrouped(figure)) return { kind: 'malformed', figure }
  if (/^\s+more\b/i.test(after)) return { kind: 'increase', figure }
  const value = parseExact(figure.replaceAll(',', ''))
  if (!value) return { kind: 'malformed', figure }
  return { kind: 'number', value, decimals: figure.split('.')[1]?.length ?? 0, figure }
}

const isGrouped = (figure: string) => !figure.includes(',') || /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(figure)

/** Every figure of a text that is written with commas and does not group in threes. */
export function malformedFigures(text: string): string[] {
  return [...text.matchAll(new RegExp(figurePattern, 'g'))].map(([figure]) => figure.replace(/,$/, '')).filter((figure) => !isGrouped(figure))
}
