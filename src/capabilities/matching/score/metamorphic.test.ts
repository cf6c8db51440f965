import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inventGroups, inventNation } from '../engine/nation'
import { seeded } from '../engine/random-nation'
import { explain } from './explain'
import { type Ground, type PairScore, type Part, parts, type PersonFacts, type VacancyFacts } from './facts'
import { byStanding, kilometres, scorePair, vacancyTie } from './pair'
import { partMost, reasonsOf } from './reasons'

const today = 20_000
const size = { groups: inventGroups(40), provinces: 3, districts: 12, skills: 60, today }
type Scorer = (person: PersonFacts, vacancy: VacancyFacts, ground: Ground) => PairScore
const real: Scorer = (person, vacancy, ground) => scorePair(person, vacancy, today, ground)

/** Pairs of an invented nation: fast-check chooses the seed and shrinks it. */
function pairOf(seed: number) {
  const { people: [person], vacancies: [vacancy], ground } = inventNation(seeded(seed), 1, 1, size)
  if (!person || !vacancy) throw new Error('no pair')
  return { person, vacancy, ground, random: seeded(seed + 1) }
}
type Pair = ReturnType<typeof pairOf>
/** In the list with its points, or not in the list. */
const standing = ({ filter, score: points }: PairScore) => (filter === 0 ? points : -1)
const change = (found: PairScore, by: Partial<Record<Part, number>>): PairScore => {
  const changed = Object.fromEntries(parts.map((part) => [part, found.parts[part] + (by[part] ?? 0)])) as Record<Part, number>
  return { ...found, parts: changed, score: parts.reduce((sum, part) => sum + changed[part], 0) }
}
const lessAboutSkills = (person: PersonFacts) => person.skills.length * 40

interface Law {
  name: string
  holds: (pair: Pair, scorer: Scorer) => void
  /** A score with a fault that breaks just this. */
  fault: Scorer
  runs?: number
}

const toldApart = { sex: 'F', birthYear: 1950, groups: ['x'], disability: 'y', nationality: 'y', centreId: 'z', name: 'n', band: 3 }

