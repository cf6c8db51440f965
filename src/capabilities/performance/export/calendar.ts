import { addDays, type CalendarDate } from '../../../kernel/calendar'

/** A day on which something is due. */
export interface DueDay {
  readonly id: string
  readonly day: CalendarDate
  readonly title: string
  readonly text: string
  readonly url: string
  /** Grows with every change, so that a calendar takes the newer one. */
  readonly version: number
  readonly isCancelled: boolean
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n')
const compact = (day: CalendarDate): string => day.replaceAll('-', '')
const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const octets = (text: string): number => new TextEncoder().encode(text).length
const longestLine = 75

/** Lines of at most 75 octets; a letter is never cut in two. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  for (const letter of line) {
    if (octets(piece) + octets(letter) > longestLine) {
      pieces.push(piece)
      piece = ' '
    }
    piece += letter
  }
  return [...pieces, piece].join('\r\n')
}

/** A calendar file by RFC 5545: whole days that block no time. The same day keeps its UID in every file. */
export function writeCalendar(name: string, days: readonly DueDay[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//OpenPES//performance//EN', 'CALSCALE:GREGORIAN', `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap(({ id, day, title, text, url, version, isCancelled }) => [
      'BEGIN:VEVENT', `UID:activity-${id}@openpes`, `DTSTAMP:${stamp(now)}`, `SEQUENCE:${version}`, `DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`, `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(text)}`, `URL:${url}`, 'TRANSP:TRANSPARENT', `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`, 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
