export const roles = [
  'public', 'jobseeker', 'employer', 'counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator',
  'system',
] as const

/** What an account is. 'viewer' is a ministry or a donor; 'system' is the program itself, in jobs and imports. */
export type Role = (typeof roles)[number]

export const duties = [
  'front-desk', 'inspector', 'verifier', 'registrar', 'editor', 'trainer', 'survey', 'project', 'data-protection',
] as const

/** A task added to a role by a chief. */
export type Duty = (typeof duties)[number]

/** How surely the person is known: not at all, one factor, two factors, or two factors given again just now. */
export type Strength = 'none' | 'one' | 'two' | 'fresh'

/** Who acts. Made once for a request or a job and passed down; row-level security is set from it. */
export interface Actor {
  readonly accountId: string | null
  readonly role: Role
  readonly duties: readonly Duty[]
  /** The centre the person works in now. */
  readonly centreId: string | null
  /** All centres whose records the actor may see. */
  readonly centreIds: readonly string[]
  readonly centreCode: string | null
  /** The register's record of a jobseeker who signed in. */
  readonly personId: string | null
  readonly employerId: string | null
  readonly strength: Strength
  readonly sessionId: string | null
}

/** Anyone on the portal who has not signed in. */
export const anonymous: Actor = {
  accountId: null, role: 'public', duties: [], centreId: null, centreIds: [], centreCode: null,
  personId: null, employerId: null, strength: 'none', sessionId: null,
}

/** The program itself, allowed to see these centres and no others. */
export function systemActor(centreIds: readonly string[]): Actor {
  return { ...anonymous, role: 'system', centreIds }
}

const staffRoles: readonly Role[] = ['counsellor', 'chief', 'headquarters', 'statistician', 'administrator']

/** People employed by the agency. A viewer is a guest and the system is nobody. */
export function isStaff(actor: Actor): boolean {
  return staffRoles.includes(actor.role)
}

export function hasDuty(actor: Actor, duty: Duty): boolean {
  return actor.duties.includes(duty)
}
