import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { State } from '../model'

export type VacancyEvent = 'send' | 'approve' | 'return' | 'reject' | 'publish' | 'pause' | 'resume' | 'change' | 'close' | 'reopen'

/** The life of a vacancy, as one table. */
const table: Readonly<Record<VacancyEvent, { from: readonly State[]; to: State }>> = {
  send: { from: ['draft'], to: 'inspecting' },
  approve: { from: ['inspecting'], to: 'approved' },
  return: { from: ['inspecting'], to: 'draft' },
  reject: { from: ['inspecting'], to: 'rejected' },
  publish: { from: ['approved'], to: 'published' },
  pause: { from: ['published'], to: 'paused' },
  resume: { from: ['paused'], to: 'published' },
  change: { from: ['approved', 'published', 'paused'], to: 'inspecting' },
  close: { from: ['published', 'paused'], to: 'closed' },
  reopen: { from: ['closed'], to: 'inspecting' },
}

/** The state after an event; refused when the event has no place in the present state. */
export function after(state: State, event: VacancyEvent): Outcome<State, 'wrong-state'> {
  const { from, to } = table[event]
  return from.includes(state) ? done(to) : refused('wrong-state')
}

export const isPossible = (state: State, event: VacancyEvent): boolean => table[event].from.includes(state)
