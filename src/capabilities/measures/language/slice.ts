import type { Slice } from './compile'

/** The whole of a figure, beside its parts. */
export const wholeSlice = ''

/** A part as files, addresses and locked figures name it: `sex=F`, or `age_band=15-19,20-24` for several values together. */
export const sliceText = ({ dimension, value }: Slice): string => `${dimension}=${value}`

/** What a slice text asks for; nothing for the whole. Undefined when it names no part that people of every place share. */
export function parseSlice(text: string): Slice[] | undefined {
  if (text === wholeSlice) return []
  const [, dimension, value] = /^(sex|age_band)=([^=]{1,120})$/.exec(text) ?? []
  return dimension && value ? [{ dimension: dimension as 'sex' | 'age_band', value }] : undefined
}
