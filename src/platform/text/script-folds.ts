import { khnormal } from 'khmer-normalizer'

/** U+200B-200D, U+2060, U+FEFF, U+00AD: characters nobody sees. */
const invisible = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g

/** One Khmer syllable as khmer-normalizer cuts it: a base that follows no coeng, its subscripts, vowels and signs. */
const khmerSyllable =
  /(?<!\u17D2)[\u1780-\u17A2\u17A5-\u17B3](?:[\u17B6-\u17D3\u17DD]|(?<=\u17D2)[\u1780-\u17A2\u17A5-\u17B3])*/g

/** Base, one subscript that is not DA, one vowel, one sign: khmer-normalizer leaves these as they are. */
const syllableInOrder =
  /^[\u1780-\u17A2\u17A5-\u17B3](?:\u17D2[\u1780-\u1789\u178B-\u17A2\u17A5-\u17B3])?[\u17B6-\u17C5]?[\u17C6-\u17C8]?$/

const longestSyllable = 64

export function dropInvisible(text: string): string {
  return text.replace(invisible, '')
}

/** Khmer, Lao and full-width digits become 0-9. */
export function foldDigits(text: string): string {
  return text.replace(/[\u17E0-\u17E9\u0ED0-\u0ED9\uFF10-\uFF19]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** Ways of typing Lao that look the same become one. Expects text without invisible characters. */
export function foldLao(text: string): string {
  return text
    .replace(/\u0EC0\u0EC0/g, '\u0EC1')
    .replace(/(\u0EB3|\u0ECD\u0EB2)([\u0EC8-\u0ECB])/g, '$2\u0EB3')
    .replace(/\u0ECD([\u0EC8-\u0ECB]?)\u0EB2/g, '$1\u0EB3')
    .replace(/\u0EAB\u0E99/g, '\u0EDC')
    .replace(/\u0EAB\u0EA1/g, '\u0EDD')
    .replace(/\u0EAB\u0EA5/g, '\u0EAB\u0EBC')
}

/**
 * Ways of typing Khmer that look the same become one, by the rules of khmer-normalizer. It is asked syllable by
 * syllable, and only about those that can change: it takes long. More than 64 characters are noise and stay.
 */
export function foldKhmer(text: string): string {
  return text.replace(khmerSyllable, (syllable) =>
    syllable.length > longestSyllable || syllableInOrder.test(syllable) ? syllable : khnormal(syllable),
  )
}

/** Latin letters lose their marks and their capitals: Kratié becomes kratie. */
export function foldLatin(text: string): string {
  const plain = (letter: string) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return text.replace(/\p{Script=Latin}\p{M}*/gu, plain)
}
