import { isInForce } from '../../platform/country/country'
import type { Country } from '../../platform/country/index'
import type { CalendarDate } from '../../kernel/calendar'
import { parseDay } from '../../platform/text/dates'
import type { ContactForm, EmployerEdit } from './model'
import { plainRegisterNumber } from './search-keys'

/** The columns of an employer that people fill in. */
export interface EmployerData {
  name_native: string | null
  name_latin: string | null
  register: string | null
  register_number: string | null
  no_register_reason: string | null
  isic: string | null
  size_band: string | null
  ownership: string | null
  province_code: string | null
  district_code: string | null
  address: string | null
  recruitment_agency: boolean
  licence_number: string | null
  licence_until: CalendarDate | null
  union_present: string
}

export type FieldErrors = Record<string, string>

/** What was typed as columns, or a message key for each field that is wrong. */
export function readEmployer(country: Country, form: EmployerEdit, today: CalendarDate): { data: EmployerData; errors: FieldErrors } {
  const errors: FieldErrors = {}
  if (form.nameNative === null && form.nameLatin === null) errors['nameNative'] = 'employers.error.name'
  const number = form.registerNumber === null ? null : plainRegisterNumber(form.registerNumber)
  const register = number === null ? null : country.registers.find(({ code }) => code === (form.register ?? country.registers[0]?.code))
  if (number === null && form.noRegisterReason === null) errors['registerNumber'] = 'employers.error.register'
  if (number !== null && !register) errors['register'] = 'errors.required'
  if (number !== null && register?.pattern && !register.pattern.test(number)) errors['registerNumber'] = 'employers.error.register-form'
  const district = form.districtCode === null ? undefined : country.placeByCode.get(form.districtCode)
  if (form.districtCode === null) errors['districtCode'] = 'errors.required'
  else if (!district || district.level > 2 || !isInForce(district, today)) errors['districtCode'] = 'errors.not-valid'
  if (form.isic !== null && !country.industries.entries.has(form.isic)) errors['isic'] = 'errors.not-valid'
  if (form.ownership !== null && !country.lists.get('ownership')?.some(({ code }) => code === form.ownership)) errors['ownership'] = 'errors.not-valid'
  const until = form.licenceUntil === null ? null : parseDay(form.licenceUntil)
  if (until && !until.ok) errors['licenceUntil'] = 'errors.not-a-date'
  if (form.recruitmentAgency && form.licenceNumber === null) errors['licenceNumber'] = 'employers.error.licence'
  return {
    errors,
    data: {
      name_native: form.nameNative, name_latin: form.nameLatin, register: register?.code ?? null, register_number: number,
      no_register_reason: number === null ? form.noRegisterReason : null, isic: form.isic, size_band: form.sizeBand, ownership: form.ownership,
      province_code: (district?.level === 1 ? district.code : district?.parent) ?? null, district_code: district?.level === 2 ? district.code : null, address: form.address,
      recruitment_agency: form.recruitmentAgency, licence_number: form.licenceNumber, licence_until: until?.ok ? until.value : null, union_present: form.unionPresent,
    },
  }
}

/** True when something of a contact was typed. */
export const hasContact = (form: ContactForm): boolean => form.contactName !== null || form.phone !== null || form.email !== null || form.chat !== null
