import { latinKey, type NameKeys, nameKeys, nativeKey } from '../../platform/text/name-keys'
import { birthYearOf } from './rules'
import type { BirthFact } from './model'

/** What a person is found by. Keys are compared with equality only and never shown. */
export interface KeySource {
  cardNumber: string
  names: readonly string[]
  phones: readonly string[]
  sex: string
  birth: BirthFact
  provinceCode: string | null
}

const most = 60
const wordsOf = (name: string) => name.normalize('NFC').trim().split(/\s+/).filter((word) => word !== '')
const exactKey = (name: string) => (/[\u1780-\u17FF\u0E80-\u0EFF]/.test(name) ? nativeKey(name) : latinKey(name))

/** Names and words as spelt (n:), the sound of each word (w:), of the whole name in every order (s:). */
function ofName(name: string, keys: NameKeys): string[] {
  return [`n:${exactKey(name)}`, ...wordsOf(name).map((word) => `n:${exactKey(word)}`), ...keys.words.map((word) => `w:${word}`), ...soundKeys(keys)]
}

const soundKeys = ({ words, orders }: NameKeys): string[] => (words.length === 0 ? [] : [`s:${words.join(' ')}`, ...orders.map((order) => `s:${order}`)])

const shortestNear = 5
const letters = Array.from('KGCTNPMYRLVSH')

/** Every skeleton one edit away and the skeleton itself, where both are long enough to be compared. */
function oneEditAway(joined: string): string[] {
  const found = new Set([joined])
  for (let i = 0; i <= joined.length; i += 1) {
    const [before, after] = [joined.slice(0, i), joined.slice(i)]
    if (after !== '') found.add(before + after.slice(1))
    for (const letter of letters) {
      found.add(before + letter + after)
      if (after !== '') found.add(before + letter + after.slice(1))
    }
  }
  return [...found].filter((variant) => variant.length >= shortestNear)
}

/** The joined skeleton of a long name with year of birth and sex: it is stored once and asked for with every edit (d:). */
function nearKeys({ joined }: NameKeys, year: number | null, sex: string, isAsked: boolean): string[] {
  if (year === null || joined.length < shortestNear) return []
  return (isAsked ? oneEditAway(joined) : [joined]).map((variant) => `d:${year}:${sex}:${variant}`)
}

const birthKeys = (name: string, day: string, province: string) => wordsOf(name).map((word) => `b:${day}:${province}:${exactKey(word)}`)

/** Every key under which a centre finds this person. */
export function keysOf(source: KeySource): string[] {
  const keys = [
    `c:${source.cardNumber}`, ...source.phones.map((phone) => `p:${phone}`),
    ...source.names.flatMap((name) => {
      const sound = nameKeys(name)
      return [...ofName(name, sound), ...factKeys(name, sound, source, false)]
    }),
  ]
  return [...new Set(keys)].filter((key) => key.length > 2).slice(0, most)
}

/** Keys that make another person a candidate for being the same one. */
export function candidateKeys(source: Omit<KeySource, 'cardNumber'>): string[] {
  return [...new Set([
    ...source.phones.map((phone) => `p:${phone}`),
    ...source.names.flatMap((name) => {
      const sound = nameKeys(name)
      return [...soundKeys(sound), ...factKeys(name, sound, source, true)]
    }),
  ])]
}

function factKeys(name: string, sound: NameKeys, { birth, sex, provinceCode }: Omit<KeySource, 'cardNumber'>, isAsked: boolean): string[] {
  return [...nearKeys(sound, birthYearOf(birth), sex, isAsked), ...(birth.birthDate && provinceCode ? birthKeys(name, birth.birthDate, provinceCode) : [])]
}

/** What a name typed into the search box asks for: the whole name as spelt, the whole name by sound, or every word of it by sound. */
export function nameSearch(typed: string): { spelt: string[]; sound: string[]; words: string[] } {
  const keys = nameKeys(typed)
  return { spelt: [`n:${exactKey(typed)}`].filter((key) => key.length > 2), sound: soundKeys(keys), words: keys.words.map((word) => `w:${word}`) }
}
