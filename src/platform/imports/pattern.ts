const longestPattern = 200

/** The longest cell that a pattern is tried on, in UTF-16 units. */
export const longestMatched = 300

/**
 * Reads a pattern that a person wrote: a regular expression with exactly one group. Refused is what can take long on
 * a hostile cell: repeated groups, back references, looking around, and more than one open repeat (two where the
 * pattern begins with ^).
 */
export function readPattern(source: string): RegExp | 'mapping-pattern-wrong' | 'mapping-pattern-unsafe' {
  if (source.length > longestPattern) return 'mapping-pattern-unsafe'
  const expression = compile(source)
  if (!expression) return 'mapping-pattern-wrong'
  const bare = source.replace(/\\[1-9k]/g, '\u0001').replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (bare.includes('\u0001') || /\(\?(?:[=!]|<[=!])/.test(bare) || /\)[*+{]/.test(bare)) return 'mapping-pattern-unsafe'
  const groups = bare.match(/\((?!\?)|\(\?</g)?.length ?? 0
  if (groups !== 1) return 'mapping-pattern-wrong'
  const open = bare.match(/[*+]|\{[0-9]*,[0-9]*\}|\{[0-9]{3,}\}/g)?.length ?? 0
  const choices = bare.match(/[^(*+}]\?/g)?.length ?? 0
  const allowed = bare.startsWith('^') && !bare.includes('|') ? 2 : 1
  return open > allowed || choices > 5 ? 'mapping-pattern-unsafe' : expression
}

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u')
  } catch {
    return undefined
  }
}
