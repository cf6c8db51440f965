import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inventGroups, inventNation } from '../engine/nation'
import { seeded } from '../engine/random-nation'
import { explain } from './explain'
import { type PairScore, type PersonFacts, parts, type VacancyFacts } from './facts'
import { scorePair } from './pair'
import { partMost, reasonsOf } from './reasons'

const today = 20_000
const size = { groups: inventGroups(40), provinces: 3, districts: 12, skills: 60, today }
/** Pairs of an invented nation: fast-check chooses the seed and shrinks it. */
function pairOf(seed: number) {
  const { people: [person], vacancies: [vacancy], ground } = inventNation(seeded(seed), 1, 1, size)
  if (!person || !vacancy) throw new Error('no pair')
  return { person, vacancy, ground, random: seeded(seed + 1) }
}
type Pair = ReturnType<typeof pairOf>
const score = ({ person, vacancy, ground }: Pair, change: Partial<PersonFacts> = {}, asked: Partial<VacancyFacts> = {}): PairScore => scorePair({ ...person, ...change }, { ...vacancy, ...asked }, today, ground)
const holds = (check: (pair: Pair) => void, numRuns = 400) => fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => check(pairOf(seed))), { numRuns, seed: 20_261 })
/** In the list with its points, or not in the list. */
const standing = ({ filter, score: points }: PairScore) => (filter === 0 ? points : -1)

describe('a score', () => {
  it('never falls when a skill is declared, asked for or not', () => {
    holds((pair) => {
      const skill = pair.random.chance(0.5) ? (pair.vacancy.stated[0] ?? 1) : 1 + pair.random.below(size.skills)
      const more = { skills: [...new Set([...pair.person.skills, skill])], inferred: pair.person.inferred.filter((one) => one !== skill), absent: pair.person.absent.filter((one) => one !== skill) }
      expect(standing(score(pair, more))).toBeGreaterThanOrEqual(standing(score(pair)))
    }, 2000)
  })

  it('does not depend on the order of skills, languages, places and lines', () => {
    holds((pair) => {
      const { skills, languages, move, lines } = pair.person
      const turned = { skills: [...skills].reverse(), languages: [...languages].reverse(), move: [...move, ...move].reverse(), lines: [...lines].reverse() }
      expect(score(pair, turned)).toEqual(score(pair))
    })
  })

  it('is never lower nearer, and no wider reach, higher offer or lower least wage removes a pair', () => {
    holds((pair) => {
      const near = { ...pair, ground: { ...pair.ground, distance: () => 3 } }
      const far = { ...pair, ground: { ...pair.ground, distance: () => 12 } }
      expect(standing(score(near))).toBeGreaterThanOrEqual(standing(score(far)))
      const isIn = (found: PairScore) => found.filter === 0
      if (!isIn(score(pair))) return
      expect(isIn(score(pair, { commuteKm: pair.person.commuteKm + 20 }))).toBe(true)
      expect(isIn(score(pair, {}, { wageOffer: (pair.vacancy.wageOffer ?? 0) + 100_000 })) || pair.vacancy.wageOffer === null).toBe(true)
      expect(isIn(score(pair, { wageLeast: Math.max(0, (pair.person.wageLeast ?? 0) - 50_000) }))).toBe(true)
    })
  })

  it('has no field for sex, age, group, health, name, nationality, band or centre', () => {
    holds((pair) => {
      const told = { ...pair.person, sex: 'F', birthYear: 1950, groups: ['x'], nationality: 'y', centreId: 'z', name: 'n', band: 3 }
      expect(JSON.stringify(scorePair(told, pair.vacancy, today, pair.ground))).toBe(JSON.stringify(score(pair)))
    }, 50)
  })

  it('puts the unknown between the best and the worst that can be known', () => {
    holds((pair) => {
      const { vacancy } = pair
      // What asks for little gives even the least educated more than the unknown: only a level that can give nothing is compared.
      const asked = { isced: vacancy.isced === null ? null : Math.max(3, vacancy.isced) }
      const cases: [keyof PairScore['parts'], Partial<PersonFacts>, Partial<PersonFacts>, Partial<PersonFacts>][] = [
        ['education', { isced: null }, { isced: 8 }, { isced: 0 }], ['languages', { languages: [] }, { languages: [...vacancy.languages, 'zz'] }, { languages: ['zz'] }],
        ['experience', { months: null }, { months: new Map([[vacancy.isco?.slice(0, 3) ?? '', 600]]) }, { months: new Map() }], ['wage', { wageLeast: null }, { wageLeast: 1 }, { wageLeast: vacancy.wageOffer ?? 1 }],
      ]
      for (const [part, unknown, best, worst] of cases) {
        const [middle, most, least] = [unknown, best, worst].map((one) => score(pair, { ...one, wageExpected: null }, asked).parts[part])
        if (most === undefined || middle === undefined || least === undefined) throw new Error(part)
        expect(middle).toBeLessThanOrEqual(most)
        expect(middle).toBeGreaterThanOrEqual(part === 'wage' && vacancy.wageOffer === null ? 0 : least)
      }
      const nothing = { district: null, province: null, isced: null, wageLeast: null, ageKnown: false }
      if (score(pair).filter === 0) expect([0]).toContain(score(pair, nothing).filter)
    })
  })

  it('has parts within their maxima that add up, and the same from both sides', () => {
    holds((pair) => {
      const found = score(pair)
      for (const part of parts) expect(found.parts[part] >= 0 && found.parts[part] <= partMost[part]).toBe(true)
      expect(found.score).toBe(parts.reduce((sum, part) => sum + found.parts[part], 0))
      expect(reasonsOf(found.parts, found.closeness).reduce((sum, { points }) => sum + points, 0)).toBe(found.score)
    })
  })

  it('never falls with one more line of work, and never rises when one is taken away', () => {
    holds((pair) => {
      const { lines } = pair.person
      if (lines[0]?.line === 0) return
      const more = { lines: [...lines, { line: lines.length + 1, isco: size.groups[pair.random.below(size.groups.length)] ?? null, factor: 70 }] }
      expect(score(pair, more).score).toBeGreaterThanOrEqual(score(pair).score)
      if (lines.length > 1) expect(score(pair, { lines: lines.slice(1) }).score).toBeLessThanOrEqual(score(pair).score)
    })
  })

  it('is explained by shares that add up, and each lift gains what it promises', () => {
    holds((pair) => {
      const told = explain(pair.person, pair.vacancy, today, pair.ground)
      if (told.matched.length > 0) expect(told.matched.reduce((sum, { points }) => sum + points, 0)).toBe(told.pair.parts.skills)
      for (const { kind, what, gain } of told.lifts) {
        if (kind !== 'skill') continue
        const after = score(pair, { skills: [...pair.person.skills, Number(what)], inferred: pair.person.inferred.filter((one) => one !== what) })
        expect(Math.max(0, standing(after)) - Math.max(0, standing(told.pair))).toBe(gain)
      }
      for (const skill of told.missing) expect(pair.person.skills).not.toContain(skill)
    })
  })
})
