import { checks, type Part, type Parts, parts } from './facts'

export const partMost: Parts = { skills: 4500, occupation: 2700, experience: 600, place: 1000, wage: 500, education: 300, languages: 200, freshness: 200 }
export const checkNames = Object.keys(checks) as (keyof typeof checks)[]

/** One part of a score as something that can be said. `level` names a sentence that is true of the pair. */
export interface Reason {
  part: Part
  points: number
  most: number
  level: string
}
export interface Match {
  score: number
  reasons: readonly Reason[]
  /** What a person must still look at: age, law, must, access. */
  checks: readonly string[]
  line: number
}

const fullSkills = 2700

/** The level of a part: a statement that its points alone prove. */
export function levelOf(part: Part, points: number, closeness: number): string {
  const most = partMost[part]
  switch (part) {
    case 'occupation':
      return closeness >= 10_000 ? 'same' : closeness >= 7500 ? 'near' : closeness >= 5000 ? 'related' : closeness > 0 ? 'far' : 'other'
    case 'skills':
      return points >= fullSkills ? 'strong' : points >= 1200 ? 'some' : 'few'
    case 'place':
      return points > 500 ? 'near' : points === 500 ? 'middle' : 'move'
    case 'freshness':
      return points >= 150 ? 'new' : points >= 50 ? 'older' : 'old'
    default:
      return points === most ? 'full' : points === most / 2 ? 'half' : points === 0 ? 'none' : 'part'
  }
}

/** The eight parts as reasons, the fullest first: what speaks for the pair stands above what it lacks. */
export function reasonsOf(points: Parts, closeness: number): Reason[] {
  return parts
    .map((part) => ({ part, points: points[part], most: partMost[part], level: levelOf(part, points[part], closeness) }))
    .sort((a, b) => (a.most - a.points) - (b.most - b.points) || b.points - a.points)
}

export const checksNamed = (bits: number): string[] => checkNames.filter((name) => (bits & checks[name]) !== 0)
