import type { FilterFacts } from '../search-index/columns'
import type { Kept } from '../search-index/kept'

/** Whether the filters keep one vacancy, as the index and SQL decide it. What a vacancy does not state never hides it. */
export function fits(one: FilterFacts, { province, district, group, contract, education, accessible, since, wage, currency }: Kept): boolean {
  if (province !== undefined && one.provinceCode !== null && one.provinceCode !== province) return false
  if (district !== undefined && one.districtCode !== null && one.districtCode !== district) return false
  if (group !== undefined && one.isco !== null && !one.isco.startsWith(group)) return false
  if (contract !== undefined && one.contract !== contract) return false
  if (education && one.educationMin !== null && !education.includes(one.educationMin)) return false
  if (accessible && one.accessible === false) return false
  if (since !== undefined && one.publishedOn < since) return false
  return wage === undefined || one.wageMonth === null || one.wageCurrency !== currency || one.wageMonth >= Number(wage)
}
