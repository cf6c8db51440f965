import { done, refused, type Outcome } from './outcome'

declare const publicCode: unique symbol

/** Eight random characters and a check character, without dashes: '7Q4M2XKDK'. People see '7Q4M-2XKD-K'. */
export type PublicCode = string & { readonly [publicCode]: true }

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const bodyLength = 8
const longestTyped = 40

export function newPublicCode(): PublicCode {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(bodyLength))
  const body = Array.from(random, (byte) => alphabet.charAt(byte % 32)).join('')
  return (body + checkCharacter(body)) as PublicCode
}

/** Luhn modulo 32, weights 2, 1, 2, 1 from the right. Throws for a character outside the alphabet. */
export function checkCharacter(body: string): string {
  let sum = 0
  Array.from(body).reverse().forEach((character, i) => {
    const value = alphabet.indexOf(character)
    if (value < 0) throw new RangeError('not a character of a public code')
    const product = value * (i % 2 === 0 ? 2 : 1)
    sum += Math.floor(product / 32) + (product % 32)
  })
  return alphabet.charAt((32 - (sum % 32)) % 32)
}

/**
 * Reads a code as people type it: any case, dashes and spaces anywhere, I and L for 1, O for 0, digits of three
 * scripts. A wrong check character is a typing mistake, known before any query.
 */
export function parsePublicCode(text: string): Outcome<PublicCode, 'not-a-code' | 'typing-mistake'> {
  if (text.length > longestTyped) return refused('not-a-code')
  const code = text
    .replace(/[\u17E0-\u17E9\u0ED0-\u0ED9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\s\p{Pd}\u200B-\u200D\u2060\uFEFF]/gu, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  if (!/^[0-9A-HJKMNP-TV-Z]{9}$/.test(code)) return refused('not-a-code')
  if (checkCharacter(code.slice(0, bodyLength)) !== code.charAt(bodyLength)) return refused('typing-mistake')
  return done(code as PublicCode)
}

/** '7Q4M2XKDK' as people read it: '7Q4M-2XKD-K'. */
export function formatPublicCode(code: PublicCode): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}
