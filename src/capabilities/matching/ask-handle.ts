import type { Platform } from '../../platform/platform'

/** Names a pair to a reader who may not know the person: the same for one vacancy, another for every other. */
export const askHandle = (platform: Platform, personId: string, vacancyId: string): string => platform.seal.lookupKey(`centre-ask:${vacancyId}:${personId}`).slice(0, 24)
