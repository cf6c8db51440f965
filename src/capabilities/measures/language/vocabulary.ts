import type { Condition } from './tree'
import type { ViewName } from './views'

export type RecordKind = 'person' | 'vacancy' | 'service' | 'visit' | 'referral' | 'placement' | 'employer' | 'staff'
/** How figures may be split. Groups overlap: a person may be in several, so they never add up to the total. */
export const dimensions = ['centre', 'sex', 'age_band', 'group'] as const
export type Dimension = (typeof dimensions)[number]

/** One countable event. `defaults` always apply and are part of the definition. */
export interface EventWord {
  readonly view: ViewName
  /** Key of the record that a row leads to. */
  readonly key: string
  readonly record: RecordKind
  readonly defaults: readonly Condition[]
  readonly dates: readonly [string, ...string[]]
  /** For a stock of rows: true from the first day until before the second. */
  readonly span?: readonly [from: string, to: string]
  readonly filters: readonly string[]
  readonly dimensions: readonly Dimension[]
  /** Shown in the list of records beside day, centre, sex, age band and province. */
  readonly shown: readonly string[]
  /** Cells with few employers behind them are not published. `by` names the column that leads to the employer through fact_vacancy. */
  readonly employers?: 'employer_key' | { readonly by: 'vacancy_key' }
}

const person = ['person_key', 'sex', 'age_years', 'age_band', 'province_code', 'district_code', 'education_code', 'first_time_seeker', 'groups', 'source']
const byPerson = ['centre', 'sex', 'age_band', 'group'] as const

/** Everything that a measure may count. */
export const vocabulary = {
  registration: {
    view: 'fact_registration', key: 'person_key', record: 'person', defaults: [['event', 'in', ['new', 'reactivation']]], dates: ['fact_date', 'submitted_on'],
    filters: [...person, 'event', 'channel', 'isco4'], dimensions: byPerson, shown: ['event', 'channel', 'isco4'],
  },
  active_jobseeker: {
    view: 'fact_registration_spell', key: 'person_key', record: 'person', defaults: [], dates: ['from_date'], span: ['from_date', 'to_date'],
    filters: [...person, 'isco4'], dimensions: byPerson, shown: ['isco4'],
  },
  vacancy: {
    view: 'fact_vacancy', key: 'vacancy_key', record: 'vacancy', defaults: [], dates: ['fact_date', 'published_on', 'closed_on'],
    filters: ['isco4', 'isic4', 'origin', 'closing_reason', 'unfilled_reason', 'posts', 'posts_unfilled', 'province_code', 'contract', 'accessible', 'source', 'employer_key'], dimensions: ['centre'],
    shown: ['isco4', 'posts', 'origin'], employers: 'employer_key',
  },
  vacancy_posts: {
    view: 'fact_vacancy_posts', key: 'vacancy_key', record: 'vacancy', defaults: [], dates: ['fact_date'], filters: ['kind', 'delta', 'source', 'vacancy_key'],
    dimensions: ['centre'], shown: ['kind'], employers: { by: 'vacancy_key' },
  },
  service: {
    view: 'fact_service', key: 'event_key', record: 'service', defaults: [['counts', '=', true], ['audience', '=', 'jobseeker']], dates: ['fact_date'],
    filters: [...person, 'service_code', 'family', 'channel', 'group_session', 'count'], dimensions: byPerson, shown: ['service_code', 'channel'],
  },
  employer_assistance: {
    view: 'fact_service', key: 'event_key', record: 'service', defaults: [['counts', '=', true], ['audience', '=', 'employer']], dates: ['fact_date'],
    filters: ['service_code', 'family', 'channel', 'group_session', 'count', 'source', 'employer_key'], dimensions: ['centre'], shown: ['service_code', 'channel'],
  },
  visit: {
    view: 'fact_visit', key: 'visit_key', record: 'visit', defaults: [], dates: ['fact_date'],
    filters: ['audience', 'purpose', 'by_appointment', 'sex', 'age_band', 'outcome', 'count', 'wait_minutes', 'person_key', 'source'], dimensions: ['centre', 'sex', 'age_band'], shown: ['audience', 'purpose'],
  },
  referral: {
    view: 'fact_referral', key: 'referral_key', record: 'referral', defaults: [], dates: ['fact_date'],
    filters: [...person, 'vacancy_key', 'employer_key', 'origin', 'state', 'closing_reason', 'isco4'], dimensions: byPerson, shown: ['origin', 'state', 'isco4'],
  },
  interview: {
    view: 'fact_interview', key: 'referral_key', record: 'referral', defaults: [], dates: ['fact_date'], filters: [...person, 'referral_key', 'result', 'mode'],
    dimensions: byPerson, shown: ['result', 'mode'],
  },
  placement: {
    view: 'fact_placement', key: 'placement_key', record: 'placement', defaults: [['confirmed', '=', true], ['kind', '=', 'employment']], dates: ['fact_date', 'end_date'],
    filters: [...person, 'vacancy_key', 'employer_key', 'level', 'origin', 'contract', 'isco4', 'isic4', 'days_from_registration'], dimensions: byPerson, shown: ['level', 'contract', 'isco4'],
  },
  staff_post: {
    view: 'fact_staff_post', key: 'staff_key', record: 'staff', defaults: [], dates: ['from_date', 'to_date'], span: ['from_date', 'to_date'], filters: ['role', 'sex', 'leaving_reason'], dimensions: ['centre', 'sex'], shown: ['role'],
  },
  placement_fit: {
    view: 'fact_placement_fit', key: 'placement_key', record: 'placement', defaults: [['confirmed', '=', true], ['kind', '=', 'employment']], dates: ['fact_date'],
    filters: [...person, 'vacancy_key', 'fit', 'occupation_fit', 'education_fit', 'education_basis', 'skills_fit', 'skills_required', 'skills_held', 'isced'], dimensions: byPerson, shown: ['fit', 'occupation_fit', 'education_fit', 'skills_fit'],
  },
} as const satisfies Record<string, EventWord>

export type EventName = keyof typeof vocabulary
export const findEvent = (name: string): EventWord | undefined => (Object.hasOwn(vocabulary, name) ? vocabulary[name as EventName] : undefined)

/** What a distinct key leads to. */
export const recordOfKey = (key: string): RecordKind => (key === 'employer_key' ? 'employer' : key === 'vacancy_key' ? 'vacancy' : key === 'referral_key' ? 'referral' : 'person')

/** The column of a view behind each dimension. */
export const columnOf: Record<Dimension, string> = { centre: 'centre_code', sex: 'sex', age_band: 'age_band', group: 'groups' }
