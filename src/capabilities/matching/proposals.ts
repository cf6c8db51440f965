import type { Reader } from '../../platform/db/database'
import { findOpening, findSeeker, listOpenings, listSeekers } from './queries'
import { byScore, match, type Match } from './rules'

export interface Proposal {
  /** Of the person, or of the vacancy. */
  id: string
  match: Match
}

const most = 20

/** The best people for a vacancy among those whom the reader may see. Empty when the vacancy is not open or has no occupation code. */
export async function proposePeople(reader: Reader, vacancyId: string): Promise<Proposal[]> {
  const opening = await findOpening(reader, vacancyId)
  if (!opening?.isco) return []
  const seekers = await listSeekers(reader, opening.isco)
  return seekers
    .flatMap((seeker) => {
      const found = match(seeker, opening)
      return found ? [{ id: seeker.personId, match: found }] : []
    })
    .sort(byScore)
    .slice(0, most)
}

/** The best open vacancies for a person. Empty without a coded wish or without a matching consent. */
export async function proposeVacancies(reader: Reader, personId: string): Promise<Proposal[]> {
  const seeker = await findSeeker(reader, personId)
  if (!seeker) return []
  const openings = await listOpenings(reader, seeker.wanted)
  return openings
    .flatMap((opening) => {
      const found = match(seeker, opening)
      return found ? [{ id: opening.vacancyId, match: found }] : []
    })
    .sort(byScore)
    .slice(0, most)
}
