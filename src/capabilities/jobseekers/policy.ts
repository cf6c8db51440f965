import type { Actor } from '../../kernel/actor'

/** Special data: the person's own counsellor, and the chief of the centre, each with a purpose. */
export const mayOpenSpecial = (actor: Actor, counsellorId: string | null): boolean => actor.role === 'chief' || (actor.accountId !== null && actor.accountId === counsellorId)

export const specialPurposes = ['counselling', 'programme', 'statistics'] as const
