import { z } from 'zod'
import { writePdf } from '../../../platform/documents/pdf'
import { get, notFound, type Route } from '../../../platform/http/route'
import { readMeasures } from '../../measures/index'
import { listFrameworks, listIndicators } from '../queries/framework'
import { readDoor } from '../routes/asking'
import { definitionDocument } from './definition-document'

export const definitionRoutes: Route[] = [
  get('/performance/definitions/pdf', {
    door: { ...readDoor, limit: 'export' },
    query: z.strictObject({ indicator: z.string().max(130).optional() }),
    handle: async ({ tx, platform, ui, query }) => {
      const measures = await readMeasures(tx)
      const indicators = (await listIndicators(tx)).filter(({ address }) => query.indicator === undefined || address === query.indicator)
      if (indicators.length === 0) return notFound
      const tree = definitionDocument(ui, platform, indicators.map((indicator) => ({ indicator, measure: measures.find(indicator.measure, tx.context.today) })), await listFrameworks(tx))
      return { kind: 'file', bytes: await writePdf(tree), type: 'application/pdf', name: `definitions-${query.indicator ?? 'all'}-${ui.lang}.pdf` }
    },
  }),
]
