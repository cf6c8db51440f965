import type { ScoreConstants } from '../score/constants'
import { closeness, missingCloseness, occupationPoints, type Related } from '../score/occupation-part'
import type { Profile, SkillWeights } from '../score/skill-weights'
import { personVector, skillsPoints, vacancyVector } from '../score/skills-part'
import { floorDiv } from '../score/whole'
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
  /** Number of a skill by its URI; new ones get the next number. */
  skillNumber(uri: string): number
  /** Skills that a skill belongs to, by number. */
  broaderOf(skill: number): readonly number[]
}

interface Candidate {
  id: string
  isco: string | null
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
    candidates.push({ id: entry.id, isco, hasSkills: vector.size > 0 })
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

interface Best {
  score: number
  skills: number
  occupation: number
  cosine: number
  closeness: number
}

/** The best candidates of a profile: the best of its lines counts; ties go to the lower id in code-point order. */
export function rankProfile(entry: Entry, index: CandidateIndex, knowledge: Knowledge, top: number): Ranked[] {
  const { settings, weights, related } = knowledge
  const { candidates } = index
  const stated = statedSkills(entry, knowledge)
  const declared = new Set(entry.skills.map(({ uri }) => uri)).size
  const lines = entry.occupations.length > 0 ? entry.occupations.map((line) => ({ isco: line.isco ?? null, esco: line.esco, factor: lineFactor(line, settings) })) : [{ isco: null, esco: undefined, factor: 100 }]
  const best: Best[] = candidates.map(() => ({ score: -1, skills: 0, occupation: 0, cosine: 0, closeness: 0 }))
  for (const line of lines) {
    const profile = weights.profileOf({ isco: line.isco, esco: line.esco })
    const sums = sumProducts(index, stated, profile, knowledge)
    candidates.forEach((candidate, at) => {
      const found = candidate.hasSkills ? Math.min(10_000, floorDiv(sums[at] ?? 0, 10_000)) : 2500
      const cosine = profile || !candidate.hasSkills ? found : Math.max(1500, found)
      const known = line.isco !== null && candidate.isco !== null
      const close = line.isco !== null && candidate.isco !== null ? closeness(line.isco, candidate.isco, settings, related) : missingCloseness
      const skills = skillsPoints(cosine, declared, settings)
      const occupation = occupationPoints(close, known ? line.factor : 100, settings)
      const held = best[at]
      if (held && skills + occupation > held.score) Object.assign(held, { score: skills + occupation, skills, occupation, cosine, closeness: close })
    })
  }
  const left = new Set(entry.exclude)
  return candidates
    .flatMap(({ id }, at) => {
      const held = best[at]
      return held && !left.has(id) ? [{ candidate: id, ...held }] : []
    })
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, top)
    .map((found, at) => ({ rank: at + 1, ...found }))
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
