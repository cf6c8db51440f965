import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { match, type Opening, type Seeker } from './rules'

const seeker: Seeker = {
  personId: 'p', wanted: ['5223'], done: [], provinceCode: '01', districtCode: '0101', reach: 'province', places: [], skills: ['s1'], wageMin: { amount: 200, currency: 'USD' }, experienceYears: 1,
}
const opening: Opening = { vacancyId: 'v', isco: '5223', provinceCode: '01', districtCode: '0101', skills: ['s1', 's2'], wageMax: { amount: 250, currency: 'USD' }, experienceMin: null }

const code = fc.constantFrom('5223', '5222', '5211', '2411', '9629')
const wage = fc.record({ amount: fc.integer({ min: 0, max: 500 }), currency: fc.constantFrom('USD', 'KHR') })
const anySeeker: fc.Arbitrary<Seeker> = fc.record({
  personId: fc.constant('p'), wanted: fc.array(code, { maxLength: 3 }), done: fc.array(code, { maxLength: 3 }), provinceCode: fc.constantFrom('01', '02', null),
  districtCode: fc.constantFrom('0101', '0102', '0201', null), reach: fc.constantFrom('own-district', 'province', 'anywhere', 'list'), places: fc.array(fc.constantFrom('01', '02')),
  skills: fc.array(fc.constantFrom('s1', 's2', 's3')), wageMin: fc.option(wage), experienceYears: fc.option(fc.integer({ min: 0, max: 20 })),
})
const anyOpening: fc.Arbitrary<Opening> = fc.record({
  vacancyId: fc.constant('v'), isco: fc.option(code), provinceCode: fc.constantFrom('01', '02', null), districtCode: fc.constantFrom('0101', '0201', null),
  skills: fc.array(fc.constantFrom('s1', 's2', 's3')), wageMax: fc.option(wage), experienceMin: fc.option(fc.integer({ min: 0, max: 5 })),
})

describe('matching a person with a vacancy', () => {
  it('gives points for the same occupation, district, skills, experience and wage', () => {
    expect(match(seeker, opening)).toEqual({
      score: 90,
      reasons: [
        { part: 'occupation', points: 50, level: 4 },
        { part: 'place', points: 20, level: 'district' },
        { part: 'skills', points: 5, matched: 1, asked: 2 },
        { part: 'experience', points: 5, level: 'not-asked' },
        { part: 'wage', points: 10, level: 'enough' },
      ],
    })
  })

  it('proposes nobody for other work or beyond the reach of the wish', () => {
    expect(match({ ...seeker, wanted: ['2411'] }, opening)).toBeNull()
    expect(match(seeker, { ...opening, provinceCode: '02', districtCode: null })).toBeNull()
    expect(match({ ...seeker, reach: 'anywhere' }, { ...opening, provinceCode: '02', districtCode: null })?.score).toBe(80)
  })

  it('adds its points up exactly and never above 100', () => {
    fc.assert(
      fc.property(anySeeker, anyOpening, (person, vacancy) => {
        const found = match(person, vacancy)
        if (!found) return
        expect(found.score).toBe(found.reasons.reduce((sum, { points }) => sum + points, 0))
        expect(found.score).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('never lowers a score when a skill that is asked is added, and ignores order and repeats', () => {
    fc.assert(
      fc.property(anySeeker, anyOpening, (person, vacancy) => {
        const before = match(person, vacancy)
        const more = match({ ...person, skills: [...person.skills, ...vacancy.skills] }, vacancy)
        expect(more?.score ?? -1).toBeGreaterThanOrEqual(before?.score ?? -1)
        const turned = match({ ...person, skills: [...person.skills, ...person.skills].reverse(), wanted: [...person.wanted].reverse() }, vacancy)
        expect(turned?.score).toBe(before?.score)
      }),
    )
  })
})
