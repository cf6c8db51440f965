const words: Readonly<Record<string, string>> = { women: 'sex=F', men: 'sex=M' }

/** A slice such as `sex=F`, `group=migrant` or the word `women` as dimension and value; null for the whole. */
export function sliceOf(slice: string): { name: string; value: string } | null {
  if (slice === '') return null
  const [name = '', value] = (words[slice] ?? slice).split('=')
  return value === undefined ? { name: 'group', value: name } : { name, value }
}
