import { latinClasses, scriptClasses } from './name-classes'
import { dropInvisible, foldKhmer, foldLao } from './script-folds'

const longestName = 120
const mostPermuted = 4

/** A Khmer or Lao name for comparison: one spelling for variants that look the same; no spaces, no full stops. */
export function nativeKey(name: string): string {
  const visible = dropInvisible(name.slice(0, longestName).normalize('NFC'))
  return foldKhmer(foldLao(visible)).replace(/[\s.។]/g, '')
}

/** A name in Latin letters for comparison: no marks, small letters, words sorted and joined. */
export function latinKey(name: string): string {
  return latinWords(name).sort().join('')
}

function latinWords(name: string): string[] {
  const plain = name.slice(0, longestName).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[\s\p{Pd}]+/u).map((word) => word.replace(/\P{L}/gu, ''))
  return words.filter((word) => word !== '')
}

/** All keys of one name, made once where a name is compared with many. */
export interface NameKeys {
  readonly script: 'khmer' | 'lao' | 'latin'
  /** The native key, or the Latin key of a Latin name. */
  readonly key: string
  /** The skeletons of the words, sorted; words without any consonant have none. */
  readonly words: readonly string[]
  /** The skeleton of the whole name written as one word. */
  readonly joined: string
  /** The joined skeleton in every order of the words, up to 4 words; of more words the written order only. */
  readonly orders: readonly string[]
}

export function nameKeys(name: string): NameKeys {
  const script = scriptOf(name)
  const spoken = wordsOf(name).map(spokenLetters)
  const orders = spoken.length <= mostPermuted ? permutations(spoken) : [spoken]
  return {
    script,
    key: script === 'latin' ? latinKey(name) : nativeKey(name),
    words: spoken.map(skeletonOf).filter((key) => key !== '').sort(),
    joined: skeletonOf(spoken.join('')),
    orders: [...new Set(orders.map((order) => skeletonOf(order.join(''))))].filter((key) => key !== ''),
  }
}

function scriptOf(name: string): NameKeys['script'] {
  if (/[\u1780-\u17FF]/.test(name)) return 'khmer'
  return /[\u0E80-\u0EFF]/.test(name) ? 'lao' : 'latin'
}

/** What is not spoken is dropped word by word; letters that together spell one sound are looked for after joining. */
function spokenLetters(word: string): string {
  return scriptClasses(foldKhmer(foldLao(word)))
}

function skeletonOf(spoken: string): string {
  const [first = '', ...rest] = latinClasses(spoken)
  return (first + rest.join('').replace(/[HYV]/g, '')).replace(/(.)\1+/g, '$1')
}

/**
 * The consonants of a name by sound class, so that a Khmer or Lao name and its Latin spellings meet: `វុទ្ធី` and
 * `Wuthy` are both VT. Several words are joined. Coarse on purpose: it finds candidates, a person decides. Never a
 * transliteration.
 */
export function skeleton(name: string): string {
  return skeletonOf(wordsOf(name).map(spokenLetters).join(''))
}

/** Sorted word keys equal, or the joined keys equal in some order of the words. Names without consonants never are. */
export function haveEqualSkeletons(a: NameKeys, b: NameKeys): boolean {
  if (a.words.length === 0) return false
  if (a.words.join(' ') === b.words.join(' ')) return true
  return a.orders.some((key) => b.orders.includes(key))
}

export function equalSkeletons(a: string, b: string): boolean {
  return haveEqualSkeletons(nameKeys(a), nameKeys(b))
}

function wordsOf(name: string): string[] {
  return dropInvisible(name.slice(0, longestName).normalize('NFC')).split(/[\s\p{Pd}.។]+/u).filter((word) => word !== '')
}

function permutations(words: string[]): string[][] {
  if (words.length < 2) return [words]
  const without = (i: number) => words.filter((_, j) => j !== i)
  return words.flatMap((word, i) => permutations(without(i)).map((rest) => [word, ...rest]))
}
