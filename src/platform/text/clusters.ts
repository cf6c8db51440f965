import { cutIntoPieces, isClusterEdge } from './pieces'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const words = new Intl.Segmenter('km', { granularity: 'word' })

/** A Khmer cluster, a Lao cluster with the vowel written before it, a stretch without both, or a lone mark. */
const part =
  /[\u1780-\u17B3](?:\u17D2[\u1780-\u17B3]|[\u17B6-\u17D1\u17D3\u17DD\u200B-\u200D\u2060])*|[\u0EC0-\u0EC4]?[\u0E81-\u0EAE\u0EDC-\u0EDF][\u0EB0-\u0EBD\u0EC8-\u0ECE\u200B-\u200D\u2060]*|[^\u1780-\u17B3\u0E81-\u0EAE\u0EC0-\u0EC4\u0EDC-\u0EDF]+|[^]/gu

/**
 * The units a reader sees as one: in Khmer and Lao a consonant with its subscripts, vowels and signs, elsewhere a
 * grapheme. A Lao vowel is never parted from the consonant behind it, which graphemes alone would do.
 */
export function* clustersOf(text: string): Generator<string> {
  for (const [found] of text.matchAll(part)) {
    if (/^[\u1780-\u17B3\u0E81-\u0EAE\u0EC0-\u0EC4\u0EDC-\u0EDF]/u.test(found)) yield found
    else for (const piece of cutIntoPieces(found)) for (const { segment } of graphemes.segment(piece)) yield segment
  }
}

/** How many clusters a text has; counting stops at `limit`. */
export function countClusters(text: string, limit = Infinity): number {
  let count = 0
  for (const _ of clustersOf(text)) {
    if (count >= limit) break
    count += 1
  }
  return count
}

/** The text, or its first `max` clusters followed by an ellipsis. The ellipsis is not counted. */
export function cutAtClusters(text: string, max: number, ellipsis = '…'): string {
  let kept = ''
  let count = 0
  for (const cluster of clustersOf(text)) {
    if (count === max) return kept.trimEnd() + ellipsis
    kept += cluster
    count += 1
  }
  return text
}

const fewestClusters = 20
const mostCharacters = 8000
const nativeLetter = /[\u1780-\u17D3\u17DD\u0E81-\u0EC4\u0EC8-\u0ECE\u0EDC-\u0EDF]/u

/**
 * Positions between two dictionary words of Khmer or Lao, where a page may write `<wbr>`. Empty for texts under 20
 * clusters; places are looked for in the first 8,000 characters.
 */
export function wordBreaks(text: string): number[] {
  if (countClusters(text, fewestClusters) < fewestClusters) return []
  const breaks: number[] = []
  let start = 0
  for (const piece of cutIntoPieces(text.slice(0, mostCharacters))) {
    for (const { index } of words.segment(piece)) {
      if (isNativeEdge(text, start + index)) breaks.push(start + index)
    }
    start += piece.length
  }
  return breaks
}

function isNativeEdge(text: string, at: number): boolean {
  return at > 0 && nativeLetter.test(text.charAt(at - 1)) && nativeLetter.test(text.charAt(at)) && isClusterEdge(text, at)
}

/** The text in parts; a page writes `<wbr>` between them. Joined, they are the text. */
export function wordParts(text: string): string[] {
  const edges = [0, ...wordBreaks(text), text.length]
  return edges.slice(1).map((end, i) => text.slice(edges[i], end))
}
