import type { Actor } from '../../kernel/actor'
import type { EmployerState } from './model'
import { type EmployerEvent, mayStart } from './rules'

/** Counsellors and chiefs keep the employers of their centre; headquarters may keep all. */
export const mayEdit = (actor: Actor): boolean => ['counsellor', 'chief', 'headquarters'].includes(actor.role)

/** Who may start an event, whatever the record. The enterer is refused by the rule itself. */
export function mayDecide(actor: Actor, event: EmployerEvent): boolean {
  switch (event) {
    case 'begin':
    case 'verify':
    case 'refuse':
      return mayEdit(actor) && actor.duties.includes('verifier')
    case 'suspend':
      return actor.role === 'chief' || actor.role === 'headquarters' || (actor.role === 'counsellor' && actor.duties.includes('inspector'))
    case 'clear':
    case 'block':
      return actor.role === 'headquarters'
    case 'lapse':
      return actor.role === 'system'
  }
}

export const eventsOpenTo = (actor: Actor, state: EmployerState): EmployerEvent[] =>
  (['begin', 'verify', 'refuse', 'suspend', 'clear', 'block'] as const).filter((event) => mayStart(state, event) && mayDecide(actor, event))
