import type { Esco } from '../../../platform/classifications/esco/read-esco'
import type { ScoreConstants } from '../score/constants'
import { buildWeights, type KnownOccupation, type SkillWeights } from '../score/skill-weights'
import { buildKinship } from './kinship'
import { meanQuality, type Quality, qualityOf } from './measures'
import { indexCandidates, type Knowledge, rankProfile } from './rank'
import { type Entry, type JsonlFault, readEntries, readLabels } from './read-jsonl'
import { firstWeights, secondWeights, type WeightsVersion } from './weights-versions'

export interface EvaluateFiles {
  profiles: { name: string; text: string }
  candidates: { name: string; text: string }
  labels?: { name: string; text: string } | undefined
}
export interface EvaluateOptions {
  top: number
  lenient: boolean
  esco?: Esco | undefined
  /** Percent, 0 to 100; the default is that of the constants. */
  expansion?: number | undefined
  /** Another version of the constants; the default is the first without a classification, the second with it. */
  weights?: WeightsVersion | undefined
  isIsco(code: string): boolean
}
export interface Evaluation {
  faults: JsonlFault[]
  /** One JSON line for each profile, in input order. */
  lines: string[]
  /** Sentences for the operator: what was not known, what was ignored. */
  remarks: string[]
  quality: (Quality & { profiles: number }) | null
}

/** Ranks the candidates for each profile with the score of the product; labels are read only after the ranking. */
export function evaluate(files: EvaluateFiles, options: EvaluateOptions): Evaluation {
  const { isIsco, lenient } = options
  const profiles = readEntries(files.profiles.text, files.profiles.name, { isIsco, lenient, mostOccupations: 6 })
  const candidates = readEntries(files.candidates.text, files.candidates.name, { isIsco, lenient, mostOccupations: 1 })
  const labels = files.labels ? readLabels(files.labels.text, files.labels.name) : null
  const faults = [...profiles.faults, ...candidates.faults, ...(labels?.faults ?? [])]
  if (faults.length > 0) return { faults, lines: [], remarks: [], quality: null }
  const version = options.weights ?? (options.esco ? secondWeights : firstWeights)
  const { knowledge, isKnown } = knowledgeOf(options.esco, candidates.entries, version, options.expansion)
  const index = indexCandidates(candidates.entries, knowledge)
  const qualities: (Quality | null)[] = []
  const lines = profiles.entries.map((profile) => {
    const ranking = rankProfile(profile, index, knowledge, options.top)
    const relevant = labels?.labels.get(profile.id)
    if (relevant) qualities.push(qualityOf(ranking.map(({ candidate }) => candidate), relevant, options.top))
    const empty = profile.occupations.length === 0 && profile.skills.length === 0
    return JSON.stringify({ profile: profile.id, weights: knowledge.weights.version, ...(empty ? { empty: true } : {}), ranking })
  })
  return { faults, lines, remarks: remarksOf(profiles, candidates, isKnown), quality: labels ? meanQuality(qualities) : null }
}

/** Weights and profiles from ESCO, or, without it, from the candidates themselves. */
function knowledgeOf(esco: Esco | undefined, candidates: readonly Entry[], version: WeightsVersion, expansion: number | undefined) {
  const settings: ScoreConstants = { ...version.constants, expansion: expansion ?? version.constants.expansion }
  const numbers = new Map<string, number>()
  const uris: string[] = []
  const skillNumber = (uri: string) => {
    let number = numbers.get(uri)
    if (number === undefined) {
      numbers.set(uri, (number = numbers.size))
      uris.push(uri)
    }
    return number
  }
  const occupations = esco ? ofEsco(esco, skillNumber) : ofCandidates(candidates, skillNumber)
  const weighed = new Set(occupations.flatMap(({ profile }) => [...profile.keys()]))
  const weights: SkillWeights = buildWeights(`${esco ? 'esco-1.1.1' : 'candidates'}/${version.number}`, occupations, settings)
  const broaderOf = (skill: number) => (esco?.broaderSkills.get(uris[skill] ?? '') ?? []).map(skillNumber)
  const kinship = esco && version.kinship ? buildKinship(esco, version.kinship) : undefined
  const knowledge: Knowledge = { weights, settings, skillNumber, broaderOf, kinship, withoutLine: version.withoutLine }
  return { knowledge, isKnown: (uri: string) => weighed.has(skillNumber(uri)) }
}

function ofEsco(esco: Esco, skillNumber: (uri: string) => number): KnownOccupation[] {
  const skills = esco.skills.map(({ uri }) => skillNumber(uri))
  const profiles = esco.occupations.map(() => new Map<number, number>())
  for (const { occupation, skill, essential } of esco.relations) {
    const number = skills[skill]
    const profile = profiles[occupation]
    if (number !== undefined && profile) profile.set(number, Math.max(essential ? 100 : 50, profile.get(number) ?? 0))
  }
  return esco.occupations.map(({ uri, isco }, at) => ({ uri, isco, profile: profiles[at] ?? new Map<number, number>() }))
}

function ofCandidates(candidates: readonly Entry[], skillNumber: (uri: string) => number): KnownOccupation[] {
  return candidates.map((candidate) => {
    const profile = new Map<number, number>()
    for (const { uri, role } of candidate.skills) profile.set(skillNumber(uri), Math.max(role === 'essential' ? 100 : 50, profile.get(skillNumber(uri)) ?? 0))
    const isco = candidate.occupations[0]?.isco ?? ''
    return { uri: '', isco: isco.length === 4 ? isco : '', profile }
  })
}

function remarksOf(profiles: ReturnType<typeof readEntries>, candidates: ReturnType<typeof readEntries>, isKnown: (uri: string) => boolean): string[] {
  const uris = new Set([...profiles.entries, ...candidates.entries].flatMap(({ skills }) => skills.map(({ uri }) => uri)))
  const unknown = [...uris].filter((uri) => !isKnown(uri)).length
  const fields = [...new Set([...profiles.unknownFields, ...candidates.unknownFields])]
  const codes = profiles.unknownCodes + candidates.unknownCodes
  return [
    ...(unknown > 0 ? [`${unknown} of ${uris.size} skills are not in the weights file; they keep the default weight.`] : []),
    ...fields.map((field) => `The field "${field}" is not used.`),
    ...(codes > 0 ? [`${codes} ISCO codes are not in the list and were taken as unknown.`] : []),
  ]
}
