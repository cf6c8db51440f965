// Generated from the migrated schema; a test compares. To renew: UPDATE_TABLES=1 npx vitest run src/platform/db/tables.test.ts
import type { ColumnType, Generated } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'

export interface AccommodationNeed {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  code: string
  note: string | null
  ended_on: CalendarDate | null
}

export interface Account {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  role: string
  username: string | null
  display_name: string | null
  language: string
  login_handle: string | null
  salt: string | null
  secret_hash: string | null
  totp_secret: string | null
  totp_last_step: number | null
  person_id: string | null
  employer_id: string | null
  state: string
  last_proof_on: CalendarDate | null
}

export interface AccountDuty {
  account_id: string
  duty: string
  granted_at: Date
  granted_by: string | null
  ended_at: Date | null
}

export interface AccountGrant {
  id: string
  asked_at: Date
  asked_by: string
  account_id: string
  kind: string
  centre_id: string | null
  sex: Generated<string>
  duties: Generated<string[]>
  expires_at: Date
  decided_at: Date | null
  decided_by: string | null
  decision: string | null
}

export interface ActivityPlan {
  id: string
  created_at: Date
  created_by: string
  version: Generated<number>
  request_key: string | null
  centre_id: string
  title: string
  period: string
  state: string
  adopted_on: CalendarDate | null
  adopted_by: string | null
  seen_on: CalendarDate | null
  seen_by: string | null
}

export interface Alarm {
  id: string
  kind: string
  at: Date
  account_id: string | null
  detail: ColumnType<unknown, string | undefined, string>
  seen_at: Date | null
}

export interface ApiToken {
  token_hash: string
  account_id: string
  name: string
  created_at: Date
  created_by: string | null
  expires_on: CalendarDate
  ended_at: Date | null
}

export interface Appointment {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  stat_key: string
  centre_id: string
  slot_id: string
  person_id: string | null
  employer_id: string | null
  purpose: string
  channel: string
  state: string
  reminded_at: Date | null
  visit_id: string | null
  result_due_on: CalendarDate | null
  cancel_reason: string | null
  booked_on: Generated<CalendarDate>
}

export interface AppointmentSlot {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  centre_id: string
  account_id: string | null
  day: CalendarDate
  starts: string
  minutes: number
  capacity: number
  taken: Generated<number>
}

export interface AuditEntry {
  lane: number
  seq: number
  at: Date
  actor_id: string | null
  role: string | null
  centre: string | null
  action: string
  subject_kind: string | null
  subject_id: string | null
  purpose: string | null
  basis: string | null
  fields: string | null
  outcome: string
  request_id: string | null
  hash: Buffer
}

export interface AuditLane {
  lane: number
  seq: Generated<number>
  hash: Generated<Buffer>
  at: Generated<Date>
}

export interface AuditSeal {
  id: string
  at: Date
  hash: string
  lanes: ColumnType<unknown, string, string>
}

export interface Baseline {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  series_id: string
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  status: string
  period: string
  measure_version: number
  definition_hash: string
  source: string
  reason: string | null
  replaces_id: string | null
  state: string
  decided_by: string | null
  decided_at: Date | null
}

export interface Caseload {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  centre_id: string
  account_id: string
  kind: string
  from_day: CalendarDate
  to_day: CalendarDate | null
  reason: string | null
  end_reason: string | null
}

export interface Centre {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  code: string
  kind: string
  parent_id: string | null
  province_code: string | null
  district_code: string | null
  address: string | null
  phone: string | null
  phone_e164: string | null
  opened_on: CalendarDate | null
  closed_on: CalendarDate | null
  successor_id: string | null
  reporting_mode: Generated<string>
  computers: Generated<number>
  connectivity: Generated<string>
  state: Generated<string>
}

export interface CentreAsk {
  id: string
  created_at: Date
  created_by: string
  version: Generated<number>
  person_id: string
  vacancy_id: string
  handle: string
  asking_centre_id: string
  asked_centre_id: string
  asked_on: CalendarDate
  due_on: CalendarDate
  state: Generated<string>
  reason: string | null
  answered_on: CalendarDate | null
  answered_by: string | null
  seen_on: CalendarDate | null
}

export interface CentreClosure {
  id: string
  created_at: Date
  created_by: string | null
  request_key: string | null
  centre_id: string
  from_day: CalendarDate
  to_day: CalendarDate
  reason: string
}

export interface CentreHours {
  centre_id: string
  weekday: number
  opens: string
  closes: string
}

export interface CentreName {
  centre_id: string
  language: string
  name: string
}

export interface Code {
  id: Generated<number>
  list_id: number
  code: string
  parent: string | null
  kind: Generated<string>
  sort: number
}

export interface CodeLabel {
  code_id: number
  language: string
  label: string
  kind: string
  source: string
}

export interface CodeList {
  id: Generated<number>
  list: string
  version: string
  language: string
  owner: string
  source: string
  licence: string
  digest: string
  state: string
  imported_at: Date
  imported_by: string | null
  counts: ColumnType<unknown, string, string>
}

export interface CodeMemory {
  language: string
  text_key: string
  isco: string
  times: number
  centres: Generated<string[]>
  last_on: CalendarDate
  list_version: Generated<string>
}

export interface Consent {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  centre_id: string | null
  purpose: string
  scope_kind: string | null
  scope_id: string | null
  text_version: number
  language: string
  answer: string
  method: string
  witness: string | null
  at: Date
  withdrawn_at: Date | null
}

export interface ConsentText {
  id: string
  purpose: string
  version: number
  language: string
  body: string
  read_aloud: string
  valid_from: CalendarDate
}

export interface CountryAgeBand {
  code: string
  age_from: number
  age_to: number | null
}

export interface CountryDerivedGroup {
  code: string
  sex: string | null
  age_from: number | null
  age_to: number | null
}

export interface CountryEducation {
  code: string
  isced: number
}

export interface CountryService {
  code: string
  audience: string
  family: string
  counts: boolean
}

export interface Cycle {
  id: string
  created_at: Date
  created_by: string
  version: Generated<number>
  request_key: string | null
  centre_id: string
  period: string
  facilitator_post: string
  stage: Generated<number>
  state: string
  plan_id: string | null
  snapshot: ColumnType<unknown | null, string | null | undefined, string | null>
  snapshot_digest: string | null
  none_reason: string | null
  read_by: string | null
  read_on: CalendarDate | null
}

export interface CycleEntry {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  cycle_id: string
  centre_id: string
  kind: string
  text: string
  evidence: string | null
  owner_post: string | null
  due_on: CalendarDate | null
  state: Generated<string>
  from_entry: string | null
  activity_id: string | null
  state_reason: string | null
}

export interface CycleStage {
  id: string
  created_at: Date
  created_by: string
  cycle_id: string
  centre_id: string
  stage: number
  step: string
  on_day: CalendarDate
  reason: string | null
}

export interface DayStatement {
  id: string
  created_at: Date
  created_by: string
  centre_id: string
  day: CalendarDate
  kind: string
  reason: string | null
  withdrawn_by: string | null
  withdrawn_at: Date | null
}

export interface DeskDeferral {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  centre_id: string
  item_kind: string
  item_id: string
  until_day: CalendarDate
  reason: string
}

export interface Disclosure {
  id: string
  person_id: string
  centre_id: string | null
  recipient_kind: string
  recipient_id: string
  fields: string[]
  purpose: string
  consent_id: string | null
  basis: string | null
  at: Date
}

export interface DuplicatePair {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  person_id: string
  other_id: string
  centre_id: string
  score: number
  agreeing: string[]
  decision: string | null
  decided_by: string | null
  decided_on: CalendarDate | null
  due_on: CalendarDate
}

export interface Education {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  education_code: string
  field_code: string | null
  finished_year: number | null
}

