import { expect, it } from 'vitest'
import { constants } from './constants'
import type { Ground, PersonFacts, VacancyFacts } from './facts'
import { closeness } from './occupation-part'
import { byStanding, educationPoints, experiencePoints, filterOf, freshnessPoints, placePoints, scorePair, vacancyTie, wagePoints } from './pair'

const idf = [3200, 4100, 5500, 2300, 6200, 1500]
const profileOf = (length: number, roles: readonly (readonly [number, number])[]) =>
  ({ length, worth: new Map(roles.map(([skill, role]) => [skill, Math.floor((10_000 * Math.floor((Math.floor(((idf[skill] ?? 0) * role) / 100) * 35) / 100)) / length)])) })
const profiles: Record<string, ReturnType<typeof profileOf>> = { '5120': profileOf(5995, [[0, 100], [1, 100], [2, 50], [3, 50]]), '9412': profileOf(3535, [[0, 100], [5, 100]]) }
const ground: Ground = {
  idf: (skill) => idf[skill] ?? 6910, occupation: (isco) => profiles[isco], closeness: (a, b) => closeness(a, b, constants),
  distance: (a, b) => new Map([['near work', 6], ['far work', 40]]).get(`${a} ${b}`),
}
const today = 20_000
const vacancy: VacancyFacts = {
  vacancyId: 'v', code: 'V', employerId: 'e', postsLeft: 1, validUntil: today, startsOn: null, isco: '5120', province: '01', district: 'work', night: false, contract: 'open-ended', accessible: null,
  wageOffer: 900_000, isced: 3, months: 24, languages: ['en', 'zh'], must: [], stated: [0, 1, 4], vector: new Map([[0, 5208], [1, 6673], [2, 1565], [3, 654], [4, 5045]]), publishedOn: today - 3,
  openReferrals: 0, maxOpen: null, hazardous: false, legalIsced: null, licences: [],
}
const unknown: PersonFacts = {
  personId: 'p', code: 'P', province: null, district: null, commuteKm: 15, moveAll: false, move: [], contracts: [], noNight: false, accessNeeded: false, wageLeast: null, wageExpected: null, isced: null,
  languages: [], months: null, contactOn: today, skills: [], inferred: [], absent: [], blocked: [], worksFrom: null, hazardFrom: null, ageKnown: true, shown: 0, lines: [{ line: 1, isco: '5120', factor: 100 }],
}
const p1: PersonFacts = { ...unknown, skills: [0, 1, 2], months: new Map([['512', 30]]), district: 'near', province: '01', wageLeast: 800_000, isced: 2, languages: ['en'], contactOn: today - 12 }
const p3: PersonFacts = {
  ...unknown, skills: [0, 5], lines: [{ line: 2, isco: '9412', factor: 90 }], months: new Map(), district: 'far', province: '01', moveAll: true, wageLeast: 900_000, isced: 5, languages: ['zh', 'en'], contactOn: today - 100,
}

it.each([
  ['M1', p1, { skills: 2778, occupation: 2700, experience: 600, place: 800, wage: 250, education: 200, languages: 100, freshness: 182 }, 7610],
  ['M2', unknown, { skills: 773, occupation: 2700, experience: 300, place: 500, wage: 250, education: 150, languages: 100, freshness: 196 }, 4969],
  ['M3', p3, { skills: 1414, occupation: 0, experience: 0, place: 300, wage: 0, education: 300, languages: 200, freshness: 96 }, 2310],
  ['M4', { ...p1, skills: [0, 1, 2, 4] }, { skills: 3300, occupation: 2700, experience: 600, place: 800, wage: 250, education: 200, languages: 100, freshness: 182 }, 8132],
] as const)('gives %s its eight parts and its score', (_name, person, parts, score) => {
  const found = scorePair(person, vacancy, today, ground)
  expect(found.parts).toEqual(parts)
  expect([found.score, found.filter]).toEqual([score, 0])
})

it('gives the last job two digits away 1080, and the best pair 10,000', () => {
  expect(scorePair({ ...unknown, lines: [{ line: 4, isco: '5131', factor: 80 }] }, vacancy, today, ground).parts.occupation).toBe(1080)
  const best = { ...p1, skills: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], district: 'work', wageLeast: 100_000, isced: 3, languages: ['en', 'zh'], contactOn: today }
  expect(scorePair(best, { ...vacancy, publishedOn: today }, today, ground).score).toBe(10_000)
})

it('steps down with distance, wage, months and levels', () => {
  expect([0, 1, 7, 15, 16].map((km) => placePoints(km, 15))).toEqual([1000, 967, 767, 500, 300])
  expect([999, 1000, 1125, 1249, 1250].map((offer) => wagePoints(1000, null, offer))).toEqual([0, 0, 250, 498, 500])
  expect([0, 12, 24, 90].map((months) => experiencePoints({ ...unknown, months: new Map([['512', months]]) }, vacancy))).toEqual([0, 300, 600, 600])
  expect([5, 3, 2, 0].map((level) => educationPoints(level, 3))).toEqual([300, 300, 200, 0])
  expect([0, 45, 90, 200].map((days) => freshnessPoints(today - days, today - 300, today))).toEqual([100, 50, 0, 0])
})

