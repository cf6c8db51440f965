import type { GroundRows } from '../queries/facts'
import type { PersonFacts, VacancyFacts } from '../score/facts'

export interface BatchPair {
  person: string
  vacancy: string
  rank: number
  score: number
  tie: number
}

/** What a thread is started with; then it is sent pages of people, and answers each with their best vacancies. */
export interface BatchWork {
  readonly ground: GroundRows
  readonly vacancies: readonly VacancyFacts[]
  readonly today: number
  readonly top: number
}

/** Indices of the people, those of one line of work and district beside each other: what a search reads for the next is then near at hand. */
export function likeBesideLike(people: readonly PersonFacts[]): number[] {
  const keys = people.map(({ lines, district }) => `${lines[0]?.isco ?? ''} ${district ?? ''}`)
  return people.map((_, at) => at).sort((x, y) => ((keys[x] ?? '') < (keys[y] ?? '') ? -1 : (keys[x] ?? '') > (keys[y] ?? '') ? 1 : x - y))
}
