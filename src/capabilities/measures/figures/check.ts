import { listLastMonths } from '../../../kernel/period'
import { catalogue } from '../language/catalogue'
import { listRecords, readValue } from '../queries'
import { type Ground, isCollected, partsOf } from './figure'

export interface ListCheck {
  readonly compared: number
  readonly different: readonly { readonly id: string; readonly month: string; readonly value: string; readonly listed: string }[]
}

/** Every published counting of the last year, month by month, against the list of its records. */
export async function checkMeasures({ reader, has }: Ground): Promise<ListCheck> {
  const different: { id: string; month: string; value: string; listed: string }[] = []
  let compared = 0
  await reader.statistics(async (asking) => {
    for (const measure of catalogue.filter((one) => isCollected(one, has))) {
      for (const tree of partsOf(measure.tree)) {
        for (const month of listLastMonths(12, reader.context.today)) {
          const request = { from: month.from, to: month.to, slices: [], closedOn: null }
          const value = await readValue(asking, tree, request, has)
          const rows = await listRecords(asking, tree, request, null, has)
          const listed = tree.kind === 'count' || tree.kind === 'count_distinct' ? rows.length : rows.reduce((sum, row) => sum + Number(row.amount), 0)
          compared += 1
          if (Number(value) !== listed) different.push({ id: measure.id, month: month.key, value, listed: String(listed) })
        }
      }
    }
  })
  return { compared, different }
}
