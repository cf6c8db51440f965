import type { Country } from '../../../platform/country/index'
import type { Tx } from '../../../platform/db/database'
import type { JobHandlers } from '../../../platform/jobs/jobs'
import type { Platform } from '../../../platform/platform'
import { textKey } from '../../../platform/text/text-key'
import { indexTokens, queryTokens } from '../../../platform/text/tokens'
import { countZeroHit, forgetRareZeroHits } from '../queries/zero-hits'
import { wordsToCount } from '../rules/zero-hit'
import { liveIndex } from '../search-index/live-index'

const tokensOf = new WeakMap<Country, ReadonlySet<string>>()

/** What occupations, skills and places of the country are found by. */
function knownTokens(country: Country): ReadonlySet<string> {
  const known = tokensOf.get(country)
  if (known) return known
  const names = [
    ...[...country.occupations.entries.keys()].flatMap((code) => country.languages.map((language) => country.occupations.title(code, language)?.text)),
    ...country.skills.flatMap(({ names: own }) => Object.values(own)), ...country.places.filter(({ level }) => level <= 2).flatMap(({ names: own }) => Object.values(own)),
  ]
  const made = new Set(names.flatMap((name) => (name ? indexTokens(name) : [])))
  tokensOf.set(country, made)
  return made
}

/** Counts words that found no job, unless they may say something about a person. */
export async function noteZeroHit(tx: Tx, platform: Platform, language: string, text: string): Promise<void> {
  const index = await liveIndex(tx, platform)
  if (!index) return
  const known = knownTokens(platform.country)
  const words = wordsToCount(textKey(text), (token) => known.has(token) || index.holds([token]), queryTokens(text))
  if (words !== null) await countZeroHit(tx, language, words)
}

export const zeroHitDaily: JobHandlers = { 'daily.vacancies.zero-hits': forgetRareZeroHits }
