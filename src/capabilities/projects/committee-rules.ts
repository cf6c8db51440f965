export const sides = ['government', 'workers', 'employers', 'donor', 'agency'] as const
export type Side = (typeof sides)[number]

/** Without these a meeting is not a tripartite one. */
const needed: readonly Side[] = ['government', 'workers', 'employers']

/** A meeting is held when its minutes are signed; `without` names the sides that had to be there and were not. Null before. */
export function heldAs({ isSigned, present }: { isSigned: boolean; present: readonly Side[] }): { without: Side[] } | null {
  return isSigned ? { without: needed.filter((side) => !present.includes(side)) } : null
}