const laws: Law[] = [
  {
    name: 'never falls when a skill is declared, asked for or not', runs: 2000,
    holds: ({ person, vacancy, ground, random }, score) => {
      const skill = random.chance(0.5) ? (vacancy.stated[0] ?? 1) : 1 + random.below(size.skills)
      const more = { ...person, skills: [...new Set([...person.skills, skill])], inferred: person.inferred.filter((one) => one !== skill), absent: person.absent.filter((one) => one !== skill) }
      expect(standing(score(more, vacancy, ground))).toBeGreaterThanOrEqual(standing(score(person, vacancy, ground)))
    },
    // As a cosine that is divided by the length of what the person declared.
    fault: (person, vacancy, ground) => change(real(person, vacancy, ground), { skills: -lessAboutSkills(person) }),
  },
  {
    name: 'does not depend on the order of skills, languages, places and lines, nor on what stands twice',
    holds: ({ person, vacancy, ground }, score) => {
      const { skills, languages, move, lines } = person
      const turned = { ...person, skills: [...skills].reverse(), languages: [...languages, ...languages].reverse(), move: [...move, ...move].reverse(), lines: [...lines, ...lines].reverse() }
      expect(score(turned, vacancy, ground)).toEqual(score(person, vacancy, ground))
    },
    fault: (person, vacancy, ground) => change(real(person, vacancy, ground), { skills: person.skills[0] ?? 0 }),
  },
  {
    name: 'is never lower nearer, and no wider reach, higher offer or lower least wage removes a pair',
    holds: ({ person, vacancy, ground }, score) => {
      const at = (km: number) => standing(score(person, vacancy, { ...ground, distance: () => km }))
      expect(at(3)).toBeGreaterThanOrEqual(at(12))
      const isIn = (changed: Partial<PersonFacts>, asked: Partial<VacancyFacts> = {}) => score({ ...person, ...changed }, { ...vacancy, ...asked }, ground).filter === 0
      if (!isIn({})) return
      expect(isIn({ commuteKm: person.commuteKm + 20 })).toBe(true)
      expect(vacancy.wageOffer === null || isIn({}, { wageOffer: vacancy.wageOffer + 100_000 })).toBe(true)
      expect(isIn({ wageLeast: Math.max(0, (person.wageLeast ?? 0) - 50_000) })).toBe(true)
    },
    fault: (person, vacancy, ground) => change(real(person, vacancy, ground), { place: 50 * (kilometres(person, vacancy, ground) ?? 0) }),
  },
  {
    name: 'has no field for sex, age, group, disability, name, nationality, band or centre', runs: 100,
    holds: ({ person, vacancy, ground }, score) => {
      for (const value of [toldApart, { ...toldApart, sex: 'M', disability: '', band: 1 }]) {
        const told = { ...person, ...value }
        expect(JSON.stringify(score(told, vacancy, ground))).toBe(JSON.stringify(score(person, vacancy, ground)))
      }
    },
    fault: (person, vacancy, ground) => change(real(person, vacancy, ground), { freshness: 'sex' in person && person.sex === 'M' ? 1 : 0 }),
  },
  {
    name: 'puts the unknown between the best and the worst that can be known, and keeps it in the list',
    holds: ({ person, vacancy, ground }, score) => {
      // What asks for little gives even the least educated more than the unknown: only a level that can give nothing is compared.
      const asked = { ...vacancy, isced: vacancy.isced === null ? null : Math.max(3, vacancy.isced) }
      const cases: [Part, Partial<PersonFacts>, Partial<PersonFacts>, Partial<PersonFacts>][] = [
        ['education', { isced: null }, { isced: 8 }, { isced: 0 }], ['languages', { languages: [] }, { languages: [...vacancy.languages, 'zz'] }, { languages: ['zz'] }],
        ['experience', { months: null }, { months: new Map([[vacancy.isco?.slice(0, 3) ?? '', 600]]) }, { months: new Map() }], ['wage', { wageLeast: null }, { wageLeast: 1 }, { wageLeast: vacancy.wageOffer ?? 1 }],
      ]
      for (const [part, unknown, best, worst] of cases) {
        const [middle = 0, most = 0, least = 0] = [unknown, best, worst].map((one) => score({ ...person, ...one, wageExpected: null }, asked, ground).parts[part])
        expect(middle).toBeLessThanOrEqual(most)
        expect(middle).toBeGreaterThanOrEqual(part === 'wage' && vacancy.wageOffer === null ? 0 : least)
      }
      const nothing = { ...person, district: null, province: null, isced: null, wageLeast: null, ageKnown: false }
      if (score(person, vacancy, ground).filter === 0) expect(score(nothing, vacancy, ground).filter).toBe(0)
    },
    fault: (person, vacancy, ground) => change(real(person, vacancy, ground), { education: person.isced === null ? 200 : 0 }),
  },
  {
    name: 'has parts within their maxima that add up',
    holds: ({ person, vacancy, ground }, score) => {
      const found = score(person, vacancy, ground)
      for (const part of parts) expect(found.parts[part] >= 0 && found.parts[part] <= partMost[part]).toBe(true)
      expect(found.score).toBe(parts.reduce((sum, part) => sum + found.parts[part], 0))
      expect(reasonsOf(found.parts, found.closeness).reduce((sum, { points }) => sum + points, 0)).toBe(found.score)
    },
    fault: (person, vacancy, ground) => ({ ...real(person, vacancy, ground), score: real(person, vacancy, ground).score + 1 }),
  },
  {
    name: 'never falls with one more line of work, and never rises when one is taken away',
    holds: ({ person, vacancy, ground, random }, score) => {
      const { lines } = person
      if (lines[0]?.line === 0) return
      const whole = score(person, vacancy, ground).score
      const more = [...lines, { line: lines.length + 1, isco: size.groups[random.below(size.groups.length)] ?? null, factor: 70 }]
      expect(score({ ...person, lines: more }, vacancy, ground).score).toBeGreaterThanOrEqual(whole)
      if (lines.length > 1) expect(score({ ...person, lines: lines.slice(1) }, vacancy, ground).score).toBeLessThanOrEqual(whole)
    },
    fault: (person, vacancy, ground) => real({ ...person, lines: person.lines.slice(-1) }, vacancy, ground),
  },
  {
    name: 'is said in sentences that are true of the pair',
    holds: ({ person, vacancy, ground }, score) => {
      const found = score(person, vacancy, ground)
      for (const { part, level } of reasonsOf(found.parts, found.closeness)) expect(truthOf(part, level, person, vacancy, ground), `${part}-${level}`).toBe(true)
    },
    fault: (person, vacancy, ground) => {
      const found = real(person, vacancy, ground)
      return change(found, { place: partMost.place - found.parts.place, languages: -found.parts.languages })
    },
  },
]

