import type { Lang } from './model'

const LETTERS: Record<'km' | 'lo', RegExp> = { km: /[\u1780-\u17D3]/u, lo: /[\u0E81-\u0EDF]/u }
const ANY_NATIVE = /[\u1780-\u17FF\u0E80-\u0EFF]/u
const HIDDEN = /[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/u
/** Signs that are written in Latin letters in every language, such as A1 or SMS. */
const NO_NATIVE_NEEDED = /^[\p{Lu}\p{N}\p{P}\s]+$/u

/** Says what is wrong with a text as it would be shown, or null. */
export function textFault(text: string): string | null {
  if (text !== text.normalize('NFC')) return 'is not in Unicode form NFC'
  if (HIDDEN.test(text)) return 'holds a character of no width'
  if (/\s{2}|[\t\n\r\u00A0]/u.test(text)) return 'holds double spaces or a line break'
  if (text !== text.trim()) return 'begins or ends with a space'
  return null
}

/** Says what is wrong with the letters of a text in one language, or null. */
export function scriptFault(text: string, lang: Lang): string | null {
  if (lang === 'en') return latinFault(text)
  const other = lang === 'km' ? 'lo' : 'km'
  if (LETTERS[other].test(text)) return `holds ${scriptName(other)} letters`
  if (!LETTERS[lang].test(text) && !NO_NATIVE_NEEDED.test(text)) return `holds no ${scriptName(lang)} letters`
  return null
}

export function latinFault(text: string): string | null {
  return ANY_NATIVE.test(text) ? 'holds Khmer or Lao letters' : null
}

function scriptName(lang: 'km' | 'lo'): string {
  return lang === 'km' ? 'Khmer' : 'Lao'
}
