const words = new Intl.Segmenter('en', { granularity: 'word' })
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Rough width of a text in ems; SVG text is laid out before any font is known. */
export function widthOf(text: string): number {
  let ems = 0
  for (const { segment } of clusters.segment(text)) ems += clusterWidth(segment)
  return ems
}

function clusterWidth(cluster: string): number {
  if (/\p{Script=Khmer}/u.test(cluster)) return 0.85
  if (/\p{Script=Lao}/u.test(cluster)) return 0.65
  if (/[\s.,:;'|il()]/u.test(cluster)) return 0.32
  return /\p{Lu}/u.test(cluster) ? 0.7 : 0.56
}

/**
 * Breaks a label between words, Khmer and Lao by dictionary, into lines of at most `ems` ems.
 * What does not fit into `lines` lines is cut at a cluster and marked with an ellipsis.
 */
export function wrap(text: string, ems: number, lines: number): string[] {
  const out: string[] = []
  let line = ''
  for (const { segment } of words.segment(text.trim())) {
    const room = ems - widthOf(line)
    if (widthOf(segment) <= room || line === '') line += segment
    else {
      out.push(line.trim())
      line = segment.trimStart()
    }
  }
  if (line.trim()) out.push(line.trim())
  const kept = out.slice(0, lines)
  const rest = out.slice(lines - 1).join(needsSpaces(text) ? ' ' : '')
  if (out.length > lines) kept[lines - 1] = cut(rest, ems)
  return kept.map((part) => (widthOf(part) > ems ? cut(part, ems) : part))
}

function needsSpaces(text: string): boolean {
  return !/[\p{Script=Khmer}\p{Script=Lao}]/u.test(text)
}

/** Cuts at a cluster; a Lao vowel that is written before its consonant is not left alone at the end. */
function cut(text: string, ems: number): string {
  let kept = ''
  let used = 0.8
  for (const { segment } of clusters.segment(text)) {
    used += clusterWidth(segment)
    if (used > ems) return `${kept.replace(/[\sເ-ໄ]+$/u, '')}…`
    kept += segment
  }
  return kept
}
