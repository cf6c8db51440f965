import { dropInvisible, foldDigits, foldKhmer, foldLao, foldLatin } from './script-folds'

/** Rises with every change of `textKey`. Nothing rebuilds stored keys yet: a record has the new one once it is saved again. */
export const textKeyVersion = 2

/**
 * The form of a text that is only compared and searched, never shown and never written back: Khmer and Lao variants
 * that look the same, digits of three scripts, Latin capitals and marks, and white space are made equal.
 * NFKC is not used, because it splits the Lao vowel U+0EB3.
 */
export function textKey(text: string): string {
  const visible = foldDigits(dropInvisible(text.normalize('NFC')))
  return foldLatin(foldKhmer(foldLao(visible))).replace(/\s+/g, ' ').trim()
}
