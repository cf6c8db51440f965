import { indexTokens, rankingWords } from '../../text/tokens'
import { textKey } from '../../text/text-key'
import { emptyWords, longForms, reachWords } from './title-words'

/** What a title is compared by, with a weight for each kind. */
export type Features = ReadonlyMap<string, number>

/** Weights of the kinds: a word, the word that names the work, two neighbouring clusters, three letters of a word. */
const weightOf = { word: 2, head: 1.6, pair: 1, triple: 0.6 } as const

/** One form for English plurals; nothing cleverer, so that different work stays different. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(?:sses|shes|ches|xes)$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1)
  return word
}

/** British and American spellings meet. */
function spelling(word: string): string {
  return word
    .replace(/^(.{3,})is(ation|er|ing|e)$/, '$1iz$2')
    .replace(/^(.{2,})our(er|ing)?$/, '$1or$2')
    .replace(/^(.*)centre$/, '$1center')
    .replace(/^(.*)fibre(.*)$/, '$1fiber$2')
    .replace(/^programme(r?)$/, 'program$1')
    .replace(/^(an)?aesth/, '$1esth')
    .replace(/^(p|orthop)aed/, '$1ed')
    .replace(/^gynaec/, 'gynec')
    .replace(/^(.{3,})ll(er|ing|or)$/, '$1l$2')
    .replace(/^tyre/, 'tire')
    .replace(/^mold/, 'mould')
    .replace(/^plough/, 'plow')
    .replace(/^jewell?er/, 'jeweler')
    .replace(/^draughts/, 'drafts')
    .replace(/^(.{2,})(?:woman|person|lady)$/, '$1man')
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)
const isLatin = (word: string) => word.charCodeAt(0) < 0x250

/** Plain letters need no folding and no dictionary; most labels are plain. */
const wordsIn = (text: string): string[] => (isAscii(text) ? (text.toLowerCase().match(/[a-z]+(?:'[a-z]+)?[+#]*/g) ?? []) : rankingWords(text))

const withoutAsides = (text: string) => text.replace(/[([{][^)\]}]*[)\]}]/g, ' ').replace(/\$?\d[\d.,]*/g, ' ')

function tell(text: string): string[] {
  const words = wordsIn(text).map((word) => word.replace(/'s?$/, '').replace(/'/g, ''))
  const long = words.flatMap((word) => (longForms.get(word) ?? word).split(' '))
  return long.map((word) => (isLatin(word) ? spelling(stem(word)) : word)).filter((word) => word.length > 0 && !emptyWords.has(word) && !/^\d/.test(word))
}

/** The words of a title that say what is done, in one form each. Brackets, numbers and wage words are set aside. */
export function titleWords(title: string): string[] {
  const text = isAscii(title) ? title : textKey(title)
  const words = tell(withoutAsides(text))
  return words.length > 0 ? words : tell(text)
}

/**
 * The word that names the work in an English title: the last one before a comma, a bracket, "of", "in", "for".
 * In "Accountant, chartered" and "Manager of a bakery" it stands first; in "bakery manager" last.
 */
export function headWord(title: string): string | undefined {
  const before = title.split(/[,(/:;\u2013]| - /, 1)[0] ?? ''
  const words = wordsIn(isAscii(before) ? before : textKey(before))
  const end = words.findIndex((word, at) => at > 0 && reachWords.has(word))
  return tell((end > 0 ? words.slice(0, end) : words).join(' ')).at(-1)
}

export function titleFeatures(title: string): Features {
  const features = new Map<string, number>()
  const add = (name: string, weight: number) => features.set(name, Math.max(features.get(name) ?? 0, weight))
  for (const word of titleWords(title)) {
    add(`w${word}`, weightOf.word)
    if (!isLatin(word)) continue
    const framed = `^${word}$`
    for (let at = 0; at + 3 <= framed.length; at += 1) add(`t${framed.slice(at, at + 3)}`, weightOf.triple)
  }
  const head = headWord(title)
  if (head !== undefined && isLatin(head)) add(`h${head}`, weightOf.head)
  if (!isAscii(title)) for (const token of indexTokens(title)) if (token.startsWith('2')) add(token, weightOf.pair)
  return features
}
