import { createContext, useContext } from 'hono/jsx'
import type { CalendarDate } from '../../kernel/calendar'
import type { Actor } from '../../kernel/actor'
import type { Country } from '../country/index'

export type Parameters_ = Readonly<Record<string, string | number | boolean | Date>>

/** What a page needs to speak to its reader: words, dates, numbers and addresses in the page's language. */
export interface Ui {
  readonly lang: 'en' | 'km' | 'lo'
  readonly actor: Actor
  readonly country: Country
  readonly today: CalendarDate
  /** The sentence behind a key such as `vacancies.closed`, with named parameters. */
  t(key: string, parameters?: Parameters_): string
  has(key: string): boolean
  /** The address of a page in this language: `/jobs` becomes `/km/jobs`. */
  to(path: string): string
  day(day: CalendarDate | null | undefined): string
  /** A moment, on the country's clock. */
  moment(at: Date | null | undefined): string
  number(value: number): string
  money(amount: string, currency: string): string
  /** Name of a code of a small list of the country, such as `contract`. */
  label(list: string, code: string | null | undefined): string
  place(code: string | null | undefined): string
  occupation(code: string | null | undefined): string
  /** A new request key for a form on this page. */
  newKey(): string
}

const UiContext = createContext<Ui | null>(null)
export const UiProvider = UiContext.Provider

/** The words and formats of the page that is being written. */
export function useUi(): Ui {
  const ui = useContext(UiContext)
  if (!ui) throw new Error('A page part was used outside a page.')
  return ui
}
