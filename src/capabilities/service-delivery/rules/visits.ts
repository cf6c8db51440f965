import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { VisitState, VisitStep } from '../model'

const after: Record<VisitStep, VisitState> = { call: 'called', serve: 'served', leave: 'left-before', 'refer-elsewhere': 'referred-elsewhere' }

/** waiting → called → served, left before or referred elsewhere. A visitor may be served without having been called. */
export function takeStep(state: VisitState, step: VisitStep): Outcome<VisitState, 'already-closed' | 'already-called'> {
  if (state !== 'waiting' && state !== 'called') return refused('already-closed')
  if (step === 'call' && state === 'called') return refused('already-called')
  return done(after[step])
}

/** Visitors who wait longer than this stand on the desk. */
export const longWaitMinutes = 20

export const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000)
