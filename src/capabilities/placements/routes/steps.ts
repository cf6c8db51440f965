import type { Form } from '../../../platform/http/route'
import type { Ui } from '../../../platform/web/ui'
import type { MoveFault, MoveOrder } from '../actions/move-referral'
import type { MoveForm } from '../model'
import type { TypedForm } from '../pages/move-forms'
import type { Party } from '../rules/referral'

/** Field of the form that a refusal is about; the others are about the whole. */
const fieldOfRefusal: Readonly<Record<string, string>> = {
  'reason-missing': 'reason', 'reason-unknown': 'reason', 'say-more': 'note', 'day-missing': 'day', 'day-past': 'day', 'too-much-time': 'days', 'asked-twice': 'days',
  'consent-missing': 'method', 'too-far-ahead': 'startDate', 'too-long-ago': 'startDate', 'start-missing': 'startDate', 'already-recorded': 'startDate',
  'employer-silent': 'overrideReason', 'end-before-start': 'date', 'more-attempts': 'outcome',
}
export const refusalKey = (reason: string) => (reason === 'stale' ? 'errors.stale' : `placements.refusal.${reason}`)
export const refusalErrors = (reason: string): Record<string, string> => ({ [fieldOfRefusal[reason] ?? '_form']: refusalKey(reason) })
export const statusOfRefusal = (reason: string): 409 | 422 => (reason === 'stale' ? 409 : 422)

export const typedForm = (form: Form<unknown>): TypedForm => ({ typed: form.typed, errors: form.ok ? {} : form.errors })

/** The step that a form asks for, as this party. */
export function orderOf(form: MoveForm, by: Exclude<Party, 'system'>, ui: Ui): MoveOrder {
  const { actor } = ui
  const isAgreeing = form.event === 'agree'
  const method = by === 'counsellor' ? form.method : 'screen'
  return {
    event: form.event, by, version: form._version, reason: form.reason || undefined, note: form.note || undefined, day: form.day, days: form.days,
    interview: { time: form.time || undefined, mode: form.mode ?? 'in-person', place: form.place, contact: form.contact, bring: form.bring },
    interviewResult: form.result,
    ...(isAgreeing && method ? { consent: { method, language: ui.lang, ...(method === 'with-witness' && actor.accountId ? { witness: actor.accountId } : {}) } } : {}),
    ...(form.startDate
      ? { hire: { startDate: form.startDate, kind: form.kind ?? 'employment', wage: form.wage, wageCurrency: form.wageCurrency || ui.country.currencies[0]?.code, wagePeriod: form.wagePeriod ?? 'month', hoursPerWeek: form.hoursPerWeek } }
      : {}),
  }
}

/** Fields that a step needs before it is asked; the rules say the rest. */
export function missingFields(form: MoveForm, by: Exclude<Party, 'system'>): Record<string, string> {
  if (form.event === 'not-held' && !form.result) return { result: 'errors.required' }
  if (form.event === 'agree' && by === 'counsellor' && !form.method) return { method: 'placements.refusal.consent-missing' }
  return {}
}

export type { MoveFault }
