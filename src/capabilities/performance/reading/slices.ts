import { type AnyMeasure, anyDimensions, type Ground, parseSlice, type Slice, sliceText, wholeSlice } from '../../measures/index'
import type { IndicatorRecord } from '../model'

const dimensionsOf = (ground: Ground, indicator: IndicatorRecord, measure: AnyMeasure) => (['sex', 'age_band'] as const).filter((one) => indicator.slices.includes(one) && anyDimensions(measure, ground).includes(one))

function codesOf({ platform: { country } }: Ground, dimension: 'sex' | 'age_band'): string[] {
  return dimension === 'sex' ? (country.lists.get('sex') ?? []).map(({ code }) => code) : [...new Set([...country.ageBands.map(({ code }) => code), notStated])]
}
export const notStated = 'not-stated'

/** The parts of an indicator by sex and age band; those of one dimension add up to the whole. Groups that people declare leave in no file and no answer. */
export const slicesOf = (ground: Ground, indicator: IndicatorRecord, measure: AnyMeasure): Slice[] =>
  dimensionsOf(ground, indicator, measure).flatMap((dimension) => codesOf(ground, dimension).map((value) => ({ dimension, value })))

/** Age bands that stand together in targets: everybody under 25, and the country's youth. */
function agesTogether({ platform: { country } }: Ground): string[] {
  const within = (from: number, to: number) => country.ageBands.filter((band) => band.from >= from && band.to !== null && band.to <= to).map(({ code }) => code)
  return [within(0, 24), within(country.youthAge.from, country.youthAge.to)].filter((bands) => bands.length > 1).map((bands) => bands.join(','))
}

/** What a form offers as a part: single values, and ages that stand together. */
export function offeredSlices(ground: Ground, indicator: IndicatorRecord, measure: AnyMeasure): string[] {
  const hasAge = dimensionsOf(ground, indicator, measure).includes('age_band')
  return [...new Set([...slicesOf(ground, indicator, measure), ...(hasAge ? agesTogether(ground).map((value) => ({ dimension: 'age_band' as const, value })) : [])].map(sliceText))]
}

/** A slice text as it is kept, its values in the country's order; undefined when the indicator has no such part. */
export function readSlice(ground: Ground, indicator: IndicatorRecord, measure: AnyMeasure, text: string): string | undefined {
  if (text === wholeSlice) return text
  const [slice] = parseSlice(text) ?? []
  const dimension = dimensionsOf(ground, indicator, measure).find((one) => one === slice?.dimension)
  if (!slice || !dimension) return undefined
  const [asked, known] = [slice.value.split(','), codesOf(ground, dimension)]
  // All values together would be the whole under another name.
  return asked.every((value) => known.includes(value)) && new Set(asked).size < known.length ? sliceText({ dimension, value: known.filter((code) => asked.includes(code)).join(',') }) : undefined
}

/** What to count for a part at a centre, or in the whole agency. */
export const slicesAt = (slice: string, centreCode: string | null): Slice[] => [...(parseSlice(slice) ?? []), ...(centreCode === null ? [] : [{ dimension: 'centre', value: centreCode } as const])]
