import type { ScoreConstants } from '../score/constants'
import { closeness, missingCloseness, occupationPoints, type Related } from '../score/occupation-part'
import type { Profile, SkillWeights } from '../score/skill-weights'
import { personVector, skillsPoints, vacancyVector } from '../score/skills-part'
import { floorDiv } from '../score/whole'
import type { Kinship } from './kinship'
import type { Entry } from './read-jsonl'

export interface Ranked {
  rank: number
  candidate: string
  score: number
  skills: number
  occupation: number
  cosine: number
  closeness: number
}
export interface Knowledge {
  weights: SkillWeights
  settings: ScoreConstants
  related?: Related | undefined
  kinship?: Kinship | undefined
  withoutLine: WithoutLine
  /** Number of a skill by its URI; new ones get the next number. */
  skillNumber(uri: string): number
  /** Skills that a skill belongs to, by number. */
  broaderOf(skill: number): readonly number[]
}

/**
 * The cosine of a line whose occupation has no profile. `floor`: at least 1,500. `lifted`: from 1,500 upwards, so that few skills still
 * tell the candidates apart. Neither falls when a skill is declared.
 */
export type WithoutLine = 'floor' | 'lifted'
const leastWithoutLine = 1500
const withoutProfile = (found: number, how: WithoutLine) => (how === 'floor' ? Math.max(leastWithoutLine, found) : leastWithoutLine + floorDiv(found * (10_000 - leastWithoutLine), 10_000))

interface Candidate {
  id: string
  isco: string | null
  concept: number | undefined
  hasSkills: boolean
}

/** Skills of an entry with the strongest role of each; broader skills at their share. */
function statedSkills(entry: Entry, { skillNumber, broaderOf, settings }: Knowledge): Map<number, number> {
  const stated = new Map<number, number>()
  const put = (skill: number, role: number) => {
    if (role > (stated.get(skill) ?? 0)) stated.set(skill, role)
  }
  for (const { uri, role } of entry.skills) put(skillNumber(uri), role === 'essential' ? 100 : 50)
  if (settings.broader > 0) {
    for (const [skill, role] of [...stated]) for (const wider of broaderOf(skill)) put(wider, floorDiv(role * settings.broader, 100))
  }
  return stated
}

/** Candidates as postings by skill, so that a profile meets only those that share a skill with it. */
export function indexCandidates(entries: readonly Entry[], knowledge: Knowledge) {
  const { weights, settings } = knowledge
  const candidates: Candidate[] = []
  const postings = new Map<number, { at: number[]; value: number[] }>()
  entries.forEach((entry, index) => {
    const [occupation] = entry.occupations
    const isco = occupation?.isco ?? null
    const vector = vacancyVector(statedSkills(entry, knowledge), weights.profileOf({ isco, esco: occupation?.esco }), weights, settings)
    candidates.push({ id: entry.id, isco, concept: occupation && knowledge.kinship?.conceptOf(occupation), hasSkills: vector.size > 0 })
    for (const [skill, value] of vector) {
      let posting = postings.get(skill)
      if (!posting) postings.set(skill, (posting = { at: [], value: [] }))
      posting.at.push(index)
      posting.value.push(value)
    }
  })
  return { candidates, postings }
}
export type CandidateIndex = ReturnType<typeof indexCandidates>

const lineFactor = ({ kind, rank }: Entry['occupations'][number], { lineFactors }: ScoreConstants) =>
  kind === 'wanted' ? (lineFactors.wanted[rank - 1] ?? lineFactors.wanted[2]) : lineFactors[kind]

/** The best line so far for every candidate. */
interface Best {
  score: Int32Array
  skills: Int32Array
  cosine: Int32Array
  closeness: Int32Array
}

const lineOf = (line: Entry['occupations'][number], settings: ScoreConstants) => ({ isco: line.isco ?? null, esco: line.esco, factor: lineFactor(line, settings) })
type Line = ReturnType<typeof lineOf>
const noLine: Line = { isco: null, esco: undefined, factor: 100 }

