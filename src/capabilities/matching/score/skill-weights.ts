import { floorDiv, ceilRoot } from './whole'
import type { ScoreConstants } from './constants'

/** Role of a skill in percent: 100 must-have, essential, declared or assessed; 50 nice-to-have or optional. */
export type Role = number
/** Skills of an occupation with their roles. Skills are numbers of a table of names. */
export type Profile = ReadonlyMap<number, Role>

/** Weights of skills and profiles of occupations: what the classification knows, fixed before any query. */
export interface SkillWeights {
  readonly version: string
  idf(skill: number): number
  /** Profile of a confirmed ESCO occupation, else of the ISCO unit group; undefined when neither is known. */
  profileOf(occupation: { isco: string | null; esco?: string | undefined }): Profile | undefined
  /** Length of a full profile, without the expansion's reduction. */
  lengthOf(profile: Profile | undefined): number
}

/** idf = round(1000 ln(N / df)), from 100 to 9,000. */
export function idfOf(occupations: number, holders: number): number {
  return Math.min(9000, Math.max(100, Math.round(1000 * Math.log(occupations / holders))))
}

export interface KnownOccupation {
  uri: string
  isco: string
  profile: Profile
}

/** Builds weights from occupations and their skills: idf of each skill, and unit-group profiles as mean roles. */
export function buildWeights(version: string, occupations: readonly KnownOccupation[], settings: ScoreConstants): SkillWeights {
  const holders = new Map<number, number>()
  const groups = new Map<string, KnownOccupation[]>()
  const byUri = new Map<string, Profile>()
  for (const occupation of occupations) {
    byUri.set(occupation.uri, occupation.profile)
    const group = groups.get(occupation.isco)
    if (group) group.push(occupation)
    else groups.set(occupation.isco, [occupation])
    for (const skill of occupation.profile.keys()) holders.set(skill, (holders.get(skill) ?? 0) + 1)
  }
  const idf = new Map([...holders].map(([skill, count]) => [skill, idfOf(occupations.length, count)]))
  const groupProfiles = new Map([...groups].map(([isco, members]) => [isco, meanProfile(members)]))
  const lengths = new WeakMap<Profile, number>()
  const idfOfSkill = (skill: number) => idf.get(skill) ?? settings.unknownIdf
  return {
    version,
    idf: idfOfSkill,
    profileOf: ({ isco, esco }) => (esco === undefined ? undefined : byUri.get(esco)) ?? (isco === null ? undefined : groupProfiles.get(isco)),
    lengthOf(profile) {
      if (!profile || profile.size === 0) return settings.unknownLength
      let length = lengths.get(profile)
      if (length === undefined) {
        let squares = 0
        for (const [skill, role] of profile) squares += floorDiv(idfOfSkill(skill) * role, 100) ** 2
        length = ceilRoot(squares)
        lengths.set(profile, length)
      }
      return length
    },
  }
}

/** Role of a skill in a unit group: floor of the mean over its occupations; under 10 it is dropped. */
function meanProfile(members: readonly KnownOccupation[]): Profile {
  const sums = new Map<number, number>()
  for (const { profile } of members) for (const [skill, role] of profile) sums.set(skill, (sums.get(skill) ?? 0) + role)
  return new Map([...sums].map(([skill, sum]) => [skill, floorDiv(sum, members.length)] as const).filter(([, role]) => role >= 10))
}
