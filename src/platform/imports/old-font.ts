const native = /[\u1780-\u17FF\u19E0-\u19FF\u0E80-\u0EFF]/
const letter = /[\p{L}\u0080-\u009F\u00A1-\u00FF]/gu
const soup = /[\u0080-\u009F\u00A1-\u00FF]/gu

/**
 * Old Khmer and Lao fonts draw native letters at Latin places, so the text is accented letters and signs, and no
 * native letter at all. Three letters of ten in U+0080 to U+00FF is more than a column of any Latin language has;
 * a single name may have as many, so one cell asks for more.
 */
export function looksLikeOldFont(text: string, least = 0.3): boolean {
  if (native.test(text)) return false
  const letters = text.match(letter)?.length ?? 0
  return letters > 0 && (text.match(soup)?.length ?? 0) / letters >= least
}