export interface Employer {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  code: string
  stat_key: string
  centre_id: string
  owner_id: string | null
  name_native: string | null
  name_latin: string | null
  register: string | null
  register_number: string | null
  no_register_reason: string | null
  isic: string | null
  isic_list: Generated<string>
  size_band: string | null
  ownership: string | null
  province_code: string | null
  district_code: string | null
  address: string | null
  recruitment_agency: Generated<boolean>
  licence_number: string | null
  licence_until: CalendarDate | null
  union_present: Generated<string>
  channel: Generated<string>
  registered_on: CalendarDate
  state: string
  state_reason: string | null
  verified_on: CalendarDate | null
  verified_by: string | null
  valid_until: CalendarDate | null
  verification_due_on: CalendarDate | null
  source_system: string | null
  source_id: string | null
}

export interface EmployerAssistanceNeed {
  id: string
  created_at: Date
  employer_id: string
  centre_id: string
  next_step: string
  due_on: CalendarDate
  done_on: CalendarDate | null
}

export interface EmployerCheck {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  employer_id: string
  centre_id: string
  kind: string
  result: string
  checked_on: CalendarDate
  note: string | null
}

export interface EmployerContact {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  employer_id: string
  centre_id: string
  name: string
  function: string | null
  phone: string | null
  phone_e164: string | null
  chat: string | null
  email: string | null
  language: string | null
  decides_on_hiring: Generated<boolean>
  left_on: CalendarDate | null
}

export interface EmployerKey {
  employer_id: string
  centre_id: string
  key: string
}

export interface EmployerStateChange {
  id: string
  created_at: Date
  created_by: string | null
  employer_id: string
  centre_id: string
  day: CalendarDate
  from_state: string | null
  to_state: string
  reason: string | null
  note: string | null
}

export interface Experience {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  isco: string | null
  isco_list: Generated<string>
  title_typed: string
  employer_text: string | null
  from_month: string | null
  to_month: string | null
  years: ColumnType<string | null, string | number | null | undefined, string | number | null>
  is_last: Generated<boolean>
}

