import type { CalendarDate } from '../../../kernel/calendar'
import { add, divide, type Exact, exact, isZero, multiply, zero } from '../../../kernel/exact'
import { type AnyMeasure, type Ground, observe, parseSlice, sliceText, wholeSlice } from '../../measures/index'
import { isSharing } from '../units'
import { notStated, slicesAt } from './slices'

/** A part of a figure beside the whole. */
export interface PartOfWhole {
  readonly whole: Exact
  /** The part in per cent of the whole; null where the whole is nothing. */
  readonly share: Exact | null
  /** Those in the whole whose sex or age nobody stated. */
  readonly unknown: Exact
  /** The share if all of them belonged to the part. The true one lies between. */
  readonly high: Exact | null
}

const percentOf = (part: Exact, whole: Exact): Exact | null => (isZero(whole) ? null : multiply(divide(part, whole), exact(100)))
/** People whose sex or age is unknown count in the whole and not in the part: leaving a field empty brings nobody nearer to a target. */
export const partOf = (value: Exact, whole: Exact, unknown: Exact): PartOfWhole => ({ whole, unknown, share: percentOf(value, whole), high: percentOf(add(value, unknown), whole) })

/** The whole that a counted part belongs to; null for the whole itself, and for a rate, which is no share of another rate. */
export async function readPart(
  ground: Ground, measure: AnyMeasure, window: { from: CalendarDate; to: CalendarDate }, { slice, centre }: { slice: string; centre: { readonly code: string } | null }, value: Exact | null,
): Promise<PartOfWhole | null> {
  const [asked] = parseSlice(slice) ?? []
  if (slice === wholeSlice || !asked || value === null || !isSharing(measure)) return null
  const count = async (text: string) => (await observe(ground, measure, { ...window, slices: slicesAt(text, centre?.code ?? null), closedOn: null })).total.value ?? zero
  const isUnknown = asked.value.split(',').includes(notStated)
  return partOf(value, await count(wholeSlice), isUnknown ? zero : await count(sliceText({ dimension: asked.dimension, value: notStated })))
}
