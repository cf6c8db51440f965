import type { PersonFacts, VacancyFacts } from '../score/facts'

/** A seeded generator (mulberry32): the same seed gives the same nation on every machine. */
export function seeded(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = state
    x = Math.imul(x ^ (x >>> 15), x | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { next, below, chance: (share: number) => next() < share, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T, /** Small numbers are much more likely. */ skewed: (n: number) => Math.floor(n * next() ** 2.2) }
}
export type Random = ReturnType<typeof seeded>

export interface NationSize {
  /** ISCO unit groups. */
  readonly groups: readonly string[]
  readonly provinces: number
  readonly districts: number
  readonly skills: number
  readonly today: number
}
const two = (n: number) => String(n).padStart(2, '0')
export const districtCode = (province: number, n: number) => `${two(province + 1)}${two(n + 1)}`

function place(random: Random, { provinces, districts }: NationSize) {
  const province = random.skewed(provinces)
  const each = Math.max(1, Math.round(districts / provinces))
  return { province: two(province + 1), district: districtCode(province, random.below(each)) }
}

const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b)
/** Skills of an occupation cluster around it, so that overlaps are as likely as in life. */
const skillsNear = (random: Random, group: number, size: NationSize, most: number) =>
  distinct(Array.from({ length: random.below(most + 1) }, () => 1 + (random.chance(0.7) ? (group * 7 + random.skewed(30)) % size.skills : random.skewed(size.skills))))

const uuid = (kind: string, n: number) => `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const code = (kind: string, n: number) => `${kind}${((n * 7919) % 100_000_007).toString(36).toUpperCase().padStart(8, '0')}`

export function randomPerson(random: Random, n: number, size: NationSize): PersonFacts {
  const { today } = size
  const group = random.skewed(size.groups.length)
  const lines = random.chance(0.04)
    ? [{ line: 0, isco: null, factor: 100 }]
    : Array.from({ length: random.chance(0.5) ? 1 : random.chance(0.7) ? 2 : 3 + random.below(4) }, (_, at) => ({
        line: at + 1, isco: size.groups[at === 0 ? group : random.chance(0.5) ? Math.min(size.groups.length - 1, group + at) : random.skewed(size.groups.length)] ?? null, factor: [100, 90, 80, 80, 70, 70][at] ?? 70,
      }))
  const home = random.chance(0.03) ? { province: null, district: null } : place(random, size)
  const skills = skillsNear(random, group, size, 15)
  return {
    personId: uuid('a', n), code: code('P', n), ...home, commuteKm: random.chance(0.7) ? 15 : 5 * random.below(10), moveAll: random.chance(0.08), move: random.chance(0.12) ? [two(1 + random.below(size.provinces))] : [],
    contracts: random.chance(0.8) ? [] : ['open-ended', 'fixed'].slice(0, 1 + random.below(2)), noNight: random.chance(0.1), accessNeeded: random.chance(0.03),
    wageLeast: random.chance(0.3) ? null : 400_000 + 25_000 * random.below(40), wageExpected: random.chance(0.9) ? null : 2_000_000, isced: random.chance(0.1) ? null : random.below(8),
    languages: ['km', 'en', 'zh', 'lo'].filter(() => random.chance(0.35)), months: random.chance(0.3) ? null : new Map(lines.slice(0, 2).flatMap(({ isco }) => (isco === null ? [] : [[isco.slice(0, 3), random.below(120)] as const]))),
    contactOn: random.chance(0.02) ? null : today - random.below(120), skills, inferred: random.chance(0.1) ? distinct([1 + random.below(size.skills)]).filter((skill) => !skills.includes(skill)) : [],
    absent: random.chance(0.05) ? distinct([1 + random.skewed(size.skills)]).filter((skill) => !skills.includes(skill)) : [], blocked: random.chance(0.01) ? [uuid('e', random.below(50))] : [],
    worksFrom: random.chance(0.005) ? today + 30 : null, hazardFrom: random.chance(0.02) ? today + 300 : null, ageKnown: !random.chance(0.02), shown: random.chance(0.2) ? random.below(5) : 0, lines,
  }
}

export interface VacancyAsks extends Omit<VacancyFacts, 'vector'> {
  readonly nice: readonly number[]
}

export function randomVacancy(random: Random, n: number, size: NationSize): VacancyAsks {
  const { today } = size
  const group = random.skewed(size.groups.length)
  const stated = skillsNear(random, group, size, 11)
  const must = stated.slice(0, Math.min(5, random.below(6)))
  const wage = 400_000 + 25_000 * random.below(50)
  return {
    vacancyId: uuid('b', n), code: code('V', n), employerId: uuid('e', random.below(50)), postsLeft: random.chance(0.02) ? 0 : 1 + random.skewed(20), validUntil: today + random.below(60) - 2, startsOn: random.chance(0.5) ? null : today + random.below(60),
    isco: random.chance(0.05) ? null : (size.groups[group] ?? null), ...(random.chance(0.04) ? { province: null, district: null } : random.chance(0.05) ? { ...place(random, size), district: null } : place(random, size)), night: random.chance(0.15),
    contract: random.pick(['open-ended', 'open-ended', 'fixed', 'seasonal', 'casual']), accessible: random.chance(0.6) ? null : random.chance(0.5), wageOffer: random.chance(0.3) ? null : wage, isced: random.chance(0.5) ? null : random.below(6),
    months: random.chance(0.6) ? 0 : 6 * (1 + random.below(8)), languages: ['km', 'en', 'zh'].filter(() => random.chance(0.2)), must, nice: stated.filter((skill) => !must.includes(skill)), stated, publishedOn: today - random.below(100),
    openReferrals: random.skewed(12), maxOpen: random.chance(0.8) ? null : random.below(10), hazardous: random.chance(0.05), legalIsced: random.chance(0.05) ? 3 : null, licences: random.chance(0.04) ? [1 + random.skewed(size.skills)] : [],
  }
}

/** Profiles of occupations: some have none. */
export function randomProfiles(random: Random, size: NationSize, most: number): Map<string, Map<number, number>> {
  const profiles = new Map<string, Map<number, number>>()
  size.groups.forEach((isco, group) => {
    if (random.chance(0.1)) return
    const skills = distinct(Array.from({ length: 5 + random.below(most) }, () => 1 + ((group * 7 + random.skewed(60)) % size.skills)))
    profiles.set(isco, new Map(skills.map((skill) => [skill, random.chance(0.5) ? 100 : 10 + random.below(90)])))
  })
  return profiles
}
