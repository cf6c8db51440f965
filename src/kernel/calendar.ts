declare const calendarDate: unique symbol

/**
 * A day of the Western calendar, 'YYYY-MM-DD', years 0001 to 9999. It is not an instant and has no time zone.
 * Two days compare with `<`, `>` and `===`.
 */
export type CalendarDate = string & { readonly [calendarDate]: true }

/** Monday 1 to Sunday 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export interface WorkingCalendar {
  readonly workDays: readonly Weekday[]
  readonly holidays: ReadonlySet<string>
}

export interface AgeBand {
  readonly code: string
  readonly from: number
  /** The last age inside the band; null means no upper end. */
  readonly to: number | null
}

export const mondayToFriday: readonly Weekday[] = [1, 2, 3, 4, 5]

export const defaultAgeBands: readonly AgeBand[] = [
  { code: 'under-15', from: 0, to: 14 },
  { code: '15-19', from: 15, to: 19 },
  { code: '20-24', from: 20, to: 24 },
  { code: '25-34', from: 25, to: 34 },
  { code: '35-44', from: 35, to: 44 },
  { code: '45-54', from: 45, to: 54 },
  { code: '55-64', from: 55, to: 64 },
  { code: '65+', from: 65, to: null },
]

/** Days from Monday, 1 January of year 1, by the rules of the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const y = year - 1
  const monthStart = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] ?? 0
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + monthStart + leapDay + day - 1
}

function dayOfNumber(n: number): CalendarDate {
  let year = Math.min(9999, Math.max(1, Math.floor(n / 365.2425) + 1))
  while (dayNumber(year, 1, 1) > n) year -= 1
  while (dayNumber(year + 1, 1, 1) <= n) year += 1
  let month = 1
  while (month < 12 && dayNumber(year, month + 1, 1) <= n) month += 1
  return calendarDay(year, month, n - dayNumber(year, month, 1) + 1)
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The day of these three numbers. Throws when it does not exist: callers have checked it. */
export function calendarDay(year: number, month: number, day: number): CalendarDate {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)
  if (!whole || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`no such day: ${year}-${month}-${day}`)
  }
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as CalendarDate
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}

/** Year, month (1-12) and day of the month. */
export function partsOf(day: CalendarDate): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

/** Reads 'YYYY-MM-DD'; undefined when it has another form or the day does not exist. */
export function parseIsoDay(text: string): CalendarDate | undefined {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return text as CalendarDate
}

/** `n` may be negative. Throws outside the years 1 to 9999. */
export function addDays(day: CalendarDate, n: number): CalendarDate {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of days: ${n}`)
  return dayOfNumber(numberOf(day) + n)
}

/** Keeps the day of the month, or takes the last one of a shorter month. `n` may be negative. */
export function addMonths(day: CalendarDate, n: number): CalendarDate {
  const from = partsOf(day)
  const months = from.year * 12 + from.month - 1 + n
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return calendarDay(year, month, Math.min(from.day, daysInMonth(year, month)))
}

/**
 * The `n`-th working day after `day` (before it, when `n` is negative). Counting starts with the next day; 0 gives
 * the day itself, whether it is a working day or not.
 */
export function addWorkingDays(day: CalendarDate, n: number, { workDays, holidays }: WorkingCalendar): CalendarDate {
  if (workDays.length === 0) throw new RangeError('a week without working days')
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of days: ${n}`)
  const step = n < 0 ? -1 : 1
  let found = day
  for (let left = Math.abs(n); left > 0; ) {
    found = addDays(found, step)
    if (isWorkingDay(found, { workDays, holidays })) left -= 1
  }
  return found
}

export function isWorkingDay(day: CalendarDate, { workDays, holidays }: WorkingCalendar): boolean {
  return workDays.includes(weekday(day)) && !holidays.has(day)
}

/** Days from the first to the second day; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return numberOf(to) - numberOf(from)
}

export function weekday(day: CalendarDate): Weekday {
  return ((numberOf(day) % 7) + 1) as Weekday
}

function numberOf(day: CalendarDate): number {
  const { year, month, day: ofMonth } = partsOf(day)
  return dayNumber(year, month, ofMonth)
}

/** Whole years of age at a day; negative before birth. Born on 29 February: older on 1 March in common years. */
export function ageOn(birth: CalendarDate, day: CalendarDate): number {
  const years = partsOf(day).year - partsOf(birth).year
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/** The code of the band that holds the age, or 'not-stated'. */
export function ageBandOf(age: number | null, bands: readonly AgeBand[] = defaultAgeBands): string {
  if (age === null) return 'not-stated'
  const band = bands.find(({ from, to }) => age >= from && (to === null || age <= to))
  return band ? band.code : 'not-stated'
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a time zone such as 'Asia/Bangkok'. Throws for an unknown zone. */
export function dayIn(instant: Date, timeZone: string): CalendarDate {
  let format = dayFormats.get(timeZone)
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    format = new Intl.DateTimeFormat('en', { calendar: 'iso8601', numberingSystem: 'latn', timeZone, ...digits })
    dayFormats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return calendarDay(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0)
}

/** The month of a day, 'YYYY-MM'. */
export function monthOf(day: CalendarDate): string {
  return day.slice(0, 7)
}

export function firstOfMonth(day: CalendarDate): CalendarDate {
  const { year, month } = partsOf(day)
  return calendarDay(year, month, 1)
}

export function lastOfMonth(day: CalendarDate): CalendarDate {
  const { year, month } = partsOf(day)
  return calendarDay(year, month, daysInMonth(year, month))
}

/** True from the first to the last day, both included; null means no end on that side. */
export function isWithin(day: CalendarDate, from: CalendarDate | null, to: CalendarDate | null): boolean {
  return (from === null || day >= from) && (to === null || day <= to)
}
