import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from '../platform/seal/seal'

/** What the operator sets from outside. */
export interface Settings {
  countryId: string
  dataFolder: string
  databaseUrl: string | null
  port: number
  /** Where people reach the pages, without a slash at the end: links in messages begin with it. */
  siteAddress: string
  trustedProxies: readonly string[]
}

/** A setting that cannot work: one sentence for the operator. */
export class SettingRefusal extends Error {}

export function readSettings(environment: NodeJS.ProcessEnv, root: string): Settings {
  const port = Number(environment['PORT'] ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new SettingRefusal(`PORT must be a number from 0 to 65535, not "${environment['PORT']}".`)
  const countryId = environment['OPENPES_COUNTRY'] ?? 'zz'
  if (!/^[a-z]{2}$/.test(countryId) || !existsSync(join(root, 'countries', countryId))) {
    throw new SettingRefusal(`There is no country "${countryId}" in countries/. Set OPENPES_COUNTRY to one that is there.`)
  }
  return {
    countryId,
    dataFolder: environment['OPENPES_DATA'] ?? join(root, 'var'),
    databaseUrl: environment['DATABASE_URL'] || null,
    port,
    siteAddress: (environment['OPENPES_ADDRESS'] ?? `http://localhost:${port}`).replace(/\/$/, ''),
    trustedProxies: (environment['TRUSTED_PROXIES'] ?? '').split(',').filter(Boolean),
  }
}

/** Khmer and Lao need the full language data of Node. */
export function checkLanguageData(): void {
  const wanted = ['km', 'lo']
  const known = [Intl.Segmenter.supportedLocalesOf(wanted), Intl.Collator.supportedLocalesOf(wanted), Intl.DateTimeFormat.supportedLocalesOf(wanted)]
  if (known.some((locales) => locales.length < wanted.length)) throw new SettingRefusal('This Node was built without Khmer and Lao. Install the standard build of Node.')
}

/** The keys outside the database: `keys.json` in the data folder, made at the first start and readable by its owner only. */
export function readKeys(dataFolder: string): Keys {
  const file = join(dataFolder, 'keys.json')
  try {
    mkdirSync(dataFolder, { recursive: true })
    if (!existsSync(file)) {
      const made = Object.fromEntries(['sealing', 'lookup', 'pepper'].map((name) => [name, randomBytes(32).toString('base64')]))
      writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' })
    }
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof Keys, string>
    return { sealing: Buffer.from(kept.sealing, 'base64'), lookup: Buffer.from(kept.lookup, 'base64'), pepper: Buffer.from(kept.pepper, 'base64') }
  } catch (error) {
    throw new SettingRefusal(`The keys in ${file} cannot be read or written (${(error as NodeJS.ErrnoException).code ?? 'not readable'}). Check the folder and its owner.`)
  }
}
