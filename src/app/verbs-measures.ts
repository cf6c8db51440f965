import { checkMeasures, checkSums, groundOf, keepSums, keptTrees, repairSums } from '../capabilities/measures/index'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'

export const measuresUsage = ['measures check: each measure against its list of records, the kept sums against a recount; 1 when anything differs', 'measures repair: makes the kept sums anew']

type Say = (line: string) => void

/** Compares numbers with lists and sums with a recount, or makes the sums anew. */
export async function measuresVerb(platform: Platform, [action = '']: readonly string[], say: Say): Promise<number> {
  const context = () => Promise.resolve(systemContext(platform))
  if (action !== 'check' && action !== 'repair') return measuresUsage.forEach((line) => say(`npx openpes ${line}`)), 2
  const folded = await keepSums(platform.db, context)
  if (folded > 0) say(`${folded} changed records folded`)
  return platform.db.transaction(await context(), async (tx) => {
    const ground = await groundOf(tx, platform)
    if (action === 'repair') for (const tree of keptTrees(ground.has)) await repairSums(tx, tree, ground.has)
    const lists = await checkMeasures(ground)
    const sums = await checkSums(tx, ground.has)
    for (const { id, month, value, listed } of lists.different) say(`${id} ${month}: figure ${value}, list ${listed}`)
    for (const { event, hash, wrong } of sums.filter((one) => one.wrong > 0)) say(`${event} ${hash.slice(0, 12)}: ${wrong} sums differ from a recount`)
    const wrong = lists.different.length + sums.reduce((sum, one) => sum + one.wrong, 0)
    say(`${lists.compared} figures compared with their lists, ${sums.length} kept countings of ${sums.reduce((sum, one) => sum + one.rows, 0)} rows recounted: ${wrong} differences`)
    return wrong === 0 ? 0 : 1
  })
}
