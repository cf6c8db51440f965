import { expect, it } from 'vitest'
import type { Esco } from '../../../platform/classifications/esco/read-esco'
import { evaluate, type EvaluateOptions } from './evaluate'
import { firstWeights, readWeights, secondWeights } from './weights-versions'

const skill = (name: string) => `http://data.europa.eu/esco/skill/${name}`
const lines = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')
const known = new Set(['5', '51', '512', '5120', '5131', '9412', '2411', '0110'])
const run = (profiles: string, candidates: string, options: Partial<EvaluateOptions> = {}, labels?: string) =>
  evaluate(
    { profiles: { name: 'profiles.jsonl', text: profiles }, candidates: { name: 'candidates.jsonl', text: candidates }, labels: labels === undefined ? undefined : { name: 'labels.jsonl', text: labels } },
    { top: 10, lenient: false, isIsco: (code) => known.has(code), ...options },
  )
type Row = { candidate: string; rank: number; score: number; skills: number; occupation: number; cosine: number; closeness: number }
const rankings = (result: ReturnType<typeof run>) => result.lines.map((line) => (JSON.parse(line) as { ranking: Row[] }).ranking)

const candidates = lines(
  { id: 'cook', occupations: [{ isco: '5120' }], skills: [skill('a'), skill('b')] },
  { id: 'waiter', occupations: [{ isco: '5131' }], skills: [skill('b'), { uri: skill('c'), role: 'optional' }] },
  { id: 'helper', occupations: [{ isco: '9412' }], skills: [skill('a')] },
  { id: 'clerk', occupations: [{ isco: '2411' }], skills: [skill('d')] },
  { id: 'open', skills: [] },
)

it('ranks three profiles and five candidates as worked out in docs/how-to/evaluate-matching.md', () => {
  const result = run(lines({ id: 'p1', occupations: [{ isco: '5120' }], skills: [skill('a')] }, { id: 'p2', skills: [skill('d')] }, { id: 'p3' }), candidates)
  const [first, second, third] = rankings(result)
  expect(first?.map(({ candidate, score }) => [candidate, score])).toEqual([['cook', 4620], ['helper', 2014], ['waiter', 1878], ['open', 1387], ['clerk', 0]])
  expect(first?.[2]).toEqual({ rank: 3, candidate: 'waiter', score: 1878, skills: 528, occupation: 1350, cosine: 1855, closeness: 5000 })
  expect(second?.map(({ candidate, score }) => [candidate, score])).toEqual([['open', 1387], ['clerk', 1102], ['cook', 1102], ['helper', 1102], ['waiter', 1102]])
  expect(third?.map(({ candidate }) => candidate)).toEqual(['clerk', 'cook', 'helper', 'open', 'waiter'])
  expect(JSON.parse(result.lines[2] ?? '')).toMatchObject({ profile: 'p3', empty: true })
  for (const row of rankings(result).flat()) expect(row.score).toBe(row.skills + row.occupation)
})

it('ignores order and repeats of skills, keeps the strongest role and leaves out what is excluded', () => {
  const one = run(lines({ id: 'p', skills: [skill('a'), skill('b'), { uri: skill('a'), role: 'optional' }], exclude: ['cook'] }), candidates)
  const other = run(lines({ id: 'p', skills: [skill('b'), skill('a')], exclude: ['cook'] }), candidates)
  expect(one.lines).toEqual(other.lines)
  expect(rankings(one)[0]?.map(({ candidate }) => candidate)).not.toContain('cook')
})

it('never lowers a score when one more skill is declared', () => {
  const scores = (skills: string[]) => new Map(rankings(run(lines({ id: 'p', occupations: [{ isco: '5131' }], skills: skills.map(skill) }), candidates))[0]?.map(({ candidate, score }) => [candidate, score]))
  const fewer = scores(['b'])
  for (const added of ['a', 'c', 'd', 'unknown']) for (const [candidate, score] of scores(['b', added])) expect(score).toBeGreaterThanOrEqual(fewer.get(candidate) ?? 0)
})

it('tells every fault with its line and writes nothing', () => {
  const text = ['{"id":"a"', '{"id":"b","occupations":[{"isco":"53A1"}]}', '{"id":"c"}', '{"id":"c"}', JSON.stringify({ id: 'd', occupations: Array(7).fill({ isco: '5120' }) })].join('\n')
  const { faults, lines: written } = run(text, candidates)
  expect(faults.map(({ line, message }) => `${line}: ${message}`)).toEqual(['1: this line is not JSON', '2: "53A1" is not an ISCO-08 code', '4: the id "c" stands here a second time', expect.stringMatching(/^5: /)])
  expect(written).toEqual([])
  expect(run('{"id":"b","occupations":[{"isco":"53A1"}]}', candidates, { lenient: true }).remarks).toContain('1 ISCO codes are not in the list and were taken as unknown.')
})

