import type { Period } from '../../../kernel/period'
import type { Reader } from '../../../platform/db/database'

/** Of these months those that headquarters released for every centre that was open in them or took a step in them. */
export async function listReleasedMonths(reader: Reader, months: readonly Period[]): Promise<ReadonlySet<string>> {
  if (months.length === 0) return new Set()
  const centres = await reader.db.selectFrom('centre').select(['id', 'opened_on', 'closed_on']).where('kind', 'not in', ['headquarters', 'regional']).where('state', '<>', 'planned').execute()
  const states = await reader.db.selectFrom('period_state').select(['centre_id', 'period', 'state']).where('period', 'in', months.map(({ key }) => key)).execute()
  const isReleased = ({ key, from, to }: Period): boolean => {
    const own = states.filter(({ period }) => period === key)
    const wasOpen = centres.filter(({ opened_on: opened, closed_on: closed }) => (opened === null || opened <= to) && (closed === null || closed >= from))
    const published = new Set(own.filter(({ state }) => state === 'published').map(({ centre_id }) => centre_id))
    return published.size > 0 && own.every(({ centre_id }) => published.has(centre_id)) && wasOpen.every(({ id }) => published.has(id))
  }
  return new Set(months.filter(isReleased).map(({ key }) => key))
}
