/** What a column of a fact view holds, which decides how it may be compared. */
export type ColumnType = 'day' | 'int' | 'decimal' | 'code' | 'key' | 'bool' | 'codes'
export type Columns = Readonly<Record<string, ColumnType>>

/** On every fact: when it happened, when it was entered, whose it is, where it comes from, whether it counts. */
export const C: Columns = { fact_date: 'day', entered_on: 'day', late_days: 'int', centre_code: 'code', source: 'code', in_use: 'bool' }
/** A person as on the day of the fact. */
export const P: Columns = {
  person_key: 'key', sex: 'code', age_years: 'int', age_band: 'code', province_code: 'code', district_code: 'code', education_code: 'code',
  first_time_seeker: 'bool', groups: 'codes',
}
const O: Columns = { isco4: 'code', occupation_list: 'code' }
const I: Columns = { isic4: 'code', industry_list: 'code' }

/** The fact views that measures may name, with the columns that their owners promise. No other identifier reaches SQL. */
export const views = {
  fact_registration: { ...C, ...P, ...O, registration_key: 'key', event: 'code', channel: 'code', accepted_on: 'day', submitted_on: 'day', days_to_accept: 'int' },
  fact_registration_spell: { ...C, ...P, ...O, registration_key: 'key', from_date: 'day', to_date: 'day', end_reason: 'code' },
  fact_vacancy: {
    ...C, ...O, ...I, vacancy_key: 'key', employer_key: 'key', received_on: 'day', published_on: 'day', closed_on: 'day', closing_reason: 'code',
    posts: 'int', posts_filled_by_us: 'int', province_code: 'code', district_code: 'code', contract: 'code', hours_per_week: 'decimal',
    wage_month_min: 'decimal', wage_month_max: 'decimal', currency: 'code', education_min: 'code', experience_min: 'decimal', origin: 'code',
    sex_limit_entry: 'code', sex_limit_published: 'code', age_limit_entry: 'code', age_limit_published: 'code', accessible: 'bool', days_to_decision: 'int',
    unfilled_reason: 'code', posts_unfilled: 'int',
  },
  fact_vacancy_posts: { ...C, vacancy_key: 'key', delta: 'int', kind: 'code' },
  fact_service: {
    ...C, ...P, event_key: 'key', audience: 'code', service_code: 'code', family: 'code', counts: 'bool', channel: 'code', minutes: 'int',
    group_session: 'bool', employer_key: 'key', count: 'int',
  },
  fact_visit: { ...C, visit_key: 'key', audience: 'code', sex: 'code', age_band: 'code', purpose: 'code', person_key: 'key', wait_minutes: 'int', outcome: 'code', count: 'int', by_appointment: 'bool' },
  fact_appointment: { ...C, ...P, purpose: 'code', channel: 'code', state: 'code', days_waited: 'int' },
  fact_referral: {
    ...C, ...P, ...O, referral_key: 'key', vacancy_key: 'key', employer_key: 'key', origin: 'code', state: 'code', closing_reason: 'code', due_missed: 'bool',
    days_to_answer: 'int', activity_ref: 'code',
  },
  fact_interview: { ...C, ...P, referral_key: 'key', result: 'code', mode: 'code' },
  fact_placement: {
    ...C, ...P, ...O, ...I, placement_key: 'key', vacancy_key: 'key', employer_key: 'key', referral_key: 'key', kind: 'code', start_date: 'day', level: 'code',
    confirmed: 'bool', origin: 'code', contract: 'code', wage_month: 'decimal', currency: 'code', hours_per_week: 'decimal', end_date: 'day',
    end_reason: 'code', days_from_registration: 'int',
  },
  fact_staff_post: { ...C, staff_key: 'key', role: 'code', sex: 'code', from_date: 'day', to_date: 'day', leaving_reason: 'code' },
  fact_placement_fit: {
    ...C, ...P, placement_key: 'key', vacancy_key: 'key', employer_key: 'key', kind: 'code', confirmed: 'bool', placed_isco4: 'code', known_isco3: 'codes', isced: 'int', isced_min: 'int', isced_max: 'int',
    education_basis: 'code', skills_required: 'int', skills_held: 'int', occupation_fit: 'code', education_fit: 'code', skills_fit: 'code', fit: 'code',
  },
  fact_follow_up: {
    ...C, ...P, placement_key: 'key', round: 'code', due_on: 'day', window_closed: 'bool', outcome: 'code', source: 'code', attempts: 'int',
    same_employer: 'bool', employed: 'bool',
  },
} as const satisfies Record<string, Columns>

export type ViewName = keyof typeof views
export const columnsOf = (view: ViewName): Columns => views[view]
