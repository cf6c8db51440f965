import { type AnyMeasure, anyDimensions, type Ground, type Slice } from '../../measures/index'
import type { IndicatorRecord } from '../model'

/** The parts of an indicator by sex and age band. Groups that people declare leave in no file and no answer. */
export function slicesOf(ground: Ground, indicator: IndicatorRecord, measure: AnyMeasure): Slice[] {
  const { country } = ground.platform
  const codes = { sex: (country.lists.get('sex') ?? []).map(({ code }) => code), age_band: [...country.ageBands.map(({ code }) => code), 'not-stated'] } as const
  return (['sex', 'age_band'] as const).filter((one) => indicator.slices.includes(one) && anyDimensions(measure, ground).includes(one))
    .flatMap((dimension) => [...new Set(codes[dimension])].map((value) => ({ dimension, value })))
}
/** A part as files and addresses name it: `sex=F`. */
export const sliceText = ({ dimension, value }: Slice): string => `${dimension}=${value}`
