import { z } from 'zod'
import { LANGS } from './model'
import type { Fault } from './model'

const lang = z.enum(LANGS)
const perLang = <T extends z.ZodType>(schema: T) => z.strictObject({ km: schema.optional(), lo: schema.optional(), en: schema.optional() })
const age = z.int().min(0).max(120)

/** `country.json`. `toConfirm` names the settings that the agency has not confirmed. */
export const settingsSchema = z.strictObject({
  code: z.string().regex(/^[a-z]{2}$/, 'must be two small letters'),
  names: perLang(z.string().min(1)),
  languages: z.array(lang).min(1),
  timeZone: z.string().refine(isTimeZone, 'is not a known time zone'),
  currencies: z.array(z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), decimals: z.int().min(0).max(4), symbol: z.string() })).min(1),
  phoneRegion: z.string().regex(/^[A-Z]{2}$/),
  nameOrder: z.enum(['family-first', 'given-first']),
  addressOrder: perLang(z.array(z.enum(['village', 'commune', 'district', 'province'])).length(4)),
  numberFormat: z.strictObject({
    digits: z.enum(['latin', 'native']),
    byLanguage: perLang(z.strictObject({ group: z.string().length(1), decimal: z.string().length(1) })),
  }),
  dateFormat: z.strictObject({ short: z.string().min(1), long: z.string().min(1) }),
  calendar: z.strictObject({ buddhistYear: z.boolean() }),
  weekStart: z.int().min(1).max(7),
  workDays: z.array(z.int().min(1).max(7)).min(1),
  sdmxAgency: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  minimumWorkingAge: age,
  youthAge: z.strictObject({ from: age, to: age }),
  ageBands: z.array(z.strictObject({ code: z.string().min(1), from: age, to: age.nullable() })).min(1),
  regionsLevel: z.int().min(1).max(3).nullable(),
  demonstration: z.boolean(),
  toConfirm: z.array(z.string()),
})
export type Settings = z.infer<typeof settingsSchema>

/** Reads `country.json`; `settings` is null where a fault forbids going on. */
export function readSettings(text: string, id: string): { settings: Settings | null; faults: Fault[] } {
  const file = 'country.json'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { settings: null, faults: [{ file, line: 1, message: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` }] }
  }
  const parsed = settingsSchema.safeParse(value)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      file,
      line: lineOf(text, issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path),
      message: `"${issue.path.join('.') || 'the file'}" ${issue.message}.`,
    }))
    return { settings: null, faults }
  }
  return { settings: parsed.data, faults: settingsFaults(parsed.data, text, id) }
}

function settingsFaults(settings: Settings, text: string, id: string): Fault[] {
  const faults: Fault[] = []
  const fault = (key: string, message: string) => faults.push({ file: 'country.json', line: lineOf(text, [key]), message })
  if (settings.code !== id) fault('code', `The code is "${settings.code}", but the folder is "${id}".`)
  for (const language of [...settings.languages, 'en' as const]) {
    if (!settings.names[language]) fault('names', `The country's name is missing in "${language}".`)
  }
  for (const language of settings.languages) {
    if (!settings.numberFormat.byLanguage[language]) fault('numberFormat', `The number format is missing for "${language}".`)
    if (!settings.addressOrder[language]) fault('addressOrder', `The order of an address is missing for "${language}".`)
  }
  if (settings.youthAge.from > settings.youthAge.to) fault('youthAge', 'Youth ends before it begins.')
  if (settings.demonstration && !isUserAssigned(settings.code)) {
    fault('demonstration', 'A real country cannot be a demonstration. Set "demonstration" to false.')
  }
  settings.ageBands.forEach((band, at) => {
    const next = settings.ageBands[at + 1]
    const isLast = next === undefined
    if (isLast ? band.to !== null : band.to === null || band.to < band.from || next.from !== band.to + 1) {
      fault('ageBands', `Age band "${band.code}" does not join the next one; only the last band is open.`)
    }
  })
  return faults
}

/** Codes that ISO 3166-1 leaves to users and will never give to a country. */
function isUserAssigned(code: string): boolean {
  return /^(aa|q[m-z]|x[a-z]|zz)$/.test(code)
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The line of the deepest key of `path` that stands in the text; 1 where none does. */
function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lines = text.split('\n')
  let at = 0
  for (const key of path) {
    if (typeof key !== 'string') continue
    const found = lines.findIndex((line, index) => index >= at && line.includes(`"${key}"`))
    if (found < 0) break
    at = found
  }
  return at + 1
}
