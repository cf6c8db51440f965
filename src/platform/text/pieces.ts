const mark = /[\p{M}\u200B-\u200D]/u
const longestMarks = 64

/** The first `max` characters (code points) of a text. */
export function firstCharacters(text: string, max: number): string {
  if (text.length <= max) return text
  const units = text.slice(0, max * 2)
  const characters = Array.from(units)
  return characters.length <= max ? units : characters.slice(0, max).join('')
}

/**
 * Cuts a text into pieces of at most `limit` characters, at the last white space or punctuation, else between two
 * clusters. The word segmenter slows down with the square of an unbroken piece. Joined, the pieces are the text.
 */
export function cutIntoPieces(text: string, limit = 1000): string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > limit) {
    const end = cutBefore(text, start, start + limit)
    pieces.push(text.slice(start, end))
    start = end
  }
  if (start < text.length) pieces.push(text.slice(start))
  return pieces
}

function cutBefore(text: string, start: number, end: number): number {
  for (let i = end; i > start; i -= 1) {
    if (/[\s\p{P}]/u.test(text.charAt(i - 1))) return i
  }
  for (let i = end; i > end - longestMarks && i > start; i -= 1) {
    if (isClusterEdge(text, i)) return i
  }
  return end
}

/** True when nothing that belongs together stands on both sides of the position. */
export function isClusterEdge(text: string, at: number): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(at)
  const insideKhmer = before === '\u17D2' || after === '\u17D2'
  const insideLao = before >= '\u0EC0' && before <= '\u0EC4'
  const insidePair = after >= '\uDC00' && after <= '\uDFFF'
  return !insideKhmer && !insideLao && !insidePair && after !== '\u0EBD' && !mark.test(after)
}
