import type { Selectable } from 'kysely'
import type { Tables } from '../../../platform/db/tables.generated'
import type { State, Vacancy, VacancyContent } from '../model'
import { monthlyWage } from '../rules/wage'

type Row = Selectable<Tables['vacancy']>

/** All columns but the search words. */
export const columns = [
  'id', 'version', 'created_at', 'created_by', 'code', 'employer_id', 'centre_id', 'owner_id', 'origin', 'title_km', 'title_lo', 'title_en', 'occupation_typed', 'isco',
  'isic', 'duties', 'requirements', 'posts', 'filled', 'contract', 'hours_per_week', 'days_per_week', 'night', 'province_code', 'district_code', 'workplace_text',
  'abroad_country', 'start_date', 'wage_min', 'wage_max', 'wage_currency', 'wage_period', 'wage_shown', 'benefits', 'education_min', 'experience_min_years',
  'skills_must', 'languages_must', 'accessible', 'stated_sex', 'stated_age_min', 'stated_age_max', 'limit_justification', 'apply_channel', 'public_display',
  'employer_name_hidden', 'max_open_referrals', 'publish_from', 'window_days', 'state', 'state_reason', 'received_on', 'decision_due_on', 'published_on', 'valid_until',
  'closed_on', 'closing_reason', 'unfilled_reason',
] as const

export type VacancyRow = Pick<Row, (typeof columns)[number]>

export const toVacancy = (row: VacancyRow): Vacancy => ({
  id: row.id, version: row.version, createdAt: row.created_at, createdBy: row.created_by, code: row.code, employerId: row.employer_id, centreId: row.centre_id,
  ownerId: row.owner_id, origin: row.origin, titleKm: row.title_km, titleLo: row.title_lo, titleEn: row.title_en, occupationTyped: row.occupation_typed, isco: row.isco,
  isic: row.isic, duties: row.duties, requirements: row.requirements, posts: row.posts, filled: row.filled, contract: row.contract, hoursPerWeek: row.hours_per_week,
  daysPerWeek: row.days_per_week, night: row.night, provinceCode: row.province_code, districtCode: row.district_code, workplaceText: row.workplace_text,
  abroadCountry: row.abroad_country, startDate: row.start_date, wageMin: row.wage_min, wageMax: row.wage_max, wageCurrency: row.wage_currency, wagePeriod: row.wage_period,
  wageShown: row.wage_shown, benefits: row.benefits, educationMin: row.education_min, experienceMinYears: row.experience_min_years, skillsMust: row.skills_must,
  languagesMust: row.languages_must, accessible: row.accessible, statedSex: row.stated_sex, statedAgeMin: row.stated_age_min, statedAgeMax: row.stated_age_max,
  limitJustification: row.limit_justification, applyChannel: row.apply_channel, publicDisplay: row.public_display, employerNameHidden: row.employer_name_hidden,
  maxOpenReferrals: row.max_open_referrals, publishFrom: row.publish_from, windowDays: row.window_days, state: row.state as State, stateReason: row.state_reason,
  receivedOn: row.received_on, decisionDueOn: row.decision_due_on, publishedOn: row.published_on, validUntil: row.valid_until, closedOn: row.closed_on,
  closingReason: row.closing_reason, unfilledReason: row.unfilled_reason,
})

/** The columns that hold what people typed, with the monthly wage that follows from it. */
export function contentColumns(content: VacancyContent) {
  const month = (amount: string | null) => monthlyWage({ amount, period: content.wagePeriod, hoursPerWeek: content.hoursPerWeek, daysPerWeek: content.daysPerWeek })
  return {
    title_km: content.titleKm, title_lo: content.titleLo, title_en: content.titleEn, occupation_typed: content.occupationTyped, isco: content.isco,
    duties: content.duties, requirements: content.requirements, posts: content.posts, contract: content.contract, hours_per_week: content.hoursPerWeek,
    days_per_week: content.daysPerWeek, night: content.night, province_code: content.provinceCode, district_code: content.districtCode,
    workplace_text: content.workplaceText, abroad_country: content.abroadCountry, start_date: content.startDate, wage_min: content.wageMin, wage_max: content.wageMax,
    wage_currency: content.wageCurrency, wage_period: content.wagePeriod, wage_shown: content.wageShown, benefits: [...content.benefits],
    education_min: content.educationMin, experience_min_years: content.experienceMinYears, skills_must: [...content.skillsMust],
    languages_must: [...content.languagesMust], accessible: content.accessible, stated_sex: content.statedSex, stated_age_min: content.statedAgeMin,
    stated_age_max: content.statedAgeMax, apply_channel: content.applyChannel, public_display: content.publicDisplay, employer_name_hidden: content.employerNameHidden,
    max_open_referrals: content.maxOpenReferrals, publish_from: content.publishFrom, window_days: content.windowDays,
    wage_month_min: month(content.wageMin), wage_month_max: month(content.wageMax),
  }
}

/** The content alone, without the record around it. */
export function contentOf(vacancy: Vacancy): VacancyContent {
  const {
    titleKm, titleLo, titleEn, occupationTyped, isco, duties, requirements, posts, contract, hoursPerWeek, daysPerWeek, night, provinceCode, districtCode,
    workplaceText, abroadCountry, startDate, wageMin, wageMax, wageCurrency, wagePeriod, wageShown, benefits, educationMin, experienceMinYears, skillsMust,
    languagesMust, accessible, statedSex, statedAgeMin, statedAgeMax, applyChannel, publicDisplay, employerNameHidden, maxOpenReferrals, publishFrom, windowDays,
  } = vacancy
  return {
    titleKm, titleLo, titleEn, occupationTyped, isco, duties, requirements, posts, contract, hoursPerWeek, daysPerWeek, night, provinceCode, districtCode,
    workplaceText, abroadCountry, startDate, wageMin, wageMax, wageCurrency, wagePeriod, wageShown, benefits, educationMin, experienceMinYears, skillsMust,
    languagesMust, accessible, statedSex, statedAgeMin, statedAgeMax, applyChannel, publicDisplay, employerNameHidden, maxOpenReferrals, publishFrom, windowDays,
  }
}
