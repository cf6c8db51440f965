import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendar'
import type { Random } from './random'
import { writeMeetings } from './meetings-write'
import type { Meeting, OpenVacancy, Seeker } from './story-records'
import type { World, Write } from './world'

interface Week {
  readonly world: World
  readonly write: Write
  readonly random: Random
  readonly today: CalendarDate
  readonly open: readonly OpenVacancy[]
  readonly seekers: ReadonlyMap<string, readonly Seeker[]>
  readonly counts: { referrals: number; placements: number }
  readonly days: readonly CalendarDate[]
  readonly last: CalendarDate
}

/** In each week a vacancy with posts left meets up to three people who want such work. */
export async function meetings(week: Week): Promise<void> {
  const { random, open, seekers, world, counts } = week
  const made: Meeting[] = []
  for (const vacancy of open) {
    const pool = seekers.get(vacancy.isco.slice(0, 2)) ?? []
    if (pool.length === 0 || vacancy.left === 0) continue
    const wanted = random.weighted([[0, 45], [1, 28], [2, 17], [3, 10]] as const)
    for (let i = 0; i < wanted && vacancy.left > 0; i += 1) {
      const meeting = meet(week, vacancy, random.pick(pool))
      if (meeting) made.push(meeting)
    }
  }
  if (made.length === 0) return
  const written = await week.write(week.last, (tx) => writeMeetings(tx, world, random, made, week.today))
  counts.referrals += written.referrals
  counts.placements += written.placements
}

function meet({ random, days, today }: Week, vacancy: OpenVacancy, seeker: Seeker): Meeting | undefined {
  const madeOn = random.pick(days)
  if (!seeker.agrees || seeker.busyUntil >= madeOn || seeker.until <= madeOn || vacancy.since > madeOn || vacancy.until <= madeOn) return undefined
  const wishes = seeker.isco === vacancy.isco
  const planned = random.weighted([['hired', wishes ? 30 : 16], ['not-hired', 38], ['withdrawn', 10], ['employer-silent', 9]] as const)
  const closesOn = addDays(madeOn, random.int(4, 24))
  const outcome = closesOn > today ? 'open' : planned
  const interviewOn = planned === 'hired' || random.chance(0.4) ? addDays(madeOn, random.int(2, Math.max(2, daysBetween(madeOn, closesOn) - 1))) : null
  seeker.busyUntil = outcome === 'hired' ? seeker.until : closesOn
  if (outcome === 'hired') vacancy.left -= 1
  return {
    seeker, vacancy, madeOn, outcome, interviewOn: interviewOn !== null && interviewOn <= today ? interviewOn : null,
    closedOn: outcome === 'open' ? null : closesOn, startsOn: outcome === 'hired' ? addDays(closesOn, random.int(1, 14)) : null,
  }
}