/** Points of one line with every candidate, kept where they are the most so far. */
function takeLine(line: Line, entry: Entry, { candidates, postings }: CandidateIndex, knowledge: Knowledge, best: Best): void {
  const { settings, weights, related, kinship, withoutLine } = knowledge
  const profile = weights.profileOf(line)
  const sums = sumProducts({ candidates, postings }, statedSkills(entry, knowledge), profile, knowledge)
  const declared = new Set(entry.skills.map(({ uri }) => uri)).size
  const concept = kinship?.conceptOf(line)
  const near = concept === undefined ? undefined : kinship?.towards(concept)
  const byDigits = new Map<string, number>()
  const digitsTo = (isco: string) => {
    let close = byDigits.get(isco)
    if (close === undefined) byDigits.set(isco, (close = closeness(line.isco ?? '', isco, settings, related)))
    return close
  }
  for (const [at, candidate] of candidates.entries()) {
    const found = candidate.hasSkills ? Math.min(10_000, floorDiv(sums[at] ?? 0, 10_000)) : 2500
    const cosine = profile || !candidate.hasSkills ? found : withoutProfile(found, withoutLine)
    const known = line.isco !== null && candidate.isco !== null
    const digits = line.isco !== null && candidate.isco !== null ? digitsTo(candidate.isco) : missingCloseness
    const close = candidate.concept === undefined ? digits : Math.max(digits, near?.[candidate.concept] ?? 0)
    const skills = skillsPoints(cosine, declared, settings)
    const score = skills + occupationPoints(close, known ? line.factor : 100, settings)
    if (score <= (best.score[at] ?? -1)) continue
    best.score[at] = score
    best.skills[at] = skills
    best.cosine[at] = cosine
    best.closeness[at] = close
  }
}

/** The best candidates of a profile: the best of its lines counts; ties go to the lower id in code-point order. */
export function rankProfile(entry: Entry, index: CandidateIndex, knowledge: Knowledge, top: number): Ranked[] {
  const { candidates } = index
  const zeros = () => new Int32Array(candidates.length)
  const best: Best = { score: zeros().fill(-1), skills: zeros(), cosine: zeros(), closeness: zeros() }
  const lines = entry.occupations.map((line) => lineOf(line, knowledge.settings))
  for (const line of lines.length > 0 ? lines : [noLine]) takeLine(line, entry, index, knowledge, best)
  const left = new Set(entry.exclude)
  const isEmpty = entry.occupations.length === 0 && entry.skills.length === 0
  const eligible = candidates.flatMap(({ id }, at) => (left.has(id) ? [] : [at]))
  const scoreOf = (at: number) => best.score[at] ?? 0
  const least = isEmpty ? -1 : (Int32Array.from(eligible, scoreOf).sort().at(-top) ?? -1)
  return eligible
    .filter((at) => scoreOf(at) >= least)
    .sort((a, b) => (isEmpty ? 0 : scoreOf(b) - scoreOf(a)) || byCodePoint(candidates[a]?.id ?? '', candidates[b]?.id ?? ''))
    .slice(0, top)
    .map((at, place) => {
      const [score, skills] = [scoreOf(at), best.skills[at] ?? 0]
      return { rank: place + 1, candidate: candidates[at]?.id ?? '', score, skills, occupation: score - skills, cosine: best.cosine[at] ?? 0, closeness: best.closeness[at] ?? 0 }
    })
}

/** Order of code points; plain comparison would order UTF-16 units, which differs beyond the basic plane. */
function byCodePoint(a: string, b: string): number {
  const [first, second] = [[...a], [...b]]
  for (let at = 0; at < Math.min(first.length, second.length); at += 1) {
    const difference = (first[at]?.codePointAt(0) ?? 0) - (second[at]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return first.length - second.length
}

function sumProducts({ candidates, postings }: CandidateIndex, stated: Profile, profile: Profile | undefined, { weights, settings }: Knowledge): Float64Array {
  const sums = new Float64Array(candidates.length)
  for (const [skill, value] of personVector(stated, profile, weights, settings)) {
    const posting = postings.get(skill)
    if (!posting) continue
    for (let at = 0; at < posting.at.length; at += 1) {
      const candidate = posting.at[at] ?? 0
      sums[candidate] = (sums[candidate] ?? 0) + value * (posting.value[at] ?? 0)
    }
  }
  return sums
}
