import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'

export const languages = ['en', 'km', 'lo'] as const
export type Language = (typeof languages)[number]
export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)

type Parameters_ = Readonly<Record<string, string | number | boolean | Date>>

/** The sentences of the product in each language. */
export interface Words {
  /** The sentence behind `capability.key`. A missing one falls back to English. @throws when no language has it. */
  say(language: Language, key: string, parameters?: Parameters_): string
  has(key: string): boolean
  /** Every key of a language; for the checks. */
  keys(language: Language): ReadonlySet<string>
}

/** Reads `locales/<language>/<capability>.json`: flat files of ICU messages. */
export function loadWords(folder: string): Words {
  const messages = new Map(languages.map((language) => [language, readLanguage(join(folder, language))]))
  const compiled = new Map<string, IntlMessageFormat>()
  const textOf = (language: Language, key: string) => messages.get(language)?.get(key)

  return {
    say(language, key, parameters) {
      const own = textOf(language, key)
      const text = own ?? textOf('en', key)
      if (text === undefined) throw new Error(`No sentence for ${key}. Add it to locales/.`)
      if (!text.includes('{') && !text.includes("'")) return text
      const id = `${language}:${key}`
      let message = compiled.get(id)
      if (!message) {
        message = new IntlMessageFormat(text, own === undefined ? 'en' : language, undefined, { ignoreTag: true })
        compiled.set(id, message)
      }
      return String(message.format(parameters ?? {}))
    },
    has: (key) => textOf('en', key) !== undefined,
    keys: (language) => new Set(messages.get(language)?.keys()),
  }
}

function readLanguage(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    for (const [key, text] of Object.entries(content as Record<string, string>)) found.set(`${file.slice(0, -5)}.${key}`, text)
  }
  return found
}
