import type { FaultParams } from '../../../platform/imports/fault'
import reasons from '../../../platform/imports/reasons.json'
import type { Ui } from '../../../platform/web/ui'

const platform: Readonly<Record<string, Readonly<Record<string, string>>>> = reasons

/** What is wrong with a cell or a file: in this capability's words, in those of its forms, else in those of every import. */
export function sayReason(ui: Ui, reason: string, params: FaultParams): string {
  const own = [`performance.import.reason.${reason}`, `performance.refusal.${reason}`, `errors.${reason}`].find((key) => ui.has(key))
  const suggestions = typeof params['suggestions'] === 'string' ? { suggestions: params['suggestions'].split('|').join(` ${ui.t('performance.import.or')} `) } : {}
  if (own) return ui.t(own, { ...params, ...suggestions })
  const text = platform[reason]?.[ui.lang] ?? platform['register-refused']?.[ui.lang] ?? reason
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
