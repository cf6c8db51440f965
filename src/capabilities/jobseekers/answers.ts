import type { CalendarDate } from '../../kernel/calendar'
import { isInForce, type Country } from '../../platform/country/index'
import type { Answers } from './actions/register'
import { type ConsentAnswer, type ConsentMethod, type CounterForm, type FieldFault, firstConsents, type PlaceFact, type PortalAnswers } from './model'
import { documentNumber, readBirth, sortNames } from './rules'

type Faults = Record<string, FieldFault>
export type ReadAnswers = { ok: true; value: Answers } | { ok: false; faults: Faults }

const required: FieldFault = { key: 'errors.required' }
const isCode = (country: Country, list: string, code: string) => country.lists.get(list)?.some((row) => row.code === code) ?? false

/** A district that is in force on the day, with its province. */
export function placeOf(country: Country, code: string, today: CalendarDate): PlaceFact | FieldFault {
  const place = country.placeByCode.get(code)
  if (!place || place.level < 2) return required
  if (!isInForce(place, today)) {
    const successors = country.places.filter(({ predecessor }) => predecessor === code).map((one) => one.code)
    return { key: 'jobseekers.place.ended', parameters: { code, day: place.validTo ?? '', successors: successors.join(', ') } }
  }
  const chain: (typeof place)[] = [place]
  for (let up = place.parent; up !== null; ) {
    const next = country.placeByCode.get(up)
    if (!next) break
    chain.push(next)
    up = next.parent
  }
  const at = (level: number) => chain.find((one) => one.level === level)?.code ?? null
  return { provinceCode: at(1), districtCode: at(2), communeCode: at(3), villageCode: at(4) }
}

export const isFault = (value: object): value is FieldFault => 'key' in value

export function consentsOf(typed: Readonly<Record<string, unknown>>, method: ConsentMethod, language: string): ConsentAnswer[] {
  return firstConsents.flatMap((purpose) => {
    const answer = typed[`consent-${purpose}`]
    return answer === 'yes' || answer === 'no' ? [{ purpose, answer: answer === 'yes' ? ('given' as const) : ('refused' as const), method, language }] : []
  })
}

/** The eight questions of the shortest registration, checked. Every fault is told at once. */
export function readAnswers(country: Country, typed: PortalAnswers, today: CalendarDate, isPhoneKnown: boolean): ReadAnswers {
  const faults: Faults = {}
  const names = sortNames(typed.nameNative, typed.nameLatin)
  if (!names.ok) faults['nameNative'] = { key: names.reason === 'required' ? 'jobseekers.name.required' : 'jobseekers.name.old-font' }
  if (!isCode(country, 'sex', typed.sex)) faults['sex'] = required
  const birth = readBirth(typed.birth, today, typed.ageConfirmed === 'yes')
  if (!birth.ok) faults['birth'] = birth.fault
  const place = placeOf(country, typed.district, today)
  if (isFault(place)) faults['district'] = place
  if (typed.wanted === '') faults['wanted'] = required
  const hasReason = isCode(country, 'no-contact-reason', typed.noContactReason)
  if (!isPhoneKnown && typed.phone === '' && !hasReason) faults['phone'] = { key: 'jobseekers.phone.or-reason' }
  if (!(country.languages as readonly string[]).includes(typed.language)) faults['language'] = required
  if (Object.keys(faults).length > 0 || !names.ok || !birth.ok || isFault(place)) return { ok: false, faults }
  return {
    ok: true,
    value: {
      ...names.value, sex: typed.sex, birth: birth.value, place, wantedTitle: typed.wanted, phone: typed.phone || null,
      noContactReason: typed.phone === '' && hasReason ? typed.noContactReason : null, language: typed.language, needs: [], consents: [], document: null, noDocumentReason: null,
    },
  }
}

/** The counter asks the same eight questions and takes a document, needs and the way the consents were asked. */
export function readCounterAnswers(country: Country, typed: CounterForm, today: CalendarDate): ReadAnswers {
  const read = readAnswers(country, typed, today, false)
  const faults: Faults = read.ok ? {} : { ...read.faults }
  const number = documentNumber(typed.documentNumber)
  const kind = country.identityDocuments.find(({ code }) => code === typed.documentType)
  if (number !== '' && !kind) faults['documentType'] = required
  if (number === '' && kind && !typed.noDocumentReason) faults['documentNumber'] = required
  if (number !== '' && kind?.pattern && !kind.pattern.test(number)) faults['documentNumber'] = { key: 'jobseekers.document.pattern' }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const method = (isCode(country, 'consent-method', typed.consentMethod) ? typed.consentMethod : 'screen') as ConsentMethod
  return {
    ok: true,
    value: {
      ...read.value,
      needs: typed.needs.filter((code) => isCode(country, 'accommodation-need', code)),
      consents: consentsOf(typed, method, typed.language),
      document: number !== '' && kind ? { type: kind.code, number, seen: typed.documentSeen === 'yes' } : null,
      noDocumentReason: number === '' && isCode(country, 'no-document-reason', typed.noDocumentReason) ? typed.noDocumentReason : null,
    },
  }
}
