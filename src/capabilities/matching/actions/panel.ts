import { addDays, type CalendarDate, firstOfMonth } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import {
  type Centres, type FeedbackLine, listExposure, listFeedback, listNeverShown, listOutcomes, listPeopleNeverShown, listReach, listSuggested, type Outcome, type Suggested,
} from '../queries/panel'
import { type Congestion, congestion, reachByGroup, type Reached, smallest } from '../rules/panel'

export const panelPeriods = ['30-days', 'month'] as const
export type PanelPeriod = (typeof panelPeriods)[number]
const [daysUnseen, namesShown, answersShown] = [14, 20, 50]

export interface Panel {
  since: CalendarDate
  congestion: Congestion
  outcomes: readonly Outcome[]
  suggested: readonly Suggested[]
  reach: { day: CalendarDate | null; reached: readonly Reached[]; leftOut: number }
  neverShown: readonly { vacancyId: string; publishedOn: CalendarDate }[]
  /** Only inside one centre. */
  peopleNeverShown: readonly string[]
  feedback: readonly FeedbackLine[]
}

/** The figures of suggestions for one centre's reader, or for the nation, where nobody is named. */
export async function readPanel(reader: Reader, period: PanelPeriod): Promise<Panel> {
  const { actor, today } = reader.context
  const centres: Centres = actor.role === 'headquarters' ? null : actor.centreIds
  const since = period === 'month' ? firstOfMonth(today) : addDays(today, -30)
  const unseen = addDays(today, -daysUnseen)
  const { day, counts } = await listReach(reader, centres)
  return {
    since, congestion: congestion(await listExposure(reader, centres, since)), outcomes: await listOutcomes(reader, centres, since),
    suggested: (await listSuggested(reader, centres, since)).filter(({ people }) => people >= smallest), reach: { day, ...reachByGroup(counts) },
    neverShown: await listNeverShown(reader, centres, unseen, namesShown), peopleNeverShown: centres ? await listPeopleNeverShown(reader, unseen, namesShown) : [],
    feedback: centres ? await listFeedback(reader, since, answersShown) : [],
  }
}
