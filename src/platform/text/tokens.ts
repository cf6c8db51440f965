import { cutIntoPieces, firstCharacters } from './pieces'
import { textKey } from './text-key'

export const mostTokens = 2000
export const mostCharacters = 8000

/** A longer token would not fit into an index entry of the database; text and query are cut alike. */
export const longestToken = 64

const cluster =
  /([\u1780-\u17B3](?:\u17D2[\u1780-\u17B3]|[\u17B6-\u17D1\u17D3\u17DD])*)|([\u0EC0-\u0EC4]?[\u0E81-\u0EAE\u0EDC-\u0EDF][\u0EB0-\u0EBD\u0EC8-\u0ECE]*)|([a-z][a-z0-9]*[+#]*)|(\p{Nd}+)/gu

const words = new Intl.Segmenter('km', { granularity: 'word' })

/** Clusters that stand together without a break, or one Latin word, or one number. */
type Run = { readonly kind: 'clusters'; readonly clusters: string[] } | { readonly kind: 'word'; readonly token: string }

/**
 * What a text is found by, each token once, in order of appearance: `1` and a cluster, `2` and two neighbouring
 * clusters, `w` and a Latin word, `d` and a number. Reads 8,000 characters and gives 2,000 tokens at most.
 */
export function indexTokens(text: string): string[] {
  return collect(keyOf(text), (run) => [...run.map((one) => `1${one}`), ...pairs(run)])
}

/** The tokens a text must have to be found by this query: all of them. */
export const queryTokens = (text: string): string[] => queryTokensOfKey(keyOf(text))

/** The same of a search key. */
export function queryTokensOfKey(key: string): string[] {
  return collect(key, (run) => (run.length > 1 ? pairs(run) : run.map((one) => `1${one}`)))
}

const keyOf = (text: string) => textKey(firstCharacters(text, mostCharacters))

function collect(key: string, ofClusters: (run: string[]) => string[]): string[] {
  const found = new Set<string>()
  for (const run of runsOf(key)) {
    const tokens = run.kind === 'word' ? [run.token] : ofClusters(run.clusters)
    for (const token of tokens) {
      if (found.size >= mostTokens) return [...found]
      found.add(token.slice(0, longestToken))
    }
  }
  return [...found]
}

function pairs(run: string[]): string[] {
  return run.slice(1).map((one, i) => `2${run[i] ?? ''}${one}`)
}

/** Khmer next to Lao, a repetition sign, white space and punctuation end a run. */
function runsOf(key: string): Run[] {
  const runs: Run[] = []
  let open: { clusters: string[]; end: number; script: 'khmer' | 'lao' } | undefined
  for (const match of key.matchAll(cluster)) {
    const [text, khmer, , word] = match
    const script = khmer !== undefined ? 'khmer' : match[2] !== undefined ? 'lao' : undefined
    if (script === undefined) {
      runs.push({ kind: 'word', token: (word === undefined ? 'd' : 'w') + text })
      continue
    }
    if (!open || open.end !== match.index || open.script !== script) {
      open = { clusters: [], end: 0, script }
      runs.push({ kind: 'clusters', clusters: open.clusters })
    }
    open.clusters.push(text)
    open.end = match.index + text.length
  }
  return runs
}

/**
 * The words of a text by dictionary, in order and with repetitions, for ranking what the tokens found. Digits and
 * changes of script are split off first, because the dictionary glues digits to the word beside them.
 */
export const rankingWords = (text: string): string[] => rankingWordsOfKey(keyOf(text))

/** The same of a search key. */
export function rankingWordsOfKey(key: string): string[] {
  const found: string[] = []
  for (const stretch of stretchesOf(key)) {
    for (const piece of cutIntoPieces(stretch)) {
      for (const { segment, isWordLike } of words.segment(piece)) {
        if (!isWordLike) continue
        found.push(segment.slice(0, longestToken))
        if (found.length >= mostTokens) return found
      }
    }
  }
  return found
}

/** Numbers, Khmer, Lao and the rest, each by itself. */
export function stretchesOf(text: string): string[] {
  return text.match(/\p{Nd}+|(?:(?!\p{Nd})[\u1780-\u17FF])+|(?:(?!\p{Nd})[\u0E80-\u0EFF])+|(?:(?!\p{Nd})[^\u1780-\u17FF\u0E80-\u0EFF])+/gu) ?? []
}
