import type { GroundRows } from '../queries/facts'
import type { VacancyFacts } from '../score/facts'

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
