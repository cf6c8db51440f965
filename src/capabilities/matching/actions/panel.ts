import { addDays, type CalendarDate, firstOfMonth } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { type HiddenReason, listAlike, listHiddenJobs, listHiddenPeople, listSpread } from '../queries/alike'
import { type Centres, type FeedbackLine, listExposure, listFeedback, listOutcomes, listReach, listSuggested, type Outcome, type Suggested } from '../queries/panel'
import { type Alike, compareAlike } from '../rules/alike'
import { type Congestion, congestion, reachByGroup, type Reached, smallest } from '../rules/panel'

export const panelPeriods = ['30-days', 'month'] as const
export type PanelPeriod = (typeof panelPeriods)[number]
const [daysUnseen, daysSilent, answersShown] = [14, 90, 50]

export interface Panel {
  since: CalendarDate
  congestion: Congestion
  /** Of the last assignment: what plain lists and what the assignment would show. Null before the first. */
  spread: { day: CalendarDate; plain: Congestion; spread: Congestion } | null
  outcomes: readonly Outcome[]
  suggested: readonly Suggested[]
  alike: Alike
  reach: { day: CalendarDate | null; reached: readonly Reached[]; leftOut: number }
  hiddenJobs: ReadonlyMap<HiddenReason, number>
  /** Only inside one centre. */
  hiddenPeople: ReadonlyMap<HiddenReason, number> | null
  feedback: readonly FeedbackLine[]
}

const centresOf = ({ context: { actor } }: Reader): Centres => (actor.role === 'headquarters' ? null : actor.centreIds)
const counts = { why: undefined, most: 0, from: 0 }

async function readSpread(reader: Reader, centres: Centres): Promise<Panel['spread']> {
  const rows = await listSpread(reader, centres)
  const [first] = rows
  if (!first) return null
  return {
    day: first.day, plain: congestion(rows.map(({ plainFirst, plainExposure, postsLeft }) => ({ firstShown: plainFirst, exposure: plainExposure, postsLeft }))),
    spread: congestion(rows.map(({ spreadFirst, spreadExposure, postsLeft }) => ({ firstShown: spreadFirst, exposure: spreadExposure, postsLeft }))),
  }
}

/** The figures of suggestions for one centre's reader, or for the nation, where nobody is named. */
export async function readPanel(reader: Reader, period: PanelPeriod): Promise<Panel> {
  const { today } = reader.context
  const centres = centresOf(reader)
  const since = period === 'month' ? firstOfMonth(today) : addDays(today, -30)
  const { day, counts: reachCounts } = await listReach(reader, centres)
  return {
    since, congestion: congestion(await listExposure(reader, centres, since)), spread: await readSpread(reader, centres), outcomes: await listOutcomes(reader, centres, since),
    suggested: (await listSuggested(reader, centres, since)).filter(({ people }) => people >= smallest), alike: compareAlike(await listAlike(reader, centres, since)), reach: { day, ...reachByGroup(reachCounts) },
    hiddenJobs: (await listHiddenJobs(reader, centres, addDays(today, -daysUnseen), counts)).counts,
    hiddenPeople: centres ? (await listHiddenPeople(reader, addDays(today, -daysUnseen), addDays(today, -daysSilent), counts)).counts : null,
    feedback: centres ? await listFeedback(reader, since, answersShown) : [],
  }
}

/** Who or what stood in nobody's list for 14 days, one page of them. People only inside one centre. */
export async function readHidden(reader: Reader, asked: { of: 'jobs' | 'people'; why: HiddenReason | undefined; most: number; from: number }) {
  const { today } = reader.context
  const [centres, unseen] = [centresOf(reader), addDays(today, -daysUnseen)]
  if (asked.of === 'jobs') return listHiddenJobs(reader, centres, unseen, asked)
  return centres ? listHiddenPeople(reader, unseen, addDays(today, -daysSilent), asked) : { counts: new Map<HiddenReason, number>(), rows: [] }
}
