import { type Country, nameIn } from '../../../platform/country/index'
import type { Language, Words } from '../../../platform/i18n/words'
import type { Speech } from './explain'

/** The country's lists behind the codes of a field. */
const lists: Readonly<Record<string, readonly string[]>> = {
  sex: ['sex'], 'registration.channel': ['registration-channel'], 'service.channel': ['delivery-channel'], 'employer_assistance.channel': ['delivery-channel'], 'vacancy.origin': ['vacancy-origin'],
  'referral.origin': ['referral-origin'], 'placement.origin': ['referral-origin'], contract: ['contract'], result: ['interview-result'], 'visit.audience': ['visit-audience'], 'service.audience': ['visit-audience'], 'employer_assistance.audience': ['visit-audience'], purpose: ['visit-purpose'], 'visit.outcome': ['visit-outcome'],
  'vacancy.closing_reason': ['vacancy-closing-reason'], unfilled_reason: ['vacancy-unfilled-reason'], 'referral.closing_reason': ['referral-not-hired-reason', 'referral-withdrawn-reason'], leaving_reason: ['holding-end-reason'],
  'placement.kind': ['placement-kind'], 'placement_fit.kind': ['placement-kind'],
}
const fixed: Readonly<Record<string, readonly string[]>> = {
  event: ['new', 'reactivation'], 'vacancy_posts.kind': ['received', 'increase', 'decrease', 'filled', 'unfilled', 'closed'], level: ['reported', 'one-side', 'two-side', 'refuted'], source: ['record', 'import'],
  mode: ['in-person', 'phone', 'video'], fit: ['matched', 'mismatched', 'unknown'], occupation_fit: ['matched', 'mismatched', 'unknown'], skills_fit: ['matched', 'mismatched', 'unknown'], education_fit: ['matched', 'over', 'under', 'unknown'],
  'referral.state': ['sent', 'seen', 'interview-set', 'interviewed', 'offered', 'hired', 'not-hired', 'withdrawn', 'person-silent', 'employer-silent', 'cancelled'],
}

/** The codes that can be chosen for a field; undefined where there are too many to show, such as occupations. */
export function codesOf(country: Country, event: string, field: string): readonly string[] | undefined {
  const named = lists[`${event}.${field}`] ?? lists[field]
  if (named) return named.flatMap((list) => (country.lists.get(list) ?? []).map(({ code }) => code))
  switch (field) {
    case 'age_band':
      return [...country.ageBands.map(({ code }) => code), 'not-stated']
    case 'groups':
      return country.groups.map(({ code }) => code)
    case 'education_code':
      return country.education.map(({ code }) => code)
    case 'service_code':
      return country.services.map(({ code }) => code)
    case 'family':
      return [...new Set(country.services.map(({ family }) => family))]
    case 'province_code':
      return country.places.filter(({ level }) => level === 1).map(({ code }) => code)
    default:
      return fixed[`${event}.${field}`] ?? fixed[field]
  }
}

/** Sentences and names of codes in one language, whatever the language of the page. */
export function speechOf(words: Words, country: Country, language: Language): Speech {
  const say: Speech['say'] = (key, parameters) => words.say(language, key, parameters)
  const named = (row: { readonly names: Readonly<Record<string, string>> } | undefined, code: string) => (row ? nameIn(row.names, language) : code)
  return {
    say,
    code: (event, field, code) => {
      for (const list of lists[`${event}.${field}`] ?? lists[field] ?? []) {
        const row = country.lists.get(list)?.find((one) => one.code === code)
        if (row) return nameIn(row.names, language)
      }
      if (code === 'not-stated') return say('measures.not-stated')
      switch (field) {
        case 'age_band': {
          const band = country.ageBands.find((one) => one.code === code)
          return !band ? code : band.to === null ? say('measures.age.from', { from: band.from }) : band.from === 0 ? say('measures.age.below', { to: band.to + 1 }) : say('measures.age.between', { from: band.from, to: band.to })
        }
        case 'groups':
          return named(country.groups.find((one) => one.code === code), code)
        case 'education_code':
          return named(country.education.find((one) => one.code === code), code)
        case 'service_code':
          return named(country.services.find((one) => one.code === code), code)
        case 'province_code': {
          const place = country.placeByCode.get(code)
          return place ? (place.names[language] ?? (place.names.latin || place.names.native)) : code
        }
        case 'isco4':
          return country.occupations.title(code, language)?.text ?? code
        default: {
          const key = [`measures.code.${field}.${code}`, ...(field.endsWith('fit') ? [`measures.code.fit.${code}`] : [])].find((one) => words.has(one))
          return key ? say(key) : code
        }
      }
    },
  }
}
