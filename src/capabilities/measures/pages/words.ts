import { nameIn } from '../../../platform/country/country'
import { parseIsoDay } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { formatDay } from '../../../platform/text/dates'
import { formatNumber, numberFormatOf } from '../../../platform/text/number-format'
import type { Ui } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import type { Figure } from '../figures/figure'
import { type Measure, units } from '../language/tree'
import type { Dimension } from '../language/vocabulary'

export const monthText = (ui: Ui, { from }: Period): string => formatDay(from, ui.lang, 'month')
const ownWords = (ui: Ui, words: Readonly<Record<string, string>>): string => words[ui.lang] || words[ui.country.languages[0]] || words['en'] || ''
export const measureName = (ui: Ui, { id, own }: Partial<Pick<Measure, 'own'>> & { readonly id: string }): string => (own ? ownWords(ui, own.names) : ui.t(`measures.name.${id}`))
export const definitionOf = (ui: Ui, { id, own }: Partial<Pick<Measure, 'own'>> & { readonly id: string }): string => (own ? ownWords(ui, own.texts) : ui.t(`measures.definition.${id}`))
export const centreName = (ui: Ui, { names, code }: CentreLine): string => names[ui.lang] ?? names['en'] ?? Object.values(names)[0] ?? code

/** A number of the database, as decimal text, in the reader's digits and separators. */
export const numberText = (ui: Ui, value: string, decimals?: number): string => formatNumber(value, numberFormatOf(ui.country.numberFormat as never, ui.lang), decimals)

/** A figure as a reader sees it; words where there is no number. */
export const figureText = (ui: Ui, figure: Figure, { tree }: Pick<Measure, 'tree'>): string => {
  if (figure.state !== 'shown') return ui.t(`measures.${figure.state}`)
  const number = numberText(ui, figure.value, units[tree.unit])
  return tree.unit === 'percent' ? ui.t('measures.percent', { number }) : number
}
export const numberOf = (figure: Figure): number | null => (figure.state === 'shown' ? Number(figure.value) : null)

/** The name of one value of a breakdown. */
export function partName(ui: Ui, dimension: Dimension, code: string, centres: readonly CentreLine[]): string {
  if (code === 'not-stated') return ui.t('measures.not-stated')
  switch (dimension) {
    case 'centre': {
      const centre = centres.find((one) => one.code === code)
      return centre ? centreName(ui, centre) : code
    }
    case 'sex':
      return ui.label('sex', code)
    case 'age_band':
      return ageText(ui, code)
    case 'group': {
      const group = ui.country.groups.find((one) => one.code === code)
      return group ? nameIn(group.names, ui.lang) : code
    }
  }
}

export function ageText(ui: Ui, code: string): string {
  const band = ui.country.ageBands.find((one) => one.code === code)
  if (!band) return code === 'not-stated' ? ui.t('measures.not-stated') : code
  if (band.to === null) return ui.t('measures.age.from', { from: ui.number(band.from) })
  return band.from === 0 ? ui.t('measures.age.below', { to: ui.number(band.to + 1) }) : ui.t('measures.age.between', { from: ui.number(band.from), to: ui.number(band.to) })
}

/** The codes of a breakdown in the country's order; codes that only the data know come last. */
export function codesInOrder(ui: Ui, dimension: Dimension, found: readonly string[], centres: readonly CentreLine[]): string[] {
  const known: Record<Dimension, readonly string[]> = {
    centre: centres.map(({ code }) => code),
    sex: (ui.country.lists.get('sex') ?? []).map(({ code }) => code),
    age_band: [...ui.country.ageBands.map(({ code }) => code), 'not-stated'],
    group: ui.country.groups.map(({ code }) => code),
  }
  return [...known[dimension], ...found.filter((code) => !known[dimension].includes(code)).sort()]
}

const lists: Readonly<Record<string, readonly string[]>> = {
  'JS_NEW.channel': ['registration-channel'], channel: ['delivery-channel'], origin: ['referral-origin', 'vacancy-origin'], contract: ['contract'],
  result: ['interview-result'], audience: ['visit-audience'], purpose: ['visit-purpose'],
}

/** The word for a code in a list of records: from the country's lists, the classifications, or our own words. */
export function codeText(ui: Ui, measure: Measure, column: string, code: string | null | undefined): string {
  if (code === null || code === undefined || code === '') return ''
  if (column === 'isco4') return ui.occupation(code)
  if (column === 'service_code') {
    const row = ui.country.services.find((one) => one.code === code)
    return row ? nameIn(row.names, ui.lang) : code
  }
  for (const list of lists[`${measure.id}.${column}`] ?? lists[column] ?? []) if (ui.country.lists.get(list)?.some((row) => row.code === code)) return ui.label(list, code)
  const key = `measures.code.${column}.${code}`
  return ui.has(key) ? ui.t(key) : /^\d+$/.test(code) ? ui.number(Number(code)) : code
}

export const dayText = (ui: Ui, day: string): string => ui.day(parseIsoDay(day))
