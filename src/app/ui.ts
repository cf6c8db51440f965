import type { CalendarDate } from '../kernel/calendar'
import { dayIn } from '../kernel/calendar'
import type { Actor } from '../kernel/actor'
import { newId } from '../kernel/id'
import { nameIn } from '../platform/country/country'
import type { Context } from '../platform/db/database'
import type { Language } from '../platform/i18n/words'
import type { Platform } from '../platform/platform'
import { formatDay } from '../platform/text/dates'
import { formatMoney, formatNumber, numberFormatOf } from '../platform/text/number-format'
import type { Ui } from '../platform/web/ui'

/** The words and formats of one page for one reader. */
export function makeUi({ words, country }: Platform, lang: Language, actor: Actor, { today }: Context): Ui {
  const format = numberFormatOf(country.numberFormat as never, lang)
  const day = (value: CalendarDate | null | undefined) => (value ? formatDay(value, lang) : '')
  return {
    lang,
    actor,
    country,
    today,
    t: (key, parameters) => words.say(lang, key, parameters),
    has: words.has,
    to: (path) => (path === '/' ? `/${lang}` : `/${lang}${path}`),
    day,
    moment: (at) => {
      if (!at) return ''
      const time = new Intl.DateTimeFormat('en-GB', { timeZone: country.timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
      return `${day(dayIn(at, country.timeZone))} ${time}`
    },
    number: (value) => formatNumber(value, format),
    money: (amount, currency) => formatMoney(amount, currency, format, country.currencies),
    label: (list, code) => {
      const row = code ? country.lists.get(list)?.find((entry) => entry.code === code) : undefined
      return row ? nameIn(row.names, lang) : (code ?? '')
    },
    place: (code) => {
      const place = code ? country.placeByCode.get(code) : undefined
      if (!place) return code ?? ''
      return place.names[lang] ?? (country.languages[0] === lang ? place.names.native : place.names.latin || place.names.native)
    },
    occupation: (code) => (code ? (country.occupations.title(code, lang)?.text ?? code) : ''),
    newKey: () => newId(),
  }
}