it('tells once which fields are not used and how many skills have no weight', () => {
  const { remarks } = run(lines({ id: 'p', name: 'x', skills: [skill('nowhere')] }, { id: 'q', name: 'y' }), candidates)
  expect(remarks).toContain('The field "name" is not used.')
  expect(remarks).toContain('1 of 5 skills are not in the weights file; they keep the default weight.')
})

it('reads labels only for the measures', () => {
  const profiles = lines({ id: 'p', occupations: [{ isco: '5120' }], skills: [skill('a')] })
  const measured = run(profiles, candidates, {}, lines({ id: 'p', relevant: { cook: 3, clerk: 1 } }))
  expect(measured.lines).toEqual(run(profiles, candidates).lines)
  expect(measured.quality).toMatchObject({ profiles: 1, recall: 1, reciprocalRank: 1 })
})

const esco: Esco = {
  occupations: [
    { uri: 'u:cook', isco: '5120', label: 'cook', otherLabels: [], description: 'Cooks prepare meals in kitchens.' },
    { uri: 'u:helper', isco: '9412', label: 'kitchen helper', otherLabels: ['cook helper'], description: 'Helpers prepare vegetables in kitchens for cooks.' },
    { uri: 'u:clerk', isco: '2411', label: 'accountant', otherLabels: [], description: 'Accountants keep ledgers.' },
  ],
  skills: ['prepare vegetables', 'clean kitchens', 'keep ledgers'].map((label, at) => ({ uri: skill(`e${at}`), label, otherLabels: [], type: 'skill/competence' })),
  relations: [{ occupation: 0, skill: 0, essential: true }, { occupation: 1, skill: 1, essential: true }, { occupation: 2, skill: 2, essential: true }],
  broaderSkills: new Map(), iscoExamples: [], iscoDefinitions: [], refused: [],
  counts: { iscoGroups: 0, occupationLabels: 1, skillLabels: 0, relationsRead: 3, unitGroupsUsed: 3 },
}

it('finds moves across ISCO by the words of the classification, and names the version', () => {
  const profile = lines({ id: 'p', occupations: [{ isco: '5120', esco: 'u:cook' }] })
  const all = lines(...esco.occupations.map(({ uri, isco }) => ({ id: uri, occupations: [{ isco, esco: uri }] })))
  const second = run(profile, all, { esco })
  const first = run(profile, all, { esco, weights: firstWeights })
  const closeTo = (result: ReturnType<typeof run>, id: string) => rankings(result)[0]?.find(({ candidate }) => candidate === id)?.closeness
  expect([closeTo(second, 'u:cook'), closeTo(first, 'u:cook'), closeTo(first, 'u:helper')]).toEqual([10_000, 10_000, 0])
  expect(closeTo(second, 'u:helper')).toBeGreaterThan(closeTo(second, 'u:clerk') ?? 0)
  expect([second, first].map(({ lines: [line = ''] }) => (JSON.parse(line) as { weights: string }).weights)).toEqual(['esco-1.1.1/2', 'esco-1.1.1/1'])
})

it('tells jobs apart by few skills when no occupation is known, and no further skill lowers one', () => {
  const all = lines(...esco.occupations.map(({ uri, isco }) => ({ id: uri, occupations: [{ isco, esco: uri }] })))
  const scores = (weights: typeof secondWeights, ...held: string[]) => new Map(rankings(run(lines({ id: 'p', skills: held.map(skill) }), all, { esco, weights }))[0]?.map((one) => [one.candidate, one.score]))
  const few = { ...secondWeights, constants: { ...secondWeights.constants, expansion: 5 } }
  const [floor, lifted] = [{ ...few, withoutLine: 'floor' as const }, few].map((weights) => scores(weights, 'e1'))
  expect(new Set(floor?.values()).size).toBe(1)
  expect(lifted?.get('u:helper')).toBeGreaterThan(lifted?.get('u:clerk') ?? 0)
  const more = scores(few, 'e1', 'e2')
  for (const [id, score] of lifted ?? []) expect(more.get(id)).toBeGreaterThanOrEqual(score)
})

it('refuses a weights file that names something unknown or does not add up', () => {
  expect(readWeights('{')).toEqual({ fault: 'this is not JSON' })
  expect(readWeights('{"version":"x","sex":1}')).toMatchObject({ fault: expect.stringMatching(/sex/) as string })
  expect(readWeights('{"version":"x","occupation":2800}')).toEqual({ fault: 'the parts add up to 10100, not to 10000' })
  expect(readWeights(JSON.stringify({ version: 'y', kinship: secondWeights.kinship, closeness: secondWeights.constants.closeness }))).toMatchObject({ weights: { kinship: secondWeights.kinship } })
})
