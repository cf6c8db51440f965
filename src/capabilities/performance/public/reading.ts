import type { CalendarDate } from '../../../kernel/calendar'
import { equals, type Exact } from '../../../kernel/exact'
import { listLastMonths, nextPeriod, type Period } from '../../../kernel/period'
import { type Ground, newestMonth, releaseDay, wholeSlice, workingCalendar } from '../../measures/index'
import { listIndicators } from '../queries/framework'
import { listReleasedMonths } from '../queries/released'
import { type BoardLine, readActual, readBoard } from '../reading/board'

export interface PublicLine extends BoardLine {
  /** What the same count gives today, where it differs from what was released. */
  readonly revised: Exact | null
}
export interface PublicFigures {
  readonly month: Period
  /** Released months that can be asked for, newest first. */
  readonly months: readonly Period[]
  readonly lines: readonly PublicLine[]
}
const released = { level: 'released' } as const
const offered = 24

/** When the month after the newest one is planned to be released. */
export const plannedRelease = ({ reader, platform }: Ground, newest: Period | undefined): { month: Period; day: CalendarDate } => {
  const calendar = workingCalendar(platform.country)
  const month = nextPeriod(newest ?? newestMonth(released, reader.context.today, calendar))
  return { month, day: releaseDay(month, calendar) }
}

/** The months that headquarters released and whose day has come, newest first. */
export async function listPublicMonths({ reader, platform }: Ground): Promise<Period[]> {
  const newest = newestMonth(released, reader.context.today, workingCalendar(platform.country))
  const months = listLastMonths(offered, newest.to).reverse()
  const open = await listReleasedMonths(reader, months)
  return months.filter(({ key }) => open.has(key))
}

/**
 * What everybody may read of one released month: whole figures of the agency, small ones hidden, whoever asks. Undefined
 * when the month is not released.
 */
export async function readPublic(ground: Ground, key: string | undefined): Promise<PublicFigures | undefined> {
  const months = await listPublicMonths(ground)
  const month = key === undefined ? months[0] : months.find((one) => one.key === key)
  if (!month) return undefined
  const question = { sight: released, month, centre: null, slice: wholeSlice }
  const lines: PublicLine[] = []
  for (const line of await readBoard(ground, question, await listIndicators(ground.reader))) {
    const { measure, actual, window } = line
    const now = measure && actual.state === 'ok' ? await readActual(ground, measure, window, question, { closedOn: null }) : undefined
    lines.push({ ...line, revised: now?.state === 'ok' && now.value && actual.value && !equals(now.value, actual.value) ? now.value : null })
  }
  return { month, months, lines }
}
