import { z } from 'zod'
import { exact, add, equals, type Exact, toText, zero } from '../../../kernel/exact'

const decimal = /^\d{1,3}(\.\d{1,2})?$/
const amount = /^\d{1,12}(\.\d{1,2})?$/

/** What a project keeps for its IATI file; the members of `project.settings`. Percentages and amounts are decimal texts. */
export const ownSettingsSchema = z.object({
  identifier: z.string().optional(), reportingOrg: z.object({ ref: z.string(), type: z.string(), name: z.string() }).optional(), sector: z.string().optional(),
  countries: z.array(z.object({ code: z.string(), percentage: z.string() })).optional(), budgets: z.array(z.object({ year: z.string(), value: z.string() })).optional(),
})
export type OwnSettings = z.output<typeof ownSettingsSchema>

/** Settings as they stand in the store; what is not understood counts as not set. */
export const readOwnSettings = (stored: unknown): OwnSettings => ownSettingsSchema.safeParse((stored as { iati?: unknown } | null)?.iati).data ?? {}

/** Whether somebody gave identifier, organisation, sector and shares, so that no default is left. */
export const hasOwnSettings = (stored: unknown): boolean => {
  const { identifier, reportingOrg, sector, countries } = readOwnSettings(stored)
  return [identifier, reportingOrg, sector, countries].every((setting) => setting !== undefined)
}

export interface Typed {
  identifier: string
  ref: string
  type: string
  name: string
  sector: string
  /** Lines such as "KH 60". */
  countries: string
  /** Lines such as "2014 250000". */
  budgets: string
}
export interface SettingsFault {
  field: keyof Typed
  /** Message `projects.settings.<reason>`. */
  reason: 'identifier' | 'organisation' | 'sector' | 'line' | 'sum' | 'years'
  parameters: Readonly<Record<string, string>>
}

/** Settings from what people type, or what is wrong with it. Empty fields are not set. */
export function readTyped(typed: Typed, planned: { from: string; to: string }): { settings: OwnSettings; faults: SettingsFault[] } {
  const faults: SettingsFault[] = []
  const fault = (field: keyof Typed, reason: SettingsFault['reason'], parameters: SettingsFault['parameters'] = {}) => void faults.push({ field, reason, parameters })
  const linesOf = (field: 'countries' | 'budgets', pattern: RegExp, value: RegExp): [string, string][] =>
    typed[field].split('\n').map((line) => line.trim()).filter(Boolean).flatMap((line): [string, string][] => {
      const [name = '', rest = ''] = line.split(/\s+/, 2)
      const number = rest.replaceAll(',', '').replace(/%$/, '')
      if (pattern.test(name) && value.test(number)) return [[name, number]]
      fault(field, 'line', { line })
      return []
    })
  const countries = linesOf('countries', /^[A-Z]{2}$/, decimal)
  const budgets = linesOf('budgets', /^\d{4}$/, amount)
  const sum = countries.reduce<Exact>((total, [, value]) => add(total, exact(value)), zero)
  if (countries.length > 0 && !equals(sum, exact(100))) fault('countries', 'sum', { sum: `${countries.map(([code, value]) => `${code} ${value}`).join(' + ')} = ${toText(sum)}` })
  const outside = budgets.filter(([year]) => year < planned.from.slice(0, 4) || year > planned.to.slice(0, 4)).map(([year]) => year)
  if (outside.length > 0) fault('budgets', 'years', { years: outside.join(', '), from: planned.from, to: planned.to })
  if (typed.identifier !== '' && !/^[^/&|?\s]{3,100}$/.test(typed.identifier)) fault('identifier', 'identifier')
  const organisation = [typed.ref, typed.type, typed.name]
  const hasOrganisation = organisation.every((text) => text !== '')
  if (!hasOrganisation && organisation.some((text) => text !== '')) fault('ref', 'organisation')
  if (typed.sector !== '' && !/^\d{5}$/.test(typed.sector)) fault('sector', 'sector')
  return {
    faults,
    settings: {
      ...(typed.identifier === '' ? {} : { identifier: typed.identifier }), ...(hasOrganisation ? { reportingOrg: { ref: typed.ref, type: typed.type, name: typed.name } } : {}), ...(typed.sector === '' ? {} : { sector: typed.sector }),
      ...(countries.length === 0 ? {} : { countries: countries.map(([code, percentage]) => ({ code, percentage })) }), ...(budgets.length === 0 ? {} : { budgets: budgets.map(([year, value]) => ({ year, value })) }),
    },
  }
}

export const typedFrom = ({ identifier = '', reportingOrg, sector = '', countries = [], budgets = [] }: OwnSettings): Typed => ({
  identifier, ref: reportingOrg?.ref ?? '', type: reportingOrg?.type ?? '', name: reportingOrg?.name ?? '', sector, countries: countries.map(({ code, percentage }) => `${code} ${percentage}`).join('\n'),
  budgets: budgets.map(({ year, value }) => `${year} ${value}`).join('\n'),
})
