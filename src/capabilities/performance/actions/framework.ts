import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { saveFramework } from '../queries/framework'

/** Puts the indicators of the country's file in force. Answers with their number. May be run again: nothing is doubled. */
export async function loadIndicators(tx: Tx, { country, words }: Platform): Promise<Outcome<number, 'no-indicators'>> {
  const rows = country.indicators
  if (rows.length === 0) return refused('no-indicators')
  let saved = 0
  for (const framework of new Set(rows.map((row) => row.framework))) {
    const titles = Object.fromEntries(country.languages.map((language) => [language, words.say(language, 'performance.framework')]))
    saved += await saveFramework(tx, framework, titles, rows.filter((row) => row.framework === framework))
  }
  tx.note({ action: 'framework.load', subjectKind: 'framework', fields: [`indicators:${saved}`] })
  return done(saved)
}
