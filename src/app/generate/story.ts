import { addDays, addMonths, ageBandOf, type CalendarDate, dayIn, daysBetween, isWorkingDay, type Weekday } from '../../kernel/calendar'
import type { Tx } from '../../platform/db/database'
import { importEmployers, importJobseekers, importVacancies, markVerified, type VacancyImportRow } from '../imports/owners'
import { inventEmployer, inventVacancy, type StoryEmployer } from './demand'
import { meetings } from './meetings'
import { inventPerson, type StoryPerson } from './people'
import { type Random, seeded } from './random'
import { type Diary, newDiary, planCare, registrationServices, vacancyServices, writeDiary } from './care'
import type { OpenVacancy, Seeker } from './story-records'
import type { World, Write } from './world'

export interface StoryOptions {
  readonly people: number
  readonly vacancies: number
  readonly seed: number
  readonly months: number
  readonly say: (line: string) => void
  /** Called after each week, for the work that every day brings in the register of vacancies. */
  readonly closeWeek: (world: World, day: CalendarDate) => Promise<void>
}

export type StoryCounts = Record<'people' | 'employers' | 'vacancies' | 'referrals' | 'placements' | 'services' | 'visits', number>

export const sourceOf = (seed: number): string => `generated-${String(seed)}`

interface Telling {
  readonly world: World
  readonly random: Random
  readonly source: string
  readonly today: CalendarDate
  readonly employers: { story: StoryEmployer; id: string; verified: boolean }[]
  readonly open: OpenVacancy[]
  readonly seekers: Map<string, Seeker[]>
  readonly diary: Diary
  readonly counts: StoryCounts
  readonly asked: { people: number; employers: number; vacancies: number }
}

/**
 * Tells what happened week by week, from the first to the last, each week in transactions that believe to be in it: what
 * is written has the days that it would have had.
 */
export async function tellStory(world: World, options: StoryOptions): Promise<StoryCounts> {
  const today = dayIn(world.platform.clock(), world.platform.country.timeZone)
  const first = addMonths(today, -options.months)
  const weeks = Math.max(1, Math.floor(daysBetween(first, today) / 7))
  const telling: Telling = {
    world, random: seeded(options.seed), source: sourceOf(options.seed), today, employers: [], open: [], seekers: new Map(), diary: newDiary(),
    counts: { people: 0, employers: 0, vacancies: 0, referrals: 0, placements: 0, services: 0, visits: 0 }, asked: { people: 0, employers: 0, vacancies: 0 },
  }
  const shares = weekShares(weeks)
  const employers = Math.max(3, Math.ceil(options.vacancies / 4))
  const isSmall = options.people / weeks < peopleOfSmallWeek
  const started = performance.now()
  for (let week = 0; week < weeks; week += 1) {
    const share = shares[week] ?? 1
    const monday = addDays(today, -7 * (weeks - week))
    const days = workingDays(telling, monday)
    const last = days.at(-1) ?? monday
    const upTo = { employers: Math.round(employers * Math.min(1, 0.3 + share)), people: Math.round(options.people * share), vacancies: Math.round(options.vacancies * share) }
    if (isSmall) await world.platform.db.transaction(world.on(last), (tx) => tellWeek(telling, (_day, write) => write(tx), [days], upTo))
    else await tellWeek(telling, (day, write) => world.platform.db.transaction(world.on(day), write), days.map((day) => [day]), upTo)
    if (week % 4 === 3 || week === weeks - 1) await options.closeWeek(world, last)
    forgetOver(telling, last)
    if (week % 8 === 7 || week === weeks - 1) options.say(`  ${last}: ${telling.counts.people} people, ${telling.counts.vacancies} vacancies, ${telling.counts.services} services, ${telling.counts.placements} placements (${Math.round((performance.now() - started) / 1000)} s)`)
  }
  return telling.counts
}

/** A week with fewer people is written in one transaction, of its last day. */
const peopleOfSmallWeek = 200

async function tellWeek(telling: Telling, write: Write, parts: readonly CalendarDate[][], upTo: { employers: number; people: number; vacancies: number }): Promise<void> {
  const days = parts.flat()
  const last = days.at(-1)
  if (last === undefined) return
  await write(last, (tx) => writeEmployers(tx, telling, days, upTo.employers))
  await writePeople(telling, write, parts, upTo.people)
  await write(last, (tx) => writeVacancies(tx, telling, days, upTo.vacancies))
  await meetings({ ...telling, write, days, last })
  await writeDiary(telling.world, write, telling.diary, parts, telling.counts)
}

/** The part of everything that has happened by the end of each week: slowly growing, with quieter seasons. */
function weekShares(weeks: number): number[] {
  const weights = Array.from({ length: weeks }, (_, week) => (1 + week / weeks) * (1 + 0.25 * Math.sin((week / 52) * 2 * Math.PI)))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return weights.map((weight) => (sum += weight) / all)
}

