import { z } from 'zod'
import type { CalendarDate } from '../../kernel/calendar'

export const employerStates = ['claimed', 'checking', 'verified', 'refused', 'suspended', 'blocked'] as const
export type EmployerState = (typeof employerStates)[number]

export const checkKinds = ['register-extract', 'call-back', 'site-visit', 'licence-seen', 'known-partner'] as const
export type CheckKind = (typeof checkKinds)[number]

export const suspensionReasons = ['danger', 'fraud', 'silence', 'complaint-upheld', 'other'] as const
export const refusalReasons = ['not-found-in-register', 'not-reachable', 'no-such-place', 'licence-missing', 'other'] as const

/** What others show of an employer. */
export interface EmployerLine {
  id: string
  code: string
  nameNative: string | null
  nameLatin: string | null
  state: EmployerState
  verifiedOn: CalendarDate | null
  validUntil: CalendarDate | null
  centreId: string
  ownerId: string | null
  isic: string | null
  provinceCode: string | null
  recruitmentAgency: boolean
  licenceUntil: CalendarDate | null
  /** First callable phone of a contact that has not left. */
  phone: string | null
}

const text = (max: number) => z.string().max(max, 'errors.too-long').optional().transform((value) => (value === undefined || value === '' ? null : value))
const oneOf = (codes: readonly string[]) => text(40).refine((value) => value === null || codes.includes(value), 'errors.not-valid')

export const contactFields = {
  contactName: text(120),
  contactFunction: text(150),
  phone: text(60),
  chat: text(120),
  email: text(150).refine((value) => value === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), 'employers.error.email'),
  contactLanguage: oneOf(['en', 'km', 'lo']),
  decidesOnHiring: z.string().optional().transform((value) => value === 'yes'),
}

export const employerFields = {
  nameNative: text(120),
  nameLatin: text(120),
  register: text(40),
  registerNumber: text(40),
  noRegisterReason: oneOf(['informal', 'household', 'new', 'public-body']),
  isic: text(6),
  sizeBand: oneOf(['1-9', '10-49', '50-249', '250+']),
  ownership: text(40),
  districtCode: text(12),
  address: text(300),
  recruitmentAgency: oneOf(['yes', 'no']).transform((value) => value === 'yes'),
  licenceNumber: text(60),
  /** As typed; the action reads the day. */
  licenceUntil: text(40),
  unionPresent: oneOf(['yes', 'no', 'unknown']).transform((value) => value ?? 'unknown'),
  channel: oneOf(['counter', 'phone', 'fair', 'mobile-team', 'paper', 'portal']).transform((value) => value ?? 'counter'),
}

export const employerForm = z.object({ ...employerFields, ...contactFields, different: z.string().optional() })
export type EmployerForm = z.output<typeof employerForm>
export const editForm = z.object({ ...employerFields, _version: z.string() })
export type EmployerEdit = z.output<z.ZodObject<typeof employerFields>>

export const contactForm = z.object(contactFields).refine(({ contactName }) => contactName !== null, { path: ['contactName'], message: 'errors.required' })
export type ContactForm = z.output<typeof contactForm>

export const checkForm = z.object({
  kind: z.enum(checkKinds, 'errors.required'),
  result: z.enum(['pass', 'fail'], 'errors.required'),
  checkedOn: text(40),
  note: text(300),
})
export type CheckForm = z.output<typeof checkForm>

export const listQuery = z.object({
  q: text(120),
  state: z.union([z.literal(''), z.enum(employerStates)]).optional(),
  province: text(12),
  mine: z.string().optional(),
  page: z.coerce.number().int().min(1).max(500).optional(),
})
export type ListQuery = z.output<typeof listQuery>

/** One row of a register that is taken over. */
export interface ImportedEmployer {
  sourceSystem: string
  sourceId: string
  register?: string | null
  registerNumber?: string | null
  nameNative?: string | null
  nameLatin?: string | null
  isic?: string | null
  sizeBand?: string | null
  provinceCode: string
  districtCode?: string | null
  address?: string | null
  contactName?: string | null
  contactFunction?: string | null
  phone?: string | null
  email?: string | null
  recruitmentAgency?: boolean
  licenceNumber?: string | null
  licenceUntil?: CalendarDate | null
  unionPresent?: 'yes' | 'no' | 'unknown'
  centreId: string
  registeredOn: CalendarDate
}
