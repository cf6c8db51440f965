import type { KnownGround } from '../queries/facts'
import { constants as c } from '../score/constants'
import type { VacancyFacts } from '../score/facts'
import { educationPoints, freshnessPoints, languagePoints, wagePoints } from '../score/pair'
import { flags, limitBits, missingByte, type PeopleIndex } from './people-index'

const movedPlace = 300
const notYet = -2
export const removed = -1

/** Points for the place of people by the number of their limits; -1 when place, contract, night work or access removes them. */
function placeScorer(people: PeopleIndex, ground: KnownGround, vacancy: VacancyFacts): (limit: number) => number {
  const { district, province, commute, contract, move, bits, districts, provinces, contracts, moves } = people.limits
  const unknown = -1
  const km = Int32Array.from(districts, (one) => (one === null || vacancy.district === null ? unknown : one === vacancy.district ? 0 : (ground.distance(one, vacancy.district) ?? unknown)))
  const isOther = Uint8Array.from(provinces, (one) => (one !== null && vacancy.province !== null && one !== vacancy.province ? 1 : 0))
  const isAccepted = Uint8Array.from(contracts, (forms) => (forms.length === 0 || forms.includes(vacancy.contract) ? 1 : 0))
  const wouldMove = Uint8Array.from(moves, (one) => (one.moveAll || (vacancy.province !== null && one.move.includes(vacancy.province)) || (vacancy.district !== null && one.move.includes(vacancy.district)) ? 1 : 0))
  const refused = (vacancy.night ? limitBits.noNight : 0) + (vacancy.accessible === false ? limitBits.access : 0)
  return (limit) => {
    if (((bits[limit] ?? 0) & refused) !== 0 || isAccepted[contract[limit] ?? 0] === 0) return removed
    const far = km[district[limit] ?? 0] ?? unknown
    const daily = commute[limit] ?? 0
    const moved = wouldMove[move[limit] ?? 0] === 1
    if (far === unknown) return isOther[province[limit] ?? 0] === 1 && !moved ? removed : c.place / 2
    return far <= daily ? c.place - Math.floor(((c.place / 2) * far) / Math.max(1, daily)) : moved ? movedPlace : removed
  }
}

function isRemovedByRare(people: PeopleIndex, number: number, vacancy: VacancyFacts, begins: number): boolean {
  const rare = people.rare.get(number)
  if (!rare) return false
  return (rare.worksFrom !== null && begins < rare.worksFrom) || (vacancy.hazardous && rare.hazardFrom !== null && begins < rare.hazardFrom) || rare.blocked.includes(vacancy.employerId)
    || rare.absent.some((skill) => vacancy.must.includes(skill) || vacancy.licences.includes(skill))
}

/** The six parts that do not depend on the line of work, for one vacancy and any person by number; -1 when a hard filter removes the pair. */
export function restScorer(people: PeopleIndex, ground: KnownGround, vacancy: VacancyFacts, today: number): (number: number) => number {
  const { limit, dead, wageLeast, wageExpected, isced: levelOf, flags: flagOf, language: languageSet, contact: contactOf, minorStart, minor: minorOf, months: monthsOf, languages } = people
  const placeOf = placeScorer(people, ground, vacancy)
  const languageOf = new Int16Array(languages.length).fill(notYet)
  const freshVacancy = freshnessPoints(null, vacancy.publishedOn, today)
  const half = c.freshness / 2
  const offer = vacancy.wageOffer
  const minor = vacancy.isco === null ? -1 : people.minors.indexOf(vacancy.isco.slice(0, 3))
  const education = Int16Array.from({ length: 256 }, (_, level) => educationPoints(level === missingByte ? null : level, vacancy.isced))
  const begins = Math.max(today, vacancy.startsOn ?? today)
  const legal = vacancy.legalIsced ?? -1
  const asksNothing = vacancy.months === 0
  const isUncoded = vacancy.isco === null

  const experience = (number: number): number => {
    if (asksNothing) return c.experience
    if (((flagOf[number] ?? 0) & flags.months) === 0 || isUncoded) return c.experience / 2
    for (let i = minorStart[number] ?? 0; i < (minorStart[number + 1] ?? 0); i += 1) {
      if (minorOf[i] === minor) return Math.floor((c.experience * Math.min(vacancy.months, monthsOf[i] ?? 0)) / vacancy.months)
    }
    return 0
  }
  const spoken = (set: number): number => {
    let points = languageOf[set] ?? notYet
    if (points === notYet) languageOf[set] = points = languagePoints(languages[set] ?? [], vacancy.languages)
    return points
  }
  return (number) => {
    const place = placeOf(limit[number] ?? 0)
    if (place === removed || dead[number]) return removed
    const least = wageLeast[number] ?? -1
    if (offer !== null && offer < least) return removed
    const isced = levelOf[number] ?? missingByte
    if (legal >= 0 && isced < legal && isced !== missingByte) return removed
    if (((flagOf[number] ?? 0) & flags.rare) !== 0 && isRemovedByRare(people, number, vacancy, begins)) return removed
    const expected = wageExpected[number] ?? -1
    const contact = contactOf[number] ?? 0
    return place + spoken(languageSet[number] ?? 0) + (education[isced] ?? 0) + experience(number) + (offer === null || least < 0 ? c.wage / 2 : wagePoints(least, expected < 0 ? null : expected, offer))
      + freshVacancy + (contact === 0 ? 0 : Math.floor((half * Math.max(0, 90 - Math.max(0, today - contact))) / 90))
  }
}
