import type { CalendarDate } from '../../kernel/calendar'

/** A registered person, as far as the story goes on. */
export interface Seeker {
  readonly id: string
  readonly sex: 'F' | 'M' | 'not-stated'
  readonly band: string
  readonly isco: string
  readonly centreId: string
  readonly until: CalendarDate
  readonly counsellorId: string | null
  readonly agrees: boolean
  /** Until then the person is in another referral. */
  busyUntil: CalendarDate
}

export interface OpenVacancy {
  readonly id: string
  readonly employerId: string
  readonly isco: string
  readonly centreId: string
  /** Posts that nobody was placed in. */
  left: number
  readonly since: CalendarDate
  readonly until: CalendarDate
}

/** One person put forward for one vacancy, and how it ended. */
export interface Meeting {
  readonly seeker: Seeker
  readonly vacancy: OpenVacancy
  readonly madeOn: CalendarDate
  readonly outcome: 'hired' | 'not-hired' | 'withdrawn' | 'employer-silent' | 'open'
  readonly interviewOn: CalendarDate | null
  /** Null while it is open. */
  readonly closedOn: CalendarDate | null
  readonly startsOn: CalendarDate | null
}
