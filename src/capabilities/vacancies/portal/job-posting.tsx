import { raw } from 'hono/html'
import type { Country } from '../../../platform/country/index'
import type { Vacancy } from '../model'
import { titleOf } from '../titles'

export interface JobPosting {
  [property: string]: unknown
}

const units: Readonly<Record<string, string>> = { hour: 'HOUR', day: 'DAY', week: 'WEEK', month: 'MONTH' }

function employmentType({ contract, hoursPerWeek }: Pick<Vacancy, 'contract' | 'hoursPerWeek'>): string | string[] {
  if (contract === 'internship' || contract === 'apprenticeship') return 'INTERN'
  const hours = hoursPerWeek === null ? 'OTHER' : hoursPerWeek >= 35 ? 'FULL_TIME' : 'PART_TIME'
  return ['fixed', 'seasonal', 'casual'].includes(contract) ? [hours, 'TEMPORARY'] : hours
}

/** The hours that a time zone is ahead of Greenwich on the day, as `+07:00`. */
function offsetOf(timeZone: string, day: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T12:00:00Z`))
  const found = /GMT([+-]\d{2}:\d{2})/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '')
  return found?.[1] ?? '+00:00'
}

/**
 * schema.org JobPosting of a public vacancy with a named employer; null for every other. Sex and age are never written.
 * `address`: of the page, absolute.
 */
export function jobPostingOf(vacancy: Vacancy, employer: string | null, country: Country, language: string): JobPosting | null {
  if (vacancy.state !== 'published' || !vacancy.publicDisplay || employer === null || vacancy.publishedOn === null || vacancy.validUntil === null) return null
  const placeName = (code: string | null) => {
    const place = code === null ? undefined : country.placeByCode.get(code)
    return place ? place.names.latin || place.names.native : undefined
  }
  const unit = vacancy.wagePeriod === null ? undefined : units[vacancy.wagePeriod]
  const isWageShown = vacancy.wageShown && unit !== undefined && vacancy.wageCurrency !== null && (vacancy.wageMin ?? vacancy.wageMax) !== null
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: titleOf(vacancy, language),
    description: [vacancy.duties, vacancy.requirements].filter((text) => text !== '').join('\n\n') || titleOf(vacancy, language),
    identifier: { '@type': 'PropertyValue', name: 'OpenPES', value: vacancy.code },
    datePosted: vacancy.publishedOn,
    validThrough: `${vacancy.validUntil}T23:59:59${offsetOf(country.timeZone, vacancy.validUntil)}`,
    employmentType: employmentType(vacancy),
    hiringOrganization: { '@type': 'Organization', name: employer },
    jobLocation: {
      '@type': 'Place',
      address: {
        '@type': 'PostalAddress', addressLocality: placeName(vacancy.districtCode) ?? placeName(vacancy.provinceCode), addressRegion: placeName(vacancy.provinceCode),
        addressCountry: vacancy.abroadCountry ?? country.code.toUpperCase(),
      },
    },
    ...(isWageShown
      ? {
          baseSalary: {
            '@type': 'MonetaryAmount', currency: vacancy.wageCurrency,
            value: {
              '@type': 'QuantitativeValue', unitText: unit,
              ...(vacancy.wageMin !== null ? { minValue: Number(vacancy.wageMin) } : {}), ...(vacancy.wageMax !== null ? { maxValue: Number(vacancy.wageMax) } : {}),
            },
          },
        }
      : {}),
    totalJobOpenings: vacancy.posts - vacancy.filled,
    directApply: true,
  }
}

/** A data block, never run; no text of an advert can end it. */
export const jobPostingBlock = (posting: JobPosting) => raw(`<script type="application/ld+json">${JSON.stringify(posting).replaceAll('<', '\\u003c')}</script>`)
