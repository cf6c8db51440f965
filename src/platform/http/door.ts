import type { Actor, Duty, Role, Strength } from '../../kernel/actor'

/** Flood classes; each has a limit in limits.ts. */
export type LimitClass = 'public-page' | 'search' | 'register' | 'sign-in' | 'staff' | 'own' | 'person-search' | 'export' | 'upload'

/** Who may pass a route, how far they reach, how surely they are known, and what is written down about it. */
export interface Door {
  readonly who: readonly Role[] | 'anyone'
  readonly reach: 'none' | 'own' | 'centre' | 'national' | 'released'
  readonly subject?: 'person' | 'employer' | 'vacancy' | 'referral' | 'placement' | 'centre' | 'visit' | 'account' | 'registration' | 'appointment' | 'group-session'
  readonly duty?: Duty
  readonly strength: Strength
  /** `exempt: reason` only where no intention could be doubled, such as sign-in. */
  readonly key?: 'required' | `exempt: ${string}`
  readonly audit: 'read' | 'write' | `none: ${string}`
  readonly purpose?: string
  readonly basis?: string
  readonly limit: LimitClass
  /** Largest body in kB. */
  readonly body?: number
}

export const staffRoles = ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const
const twoFactorRoles: readonly Role[] = staffRoles

/** What is wrong with a declaration; an empty list lets the program start. */
export function faultsOf(door: Door | undefined, method: string): string[] {
  if (!door) return ['it declares no door']
  const faults: string[] = []
  const mutates = method !== 'GET'
  if (door.who !== 'anyone' && door.who.length === 0) faults.push('nobody may enter')
  if (door.who !== 'anyone' && door.who.some((role) => twoFactorRoles.includes(role)) && !['two', 'fresh'].includes(door.strength)) {
    faults.push('staff enter with a second factor only')
  }
  if (door.who !== 'anyone' && door.strength === 'none') faults.push('a role is asked but no proof')
  if (mutates && !door.key) faults.push('it changes something without a request key')
  if (mutates && !door.body) faults.push('the size of its body is not limited')
  if (door.reach !== 'none' && door.reach !== 'released' && door.audit.startsWith('none') && door.subject === 'person') {
    faults.push('it touches a person without audit')
  }
  return faults
}

const rank: Record<Strength, number> = { none: 0, one: 1, two: 2, fresh: 3 }

export type Knock = 'enter' | 'sign-in' | 'forbidden' | 'prove-again'

/** What happens when this actor knocks at this door, before any record is looked at. */
export function knock(door: Door, actor: Actor): Knock {
  if (door.who === 'anyone') return 'enter'
  if (actor.role === 'public') return 'sign-in'
  if (!door.who.includes(actor.role)) return 'forbidden'
  if (door.duty && !actor.duties.includes(door.duty)) return 'forbidden'
  if (rank[actor.strength] < rank[door.strength]) return door.strength === 'fresh' ? 'prove-again' : 'sign-in'
  return 'enter'
}

/** Doors that only staff pass. */
export const isForStaff = (door: Door): boolean => door.who !== 'anyone' && door.who.every((role) => twoFactorRoles.includes(role))
