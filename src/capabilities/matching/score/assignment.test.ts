import { expect, it } from 'vitest'
import { type Given, HeldPairs, type Offer } from './assignment'

const offers: Offer[] = ([['p1', 'v1', 9000], ['p2', 'v1', 8900], ['p3', 'v1', 8800], ['p1', 'v2', 8700], ['p2', 'v2', 8000], ['p3', 'v2', 5000], ['p3', 'v3', 4000]] as const).map(([person, vacancy, score]) => ({ person, vacancy, score }))
const key = { people: 'person', vacancies: 'vacancy' } as const

function run(all: readonly Offer[], side: 'people' | 'vacancies', capacityOf: (vacancy: string) => number, most?: number): Given[] {
  const held = new HeldPairs(side)
  for (const subject of new Set(all.map((offer) => offer[key[side]]))) held.add(all.filter((offer) => offer[key[side]] === subject))
  expect(held.size).toBe(all.length)
  return [...held.assign(capacityOf, most)]
}

/** The same rules said plainly, over objects. */
function plainly(all: readonly Offer[], capacityOf: (vacancy: string) => number, most: number): Given[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const sorted = [...all].sort((a, b) => b.score - a.score || (a.tie ?? 0) - (b.tie ?? 0) || order(a.vacancy, b.vacancy) || order(a.person, b.person))
  const taken: Offer[] = []
  const count = (side: 'person' | 'vacancy', code: string) => taken.filter((one) => one[side] === code).length
  for (const offer of sorted) if (count('person', offer.person) < most && count('vacancy', offer.vacancy) < capacityOf(offer.vacancy)) taken.push(offer)
  const left = [...new Set(all.map(({ vacancy }) => vacancy))].sort().filter((vacancy) => count('vacancy', vacancy) === 0)
  for (const vacancy of left) {
    const some = sorted.filter((offer) => offer.vacancy === vacancy)
    const fewest = Math.min(...some.map(({ person }) => count('person', person)))
    taken.push(...some.filter(({ person }) => count('person', person) === fewest).slice(0, 1))
  }
  return taken.map(({ person, vacancy, score }) => ({ person, vacancy, score }))
}

it.each(['people', 'vacancies'] as const)('gives each person and vacancy of the example its stable pair, from the side of %s and whatever the order', (side) => {
  const pairs = [{ person: 'p1', vacancy: 'v1', score: 9000 }, { person: 'p2', vacancy: 'v2', score: 8000 }, { person: 'p3', vacancy: 'v3', score: 4000 }]
  expect(run(offers, side, () => 1, 1)).toEqual(pairs)
  expect(run([...offers].reverse(), side, () => 1, 1)).toEqual(pairs)
})

it('offers a vacancy that nobody was given to its best person with the fewest suggestions', () => {
  expect(run(offers, 'people', (vacancy) => (vacancy === 'v3' ? 0 : 1), 1).at(-1)).toEqual({ person: 'p3', vacancy: 'v3', score: 4000 })
})

it.each(['people', 'vacancies'] as const)('gives from the side of %s what the plain rules give, over many lists with equal scores and ties', (side) => {
  let seed = 7
  const draw = (most: number): number => Math.floor(((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648) * most)
  for (let round = 0; round < 40; round += 1) {
    const ties = Array.from({ length: 30 }, () => draw(3))
    const all: Offer[] = []
    for (let subject = 0; subject < 24; subject += 1) {
      for (const other of new Set(Array.from({ length: 1 + draw(12) }, () => draw(30)))) {
        const [person, vacancy] = side === 'people' ? [subject, other] : [other, subject]
        all.push({ person: `p${(person * 7) % 31}`, vacancy: `v${(vacancy * 11) % 31}`, score: [0, 4000, 4000, 9000, 10_000][draw(5)] ?? 0, tie: ties[other] ?? 0 })
      }
    }
    const [capacity, most] = [(vacancy: string) => vacancy.length % 3, 1 + draw(4)]
    expect(run(all, side, capacity, most)).toEqual(plainly(all, capacity, most))
  }
})
