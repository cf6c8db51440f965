// The invented country of the measurements: 436 unit groups, 25 provinces, 204 districts, about 3,000 skills; the same for every peer.
import { inventGround, inventGroups, withVector, type Nation } from '../../src/capabilities/matching/engine/nation'
import { type NationSize, randomPerson, randomVacancy, seeded } from '../../src/capabilities/matching/engine/random-nation'
import type { PersonFacts } from '../../src/capabilities/matching/score/facts'

export const today = 20_000
export const size: NationSize = { groups: inventGroups(436), provinces: 25, districts: 204, skills: 3000, today }

/** People come one by one, so that a million of them need no memory of their own. */
export function nationOf(people: number, vacancies: number, seed = 1) {
  const random = seeded(seed)
  const ground = inventGround(random, size, 40)
  const asked = Array.from({ length: vacancies }, (_, n) => withVector(randomVacancy(random, n + 1, size), ground))
  const personAt = (n: number): PersonFacts => randomPerson(seeded(seed * 1_000_003 + n), n, size)
  function* everybody(): Generator<PersonFacts> {
    for (let n = 1; n <= people; n += 1) yield personAt(n)
  }
  return { ground, vacancies: asked, personAt, everybody, people }
}
export type Invented = ReturnType<typeof nationOf>
export type { Nation }
