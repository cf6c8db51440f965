import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type AnyMeasure, anyDimensions, type Ground, hasTarget, natureOf } from '../../measures/index'
import type { IndicatorRecord } from '../model'
import { findIndicator, findTaken, listIndicators, listPillars, retire, saveFramework } from '../queries/framework'
import { putIndicator } from '../queries/indicators'
import type { Accumulation } from '../rules/window'

/** Puts the indicators of the country's file in force. Answers with their number. May be run again: nothing is doubled. */
export async function loadIndicators(tx: Tx, { country, words }: Platform): Promise<Outcome<number, 'no-indicators' | 'measure-taken'>> {
  const rows = country.indicators
  if (rows.length === 0) return refused('no-indicators')
  const frameworks = [...new Set(rows.map((row) => row.framework))]
  for (const framework of frameworks) if (await findTaken(tx, framework, rows.filter((row) => row.framework === framework))) return refused('measure-taken')
  let saved = 0
  for (const framework of frameworks) {
    const titles = Object.fromEntries(country.languages.map((language) => [language, words.say(language, 'performance.framework')]))
    saved += await saveFramework(tx, framework, titles, rows.filter((row) => row.framework === framework))
  }
  tx.note({ action: 'framework.load', subjectKind: 'framework', fields: [`indicators:${saved}`] })
  return done(saved)
}

/** How the months of an indicator may come together. A state is never added up, and what adds up has no last day. */
export const accumulationsOf = ({ tree }: AnyMeasure): readonly Accumulation[] => (natureOf(tree) === 'stock' ? ['as-at'] : ['year-to-date', 'period', 'rolling-12'])

export type IndicatorRefusal = 'no-pillar' | 'used' | 'accumulation' | 'target-in-name'

/** Uses a measure that the agency built as an indicator, from now on with targets, locks and files like any other. */
export async function addIndicator(tx: Tx, ground: Ground, measure: AnyMeasure, pillarId: string, given: Pick<IndicatorRecord, 'labels' | 'direction' | 'accumulation'>): Promise<Outcome<string, IndicatorRefusal>> {
  const pillar = (await listPillars(tx)).find(({ id }) => id === pillarId)
  if (!pillar) return refused('no-pillar')
  if ((await listIndicators(tx)).some((one) => one.framework === pillar.framework && one.measure === measure.id)) return refused('used')
  if (!accumulationsOf(measure).includes(given.accumulation)) return refused('accumulation')
  if (Object.values(given.labels).some(hasTarget)) return refused('target-in-name')
  const key = `own_${measure.id.toLowerCase()}`
  await putIndicator(tx, { ...given, framework: pillar.framework, pillar: pillar.key, pillarTitles: {}, key, measure: measure.id, slices: anyDimensions(measure, ground).filter((dimension) => dimension !== 'centre') })
  tx.note({ action: 'indicator.add', subjectKind: 'indicator', subjectId: key, fields: ['measure', 'labels', 'direction', 'accumulation'] })
  return done((await findIndicator(tx, `${pillar.framework}.${key}`))?.address ?? key)
}

/** Takes an indicator that headquarters chose out of its framework. Its targets and locked months stay. */
export async function retireIndicator(tx: Tx, address: string): Promise<Outcome<void, 'not-found'>> {
  const found = await findIndicator(tx, address)
  if (!found || !(await retire(tx, found.id))) return refused('not-found')
  tx.note({ action: 'indicator.retire', subjectKind: 'indicator', subjectId: found.key })
  return done()
}
