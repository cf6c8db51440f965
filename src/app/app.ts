import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { findActor } from '../capabilities/accounts/index'
import type { Country } from '../platform/country/index'
import type { Db } from '../platform/db/database'
import { openWebsite } from '../platform/http/website'
import { loadWords } from '../platform/i18n/words'
import type { Log, Platform } from '../platform/platform'
import { openSeal, type Keys } from '../platform/seal/seal'
import type { Assets } from '../platform/web/layout'
import { serveAssets } from './assets'
import { routes } from './capabilities'
import { refusal, shell } from './shell'
import { makeUi } from './ui'

export interface AppParts {
  db: Db
  country: Country
  keys: Keys
  /** Folder of the program: holds locales/, countries/ and dist/. */
  root: string
  clock: () => Date
  log: Log
  trustedProxies?: readonly string[]
  siteAddress?: string
}

/** The whole product over one store: what the server serves and what the tests ask. */
export function openApp(parts: AppParts): { website: Hono; platform: Platform } {
  const assetFolder = join(parts.root, 'dist/assets')
  const platform: Platform = {
    db: parts.db,
    country: parts.country,
    words: loadWords(join(parts.root, 'locales')),
    seal: openSeal(parts.keys),
    assets: readManifest(assetFolder),
    clock: parts.clock,
    log: parts.log,
    assetFolder,
    trustedProxies: parts.trustedProxies ?? [],
    siteAddress: parts.siteAddress ?? 'http://localhost',
  }
  const website = openWebsite({ platform, routes, findActor, makeUi, shell, refusal })
  serveAssets(website, assetFolder)
  return { website, platform }
}

function readManifest(folder: string): Assets {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) throw new Error('The style sheet is not built. Run: npm run build')
  return JSON.parse(readFileSync(file, 'utf8')) as Assets
}
