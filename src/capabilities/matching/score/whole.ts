/** Whole-number arithmetic of the score: every division is the floor of non-negative integers. */

/** Floor of a / b. */
export const floorDiv = (a: number, b: number): number => Math.floor(a / b)

/** The smallest n with n² >= value; exact up to 2^52. */
export function ceilRoot(value: number): number {
  let root = Math.ceil(Math.sqrt(value))
  while ((root - 1) * (root - 1) >= value && root > 0) root -= 1
  while (root * root < value) root += 1
  return root
}
