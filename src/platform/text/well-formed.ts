import { done, refused, type Outcome } from '../../kernel/outcome'

export type TextProblem = 'not-unicode' | 'control-characters' | 'invisible-characters' | 'too-long'

export interface TextLimits {
  /** In characters (code points) after cleaning, never in code units. */
  readonly max: number
  /** Single-line text turns line breaks and tabs into one space. */
  readonly multiline: boolean
}

/**
 * What a person typed, made fit to store: NFC, line ends as LF, direction marks dropped, white space at both ends
 * dropped. Nothing else is changed. Refuses lone surrogates, control characters (NUL too), more than four
 * zero-width characters in a row, and text over the limit.
 */
export function cleanText(text: string, { max, multiline }: TextLimits): Outcome<string, TextProblem> {
  if (text.length > max * 4 + 64) return refused('too-long')
  if (/\p{Surrogate}/u.test(text)) return refused('not-unicode')
  const unmarked = text.replace(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g, '')
  const lines = unmarked.replace(/\r\n?|[\u2028\u2029]/g, '\n')
  const clean = (multiline ? lines : lines.replace(/[\n\t]+/g, ' ')).normalize('NFC').trim()
  if (/(?![\n\t])\p{Cc}|[\uFFFE\uFFFF]/u.test(clean)) return refused('control-characters')
  if (/[\u200B-\u200D\u2060\uFEFF]{5}/.test(clean)) return refused('invisible-characters')
  return countCharacters(clean) > max ? refused('too-long') : done(clean)
}

/** Characters (code points) of a text. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
