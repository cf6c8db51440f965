import type { Country } from './country/index'
import type { Db } from './db/database'
import type { Words } from './i18n/words'
import type { Seal } from './seal/seal'
import type { Assets } from './web/layout'

/** What every part of the program may use. Made once by the app. */
export interface Platform {
  readonly db: Db
  readonly country: Country
  readonly words: Words
  readonly seal: Seal
  readonly assets: Assets
  /** The only clock. Tests move it. */
  readonly clock: () => Date
  /** Ids and counts only. */
  readonly log: Log
  /** Files of `dist/assets`. */
  readonly assetFolder: string
  readonly trustedProxies: readonly string[]
  /** Where people reach the pages; links in messages begin with it. */
  readonly siteAddress: string
}

export type LogLine = Readonly<Record<string, string | number | boolean | null | undefined>>
export type Log = (level: 'info' | 'warn' | 'error', line: LogLine) => void
