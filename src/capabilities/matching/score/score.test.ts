import { expect, it } from 'vitest'
import { constants } from './constants'
import { closeness, occupationPoints } from './occupation-part'
import { buildWeights, idfOf, type Profile, type SkillWeights } from './skill-weights'
import { cosine, personVector, skillsPoints, vacancyVector, widen } from './skills-part'
import { ceilRoot } from './whole'

const [A, B, C, D, E, F] = [0, 1, 2, 3, 4, 5] as const
const idf: Record<number, number> = { [A]: 3200, [B]: 4100, [C]: 5500, [D]: 2300, [E]: 6200, [F]: 1500 }
const profiles: Record<string, Profile> = { '5120': new Map([[A, 100], [B, 100], [C, 50], [D, 50]]), '9412': new Map([[A, 100], [F, 100]]) }
const lengths = buildWeights('test', [], constants)
const weights: SkillWeights = {
  version: 'test',
  idf: (skill) => idf[skill] ?? constants.unknownIdf,
  profileOf: ({ isco }) => (isco === null ? undefined : profiles[isco]),
  lengthOf: (profile) => {
    if (!profile) return lengths.lengthOf(undefined)
    return ceilRoot([...profile].reduce((sum, [skill, role]) => sum + Math.floor(((idf[skill] ?? 0) * role) / 100) ** 2, 0))
  },
}
const stated = (...skills: number[]): Profile => new Map(skills.map((skill) => [skill, 100]))
const vacancy = vacancyVector(new Map([[A, 100], [B, 100], [E, 50]]), profiles['5120'], weights, constants)
const person = (isco: string, ...skills: number[]) => personVector(stated(...skills), profiles[isco], weights, constants)

it('weighs skills as in the worked numbers', () => {
  expect([...widen(new Map([[A, 100], [B, 100], [E, 50]]), profiles['5120'], weights, constants)]).toEqual([[A, 3200], [B, 4100], [E, 3100], [C, 962], [D, 402]])
  expect([A, B, C, D, E].map((skill) => vacancy.get(skill))).toEqual([5208, 6673, 1565, 654, 5045])
  expect([weights.lengthOf(profiles['5120']), weights.lengthOf(profiles['9412'])]).toEqual([5995, 3535])
  expect([1, 10, 100, 1000].map((df) => idfOf(3007, df))).toEqual([8009, 5706, 3404, 1101])
})

it.each([
  ['P1', person('5120', A, B, C), 8822],
  ['P2', person('5120'), 2864],
  ['P3', person('9412', A, F), 4714],
  ['P4', person('5120', A, B, C, E), 10_000],
  ['P5', person('5120', A, B, C, F), 8822],
] as const)('gives %s its cosine', (_name, vector, expected) => {
  expect(cosine(vacancy, vector, true)).toBe(expected)
})

it('gives the points of the vectors', () => {
  expect([skillsPoints(8822, 3, constants), skillsPoints(2864, 0, constants), skillsPoints(4714, 2, constants), skillsPoints(10_000, 4, constants)]).toEqual([2778, 773, 1414, 3300])
  expect([0, 3, 5, 12, 40].map((declared) => skillsPoints(10_000, declared, constants))).toEqual([2700, 3150, 3450, 4500, 4500])
  expect(occupationPoints(closeness('5131', '5120', constants), 80, constants)).toBe(1080)
  expect(occupationPoints(closeness('5121', '5122', constants), 90, constants)).toBe(1822)
  expect(closeness('9412', '5120', constants)).toBe(0)
  expect(cosine(new Map(), person('5120', A), true)).toBe(2500)
})
