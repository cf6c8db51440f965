export interface WordPiece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Longest changed stretch that is compared word by word; a longer one is shown as gone and new as a whole. */
const most = 1500

const wordsOf = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/** What went and what came between two texts, word by word. The pieces that are not new are the old text, those not gone the new one. */
export function wordDifference(before: string, after: string): WordPiece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)])
}

const same = (text: string): WordPiece => ({ kind: 'same', text })
const gone = (text: string): WordPiece => ({ kind: 'gone', text })
const come = (text: string): WordPiece => ({ kind: 'new', text })

/** The longest common run of words, by the usual table of lengths. */
function between(a: readonly string[], b: readonly string[]): WordPiece[] {
  if (a.length > most || b.length > most) return [...a.map(gone), ...b.map(come)]
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i]
    if (row) for (let j = b.length - 1; j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const pieces: WordPiece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(same(a[i] ?? ''))
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) pieces.push(gone(a[i++] ?? ''))
    else pieces.push(come(b[j++] ?? ''))
  }
  return pieces
}

function joined(pieces: readonly WordPiece[]): WordPiece[] {
  const all: WordPiece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else all.push({ ...piece })
  }
  return all
}
