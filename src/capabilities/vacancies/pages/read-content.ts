import type { z } from 'zod'
import type { CalendarDate } from '../../../kernel/calendar'
import { parseDay } from '../../../platform/text/dates'
import { numberFormatOf } from '../../../platform/text/number-format'
import { parseNumber } from '../../../platform/text/numbers'
import type { Ui } from '../../../platform/web/ui'
import { blankContent, type editForm, type entryForm, longestWindow, mostPosts, usualWindow, type VacancyContent } from '../model'

export type Errors = Record<string, string>
export type ReadContent = { ok: true; content: VacancyContent } | { ok: false; errors: Errors }

/** Reads fields one by one, in the page's language, and collects a sentence for each that is wrong. */
function openFields(ui: Ui, typed: Readonly<Record<string, unknown>>) {
  const errors: Errors = {}
  const text = (name: string): string | null => {
    const value = typed[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  const many = (name: string): string[] => {
    const value = typed[name]
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')
  }
  const number = (name: string, { decimals = 0, min = 0, max = Infinity }: { decimals?: number; min?: number; max?: number } = {}) => {
    const said = text(name)
    if (said === null) return null
    const read = parseNumber(said, { language: ui.lang, decimals, format: numberFormatOf(ui.country.numberFormat as never, ui.lang), currencies: ui.country.currencies })
    if (!read.ok) {
      errors[name] = ui.t(`vacancies.number.${read.reason}`, { suggestions: read.suggestions.map((one) => one.text).join(' / ') })
      return null
    }
    const value = Number(read.value.decimal)
    if (value >= min && value <= max) return read.value
    errors[name] = ui.t('vacancies.number.between', { min, max })
    return null
  }
  const whole = (name: string, min: number, max: number): number | null => {
    const read = number(name, { min, max })
    return read === null ? null : Number(read.decimal)
  }
  const day = (name: string): CalendarDate | null => {
    const said = text(name)
    if (said === null) return null
    const read = parseDay(said)
    if (read.ok) return read.value
    errors[name] = ui.t('errors.not-a-date')
    return null
  }
  return { ui, errors, text, many, number, whole, day, yes: (name: string) => text(name) === 'yes' }
}
type FieldReader = ReturnType<typeof openFields>

const isKhmer = /[\u1780-\u17FF]/u
const isLao = /[\u0E80-\u0EFF]/u

/** A title belongs to the language in whose letters it is written. */
export function titlesOf(title: string): Pick<VacancyContent, 'titleKm' | 'titleLo' | 'titleEn'> {
  const field = isKhmer.test(title) ? 'titleKm' : isLao.test(title) ? 'titleLo' : 'titleEn'
  return { titleKm: null, titleLo: null, titleEn: null, [field]: title }
}

/** Province or district, by its code. A commune is never asked. */
function readPlace(reader: FieldReader): Pick<VacancyContent, 'provinceCode' | 'districtCode'> {
  const code = reader.text('place')
  const place = code === null ? undefined : reader.ui.country.placeByCode.get(code)
  if (!place || place.level > 2) {
    reader.errors['place'] = reader.ui.t(code === null ? 'errors.required' : 'errors.not-valid')
    return { provinceCode: null, districtCode: null }
  }
  return place.level === 1 ? { provinceCode: place.code, districtCode: null } : { provinceCode: place.parent, districtCode: place.code }
}

function readWage(reader: FieldReader): Pick<VacancyContent, 'wageMin' | 'wageMax' | 'wageCurrency' | 'wagePeriod' | 'wageShown'> {
  const { ui } = reader
  const chosen = reader.text('wageCurrency')
  const currency = ui.country.currencies.find(({ code }) => code === chosen) ?? ui.country.currencies[0]
  const [low, high] = [reader.number('wageMin', { decimals: currency?.decimals ?? 2 }), reader.number('wageMax', { decimals: currency?.decimals ?? 2 })]
  if (low === null && high === null) return { wageMin: null, wageMax: null, wageCurrency: null, wagePeriod: null, wageShown: false }
  const written = low?.currency ?? high?.currency ?? currency?.code ?? null
  if (low && high && Number(low.decimal) > Number(high.decimal)) reader.errors['wageMax'] = ui.t('vacancies.error.wage-order')
  const period = reader.text('wagePeriod')
  if (period === null) reader.errors['wagePeriod'] = ui.t('errors.required')
  return { wageMin: low?.decimal ?? null, wageMax: high?.decimal ?? null, wageCurrency: written, wagePeriod: period, wageShown: true }
}

function readOccupation(reader: FieldReader): Pick<VacancyContent, 'occupationTyped' | 'isco'> {
  const typed = reader.text('occupation')
  const code = typed !== null && /^[0-9]{4}$/.test(typed) ? reader.ui.country.occupations.entries.get(typed) : undefined
  return code?.isSelectable ? { occupationTyped: reader.ui.occupation(typed), isco: code.code } : { occupationTyped: typed, isco: null }
}

const finish = (reader: FieldReader, content: VacancyContent): ReadContent =>
  Object.keys(reader.errors).length > 0 ? { ok: false, errors: reader.errors } : { ok: true, content }

/** The nine fields of "take a vacancy". */
export function readEntry(ui: Ui, typed: z.output<typeof entryForm>): ReadContent {
  const reader = openFields(ui, typed)
  return finish(reader, {
    ...blankContent, ...titlesOf(typed.title), ...readOccupation(reader), ...readPlace(reader), ...readWage(reader), contract: typed.contract,
    duties: reader.text('duties') ?? '', requirements: reader.text('requirements') ?? '', posts: reader.whole('posts', 1, mostPosts) ?? 1,
    hoursPerWeek: reader.whole('hoursPerWeek', 1, 112),
  })
}

/** Each must-have keeps people off the list who said that they lack it. */
const mostMust = 5

/** Everything that may be changed. Fields that the form does not hold keep what is stored. */
export function readEdit(ui: Ui, typed: z.output<typeof editForm>, stored: VacancyContent): ReadContent {
  const reader = openFields(ui, typed)
  const titles = { titleKm: reader.text('titleKm'), titleLo: reader.text('titleLo'), titleEn: reader.text('titleEn') }
  if (!titles.titleKm && !titles.titleLo && !titles.titleEn) reader.errors['titleKm'] = ui.t('vacancies.error.title')
  const isco = reader.text('isco')
  if (isco !== null && !ui.country.occupations.entries.get(isco)?.isSelectable) reader.errors['isco'] = ui.t('vacancies.error.isco')
  const ages = { statedAgeMin: reader.whole('statedAgeMin', 10, 90), statedAgeMax: reader.whole('statedAgeMax', 10, 90) }
  if (ages.statedAgeMin !== null && ages.statedAgeMax !== null && ages.statedAgeMin > ages.statedAgeMax) reader.errors['statedAgeMax'] = ui.t('vacancies.error.age-order')
  if (ages.statedAgeMin !== null && ages.statedAgeMin < ui.country.minimumWorkingAge) reader.errors['statedAgeMin'] = ui.t('vacancies.error.under-age', { age: ui.country.minimumWorkingAge })
  const skillsMust = reader.many('skillsMust')
  if (skillsMust.length > mostMust) reader.errors['skillsMust'] = ui.t('vacancies.error.too-many-must', { most: mostMust, chosen: skillsMust.length })
  return finish(reader, {
    ...stored, ...titles, ...readPlace(reader), ...readWage(reader), ...ages, occupationTyped: reader.text('occupation'), isco,
    contract: typed.contract, duties: reader.text('duties') ?? '', requirements: reader.text('requirements') ?? '', posts: reader.whole('posts', 1, mostPosts) ?? 1,
    hoursPerWeek: reader.whole('hoursPerWeek', 1, 112), daysPerWeek: reader.whole('daysPerWeek', 1, 7), night: reader.yes('night'),
    workplaceText: reader.text('workplaceText'), abroadCountry: reader.text('abroadCountry'), startDate: reader.day('startDate'), wageShown: reader.yes('wageShown'),
    benefits: reader.many('benefits'), educationMin: reader.text('educationMin'), experienceMinYears: reader.number('experienceMinYears', { decimals: 1, max: 60 })?.decimal ?? null,
    skillsMust, languagesMust: reader.many('languagesMust'),
    accessible: reader.text('accessible') === null ? null : reader.yes('accessible'), statedSex: reader.text('statedSex') ?? 'none',
    applyChannel: reader.text('applyChannel') ?? stored.applyChannel, publicDisplay: reader.yes('publicDisplay'), employerNameHidden: reader.yes('employerNameHidden'),
    maxOpenReferrals: reader.whole('maxOpenReferrals', 1, 80), publishFrom: reader.day('publishFrom'), windowDays: reader.whole('windowDays', 1, longestWindow) ?? usualWindow,
  })
}

/** What a form shows of a stored vacancy. */
export function typedOf(content: VacancyContent): Record<string, string | string[]> {
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  const amount = (value: string | null) => text(value).replace(/\.0+$/, '')
  const yes = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no')
  return {
    titleKm: text(content.titleKm), titleLo: text(content.titleLo), titleEn: text(content.titleEn), title: text(content.titleKm ?? content.titleLo ?? content.titleEn),
    occupation: text(content.occupationTyped), isco: text(content.isco), posts: text(content.posts), contract: content.contract, duties: content.duties,
    requirements: content.requirements, place: text(content.districtCode ?? content.provinceCode), wageMin: amount(content.wageMin), wageMax: amount(content.wageMax),
    wageCurrency: text(content.wageCurrency), wagePeriod: text(content.wagePeriod), wageShown: yes(content.wageShown), hoursPerWeek: text(content.hoursPerWeek),
    daysPerWeek: text(content.daysPerWeek), night: yes(content.night), workplaceText: text(content.workplaceText), abroadCountry: text(content.abroadCountry),
    startDate: text(content.startDate), benefits: [...content.benefits], educationMin: text(content.educationMin), experienceMinYears: amount(content.experienceMinYears),
    skillsMust: [...content.skillsMust], languagesMust: [...content.languagesMust], accessible: yes(content.accessible), statedSex: content.statedSex,
    statedAgeMin: text(content.statedAgeMin), statedAgeMax: text(content.statedAgeMax), applyChannel: content.applyChannel, publicDisplay: yes(content.publicDisplay),
    employerNameHidden: yes(content.employerNameHidden), maxOpenReferrals: text(content.maxOpenReferrals), publishFrom: text(content.publishFrom),
    windowDays: text(content.windowDays),
  }
}
