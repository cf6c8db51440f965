import type { ExportColumn, ExportRow } from '../../../platform/exports/export-column'
import { writeCsv } from '../../../platform/exports/write-csv'
import { type Answer, get, type Incoming, notFound, type Route } from '../../../platform/http/route'
import { groundOf } from '../../measures/index'
import { listIndicators } from '../queries/framework'
import { readBoard } from '../reading/board'
import { boardQuery, indicatorQuery, type Place, placeOf, readDoor } from '../routes/asking'
import { readLine } from '../routes/boards'
import { findSubject } from '../routes/subject'
import { definitionColumns, definitionRows } from './definitions'
import { currentLine, monthLines, sliceLines, valueColumns, valueRow } from './values'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform'>
// No heavier than their pages and without a record: the limit of pages holds, not that of lists of records.
const door = readDoor

export const csvFile = (columns: readonly ExportColumn[], rows: readonly ExportRow[], name: string): Answer => ({ kind: 'file', bytes: writeCsv(columns, rows, { marker: false }), type: 'text/csv; charset=utf-8', name: `${name}.csv` })

async function boardFile({ tx, platform }: Request, place: Place | undefined): Promise<Answer> {
  if (!place) return notFound
  const lines = await readBoard(await groundOf(tx, platform), place, await listIndicators(tx))
  return csvFile(valueColumns, lines.map((line) => valueRow(currentLine(line, place))), `values-${place.centre?.code ?? 'agency'}-${place.month.key}`)
}

export const exportRoutes: Route[] = [
  get('/performance/values', {
    door, query: boardQuery,
    handle: async (request) => {
      const place = await placeOf(request.tx, request.platform, request.actor, request.query)
      return boardFile(request, place?.centre ? undefined : place)
    },
  }),
  get('/performance/centres/:code/values', {
    door, query: boardQuery,
    handle: async (request) => boardFile(request, await placeOf(request.tx, request.platform, request.actor, { ...request.query, centre: request.params['code'] })),
  }),
  get('/performance/indicators/:key/values', {
    door, query: indicatorQuery,
    handle: async (request) => {
      const subject = await findSubject(request, request.params['key'] ?? '', request.query)
      if (!subject) return notFound
      const { place, indicator } = subject
      const { ground, line } = await readLine(request, place, indicator)
      const { measure } = line
      // Released figures are whole: their months and parts are protected table by table elsewhere.
      const more = measure && place.sight.level !== 'released' ? [...(await sliceLines(ground, { ...line, measure }, place)), ...(await monthLines(ground, { ...line, measure }, place))] : []
      return csvFile(valueColumns, [currentLine(line, place), ...more].map(valueRow), `${indicator.address}-${place.centre?.code ?? 'agency'}-${place.month.key}`)
    },
  }),
  get('/performance/definitions', {
    door,
    handle: async ({ tx, platform }) => csvFile(definitionColumns, await definitionRows(tx, platform), 'definitions'),
  }),
]
