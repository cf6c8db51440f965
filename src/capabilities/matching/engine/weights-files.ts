import type { Esco } from '../../../platform/classifications/esco/read-esco'
import { constants } from '../score/constants'
import { buildWeights, type Profile } from '../score/skill-weights'

/** Role in percent of essential and optional skills. */
const roleOf = { essential: 100, optional: 50 } as const

export interface WeightRow {
  skill: string
  idf: number
}
export interface ProfileRow {
  isco: string
  skill: string
  role: number
}

/** Skill weights and unit-group profiles out of ESCO. A skill is named by the agency's own code where it has one, else by its URI. */
export function weightsFromEsco(esco: Esco, codeByUri: ReadonlyMap<string, string>): { weights: WeightRow[]; profiles: ProfileRow[] } {
  const uris = esco.skills.map(({ uri }) => uri)
  const held = esco.occupations.map(() => new Map<number, number>())
  for (const { occupation, skill, essential } of esco.relations) {
    const profile = held[occupation]
    profile?.set(skill, Math.max(profile.get(skill) ?? 0, essential ? roleOf.essential : roleOf.optional))
  }
  const occupations = esco.occupations.map(({ uri, isco }, at) => ({ uri, isco, profile: (held[at] ?? new Map()) as Profile }))
  const used = new Set(esco.relations.map(({ skill }) => skill))
  const built = buildWeights('esco', occupations, constants)
  const name = (number: number) => codeByUri.get(uris[number] ?? '') ?? uris[number] ?? ''
  const groups = [...new Set(esco.occupations.map(({ isco }) => isco))].sort()
  return {
    weights: [...used].map((number) => ({ skill: name(number), idf: built.idf(number) })).sort((a, b) => (a.skill < b.skill ? -1 : 1)),
    profiles: groups.flatMap((isco) => [...(built.profileOf({ isco }) ?? [])].map(([number, role]) => ({ isco, skill: name(number), role })).sort((a, b) => (a.skill < b.skill ? -1 : 1))),
  }
}

/** Closeness of unit groups by the skills that they share: the cosine of their profiles in ten-thousandths, where it says more than the digits. */
export function relatedFrom(profiles: readonly ProfileRow[], idf: ReadonlyMap<string, number>, least = 2500): { isco_a: string; isco_b: string; closeness: number }[] {
  const vectors = new Map<string, Map<string, number>>()
  for (const { isco, skill, role } of profiles) {
    const vector = vectors.get(isco) ?? new Map<string, number>()
    vectors.set(isco, vector)
    vector.set(skill, ((idf.get(skill) ?? constants.unknownIdf) * role) / 100)
  }
  const lengths = new Map([...vectors].map(([isco, vector]) => [isco, Math.sqrt([...vector.values()].reduce((sum, w) => sum + w * w, 0))]))
  const codes = [...vectors.keys()].sort()
  return codes.flatMap((a, at) => codes.slice(at + 1).flatMap((b) => {
    let shared = 0
    while (shared < 4 && a[shared] === b[shared]) shared += 1
    const [left, right] = [vectors.get(a), vectors.get(b)]
    if (!left || !right) return []
    let sum = 0
    for (const [skill, w] of left) sum += w * (right.get(skill) ?? 0)
    const closeness = Math.floor((10_000 * sum) / ((lengths.get(a) ?? 1) * (lengths.get(b) ?? 1)))
    return closeness >= least && closeness > (constants.closeness[shared] ?? 0) ? [{ isco_a: a, isco_b: b, closeness: Math.min(10_000, closeness) }] : []
  }))
}
