import { compare, type Exact, exact } from '../../../kernel/exact'

/** Share of known visitors, in percent, from which on a number of different people says something. A default. */
export const enoughKnown: Exact = exact(80)

/** Different people can be counted only where nearly all visitors are known. */
export const mayCountPeople = (knownPercent: Exact | null): boolean => knownPercent !== null && compare(knownPercent, enoughKnown) >= 0
