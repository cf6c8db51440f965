import type { Actor } from '../../kernel/actor'

/** Who may open pages of projects. Those who belong to no centre see approved reports only; the store holds that line. */
export const readers = ['headquarters', 'chief', 'statistician', 'viewer'] as const

/** Drafts, findings and texts in work are for the agency itself. */
export const isInside = ({ role }: Actor): boolean => role === 'headquarters' || role === 'chief'

/** Projects are written at headquarters by those who have the duty. */
export const mayWrite = ({ role, duties }: Actor): boolean => role === 'headquarters' && duties.includes('project')