/** What each sentence says, checked against the facts and not against the points. */
function truthOf(part: Part, level: string, person: PersonFacts, vacancy: VacancyFacts, ground: Ground): boolean {
  const km = kilometres(person, vacancy, ground)
  const held = person.months?.get(vacancy.isco?.slice(0, 3) ?? '') ?? 0
  const spoken = vacancy.languages.filter((one) => person.languages.includes(one)).length
  const hoped = person.wageExpected ?? (person.wageLeast === null ? null : Math.floor((person.wageLeast * 125) / 100))
  const [offer, least, short] = [vacancy.wageOffer, person.wageLeast, (vacancy.isced ?? 0) - (person.isced ?? 0)]
  const same = (digits: number) => person.lines.some(({ isco }) => isco !== null && isco.slice(0, digits) === vacancy.isco?.slice(0, digits))
  const unknownWork = vacancy.isco === null || person.lines.some(({ isco }) => isco === null)
  const days = [today - (person.contactOn ?? -1e9), today - vacancy.publishedOn]
  const truths: Record<string, boolean> = {
    'occupation-unknown': unknownWork, 'occupation-distant': same(1), 'experience-unasked': vacancy.months === 0, 'experience-unknown': person.months === null || vacancy.isco === null, 'experience-enough': held >= vacancy.months,
    'place-unknown': km === undefined, 'place-edge': km !== undefined && km <= person.commuteKm, 'wage-unknown': offer === null || least === null, 'education-unasked': vacancy.isced === null, 'education-met': person.isced !== null && short <= 0,
    'languages-unasked': vacancy.languages.length === 0, 'languages-unknown': person.languages.length === 0, 'languages-all': spoken === vacancy.languages.length && spoken > 0,
    'occupation-same': same(4), 'occupation-near': same(3), 'occupation-related': same(2), 'occupation-far': same(1) || unknownWork, 'occupation-other': true,
    'skills-few': true, 'skills-some': vacancy.vector.size > 0, 'skills-strong': vacancy.vector.size > 0,
    'experience-full': vacancy.months === 0 || held >= vacancy.months, 'experience-half': person.months === null || vacancy.isco === null || (held > 0 && held < vacancy.months), 'experience-none': held === 0, 'experience-part': held > 0 && held < vacancy.months,
    'place-near': km !== undefined && km <= person.commuteKm, 'place-middle': km === undefined || km === person.commuteKm, 'place-move': km !== undefined && km > person.commuteKm,
    'wage-full': offer !== null && hoped !== null && offer >= hoped, 'wage-half': offer === null || least === null || (hoped !== null && offer > least && offer < hoped), 'wage-none': offer !== null && least !== null && offer <= least,
    'wage-part': offer !== null && least !== null && offer > least,
    'education-full': vacancy.isced === null || (person.isced !== null && short <= 0), 'education-half': person.isced === null, 'education-part': person.isced !== null && (short === 1 || short === 2), 'education-none': person.isced !== null && short >= 3,
    'languages-full': spoken === vacancy.languages.length, 'languages-half': person.languages.length === 0 || spoken * 2 === vacancy.languages.length, 'languages-part': spoken > 0 && spoken < vacancy.languages.length, 'languages-none': spoken === 0,
    'freshness-new': days.every((one) => one <= 45), 'freshness-older': days.some((one) => one > 20), 'freshness-old': days.every((one) => one > 20),
  }
  return truths[`${part}-${level}`] ?? false
}

const check = ({ holds, runs = 400 }: Law, scorer: Scorer) => fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => holds(pairOf(seed), scorer)), { numRuns: runs, seed: 20_261 })