function workingDays({ world }: Telling, monday: CalendarDate): CalendarDate[] {
  const { workDays, holidays } = world.platform.country
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i)).filter((day) => isWorkingDay(day, { workDays: workDays as Weekday[], holidays }))
  return days.length > 0 ? days : [monday]
}

async function writeEmployers(tx: Tx, telling: Telling, days: readonly CalendarDate[], upTo: number): Promise<void> {
  const { world, random, employers, source, asked } = telling
  const made: StoryEmployer[] = []
  while (asked.employers < upTo) made.push(inventEmployer(random, world.platform.country, (asked.employers += 1), random.pick(days), world.centres, source))
  if (made.length === 0) return
  const written = await importEmployers(tx, world.platform, made.map(({ row }) => row))
  const fresh = made.flatMap((story, i) => {
    const answer = written[i]
    return answer && 'id' in answer ? [{ story, id: answer.id, verified: random.chance(0.9) }] : []
  })
  await markVerified(tx, fresh.filter(({ verified }) => verified).map(({ id }) => id), world.verifierId, tx.context.today)
  employers.push(...fresh)
  telling.counts.employers += fresh.length
}

const peopleTogether = 400

async function writePeople(telling: Telling, write: Write, parts: readonly CalendarDate[][], upTo: number): Promise<void> {
  const { world, random, source, today, asked } = telling
  const days = parts.flat()
  const made: StoryPerson[] = []
  while (asked.people < upTo) made.push(inventPerson(random, world.platform.country, (asked.people += 1), random.pick(days), world.centres, source, today))
  made.sort((a, b) => (a.registeredOn < b.registeredOn ? -1 : 1))
  for (const group of parts) {
    const day = group.at(-1)
    const ofDay = made.filter(({ registeredOn }) => group.includes(registeredOn))
    if (day === undefined) continue
    for (let from = 0; from < ofDay.length; from += peopleTogether) {
      const part = ofDay.slice(from, from + peopleTogether)
      await write(day, async (tx) => {
        const written = await importJobseekers(tx, world.platform, part.map(({ row }) => row))
        const known = part.flatMap((person, i) => {
          const answer = written[i]
          return answer && 'id' in answer ? [{ person, id: answer.id }] : []
        })
        await registrationServices(tx, telling.diary, known)
        for (const { person, id } of known) keepSeeker(telling, person, id)
        telling.counts.people += known.length
      })
    }
  }
}

/** People are remembered by the broad group of the work that they want, to be met with vacancies of it. */
function keepSeeker({ seekers, diary, random, world, today }: Telling, person: StoryPerson, id: string): void {
  const group = person.job.isco.slice(0, 2)
  const band = ageBandOf(person.age, world.platform.country.ageBands)
  const seeker: Seeker = {
    id, sex: person.sex as Seeker['sex'], band, isco: person.job.isco, centreId: person.centre.id, until: person.until, counsellorId: person.row.counsellorId ?? null,
    agrees: person.row.consentMatchingOn !== undefined, busyUntil: person.registeredOn,
  }
  const list = seekers.get(group)
  if (list) list.push(seeker)
  else seekers.set(group, [seeker])
  planCare(random, diary, seeker, person.registeredOn, today)
}

async function writeVacancies(tx: Tx, telling: Telling, days: readonly CalendarDate[], upTo: number): Promise<void> {
  const { world, random, employers, source, asked, open } = telling
  const made: { row: VacancyImportRow; isco: string; centreId: string }[] = []
  while (asked.vacancies < upTo) {
    const employer = random.pick(employers)
    const story = inventVacancy(random, world.platform.country, (asked.vacancies += 1), random.pick(days), employer.story, source)
    made.push({ row: { ...story.row, employerId: employer.id }, isco: story.job.isco, centreId: employer.story.centre.id })
  }
  if (made.length === 0) return
  const written = await importVacancies(tx, world.platform, made.map(({ row }) => row), { publish: true })
  const fresh = made.flatMap(({ row, isco, centreId }, i) => {
    const answer = written[i]
    return answer && 'id' in answer ? [{ id: answer.id, employerId: row.employerId, isco, centreId, left: row.posts, since: row.receivedOn, until: addDays(tx.context.today, 30) }] : []
  })
  open.push(...fresh)
  vacancyServices(telling.diary, fresh)
  telling.counts.vacancies += fresh.length
}

/** Who is no longer looking and what is no longer offered is forgotten, so that memory stays small. */
function forgetOver({ seekers, open }: Telling, day: CalendarDate): void {
  for (const [group, list] of seekers) seekers.set(group, list.filter(({ until }) => until > day))
  const still = open.filter(({ until, left }) => until > day && left > 0)
  open.splice(0, open.length, ...still)
}
