import { indexTokens, rankingWords } from '../../text/tokens'
import { textKey } from '../../text/text-key'
import { emptyWords, longForms, reachWords } from './title-words'

/** A title in the forms that are compared. */
export interface ReadTitle {
  /** The words that say what is done, in one form each. Brackets, numbers and wage words are set aside. */
  readonly words: readonly string[]
  /**
   * The word that names the work in an English title: the last one before a comma, a bracket, "of", "in", "for".
   * In "Accountant, chartered" and "Manager of a bakery" it stands first, in "bakery manager" last.
   */
  readonly head: string | undefined
  /** Pairs of neighbouring clusters of a Khmer or Lao title. */
  readonly pairs: readonly string[]
}

/** One form for English plurals; nothing cleverer, so that different work stays different. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(?:sses|shes|ches|xes)$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1)
  return word
}

/** British and American spellings, and words for a man or a woman who does the work, meet. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(.{3,})is(ation|er|ing|e)$/, '$1iz$2'], [/^(.{2,})our(er|ing)?$/, '$1or$2'], [/^(.*)centre$/, '$1center'], [/^(.*)fibre(.*)$/, '$1fiber$2'],
  [/^programme(r?)$/, 'program$1'], [/^(an)?aesth/, '$1esth'], [/^(p|orthop)aed/, '$1ed'], [/^gynaec/, 'gynec'], [/^(.{3,})ll(er|ing|or)$/, '$1l$2'],
  [/^tyre/, 'tire'], [/^mold/, 'mould'], [/^plough/, 'plow'], [/^jewell?er/, 'jeweler'], [/^draughts/, 'drafts'], [/^(.{2,})(?:woman|person|lady)$/, '$1man'],
]
const spelled = (word: string) => spellings.reduce((form, [from, to]) => form.replace(from, to), word)

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text)
export const isLatin = (word: string) => word.charCodeAt(0) < 0x250

/** Plain letters need no folding and no dictionary; most labels are plain. */
const wordsIn = (text: string): string[] => (isPlain(text) ? (text.toLowerCase().match(/[a-z]+(?:'[a-z]+)?[+#]*/g) ?? []) : rankingWords(text))

const withoutAsides = (text: string) => text.replace(/[([{][^)\]}]*[)\]}]/g, ' ').replace(/\$?\d[\d.,]*/g, ' ')

const known = new Map<string, readonly string[]>()
/** Forms of a word; kept, because the same words stand in many labels. */
function formsOf(word: string): readonly string[] {
  const held = known.get(word)
  if (held) return held
  const bare = word.replace(/'s?$/, '').replace(/'/g, '')
  const forms = (longForms.get(bare) ?? bare).split(' ').map((one) => (isLatin(one) ? spelled(stem(one)) : one)).filter((one) => one.length > 0 && !emptyWords.has(one) && !/^\d/.test(one))
  if (known.size < 50_000) known.set(word, forms)
  return forms
}

const tell = (words: readonly string[]) => words.flatMap(formsOf)

/** The words of a title that say what is done. */
export function titleWords(title: string): string[] {
  const text = isPlain(title) ? title : textKey(title)
  const words = tell(wordsIn(withoutAsides(text)))
  return words.length > 0 ? words : tell(wordsIn(text))
}

function headOf(title: string): string | undefined {
  const before = title.split(/[,(/:;\u2013]| - /, 1)[0] ?? ''
  const words = wordsIn(isPlain(before) ? before : textKey(before))
  const end = words.findIndex((word, at) => at > 0 && reachWords.has(word))
  const head = tell(end > 0 ? words.slice(0, end) : words).at(-1)
  return head !== undefined && isLatin(head) ? head : undefined
}

export function readTitle(title: string): ReadTitle {
  return { words: titleWords(title), head: headOf(title), pairs: isPlain(title) ? [] : indexTokens(title).filter((token) => token.startsWith('2')) }
}

/** Runs of letters of a word, its ends marked. */
export function lettersOf(word: string, length: number): string[] {
  const framed = `^${word}$`
  return Array.from({ length: Math.max(0, framed.length - length + 1) }, (_, at) => framed.slice(at, at + length))
}
