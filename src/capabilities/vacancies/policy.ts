import { type Actor, hasDuty } from '../../kernel/actor'
import type { Vacancy } from './model'

/** Whether the record belongs to the actor's centres, or to the actor's employer. Headquarters reaches every centre. */
export function isWithinReach(actor: Actor, vacancy: Pick<Vacancy, 'centreId' | 'employerId'>): boolean {
  if (actor.role === 'headquarters' || actor.role === 'system') return true
  if (actor.role === 'employer') return actor.employerId !== null && actor.employerId === vacancy.employerId
  return actor.centreIds.includes(vacancy.centreId)
}

/** People of the centre, and the employer itself, keep a vacancy up to date. */
export function mayKeep(actor: Actor, vacancy: Pick<Vacancy, 'centreId' | 'employerId'>): boolean {
  return isWithinReach(actor, vacancy) && ['counsellor', 'chief', 'headquarters', 'employer', 'system'].includes(actor.role)
}

export function mayInspect(actor: Actor, vacancy: Pick<Vacancy, 'centreId' | 'employerId'>): boolean {
  return actor.role !== 'employer' && isWithinReach(actor, vacancy) && hasDuty(actor, 'inspector')
}
