import type { Ui } from '../../../platform/web/ui'
import type { VacancyLine } from '../../vacancies/index'

const placeOf = (ui: Ui, line: VacancyLine) => [line.districtCode, line.provinceCode].filter(Boolean).map((code) => ui.place(code)).join(', ')

function wageOf(ui: Ui, line: VacancyLine): string {
  const { wageMin, wageMax, wageCurrency } = line
  if (!line.wageShown || !wageCurrency || (!wageMin && !wageMax)) return ''
  const amounts = [wageMin, wageMax].filter((amount): amount is string => amount !== null).map((amount) => ui.money(amount, wageCurrency))
  return `${[...new Set(amounts)].join(' – ')} ${ui.label('wage-period', line.wagePeriod)}`
}

/** Place, wage, open posts and closing day in one line. */
export const aboutJob = (ui: Ui, line: VacancyLine): string =>
  [placeOf(ui, line), wageOf(ui, line), ui.t('matching.posts', { left: line.posts - line.filled }), line.validUntil ? ui.t('matching.until', { day: ui.day(line.validUntil) }) : ''].filter(Boolean).join(' · ')
