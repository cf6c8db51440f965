const longest = 60

/** The words to count when nothing was found, or null when they may say something about a person. `key`: the search key of what was typed. */
export function wordsToCount(key: string, isKnown: (token: string) => boolean, tokens: readonly string[]): string | null {
  if (key === '' || Array.from(key).length > longest || key.length > longest) return null
  if (/\d{4}/.test(key.replace(/[\s().+-]/g, '')) || key.includes('@')) return null
  return tokens.some(isKnown) ? key : null
}
