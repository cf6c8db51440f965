/** Decimals of a unit: things and people are whole, percentages have one decimal. */
export function decimalsOf(unit: string): number {
  return unit === 'percent' || unit === 'point' || unit === 'hour' ? 1 : 0
}