export interface FactAppointment {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  appointment_key: ColumnType<string | null, never, never>
  purpose: ColumnType<string | null, never, never>
  channel: ColumnType<string | null, never, never>
  state: ColumnType<string | null, never, never>
  days_waited: ColumnType<number | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactCell {
  id: number
  centre_code: string
  province_code: string
  sex: string
  age_band: string
  groups: string
}

export interface FactCentre {
  centre_code: ColumnType<string | null, never, never>
  kind: ColumnType<string | null, never, never>
  parent_code: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  opened_on: ColumnType<CalendarDate | null, never, never>
  closed_on: ColumnType<CalendarDate | null, never, never>
  reporting_mode: ColumnType<string | null, never, never>
  has_computer: ColumnType<boolean | null, never, never>
  connectivity: ColumnType<string | null, never, never>
}

export interface FactConsent {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  purpose: ColumnType<string | null, never, never>
  answer: ColumnType<string | null, never, never>
  method: ColumnType<string | null, never, never>
  count: ColumnType<number | null, never, never>
}

export interface FactContactable {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  kind: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  channels: ColumnType<string[] | null, never, never>
  language: ColumnType<string | null, never, never>
  opted_out: ColumnType<boolean | null, never, never>
  survey_consent: ColumnType<boolean | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactDayStatement {
  day: ColumnType<CalendarDate | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  kind: ColumnType<string | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
}

export interface FactDuplicate {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  kind: ColumnType<string | null, never, never>
  score_band: ColumnType<string | null, never, never>
  scripts: ColumnType<string | null, never, never>
}

export interface FactEmployer {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  isic4: ColumnType<string | null, never, never>
  industry_list: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  registered_on: ColumnType<CalendarDate | null, never, never>
  verified_on: ColumnType<CalendarDate | null, never, never>
  state: ColumnType<string | null, never, never>
  size_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  channel: ColumnType<string | null, never, never>
  union_present: ColumnType<string | null, never, never>
}

export interface FactFigureEntry {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  entry_key: ColumnType<string | null, never, never>
  measure: ColumnType<string | null, never, never>
  period: ColumnType<string | null, never, never>
  from_date: ColumnType<CalendarDate | null, never, never>
  to_date: ColumnType<CalendarDate | null, never, never>
  value: ColumnType<string | null, never, never>
  not_recorded: ColumnType<boolean | null, never, never>
  confirmed_on: ColumnType<CalendarDate | null, never, never>
  replaced_on: ColumnType<CalendarDate | null, never, never>
}

export interface FactFollowUp {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  placement_key: ColumnType<string | null, never, never>
  round: ColumnType<number | null, never, never>
  due_on: ColumnType<CalendarDate | null, never, never>
  window_closed: ColumnType<boolean | null, never, never>
  outcome: ColumnType<string | null, never, never>
  said_by: ColumnType<string | null, never, never>
  attempts: ColumnType<number | null, never, never>
  same_employer: ColumnType<boolean | null, never, never>
  employed: ColumnType<boolean | null, never, never>
}

export interface FactInterview {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  referral_key: ColumnType<string | null, never, never>
  result: ColumnType<string | null, never, never>
  mode: ColumnType<string | null, never, never>
}

export interface FactLeaf {
  id: number
  hash: string
  ground: string
  is_ready: Generated<boolean>
}

export interface FactMatchFeedback {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  answer: ColumnType<string | null, never, never>
  reason: ColumnType<string | null, never, never>
  by_party: ColumnType<string | null, never, never>
}

export interface FactMatchImpression {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  list_kind: ColumnType<string | null, never, never>
  rank: ColumnType<number | null, never, never>
  score_band: ColumnType<string | null, never, never>
  engine: ColumnType<string | null, never, never>
  weights_version: ColumnType<string | null, never, never>
  became_referral: ColumnType<boolean | null, never, never>
  became_interview: ColumnType<boolean | null, never, never>
  became_placement: ColumnType<boolean | null, never, never>
}

export interface FactPersonGroup {
  person_key: ColumnType<string | null, never, never>
  group_code: ColumnType<string | null, never, never>
  kind: ColumnType<string | null, never, never>
  from_date: ColumnType<CalendarDate | null, never, never>
  to_date: ColumnType<CalendarDate | null, never, never>
}

export interface FactPersonSkill {
  person_key: ColumnType<string | null, never, never>
  skill_code: ColumnType<string | null, never, never>
}

export interface FactPlacement {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  isic4: ColumnType<string | null, never, never>
  industry_list: ColumnType<string | null, never, never>
  placement_key: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  referral_key: ColumnType<string | null, never, never>
  kind: ColumnType<string | null, never, never>
  start_date: ColumnType<CalendarDate | null, never, never>
  level: ColumnType<string | null, never, never>
  confirmed: ColumnType<boolean | null, never, never>
  origin: ColumnType<string | null, never, never>
  contract: ColumnType<string | null, never, never>
  wage_month: ColumnType<string | null, never, never>
  currency: ColumnType<string | null, never, never>
  hours_per_week: ColumnType<number | null, never, never>
  end_date: ColumnType<CalendarDate | null, never, never>
  end_reason: ColumnType<string | null, never, never>
  days_from_registration: ColumnType<number | null, never, never>
}

export interface FactPlacementFit {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  placement_key: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  kind: ColumnType<string | null, never, never>
  confirmed: ColumnType<boolean | null, never, never>
  placed_isco4: ColumnType<string | null, never, never>
  known_isco3: ColumnType<string[] | null, never, never>
  isced: ColumnType<number | null, never, never>
  isced_min: ColumnType<number | null, never, never>
  isced_max: ColumnType<number | null, never, never>
  education_basis: ColumnType<string | null, never, never>
  skills_required: ColumnType<number | null, never, never>
  skills_held: ColumnType<number | null, never, never>
  occupation_fit: ColumnType<string | null, never, never>
  education_fit: ColumnType<string | null, never, never>
  skills_fit: ColumnType<string | null, never, never>
  fit: ColumnType<string | null, never, never>
}

export interface FactPlan {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  plan_key: ColumnType<string | null, never, never>
  agreed_on: ColumnType<CalendarDate | null, never, never>
  state: ColumnType<string | null, never, never>
  band: ColumnType<string | null, never, never>
  days_to_agree: ColumnType<number | null, never, never>
  actions: ColumnType<number | null, never, never>
  actions_done: ColumnType<number | null, never, never>
  actions_on_time: ColumnType<number | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactPost {
  centre_code: ColumnType<string | null, never, never>
  role: ColumnType<string | null, never, never>
  established: ColumnType<number | null, never, never>
  held: ColumnType<number | null, never, never>
  from_date: ColumnType<CalendarDate | null, never, never>
  to_date: ColumnType<CalendarDate | null, never, never>
}

export interface FactProfile {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  profile_key: ColumnType<string | null, never, never>
  points: ColumnType<number | null, never, never>
  band: ColumnType<string | null, never, never>
  version: ColumnType<string | null, never, never>
  overridden: ColumnType<boolean | null, never, never>
  band_final: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactQualityCase {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  kind: ColumnType<string | null, never, never>
  outcome: ColumnType<string | null, never, never>
  days_open: ColumnType<number | null, never, never>
}

export interface FactQueue {
  id: number
  source: string
  key: string
}

export interface FactReferral {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  referral_key: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  origin: ColumnType<string | null, never, never>
  state: ColumnType<string | null, never, never>
  closing_reason: ColumnType<string | null, never, never>
  closed_on: ColumnType<CalendarDate | null, never, never>
  due_missed: ColumnType<boolean | null, never, never>
  days_to_answer: ColumnType<number | null, never, never>
  activity_ref: ColumnType<string | null, never, never>
}

export interface FactRegistration {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  registration_key: ColumnType<string | null, never, never>
  event: ColumnType<string | null, never, never>
  channel: ColumnType<string | null, never, never>
  accepted_on: ColumnType<CalendarDate | null, never, never>
  submitted_on: ColumnType<CalendarDate | null, never, never>
  days_to_accept: ColumnType<number | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactRegistrationSpell {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  registration_key: ColumnType<string | null, never, never>
  from_date: ColumnType<CalendarDate | null, never, never>
  to_date: ColumnType<CalendarDate | null, never, never>
  end_reason: ColumnType<string | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactRow {
  cell: number
  day: CalendarDate
  leaf: number
  key: string
  amount: ColumnType<string | null, string | number | null | undefined, string | number | null>
  distinct_key: string | null
}

export interface FactService {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  event_key: ColumnType<string | null, never, never>
  audience: ColumnType<string | null, never, never>
  service_code: ColumnType<string | null, never, never>
  family: ColumnType<string | null, never, never>
  counts: ColumnType<boolean | null, never, never>
  channel: ColumnType<string | null, never, never>
  minutes: ColumnType<number | null, never, never>
  group_session: ColumnType<boolean | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  count: ColumnType<number | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FactStaffPost {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  staff_key: ColumnType<string | null, never, never>
  role: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  from_date: ColumnType<CalendarDate | null, never, never>
  to_date: ColumnType<CalendarDate | null, never, never>
  leaving_reason: ColumnType<string | null, never, never>
}

export interface FactTotal {
  leaf: number
  level: number
  month: CalendarDate
  centre_code: string
  province_code: string
  sex: string
  age_band: string
  groups: string
  rows: number
  amount: ColumnType<string, string | number, string | number>
}

export interface FactVacancy {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  isco4: ColumnType<string | null, never, never>
  occupation_list: ColumnType<string | null, never, never>
  isic4: ColumnType<string | null, never, never>
  industry_list: ColumnType<string | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  received_on: ColumnType<CalendarDate | null, never, never>
  published_on: ColumnType<CalendarDate | null, never, never>
  closed_on: ColumnType<CalendarDate | null, never, never>
  closing_reason: ColumnType<string | null, never, never>
  posts: ColumnType<number | null, never, never>
  posts_filled_by_us: ColumnType<number | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  contract: ColumnType<string | null, never, never>
  hours_per_week: ColumnType<number | null, never, never>
  wage_month_min: ColumnType<string | null, never, never>
  wage_month_max: ColumnType<string | null, never, never>
  currency: ColumnType<string | null, never, never>
  education_min: ColumnType<string | null, never, never>
  experience_min: ColumnType<string | null, never, never>
  origin: ColumnType<string | null, never, never>
  sex_limit_entry: ColumnType<string | null, never, never>
  sex_limit_published: ColumnType<string | null, never, never>
  age_limit_entry: ColumnType<string | null, never, never>
  age_limit_published: ColumnType<string | null, never, never>
  accessible: ColumnType<boolean | null, never, never>
  days_to_decision: ColumnType<number | null, never, never>
  unfilled_reason: ColumnType<string | null, never, never>
  posts_unfilled: ColumnType<number | null, never, never>
}

export interface FactVacancyCheck {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  rule: ColumnType<string | null, never, never>
  effect: ColumnType<string | null, never, never>
  decision: ColumnType<string | null, never, never>
  days_open: ColumnType<number | null, never, never>
}

export interface FactVacancyPosts {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  delta: ColumnType<number | null, never, never>
  kind: ColumnType<string | null, never, never>
}

export interface FactVacancySkill {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  vacancy_key: ColumnType<string | null, never, never>
  skill_code: ColumnType<string | null, never, never>
}

export interface FactVisit {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  visit_key: ColumnType<string | null, never, never>
  audience: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_band: ColumnType<string | null, never, never>
  purpose: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  employer_key: ColumnType<string | null, never, never>
  wait_minutes: ColumnType<number | null, never, never>
  outcome: ColumnType<string | null, never, never>
  count: ColumnType<number | null, never, never>
  by_appointment: ColumnType<boolean | null, never, never>
}

export interface FactWorkStatus {
  fact_date: ColumnType<CalendarDate | null, never, never>
  entered_on: ColumnType<CalendarDate | null, never, never>
  late_days: ColumnType<number | null, never, never>
  centre_code: ColumnType<string | null, never, never>
  source: ColumnType<string | null, never, never>
  in_use: ColumnType<boolean | null, never, never>
  without_work: ColumnType<string | null, never, never>
  available: ColumnType<string | null, never, never>
  searching: ColumnType<string | null, never, never>
  person_key: ColumnType<string | null, never, never>
  sex: ColumnType<string | null, never, never>
  age_years: ColumnType<number | null, never, never>
  age_band: ColumnType<string | null, never, never>
  province_code: ColumnType<string | null, never, never>
  district_code: ColumnType<string | null, never, never>
  education_code: ColumnType<string | null, never, never>
  first_time_seeker: ColumnType<boolean | null, never, never>
  groups: ColumnType<string[] | null, never, never>
}

export interface FigureEntry {
  id: string
  created_at: Date
  entered_by: string
  entered_on: CalendarDate
  measure: string
  kind: string
  centre_id: string | null
  period: string
  from_day: CalendarDate
  to_day: CalendarDate
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  not_recorded: boolean
  source: string | null
  method: string | null
  collector: string | null
  collected_on: CalendarDate | null
  evidence: string | null
  state: Generated<string>
  decided_by: string | null
  decided_on: CalendarDate | null
  decision_reason: string | null
  replaced_on: CalendarDate | null
}

export interface FollowUp {
  id: string
  created_at: Date
  version: Generated<number>
  placement_id: string
  person_id: string
  centre_id: string
  round: number
  due_on: CalendarDate
  outcome: string | null
  outcome_on: CalendarDate | null
  source: string | null
  attempts: Generated<number>
  wage_now: ColumnType<string | null, string | number | null | undefined, string | number | null>
  as_advertised: string | null
}

export interface FollowUpAttempt {
  id: string
  created_at: Date
  created_by: string | null
  request_key: string | null
  follow_up_id: string
  person_id: string
  centre_id: string
  day: CalendarDate
  part_of_day: string
  channel: string
  reached: boolean
}

export interface Framework {
  id: string
  created_at: Date
  version: Generated<number>
  key: string
  kind: string
  titles: ColumnType<unknown, string, string>
  calendar: string
  state: string
}

export interface FunctioningAnswer {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  centre_id: string
  answers: number[]
  purpose: string
  consent_id: string
}

export interface GroupMembership {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  centre_id: string
  group_code: string
  from_day: CalendarDate
  to_day: CalendarDate | null
  evidence: string
  purposes: string[]
  consent_id: string
  visibility: Generated<string>
}

export interface GroupSession {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  centre_id: string
  account_id: string | null
  service_code: string
  topic: string
  place: string | null
  held_on: CalendarDate
  seats: number
  taken: Generated<number>
  unnamed_f: Generated<number>
  unnamed_m: Generated<number>
  unnamed_ns: Generated<number>
  stat_key: Generated<string>
  minutes: number | null
  import_key: string | null
  entered_on: Generated<CalendarDate>
}

export interface IdentityDocument {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  country: string
  type: string
  number_sealed: string | null
  number_key: string | null
  seen_by: string | null
  seen_on: CalendarDate | null
  expires_on: CalendarDate | null
  erased_at: Date | null
}

export interface ImportBatch {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  centre_id: string | null
  register: string
  source_system: string
  file_name: string
  file_digest: string
  file: Buffer | null
  choices: ColumnType<unknown, string | undefined, string>
  state: string
  counts: ColumnType<unknown, string | undefined, string>
  report: ColumnType<unknown, string | undefined, string>
  checked_at: Date | null
  committed_at: Date | null
  committed_by: string | null
  undo_until: Date | null
  undone_at: Date | null
  undone_by: string | null
}

export interface ImportRow {
  register: string
  source_system: string
  source_id: string
  batch_id: string
  centre_id: string | null
  row_number: number
  row_hash: string
  record_id: string
}

export interface Indicator {
  id: string
  created_at: Date
  version: Generated<number>
  framework_id: string
  pillar_id: string
  key: string
  measure: string
  labels: ColumnType<unknown, string, string>
  direction: string
  accumulation: string
  slices: Generated<string[]>
  position: number
  retired_on: CalendarDate | null
  origin: Generated<string>
  has_own_words: Generated<boolean>
}

export interface Interview {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  referral_id: string
  person_id: string
  centre_id: string
  held_on: CalendarDate
  starts: string | null
  mode: string
  place: string | null
  contact: string | null
  bring: string | null
  result: string | null
  result_on: CalendarDate | null
  entered_on: CalendarDate | null
}

export interface Invitation {
  token_hash: string
  account_id: string
  created_at: Date
  created_by: string | null
  expires_at: Date
  used_at: Date | null
}

export interface Job {
  id: string
  kind: string
  payload: ColumnType<unknown, string, string>
  run_at: Date
  attempts: Generated<number>
  taken_at: Date | null
  done_at: Date | null
  failed_code: string | null
  unique_key: string | null
}

export interface KnownDevice {
  token_hash: string
  account_id: string
  until: Date
}

export interface MatchDirty {
  id: Generated<string>
  kind: string
  subject: string
}

export interface MatchDistance {
  a: string
  b: string
  km: number
}

export interface MatchFeedback {
  id: string
  created_at: Date
  request_key: string | null
  list_id: string | null
  person_id: string
  vacancy_id: string
  answered_on: CalendarDate
  answer: string
  reason: string | null
  note: string | null
  by_account: string | null
  by_party: string
}

export interface MatchImpression {
  id: string
  list_id: string
  person_id: string
  vacancy_id: string
  made_on: CalendarDate
  rank: number
  score: number
  parts: number[]
  line: number
}

export interface MatchLegal {
  isco: string
  kind: string
  value: string
}

export interface MatchLevel {
  education_code: string
  isced: number
}

export interface MatchLine {
  person_id: string
  line: number
  isco: string | null
  factor: number
}

export interface MatchList {
  id: string
  code: string
  kind: string
  subject_id: string
  centre_id: string | null
  reader_id: string | null
  made_at: Date
  made_on: CalendarDate
  weights_version: string
  engine: string
  eligible: number
}

export interface MatchOccupation {
  isco: string
  length: number
  skills: number[]
  roles: number[]
  w: number[]
  b: number[]
}

export interface MatchOutbox {
  id: number
  kind: string
  subject: string
  at: Generated<Date>
}

export interface MatchPerson {
  person_id: string
  code: string
  centre_id: string | null
  province: string | null
  district: string | null
  commute_km: number
  move_all: boolean
  move: string[]
  contracts: string[]
  no_night: boolean
  access_needed: boolean
  wage_r: number | null
  wage_e: number | null
  isced: number | null
  languages: string[]
  minors: string[]
  months: number[]
  months_known: boolean
  contact_on: CalendarDate | null
  declared: number
  skills: number[]
  inferred: number[]
  absent: number[]
  blocked: string[]
  works_from: CalendarDate | null
  hazard_from: CalendarDate | null
  age_known: boolean
  shown: Generated<number>
}

export interface MatchPreference {
  person_id: string
  version: Generated<number>
  commute_km: number | null
  no_night: Generated<boolean>
  not_again: Generated<string[]>
  access_needed: Generated<boolean>
  blocked_employers: Generated<string[]>
  expected_wage: ColumnType<string | null, string | number | null | undefined, string | number | null>
}

export interface MatchRate {
  currency: string
  rate: ColumnType<string, string | number, string | number>
}

export interface MatchReach {
  day: CalendarDate
  centre_id: string
  kind: string
  code: string
  eligible: number
  reached: number
}

export interface MatchRelated {
  isco_a: string
  isco_b: string
  closeness: number
}

export interface MatchReview {
  id: string
  created_at: Date
  version: Generated<number>
  person_id: string
  vacancy_id: string | null
  by_party: string
  asked_by: string | null
  question: string
  asked_on: CalendarDate
  due_on: CalendarDate
  answer: string | null
  answered_by: string | null
  answered_on: CalendarDate | null
}

export interface MatchSetting {
  only_row: Generated<boolean>
  weights_version: Generated<string>
  tables_hash: Generated<string>
  min_age: Generated<number>
  commute_km: Generated<number>
  rest_days: Generated<number>
  base_currency: string | null
}

export interface MatchSkill {
  id: number
  code: string
  idf: number
}

export interface MatchSpread {
  vacancy_id: string
  centre_id: string
  day: CalendarDate
  posts_left: number
  plain_first: number
  plain_exposure: number
  spread_first: number
  spread_exposure: number
}

export interface MatchVacancy {
  vacancy_id: string
  code: string
  employer_id: string
  centre_id: string
  posts_left: number
  valid_until: CalendarDate
  starts_on: CalendarDate | null
  isco: string | null
  province: string | null
  district: string | null
  night: boolean
  contract: string
  accessible: boolean | null
  wage_o: number | null
  isced: number | null
  months: number
  languages: string[]
  must: number[]
  stated: number[]
  skills: number[]
  a: number[]
  published_on: CalendarDate
  open_referrals: number
  max_open: number | null
  hazardous: boolean
  legal_isced: number | null
  licences: number[]
}

export interface MatchWeights {
  id: string
  created_at: Date
  digest: string
  numbers: ColumnType<unknown, string, string>
  skills: number
  profiles: number
  related: number
  report: string
  proposed_by: string | null
  proposed_on: CalendarDate
  valid_from: CalendarDate
  state: string
  decided_by: string | null
  decided_at: Date | null
}

export interface MatchWithout {
  person_id: string
  centre_id: string
  since: CalendarDate
}

export interface Measure {
  id: string
  created_at: Date
  created_by: string | null
  key: string
}

export interface MeasureVersion {
  id: string
  created_at: Date
  created_by: string
  measure_id: string
  number: number
  tree: ColumnType<unknown, string, string>
  definition_hash: string
  names: ColumnType<unknown, string, string>
  texts: ColumnType<unknown, string, string>
  valid_from: CalendarDate
  state: string
  decided_by: string | null
  decided_at: Date | null
}

export interface Message {
  id: string
  template: string
  language: string
  channel: string
  person_id: string | null
  employer_id: string | null
  centre_id: string | null
  address: string | null
  parameters: ColumnType<unknown, string | undefined, string>
  body: string
  parts: number
  queued_at: Date
  sent_at: Date | null
  result: Generated<string>
  attempts: Generated<number>
  unique_key: string | null
}

export interface Observation {
  id: string
  created_at: Date
  centre_id: string
  period: string
  measure: string
  measure_version: number
  definition_hash: string
  state: string
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  num: ColumnType<string | null, string | number | null | undefined, string | number | null>
  den: ColumnType<string | null, string | number | null | undefined, string | number | null>
  n: number | null
  grade: string | null
  lock_no: number
  set_digest: string | null
  slice: Generated<string>
}

export interface ObservationRecord {
  observation_id: string
  centre_id: string
  part: string
  record_key: string
  amount: ColumnType<string, string | number, string | number>
}

export interface ObservationRevision {
  id: string
  created_at: Date
  observation_id: string
  centre_id: string
  old_value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  new_value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  added: number
  removed: number
  changed: number
  found_on: CalendarDate
  reason: string
  new_state: string
}

export interface OccupationSkill {
  occupation_id: number
  skill_id: number
  essential: boolean
}

export interface PeerGroup {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  year: number
  name: string
}

export interface PeerMember {
  group_id: string
  centre_id: string
  year: number
}

export interface PeriodEvent {
  id: string
  created_at: Date
  created_by: string | null
  centre_id: string
  period: string
  step: string
  reason: string | null
}

export interface PeriodProposal {
  id: string
  created_at: Date
  created_by: string
  centre_id: string
  period: string
  step: string
  reason: string
  lock_no: number
}

export interface PeriodState {
  id: string
  created_at: Date
  version: Generated<number>
  centre_id: string
  period: string
  state: string
  grade: string | null
  silent_days: Generated<number>
  submitted_by: string | null
  verified_by: string | null
  locked_by: string | null
  released_by: string | null
  lock_no: Generated<number>
}

export interface Person {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  card_number: string
  stat_key: string
  sex: string
  birth_date: CalendarDate | null
  birth_year: number | null
  age_stated: number | null
  age_stated_on: CalendarDate | null
  nationality: string | null
  language: string
  interpreter_need: string | null
  no_contact_reason: string | null
  no_document_reason: string | null
  merged_into: string | null
  state: Generated<string>
}

export interface PersonCentre {
  id: string
  person_id: string
  centre_id: string
  how: string
  proof: string | null
  opened_at: Date
  opened_by: string | null
  closed_at: Date | null
  close_reason: string | null
}

export interface PersonContact {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  person_id: string
  kind: string
  value: string
  e164: string | null
  shared_with_others: Generated<boolean>
  owner: Generated<string>
  verified_on: CalendarDate | null
  sort: Generated<number>
  ended_on: CalendarDate | null
}

export interface PersonKey {
  centre_id: string
  key: string
  person_id: string
}

export interface PersonLanguage {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  language: string
  spoken: string | null
  written: string | null
}

export interface PersonName {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  kind: Generated<string>
  name_native: string | null
  native_script: string | null
  name_latin: string | null
  family_native: string | null
  given_native: string | null
  family_latin: string | null
  given_latin: string | null
}

export interface PersonNote {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  centre_id: string
  body: string
}

export interface PersonPlace {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  kind: string
  province_code: string | null
  district_code: string | null
  commune_code: string | null
  village_code: string | null
  text: string | null
  since: CalendarDate
}

export interface PersonSkill {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  skill_code: string | null
  label_typed: string
  source: string
}

export interface Pillar {
  id: string
  framework_id: string
  key: string
  position: number
  titles: ColumnType<unknown, string, string>
  has_own_titles: Generated<boolean>
}

export interface Placement {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  code: string
  stat_key: string
  person_id: string
  employer_id: string
  vacancy_id: string | null
  referral_id: string | null
  centre_id: string
  kind: string
  start_date: CalendarDate
  end_date: CalendarDate | null
  end_reason: string | null
  contract: string | null
  isco: string | null
  wage: ColumnType<string | null, string | number | null | undefined, string | number | null>
  wage_currency: string | null
  wage_period: string | null
  hours_per_week: number | null
  province_code: string | null
  recorded_by: string
  recorded_party: string
  level: string
  state: string
  state_reason: string | null
  source_system: string | null
  source_id: string | null
  entered_on: CalendarDate | null
}

export interface PlacementEvidence {
  id: string
  created_at: Date
  request_key: string | null
  placement_id: string
  person_id: string
  centre_id: string
  source: string
  method: string
  says: string
  seen_on: CalendarDate
  recorded_by: string
  placement_recorded_by: string
  note: string | null
}

export interface PlacementFit {
  placement_id: string
  created_at: Date
  person_id: string
  centre_id: string
  placed_isco: string | null
  known_isco3: string[]
  education_code: string | null
  education_min: string | null
  education_max: string | null
  skills_required: number
  skills_held: number | null
}

export interface Plan {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  stat_key: string
  person_id: string
  centre_id: string
  account_id: string | null
  goal: string
  goal_place: string | null
  goal_by: CalendarDate | null
  band: string
  state: string
  agreed_on: CalendarDate | null
  agreed_how: string | null
  next_review_on: CalendarDate | null
  closed_on: CalendarDate | null
  close_reason: string | null
  follows_id: string | null
}

export interface PlanAction {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  plan_id: string
  person_id: string
  what: string
  who: string
  due_on: CalendarDate
  state: Generated<string>
  done_on: CalendarDate | null
  ticked_by: string | null
  reason: string | null
}

export interface PlanActivity {
  id: string
  created_at: Date
  created_by: string
  version: Generated<number>
  request_key: string | null
  plan_id: string
  centre_id: string
  code: string
  title: string
  owner_post: string
  start_on: CalendarDate | null
  due_on: CalendarDate | null
  weight: ColumnType<string, string | number | undefined, string | number>
  moves: Generated<string[]>
  state: string
  deferred_to: CalendarDate | null
  reason: string | null
  typed_percent: ColumnType<string | null, string | number | null | undefined, string | number | null>
  typed_note: string | null
  moved_on: CalendarDate | null
  output: string | null
}

export interface PlanDeliverable {
  id: string
  created_at: Date
  created_by: string
  version: Generated<number>
  request_key: string | null
  activity_id: string
  centre_id: string
  title: string
  weight: ColumnType<string, string | number | undefined, string | number>
  due_on: CalendarDate | null
  state: string
  evidence: string | null
  done_by: string | null
  accepted_by: string | null
}

export interface PlanDependency {
  activity_id: string
  needs_id: string
  centre_id: string
}

export interface PlanEvidence {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  deliverable_id: string
  centre_id: string
  media_type: string
  bytes: Buffer
  digest: string
}

export interface PlanReview {
  id: string
  created_at: Date
  created_by: string | null
  plan_id: string
  person_id: string
  reviewed_on: CalendarDate
  changed: string
  next_review_on: CalendarDate
}

export interface Post {
  id: string
  created_at: Date
  created_by: string | null
  request_key: string | null
  centre_id: string
  role: string
  established: number
  from_day: CalendarDate
  to_day: CalendarDate | null
}

export interface PostHolding {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  centre_id: string
  account_id: string
  role: string
  staff_key: string
  sex: Generated<string>
  kind: Generated<string>
  from_day: CalendarDate
  to_day: CalendarDate | null
  end_reason: string | null
}

export interface ProfileOverride {
  id: string
  created_at: Date
  created_by: string
  person_id: string
  profile_run_id: string
  band: string
  reason: string
}

export interface ProfileRun {
  id: string
  created_at: Date
  created_by: string | null
  stat_key: string
  person_id: string
  centre_id: string
  run_on: CalendarDate
  weights: string
  inputs: ColumnType<unknown, string, string>
  points: ColumnType<unknown, string, string>
  total: number
  band: string | null
}

export interface Project {
  id: string
  code: string
  title: string
  symbol: Generated<string>
  donor: Generated<string>
  agency: Generated<string>
  countries: string[]
  budget: ColumnType<string, string | number, string | number>
  currency: string
  months_stated: number
  start_planned: string
  end_planned: string
  start_actual: string
  end_actual: string
  language: string
  settings: ColumnType<unknown, string | undefined, string>
  state: Generated<string>
  version: Generated<number>
  created_at: Date
  created_by: string | null
}

export interface ProjectActivity {
  id: string
  project_id: string
  position: number
  code: string
  country: string
  objective_no: number
  output_no: number
  number: string
  title: string
  starts: string | null
  ends: string | null
  owner_post: Generated<string>
  plan_version: Generated<number>
}

export interface ProjectAttendance {
  id: string
  project_id: string
  meeting_id: string
  seat_id: string
  sex: string | null
}

export interface ProjectChange {
  id: string
  project_id: string
  subject: string
  field: string
  before: string
  after: string
  reason: string
  state: Generated<string>
  report_id: string | null
  proposed_by: string | null
  proposed_at: Date
  decided_by: string | null
  decided_at: Date | null
}

export interface ProjectClassification {
  id: string
  report_id: string
  kind: string
  ticked: string | null
  justification: Generated<string>
  note: Generated<string>
  version: Generated<number>
}

export interface ProjectEvent {
  id: string
  project_id: string
  position: number
  event: string
  country: Generated<string>
  happened: string
  printed: string
  name: string | null
  is_planned: Generated<boolean>
  is_significant: Generated<boolean>
  source_line: Generated<string>
}

export interface ProjectExport {
  id: string
  report_id: string
  format: string
  language: string
  digest: string
  exported_at: Date
  exported_by: string | null
}

export interface ProjectFindingAnswer {
  id: string
  report_id: string
  rule: string
  subject: string
  variant: Generated<string>
  state: string
  answer: string
  answered_by: string | null
  answered_at: Date
  decided_by: string | null
  decided_at: Date | null
  version: Generated<number>
}

export interface ProjectObjective {
  id: string
  project_id: string
  position: number
  country: string
  number: number
  wording: string
  number_in_plan: number
  wording_in_plan: string
  printed: ColumnType<unknown, string | undefined, string>
}

export interface ProjectOutput {
  id: string
  project_id: string
  position: number
  code: string
  country: string
  objective_no: number
  output_no: number
  wording: string
  printed: ColumnType<unknown, string | undefined, string>
}

export interface ProjectRecord {
  id: string
  project_id: string
  kind: string
  parent_id: string | null
  title: string
  text: Generated<string>
  owner_post: Generated<string>
  happened_on: CalendarDate | null
  due_on: CalendarDate | null
  planned: ColumnType<string | null, string | number | null | undefined, string | number | null>
  spent: ColumnType<string | null, string | number | null | undefined, string | number | null>
  state: Generated<string>
  done_by: string | null
  version: Generated<number>
  created_at: Date
  created_by: string | null
  agenda: Generated<string>
  minutes: Generated<string>
  minutes_signed_on: CalendarDate | null
}

export interface ProjectReport {
  id: string
  project_id: string
  sequence: number
  period_from: string
  period_to: string
  milestone_from: string
  milestone_to: string
  actuals_from: string
  actuals_to: string
  language: string
  printed: ColumnType<unknown, string, string>
  switches: ColumnType<unknown, string | undefined, string>
  state: Generated<string>
  source_digest: string | null
  frozen: string | null
  digest: string | null
  frozen_at: Date | null
  version: Generated<number>
  created_at: Date
  created_by: string | null
}

export interface ProjectReportActivity {
  id: string
  report_id: string
  activity_id: string
  percent: ColumnType<string | null, string | number | null | undefined, string | number | null>
  percent_printed: Generated<string>
  status: Generated<string>
  summary: Generated<string>
  source_line: Generated<string>
  version: Generated<number>
}

export interface ProjectReportCopy {
  id: string
  report_id: string
  state: string
  digest: string
  frozen: string
  frozen_at: Date
  returned_at: Date
  returned_by: string | null
  reason: string
}

export interface ProjectReportIssue {
  id: string
  report_id: string
  position: number
  cause: string
  is_ticked: Generated<boolean>
  source_line: number | null
}

export interface ProjectReportLesson {
  id: string
  report_id: string
  position: number
  heading: string
  text: Generated<string>
  source_line: number | null
  version: Generated<number>
}

export interface ProjectReportLine {
  id: string
  report_id: string
  series_id: string
  milestone_cell: Generated<string>
  milestone_rule: string
  milestone_printed: Generated<string>
  actual_printed: Generated<string>
  actual_status: string
  actual_from: Generated<string>
  actual_to: Generated<string>
  actual_source: Generated<string>
  summary: Generated<string>
  version: Generated<number>
  last_from: Generated<string>
  last_to: Generated<string>
  last_printed: Generated<string>
  last_now: Generated<string>
}

export interface ProjectReportRisk {
  id: string
  report_id: string
  number: number
  assumption: string
  level_before: string
  level_now: string
  text: Generated<string>
  source_line: number | null
  version: Generated<number>
}

export interface ProjectReportSection {
  id: string
  report_id: string
  position: number
  code: string
  heading: string
  text: Generated<string>
  limit_characters: number | null
  printed: ColumnType<unknown, string | undefined, string>
  version: Generated<number>
}

export interface ProjectSeat {
  id: string
  project_id: string
  side: string
  post: string
  is_open: Generated<boolean>
}

export interface ProjectSeries {
  id: string
  project_id: string
  position: number
  code: string
  row_code: string
  country: string
  objective_no: number
  part: Generated<string>
  indicator: string
  label: Generated<string>
  measures: string[]
  slice: Generated<string>
  unit: string
  unit_in_label: Generated<string>
  nature: string
  baseline: ColumnType<string | null, string | number | null | undefined, string | number | null>
  baseline_text: Generated<string>
  baseline_printed: Generated<string>
  end_cell: Generated<string>
  end_rule: string
  end_printed: Generated<string>
  linked_output: Generated<string>
  measure_id: string | null
  source_line: Generated<string>
}

export interface ProjectSignOff {
  id: string
  report_id: string
  role: string
  account_id: string
  digest: string
  signed_at: Date
  withdrawn_at: Date | null
}

export interface ProjectWorkPlan {
  id: string
  project_id: string
  year: number
  number: number
  activities: ColumnType<unknown, string, string>
  meeting_id: string | null
  adopted_at: Date
  adopted_by: string | null
}

export interface RecoveryCode {
  account_id: string
  code_hash: string
  used_at: Date | null
}

export interface Referral {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  code: string
  stat_key: string
  person_id: string
  vacancy_id: string
  employer_id: string
  centre_id: string
  origin: string
  made_on: CalendarDate
  made_by: string | null
  consent_id: string | null
  message: string | null
  state: string
  sent_on: CalendarDate | null
  due_on: CalendarDate | null
  due_kind: string | null
  due_owner: string | null
  first_due_on: CalendarDate | null
  more_time_days: Generated<number>
  more_time_count: Generated<number>
  closed_on: CalendarDate | null
  closing_reason: string | null
  answered_on: CalendarDate | null
  activity_ref: string | null
  answer_due_on: CalendarDate | null
}

export interface ReferralTransition {
  id: string
  referral_id: string
  person_id: string
  at: Date
  day: CalendarDate
  from_state: string | null
  to_state: string
  by_account: string | null
  by_party: string
  reason: string | null
}

export interface RefusedRelation {
  list_id: number
  occupation: string
  skill: string
}

export interface Registration {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  person_id: string
  centre_id: string
  event: string
  channel: string
  state: string
  submitted_on: CalendarDate | null
  review_due_on: CalendarDate | null
  accepted_on: CalendarDate | null
  accepted_by: string | null
  last_contact_on: CalendarDate | null
  expires_on: CalendarDate | null
  ended_on: CalendarDate | null
  end_reason: string | null
  end_note: string | null
  source_system: string | null
  source_id: string | null
  stat_key: Generated<string>
}

export interface Renewal {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  registration_id: string
  centre_id: string
  renewed_on: CalendarDate
  how: string
  counts: boolean
  stat_key: Generated<string>
}

export interface RequestKey {
  actor: string
  key: string
  route: string
  body_hash: string
  status: number | null
  location: string | null
  answer: string | null
  at: Date
}

export interface ReviewNote {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  centre_id: string
  subject: string
  subject_id: string
  text: string
  addressee_post: string
  due_on: CalendarDate | null
  state: Generated<string>
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  closed_by: string | null
  closed_at: Date | null
}

export interface SavedSearch {
  id: string
  created_at: Date
  person_id: string
  language: string
  words: string
  filters: ColumnType<unknown, string, string>
  frequency: string
  state: string
  state_reason: string | null
  stop_key: string
  new_since: CalendarDate
  expires_on: CalendarDate
  last_sent_on: CalendarDate | null
  unopened: Generated<number>
  saved_by: string | null
  changed_in: Generated<number>
}

export interface SavedSearchJob {
  person_id: string
  vacancy_id: string
  told_on: CalendarDate
}

export interface SchemaMigration {
  name: string
  hash: string
  ran_at: Generated<Date>
}

export interface SearchZeroHit {
  day: CalendarDate
  language: string
  words: string
  times: Generated<number>
}

export interface Series {
  id: string
  created_at: Date
  created_by: string | null
  indicator_id: string
  centre_id: string | null
  slice: Generated<string>
}

export interface ServiceEvent {
  id: string
  created_at: Date
  created_by: string | null
  request_key: string | null
  stat_key: string
  centre_id: string
  account_id: string | null
  service_code: string
  audience: string
  person_id: string | null
  employer_id: string | null
  given_on: CalendarDate
  minutes: number | null
  channel: string
  group_session_id: string | null
  source: string
  source_kind: string | null
  source_id: string | null
  outcome: string | null
  next_step: string | null
  next_due_on: CalendarDate | null
  repeat_reason: string | null
  reverses_id: string | null
  visit_id: string | null
  next_done_on: CalendarDate | null
  reversed: Generated<boolean>
  reversal_reason: string | null
  reversal_note: string | null
  import_key: string | null
  entered_on: Generated<CalendarDate>
}

export interface ServiceNote {
  service_event_id: string
  centre_id: string
  created_at: Date
  created_by: string | null
  body: string
}

export interface Session {
  token_hash: string
  account_id: string
  strength: string
  shared_device: Generated<boolean>
  created_at: Date
  seen_at: Date
  fresh_at: Date | null
  ended_at: Date | null
}

export interface Setting {
  name: string
  value: ColumnType<unknown, string, string>
  changed_at: Date
}

export interface SignInCode {
  id: string
  handle: string
  code_hash: string
  purpose: string
  sent_at: Date
  expires_at: Date
  tries: Generated<number>
  used_at: Date | null
}

export interface SignInFailure {
  id: string
  handle: string
  device_hash: string | null
  address_hash: string
  at: Date
}

export interface SkillAnswer {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  skill_code: string
  answer: string
  answered_on: CalendarDate
}

export interface SpreadProfile {
  id: string
  created_at: Date
  created_by: string | null
  series_id: string
  kind: string
  weights: string[] | null
  step_on: CalendarDate | null
  years: Generated<number[]>
}

export interface StatusMiss {
  id: string
  address_hash: string
  at: Date
}

export interface TargetChange {
  id: string
  created_at: Date
  created_by: string
  request_key: string | null
  series_id: string
  role: string
  period: string
  rule: string
  old_rule: string | null
  override_value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  override_reason: string | null
  reason: string
  state: string
  decided_by: string | null
  decided_at: Date | null
}

export interface TargetRule {
  id: string
  created_at: Date
  series_id: string
  role: string
  period: string
  rule: string
  baseline_id: string | null
  exact_num: ColumnType<string | null, string | number | null | undefined, string | number | null>
  exact_den: ColumnType<string | null, string | number | null | undefined, string | number | null>
  published: ColumnType<string | null, string | number | null | undefined, string | number | null>
  band_lo: ColumnType<string | null, string | number | null | undefined, string | number | null>
  band_hi: ColumnType<string | null, string | number | null | undefined, string | number | null>
  override_value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  override_reason: string | null
  change_id: string
  replaced_by: string | null
}

export interface Vacancy {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  code: string
  stat_key: string
  employer_id: string
  centre_id: string
  owner_id: string | null
  origin: string
  title_km: string | null
  title_lo: string | null
  title_en: string | null
  occupation_typed: string | null
  isco: string | null
  isco_list: Generated<string>
  coded_by: string | null
  isic: string | null
  duties: Generated<string>
  requirements: Generated<string>
  posts: number
  filled: Generated<number>
  contract: string
  hours_per_week: number | null
  days_per_week: number | null
  night: Generated<boolean>
  province_code: string | null
  district_code: string | null
  workplace_text: string | null
  abroad_country: string | null
  start_date: CalendarDate | null
  wage_min: ColumnType<string | null, string | number | null | undefined, string | number | null>
  wage_max: ColumnType<string | null, string | number | null | undefined, string | number | null>
  wage_currency: string | null
  wage_period: string | null
  wage_shown: Generated<boolean>
  benefits: Generated<string[]>
  education_min: string | null
  experience_min_years: ColumnType<string | null, string | number | null | undefined, string | number | null>
  skills_must: Generated<string[]>
  skills_nice: Generated<string[]>
  languages_must: Generated<string[]>
  accessible: boolean | null
  stated_sex: Generated<string>
  stated_age_min: number | null
  stated_age_max: number | null
  limit_justification: string | null
  apply_channel: Generated<string>
  public_display: Generated<boolean>
  employer_name_hidden: Generated<boolean>
  max_open_referrals: number | null
  state: string
  state_reason: string | null
  received_on: CalendarDate | null
  decision_due_on: CalendarDate | null
  published_on: CalendarDate | null
  valid_until: CalendarDate | null
  closed_on: CalendarDate | null
  closing_reason: string | null
  source_system: string | null
  source_id: string | null
  find_tokens: Generated<string[]>
  rank_words: string | null
  entered_on: CalendarDate | null
  publish_from: CalendarDate | null
  window_days: Generated<number>
  wage_month_min: ColumnType<string | null, string | number | null | undefined, string | number | null>
  wage_month_max: ColumnType<string | null, string | number | null | undefined, string | number | null>
  unfilled_reason: string | null
}

export interface VacancyComplaint {
  id: string
  created_at: Date
  request_key: string | null
  vacancy_id: string
  centre_id: string
  kind: string
  note: string | null
  phone: string | null
  state: Generated<string>
  due_on: CalendarDate
}

export interface VacancyFinding {
  id: string
  created_at: Date
  vacancy_id: string
  centre_id: string
  rule: string
  ground: string | null
  words: string | null
  effect: string
  decision: string | null
  decided_by: string | null
  decided_on: CalendarDate | null
  note: string | null
}

export interface VacancyHistory {
  id: string
  vacancy_id: string
  centre_id: string
  at: Date
  by_account: string | null
  field: string
  old_value: string | null
  new_value: string | null
}

export interface VacancyPostsChange {
  id: string
  created_at: Date
  created_by: string | null
  vacancy_id: string
  centre_id: string
  day: CalendarDate
  delta: number
  kind: string
  reason: string | null
}

export interface Visit {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  request_key: string | null
  stat_key: string
  centre_id: string
  visited_on: CalendarDate
  ticket: number
  arrived_at: Date
  audience: string
  sex: string
  age_band: string
  purposes: string[]
  person_id: string | null
  employer_id: string | null
  called_at: Date | null
  left_at: Date | null
  state: Generated<string>
  closed_by_clock: Generated<boolean>
  import_key: string | null
  entered_on: Generated<CalendarDate>
}

export interface VisitCounter {
  centre_id: string
  day: CalendarDate
  last_ticket: number
}

export interface Wish {
  id: string
  created_at: Date
  created_by: string | null
  version: Generated<number>
  person_id: string
  sort: Generated<number>
  title_typed: string
  isco: string | null
  isco_list: Generated<string>
  coded_by: string | null
  reach: Generated<string>
  places: Generated<string[]>
  wage_min: ColumnType<string | null, string | number | null | undefined, string | number | null>
  wage_currency: string | null
  wage_period: string | null
  hours_per_week: number | null
  earliest_start: CalendarDate | null
  contracts: Generated<string[]>
  ended_on: CalendarDate | null
}

export interface WorkStatus {
  id: string
  created_at: Date
  created_by: string | null
  person_id: string
  asked_on: CalendarDate
  without_work: string
  available: string
  searching: string
}

export interface Tables {
  accommodation_need: AccommodationNeed
  account: Account
  account_duty: AccountDuty
  account_grant: AccountGrant
  activity_plan: ActivityPlan
  alarm: Alarm
  api_token: ApiToken
  appointment: Appointment
  appointment_slot: AppointmentSlot
  audit_entry: AuditEntry
  audit_lane: AuditLane
  audit_seal: AuditSeal
  baseline: Baseline
  caseload: Caseload
  centre: Centre
  centre_ask: CentreAsk
  centre_closure: CentreClosure
  centre_hours: CentreHours
  centre_name: CentreName
  code: Code
  code_label: CodeLabel
  code_list: CodeList
  code_memory: CodeMemory
  consent: Consent
  consent_text: ConsentText
  country_age_band: CountryAgeBand
  country_derived_group: CountryDerivedGroup
  country_education: CountryEducation
  country_service: CountryService
  cycle: Cycle
  cycle_entry: CycleEntry
  cycle_stage: CycleStage
  day_statement: DayStatement
  desk_deferral: DeskDeferral
  disclosure: Disclosure
  duplicate_pair: DuplicatePair
  education: Education
  employer: Employer
  employer_assistance_need: EmployerAssistanceNeed
  employer_check: EmployerCheck
  employer_contact: EmployerContact
  employer_key: EmployerKey
  employer_state_change: EmployerStateChange
  experience: Experience
  fact_appointment: FactAppointment
  fact_cell: FactCell
  fact_centre: FactCentre
  fact_consent: FactConsent
  fact_contactable: FactContactable
  fact_day_statement: FactDayStatement
  fact_duplicate: FactDuplicate
  fact_employer: FactEmployer
  fact_figure_entry: FactFigureEntry
  fact_follow_up: FactFollowUp
  fact_interview: FactInterview
  fact_leaf: FactLeaf
  fact_match_feedback: FactMatchFeedback
  fact_match_impression: FactMatchImpression
  fact_person_group: FactPersonGroup
  fact_person_skill: FactPersonSkill
  fact_placement: FactPlacement
  fact_placement_fit: FactPlacementFit
  fact_plan: FactPlan
  fact_post: FactPost
  fact_profile: FactProfile
  fact_quality_case: FactQualityCase
  fact_queue: FactQueue
  fact_referral: FactReferral
  fact_registration: FactRegistration
  fact_registration_spell: FactRegistrationSpell
  fact_row: FactRow
  fact_service: FactService
  fact_staff_post: FactStaffPost
  fact_total: FactTotal
  fact_vacancy: FactVacancy
  fact_vacancy_check: FactVacancyCheck
  fact_vacancy_posts: FactVacancyPosts
  fact_vacancy_skill: FactVacancySkill
  fact_visit: FactVisit
  fact_work_status: FactWorkStatus
  figure_entry: FigureEntry
  follow_up: FollowUp
  follow_up_attempt: FollowUpAttempt
  framework: Framework
  functioning_answer: FunctioningAnswer
  group_membership: GroupMembership
  group_session: GroupSession
  identity_document: IdentityDocument
  import_batch: ImportBatch
  import_row: ImportRow
  indicator: Indicator
  interview: Interview
  invitation: Invitation
  job: Job
  known_device: KnownDevice
  match_dirty: MatchDirty
  match_distance: MatchDistance
  match_feedback: MatchFeedback
  match_impression: MatchImpression
  match_legal: MatchLegal
  match_level: MatchLevel
  match_line: MatchLine
  match_list: MatchList
  match_occupation: MatchOccupation
  match_outbox: MatchOutbox
  match_person: MatchPerson
  match_preference: MatchPreference
  match_rate: MatchRate
  match_reach: MatchReach
  match_related: MatchRelated
  match_review: MatchReview
  match_setting: MatchSetting
  match_skill: MatchSkill
  match_spread: MatchSpread
  match_vacancy: MatchVacancy
  match_weights: MatchWeights
  match_without: MatchWithout
  measure: Measure
  measure_version: MeasureVersion
  message: Message
  observation: Observation
  observation_record: ObservationRecord
  observation_revision: ObservationRevision
  occupation_skill: OccupationSkill
  peer_group: PeerGroup
  peer_member: PeerMember
  period_event: PeriodEvent
  period_proposal: PeriodProposal
  period_state: PeriodState
  person: Person
  person_centre: PersonCentre
  person_contact: PersonContact
  person_key: PersonKey
  person_language: PersonLanguage
  person_name: PersonName
  person_note: PersonNote
  person_place: PersonPlace
  person_skill: PersonSkill
  pillar: Pillar
  placement: Placement
  placement_evidence: PlacementEvidence
  placement_fit: PlacementFit
  plan: Plan
  plan_action: PlanAction
  plan_activity: PlanActivity
  plan_deliverable: PlanDeliverable
  plan_dependency: PlanDependency
  plan_evidence: PlanEvidence
  plan_review: PlanReview
  post: Post
  post_holding: PostHolding
  profile_override: ProfileOverride
  profile_run: ProfileRun
  project: Project
  project_activity: ProjectActivity
  project_attendance: ProjectAttendance
  project_change: ProjectChange
  project_classification: ProjectClassification
  project_event: ProjectEvent
  project_export: ProjectExport
  project_finding_answer: ProjectFindingAnswer
  project_objective: ProjectObjective
  project_output: ProjectOutput
  project_record: ProjectRecord
  project_report: ProjectReport
  project_report_activity: ProjectReportActivity
  project_report_copy: ProjectReportCopy
  project_report_issue: ProjectReportIssue
  project_report_lesson: ProjectReportLesson
  project_report_line: ProjectReportLine
  project_report_risk: ProjectReportRisk
  project_report_section: ProjectReportSection
  project_seat: ProjectSeat
  project_series: ProjectSeries
  project_sign_off: ProjectSignOff
  project_work_plan: ProjectWorkPlan
  recovery_code: RecoveryCode
  referral: Referral
  referral_transition: ReferralTransition
  refused_relation: RefusedRelation
  registration: Registration
  renewal: Renewal
  request_key: RequestKey
  review_note: ReviewNote
  saved_search: SavedSearch
  saved_search_job: SavedSearchJob
  schema_migration: SchemaMigration
  search_zero_hit: SearchZeroHit
  series: Series
  service_event: ServiceEvent
  service_note: ServiceNote
  session: Session
  setting: Setting
  sign_in_code: SignInCode
  sign_in_failure: SignInFailure
  skill_answer: SkillAnswer
  spread_profile: SpreadProfile
  status_miss: StatusMiss
  target_change: TargetChange
  target_rule: TargetRule
  vacancy: Vacancy
  vacancy_complaint: VacancyComplaint
  vacancy_finding: VacancyFinding
  vacancy_history: VacancyHistory
  vacancy_posts_change: VacancyPostsChange
  visit: Visit
  visit_counter: VisitCounter
  wish: Wish
  work_status: WorkStatus
}
