import { addDays, type CalendarDate, weekday } from '../../kernel/calendar'
import { importServices, importVisits, type ServiceRow, type VisitRow } from '../../capabilities/service-delivery/index'
import type { Tx } from '../../platform/db/database'
import type { StoryPerson } from './people'
import type { Random } from './random'
import type { OpenVacancy, Seeker } from './story-records'
import type { World, Write } from './world'

/** What will be done for people on coming days: written in the week in which the day falls. */
export interface Diary {
  readonly services: Map<string, ServiceRow[]>
  readonly visits: Map<string, VisitRow[]>
}

export const newDiary = (): Diary => ({ services: new Map(), visits: new Map() })

function enter<Row>(book: Map<string, Row[]>, day: CalendarDate, row: Row): void {
  const list = book.get(day)
  if (list) list.push(row)
  else book.set(day, [row])
}

const courses: readonly (readonly [code: string, purpose: string, minutes: readonly [number, number], weight: number])[] = [
  ['CNS', 'counselling', [20, 60], 30], ['INF', 'look-for-job', [5, 20], 24], ['CVH', 'cv-help', [15, 45], 14], ['JSS', 'training', [60, 180], 8],
  ['ASM', 'counselling', [30, 60], 9], ['INT', 'look-for-job', [15, 45], 7], ['TRN', 'training', [10, 30], 5], ['REM', 'look-for-job', [10, 20], 3],
]

/** One to five services over the time in which the person looks for work, most soon after registering, each with a visit or by phone. */
export function planCare(random: Random, diary: Diary, seeker: Seeker, from: CalendarDate, today: CalendarDate): void {
  const common = { centreId: seeker.centreId, personId: seeker.id }
  enter(diary.visits, from, { ...common, day: from, audience: 'jobseeker', sex: seeker.sex, ageBand: seeker.band, purposes: ['register'], enteredOn: from, time: timeOf(random), waitMinutes: random.int(2, 40) })
  const count = random.weighted([[0, 18], [1, 27], [2, 23], [3, 16], [4, 10], [5, 6]] as const)
  let day = from
  for (let i = 0; i < count; i += 1) {
    day = i === 0 && random.chance(0.6) ? from : onWorkday(addDays(day, random.int(3, 40)))
    if (day > seeker.until || day > today) return
    const [code, purpose, [least, most]] = random.weighted(courses.map((course) => [course, course[3]] as const))
    const channel = random.weighted([['counter', 78], ['phone', 16], ['chat', 6]] as const)
    enter(diary.services, day, { ...common, day, code, accountId: seeker.counsellorId, minutes: random.int(least, most), channel, source: 'manual', enteredOn: day })
    if (channel === 'counter' && day !== from) {
      enter(diary.visits, day, { ...common, day, audience: 'jobseeker', sex: seeker.sex, ageBand: seeker.band, purposes: [purpose], enteredOn: day, time: timeOf(random), waitMinutes: random.int(2, 40) })
    }
  }
}

/** Saturday and Sunday become the Monday after. */
const onWorkday = (day: CalendarDate): CalendarDate => (weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day)

const timeOf = (random: Random): string => `${String(random.int(8, 15)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`

/** A registration proves a service. */
export async function registrationServices(tx: Tx, diary: Diary, known: readonly { person: StoryPerson; id: string }[]): Promise<void> {
  if (known.length === 0) return
  const found = await tx.db.selectFrom('registration').select(['id', 'person_id']).where('person_id', 'in', known.map(({ id }) => id)).execute()
  const registrations = new Map(found.map((row) => [row.person_id, row.id]))
  for (const { person, id } of known) {
    const sourceId = registrations.get(id)
    if (sourceId === undefined) continue
    const day = person.registeredOn
    enter(diary.services, day, { day, centreId: person.centre.id, code: 'REG', personId: id, accountId: person.row.counsellorId ?? null, minutes: 20, channel: 'counter', source: 'automatic', sourceKind: 'registration', sourceId, enteredOn: day })
  }
}

export function vacancyServices(diary: Diary, vacancies: readonly OpenVacancy[]): void {
  for (const { id, employerId, centreId, since } of vacancies) {
    enter(diary.services, since, { day: since, centreId, code: 'EVA', employerId, channel: 'phone', source: 'automatic', sourceKind: 'vacancy', sourceId: id, enteredOn: since })
  }
}

/** Writes what was entered for these days, and for days off before them, each part in its own transaction. */
export async function writeDiary(world: World, write: Write, diary: Diary, parts: readonly CalendarDate[][], counts: { services: number; visits: number }): Promise<void> {
  for (const part of parts) {
    const last = part.at(-1)
    if (last === undefined) continue
    const services = takeUpTo(diary.services, last)
    const visits = takeUpTo(diary.visits, last)
    if (services.length + visits.length === 0) continue
    await write(last, async (tx) => {
      if (services.length > 0) await importServices(tx, world.platform, services)
      if (visits.length > 0) await importVisits(tx, world.platform, visits)
    })
    counts.services += services.length
    counts.visits += visits.length
  }
}

function takeUpTo<Row>(book: Map<string, Row[]>, last: CalendarDate): Row[] {
  const days = [...book.keys()].filter((day) => day <= last).sort()
  const rows = days.flatMap((day) => book.get(day) ?? [])
  for (const day of days) book.delete(day)
  return rows
}