const removed = (person: Partial<PersonFacts>, asked: Partial<VacancyFacts>, resting = false) => filterOf({ ...p1, ...person }, { ...vacancy, ...asked }, today, ground, resting)
it.each([
  [2, {}, { validUntil: today - 1 }], [2, {}, { postsLeft: 0 }], [2, {}, { openReferrals: 3, maxOpen: 3 }], [3, { worksFrom: today + 1 }, {}], [0, { worksFrom: today + 1 }, { startsOn: today + 1 }],
  [3, { hazardFrom: today + 1 }, { hazardous: true }], [0, { hazardFrom: today + 1 }, {}], [4, { isced: 2 }, { legalIsced: 3 }], [0, { isced: null }, { legalIsced: 3 }], [4, { absent: [9] }, { licences: [9] }],
  [5, { absent: [9] }, { must: [9] }], [0, {}, { must: [9] }], [6, { contracts: ['fixed'] }, {}], [6, { noNight: true }, { night: true }], [7, { wageLeast: 900_001 }, {}], [0, { wageLeast: null }, {}],
  [8, { district: 'far' }, {}], [0, { district: 'far', move: ['01'] }, {}], [8, { district: 'x', province: '02' }, {}], [0, { district: 'x' }, {}], [0, { district: null, province: null }, {}],
  [9, { accessNeeded: true }, { accessible: false }], [0, { accessNeeded: true }, {}], [10, { blocked: ['e'] }, {}],
] as const)('removes by filter %i for %j and %j', (filter, person, asked) => {
  expect(removed(person, asked)).toBe(filter)
})

it('marks what must be checked, and rests a rejected pair', () => {
  expect(removed({}, {}, true)).toBe(10)
  expect(scorePair({ ...p1, ageKnown: false, accessNeeded: true }, { ...vacancy, must: [9], licences: [9] }, today, ground).checks).toBe(15)
  expect(scorePair(p1, { ...vacancy, must: [0] }, today, ground).checks).toBe(0)
})

it('orders by score, then by crowding, then by code', () => {
  expect([vacancyTie({ ...vacancy, openReferrals: 7, postsLeft: 2 }), vacancyTie({ ...vacancy, openReferrals: 3 })]).toEqual([350, 300])
  const rows = [{ score: 1, tie: 350, code: 'A' }, { score: 1, tie: 300, code: 'C' }, { score: 1, tie: 300, code: 'B' }, { score: 2, tie: 900, code: 'D' }]
  expect(rows.sort(byStanding).map(({ code }) => code)).toEqual(['D', 'B', 'C', 'A'])
})

it('takes the best of three wishes in one unit group, and reads codes as text', () => {
  const wishes = [{ line: 3, isco: '5120', factor: 80 }, { line: 1, isco: '5120', factor: 100 }, { line: 2, isco: '5120', factor: 90 }]
  expect(scorePair({ ...unknown, lines: wishes }, vacancy, today, ground)).toEqual(scorePair(unknown, vacancy, today, ground))
  const soldier = { ...unknown, lines: [{ line: 1, isco: '0110', factor: 100 }] }
  expect([scorePair(soldier, { ...vacancy, isco: '0110' }, today, ground).closeness, scorePair(soldier, { ...vacancy, isco: '1100' }, today, ground).closeness]).toEqual([10_000, 0])
})

it('gives half of a part for what is not known, and never the distance of zero for a road that no file names', () => {
  expect(placePoints(undefined, 15)).toBe(500)
  expect(scorePair({ ...p1, district: 'no road known' }, vacancy, today, ground).parts.place).toBe(500)
  expect([wagePoints(null, null, 900_000), wagePoints(800_000, null, null)]).toEqual([250, 250])
  expect(scorePair({ ...unknown, lines: [{ line: 0, isco: null, factor: 100 }] }, vacancy, today, ground).parts.occupation).toBe(675)
  expect(scorePair(unknown, { ...vacancy, stated: [], vector: new Map() }, today, ground).cosine).toBe(2500)
})

it('does not lower a line without a profile by the first skill', () => {
  const line = { lines: [{ line: 1, isco: '9999', factor: 100 }] }
  const found = [[], [3], [0], [0, 1, 2]].map((skills) => scorePair({ ...unknown, ...line, skills }, vacancy, today, ground).cosine)
  expect(found.slice(0, 3)).toEqual([1500, 1500, 1500])
  expect(found[3]).toBeGreaterThan(1500)
})
