import type { Ui } from '../../../platform/web/ui'
import { decimalText } from './words'

export const percent = (ui: Ui, share: number | null) => (share === null ? '–' : `${ui.number(Math.round(share * 100))} %`)
export const decimal = (ui: Ui, value: number) => decimalText(ui, value, 2)

/** Name of a group that the panel counts. */
export function codeName(ui: Ui, kind: string, code: string): string {
  if (kind === 'sex') return ui.label('sex', code)
  if (kind === 'group') return ui.country.groups.find((group) => group.code === code)?.names[ui.lang] ?? code
  return code === 'not-stated' ? ui.t('matching.panel.age-unknown') : ui.t('matching.panel.age', { band: code })
}
