import { z } from 'zod'
import { constants, type ScoreConstants } from '../score/constants'
import type { KinshipSettings } from './kinship'
import type { WithoutLine } from './rank'

/** Constants of the score, and whether occupations are also compared by the words of the classification. */
export interface WeightsVersion {
  /** Behind the name of the classification in every result. */
  readonly number: string
  readonly constants: ScoreConstants
  readonly kinship: KinshipSettings | null
  readonly withoutLine: WithoutLine
}

/** The formula as first registered: closeness by shared digits. Used whenever no classification is given. */
export const firstWeights: WeightsVersion = { number: '1', constants, kinship: null, withoutLine: 'floor' }

/**
 * Closeness by the words of ESCO where they are nearer than the digits, which count half. Measured in
 * docs/how-to/evaluate-matching.md. Needs the classification.
 */
export const secondWeights: WeightsVersion = {
  number: '2',
  constants: { ...constants, version: 'openpes/2', closeness: [0, 1250, 2500, 3750, 5000] },
  kinship: { names: 2, descriptions: 3, skills: 3, factor: 250 },
  withoutLine: 'lifted',
}

const points = z.number().int().min(0).max(10_000)
const percent = z.number().int().min(0).max(100)
const file = z.strictObject({
  version: z.string().regex(/^[\w./-]{1,40}$/),
  valid_from: z.string().optional(),
  skillsLeast: points.optional(), skillsPerDeclared: points.optional(), skillsDeclaredMost: z.number().int().min(1).max(100).optional(),
  occupation: points.optional(), experience: points.optional(), place: points.optional(), wage: points.optional(), education: points.optional(), languages: points.optional(), freshness: points.optional(),
  expansion: percent.optional(), broader: percent.optional(), unknownIdf: z.number().int().min(100).max(9000).optional(), unknownLength: z.number().int().min(1).optional(),
  closeness: z.tuple([points, points, points, points, points]).optional(),
  lineFactors: z.strictObject({ wanted: z.tuple([percent, percent, percent]), last: percent, past: percent }).optional(),
  kinship: z.strictObject({ names: percent, descriptions: percent, skills: percent, factor: z.number().int().min(1).max(1000) }).refine((shares) => shares.names + shares.descriptions + shares.skills > 0, 'one of names, descriptions, skills must be more than 0').nullable().optional(),
  withoutLine: z.enum(['floor', 'lifted']).optional(),
})

/** Reads a weights file (JSON). What it does not name is as in the first version; unknown keys and wrong sums are refused. */
export function readWeights(text: string): { weights: WeightsVersion } | { fault: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: 'this is not JSON' }
  }
  const read = file.safeParse(value)
  if (!read.success) return { fault: read.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ') }
  const { version, valid_from, kinship, withoutLine = 'floor', ...given } = read.data
  void valid_from
  const known = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)) as Partial<ScoreConstants>
  const all: ScoreConstants = { ...constants, ...known, version }
  const sum = all.skillsLeast + all.skillsPerDeclared * all.skillsDeclaredMost + all.occupation + all.experience + all.place + all.wage + all.education + all.languages + all.freshness
  if (sum !== 10_000) return { fault: `the parts add up to ${sum}, not to 10000` }
  return { weights: { number: version, constants: all, kinship: kinship ?? null, withoutLine } }
}