describe('a score', () => {
  it.each(laws)('$name', (law) => check(law, real))
  it.each(laws)('is caught when it breaks this: $name (control)', (law) => expect(() => check(law, law.fault)).toThrow(/Property failed/))

  it('is explained by shares that add up, and each lift gains what it promises', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const { person, vacancy, ground } = pairOf(seed)
      const told = explain(person, vacancy, today, ground)
      if (told.matched.length > 0) expect(told.matched.reduce((sum, { points }) => sum + points, 0)).toBe(told.pair.parts.skills)
      for (const { kind, what, gain } of told.lifts) {
        const then: Partial<PersonFacts> = kind === 'skill' ? { skills: [...person.skills, Number(what)], inferred: person.inferred.filter((one) => one !== what) }
          : kind === 'language' ? { languages: [...person.languages, String(what)] } : kind === 'commute' ? { commuteKm: person.commuteKm + 10 } : { moveAll: true }
        expect(Math.max(0, standing(real({ ...person, ...then }, vacancy, ground))) - Math.max(0, standing(told.pair))).toBe(gain)
      }
      for (const part of parts) expect(truthOf(part, told.levels[part], person, vacancy, ground), `${part}-${told.levels[part]}`).toBe(true)
      for (const skill of told.missing) expect(person.skills).not.toContain(skill)
    }), { numRuns: 400, seed: 20_261 })
  })
})

describe('a list', () => {
  type List = (people: readonly PersonFacts[], vacancies: readonly VacancyFacts[], ground: Ground) => string[][]
  /** For each person the best vacancies, for each vacancy the best people: codes and points. */
  const lists: List = (people, vacancies, ground) => {
    const best = <T extends { code: string }>(found: readonly (readonly [T, PairScore, number])[]) =>
      found.flatMap(([{ code }, { filter, score }, tie]) => (filter === 0 ? [{ code, score, tie }] : [])).sort(byStanding).map(({ code, score }) => `${code} ${score}`)
    return [
      ...people.map((person) => best(vacancies.map((vacancy) => [vacancy, real(person, vacancy, ground), vacancyTie(vacancy)]))),
      ...vacancies.map((vacancy) => best(people.map((person) => [person, real(person, vacancy, ground), person.shown]))),
    ]
  }
  const alone = (list: List) => fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
    const { people, vacancies, ground } = inventNation(seeded(seed), 9, 6, size)
    const [fewer, fewerJobs] = [people.slice(0, -1), vacancies.slice(0, -1)]
    const strangers = [people.at(-1), vacancies.at(-1)].flatMap((one) => (one ? [one.code] : []))
    const without = (all: readonly string[]) => all.filter((line) => !strangers.some((code) => line.startsWith(`${code} `)))
    const whole = list(people, vacancies, ground)
    const kept = [...whole.slice(0, fewer.length), ...whole.slice(people.length, people.length + fewerJobs.length)].map(without)
    expect(kept).toEqual(list(fewer, fewerJobs, ground))
  }), { numRuns: 60, seed: 20_261 })

  it('changes for nobody when an unrelated person or vacancy comes', () => alone(lists))
  it('is caught when a rarer skill elsewhere changes the points (control)', () => {
    const byCrowd: List = (people, vacancies, ground) => lists(people, vacancies, ground).map((one) => one.map((line) => `${line} ${people.length}`))
    expect(() => alone(byCrowd)).toThrow(/Property failed/)
  })
  it('holds everybody whom no filter removes, with an empty profile too', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const { people: [first], vacancies, ground } = inventNation(seeded(seed), 1, 12, size)
      if (!first) throw new Error('nobody')
      const empty: PersonFacts = {
        ...first, province: null, district: null, contracts: [], noNight: false, accessNeeded: false, wageLeast: null, wageExpected: null, isced: null, languages: [], months: null, skills: [], inferred: [], absent: [], blocked: [],
        worksFrom: null, hazardFrom: null, lines: [{ line: 0, isco: null, factor: 100 }],
      }
      const open = vacancies.filter((one) => one.validUntil >= today && one.postsLeft > 0 && (one.maxOpen === null || one.openReferrals < one.maxOpen))
      expect(lists([empty], vacancies, ground)[0]).toHaveLength(open.length)
    }), { numRuns: 200, seed: 20_261 })
  })
})
