import { compare, exact, type Exact, multiply, toDecimal } from '../../../kernel/exact'
import { addMonths, elapsedBy, lastDay } from '../months'
import type { PrintedActivity, PrintedReport } from '../printed-report'

/** Planned percent of an activity by the end of a month: the part of its months that has gone by. Null without a plan. */
export function plannedPercent({ plan }: Pick<PrintedActivity, 'plan'>, until: string): Exact | null {
  return plan ? multiply(elapsedBy(plan.from, plan.to, until).share, exact(100)) : null
}

export type Progress = 'put-off' | 'not-begun' | 'on-schedule' | 'behind' | 'no-plan'

/** How an activity stands to its plan. What is put off is neither late nor in time. */
export function progressOf(activity: Pick<PrintedActivity, 'plan' | 'percent'>, until: string): Progress {
  const planned = plannedPercent(activity, until)
  if (activity.percent === null) return 'put-off'
  if (planned === null) return 'no-plan'
  if (planned.numerator === 0n) return 'not-begun'
  return compare(exact(activity.percent), planned) >= 0 ? 'on-schedule' : 'behind'
}

export interface PlanLine {
  code: string
  title: string
  from: string
  to: string
  owner: string
}

/** Activities with a planned month in a year, by their beginning. */
export const planOfYear = (lines: readonly PlanLine[], year: number): PlanLine[] =>
  lines.filter(({ from, to }) => from <= `${year}-12` && to >= `${year}-01`).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.code < b.code ? -1 : 1))

export interface PlanDifference {
  code: string
  title: string
  adopted: string
  now: string
}
const whenAndWho = (line: PlanLine | undefined) => (line ? [`${line.from} – ${line.to}`, line.owner].filter(Boolean).join(', ') : '–')

/** What a plan says now against the one that a meeting adopted. */
export function planDifferences(adopted: readonly PlanLine[], now: readonly PlanLine[]): PlanDifference[] {
  const codes = [...new Set([...adopted, ...now].map(({ code }) => code))].sort()
  return codes.flatMap((code) => {
    const [old, one] = [adopted.find((line) => line.code === code), now.find((line) => line.code === code)]
    const difference = { code, title: one?.title ?? old?.title ?? '', adopted: whenAndWho(old), now: whenAndWho(one) }
    return difference.adopted === difference.now ? [] : [difference]
  })
}

/** Percent as a report prints it, without decimals where there are none. */
export const percentOf = (value: Exact | null): string => (value === null ? '–' : `${toDecimal(value, 1).replace(/\.0$/, '')} %`)

export const hasPlan = ({ activities }: Pick<PrintedReport, 'activities'>): boolean => activities.some(({ plan }) => plan !== undefined)

const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\n/g, '\\n')
/** Lines of a calendar file are at most 75 bytes long; the rest goes on after a blank. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  for (const sign of line) {
    if (Buffer.byteLength(piece + sign) > 74) {
      pieces.push(piece)
      piece = ''
    }
    piece += sign
  }
  return [...pieces, piece].join('\r\n ')
}
const compact = (day: string) => day.replaceAll('-', '')

/** The plan as a calendar file (RFC 5545): each activity lasts from the first day of its first month to the last of its last. */
export function planCalendar(project: string, lines: readonly PlanLine[], stamp: string): string {
  const events = lines.flatMap(({ code, title, from, to, owner }) => [
    'BEGIN:VEVENT', `UID:${project}-${code}@openpes`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${compact(`${from}-01`)}`, `DTEND;VALUE=DATE:${compact(`${addMonths(to, 1)}-01`)}`,
    `SUMMARY:${escaped(`${code} ${title}`)}`, ...(owner === '' ? [] : [`DESCRIPTION:${escaped(owner)}`]), 'TRANSP:TRANSPARENT', 'END:VEVENT',
  ])
  return `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//OpenPES//work plan//EN', ...events, 'END:VCALENDAR'].map(folded).join('\r\n')}\r\n`
}

export const isMonthRange = (from: string, to: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(from) && /^\d{4}-(0[1-9]|1[0-2])$/.test(to) && from <= to && lastDay(to) !== ''
