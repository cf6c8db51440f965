import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { readIndicatorFile, readIndicators } from '../indicators-file'
import { saveFramework } from '../queries/framework'

/** Puts the indicators of the country's file in force. Answers with their number. May be run again: nothing is doubled. */
export async function loadIndicators(tx: Tx, platform: Platform): Promise<Outcome<number, 'file-wrong' | 'no-file'>> {
  const text = await readIndicatorFile(platform).catch(() => null)
  if (text === null) return refused('no-file')
  const { rows, faults } = readIndicators(text, platform.country.languages)
  if (faults.length > 0) return refused('file-wrong')
  let saved = 0
  for (const framework of new Set(rows.map((row) => row.framework))) {
    const titles = Object.fromEntries(platform.country.languages.map((language) => [language, platform.words.say(language, 'performance.framework')]))
    saved += await saveFramework(tx, framework, titles, rows.filter((row) => row.framework === framework))
  }
  tx.note({ action: 'framework.load', subjectKind: 'framework', fields: [`indicators:${saved}`] })
  return done(saved)
}
