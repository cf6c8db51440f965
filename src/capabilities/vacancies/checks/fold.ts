import { foldDigits } from '../../../platform/text/script-folds'
import { textKey } from '../../../platform/text/text-key'

/** Patterns and phrases are compared with this form of a text: small letters, digits 0-9, Khmer and Lao variants made equal. */
export const foldForChecks = textKey

export interface Stretch {
  text: string
  marked: boolean
}

/** A text with one character for each of the original, so that a place in it is a place in the original. */
const sameLength = (text: string) => Array.from(text, (sign) => (sign.toLowerCase().length === sign.length ? foldDigits(sign.toLowerCase()) : sign)).join('')

/** The text in stretches, with every occurrence of the words marked. Words that were found only in their folded form stay unmarked. */
export function markWords(text: string, words: readonly string[]): Stretch[] {
  const folded = sameLength(text)
  const marks = words.filter((word) => word.trim() !== '').flatMap((word) => placesOf(folded, sameLength(word)))
  marks.sort((a, b) => a.from - b.from || b.to - a.to)
  const stretches: Stretch[] = []
  let at = 0
  for (const { from, to } of marks) {
    if (from < at) continue
    if (from > at) stretches.push({ text: text.slice(at, from), marked: false })
    stretches.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) stretches.push({ text: text.slice(at), marked: false })
  return stretches
}

function placesOf(text: string, word: string): { from: number; to: number }[] {
  const pattern = new RegExp(word.split(/\s+/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('\\s+'), 'g')
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}
