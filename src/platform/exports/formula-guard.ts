/*
 * A spreadsheet reads a cell of a CSV file as a formula by its first characters, also behind blanks that nobody
 * sees, and turns digits into numbers: 012345678 becomes 12345678. A leading apostrophe stops both. The rule is that
 * of the security specification for exports; XLSX files need none of it, their cells carry a type.
 */

const blanks = ' \\u00A0\\u3000\\u200B-\\u200F\\u2060\\uFEFF\\t\\r\\n'
const startsFormula = new RegExp(`^[${blanks}]*[=+\\-@|%\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212]`)
const startsWithBreak = /^[\t\r\n]/
const digitsAlone = new RegExp(`^[${blanks}]*(?:0[0-9]*|[0-9]{12,})[${blanks}]*$`)

/** Whether a spreadsheet could run this text, or change its digits. */
export function isLiveText(text: string): boolean {
  return startsFormula.test(text) || startsWithBreak.test(text) || digitsAlone.test(text)
}

/**
 * Puts one apostrophe before a live text, and before a text that already looks guarded, so that `removeGuard` gives
 * back every text exactly.
 */
export function guardText(text: string): string {
  return looksGuardedOrLive(text) ? `'${text}` : text
}

/** Takes away exactly one apostrophe, and only where `guardText` put one. */
export function removeGuard(text: string): string {
  return text.startsWith("'") && looksGuardedOrLive(text.slice(1)) ? text.slice(1) : text
}

function looksGuardedOrLive(text: string): boolean {
  return isLiveText(text.replace(/^'+/, ''))
}
