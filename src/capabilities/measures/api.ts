import { z } from 'zod'
import type { Door } from '../../platform/http/door'
import { type Answer, get, json, type Route } from '../../platform/http/route'
import { apiQuery, readQuestion } from './asking'
import { readBreakdowns } from './figures/breakdown'
import { type Figure, groundOf, isCollected } from './figures/figure'
import { readOverview } from './figures/overview'
import { definitionHash } from './language/canonical'
import { findOwnMeasure, listOwnMeasures } from './editor/own-queries'
import { catalogue, findMeasure } from './language/catalogue'
import { definitionOf, measureName } from './pages/words'
import { readers } from './policy'

const door: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: figures only, no record is shown', limit: 'staff' }

const figure = z.object({ state: z.enum(['shown', 'hidden', 'not-computable', 'not-collected', 'not-split']), value: z.string().nullable() })
const measure = z.object({ id: z.string(), version: z.number(), kind: z.string(), unit: z.string(), name: z.string(), definition: z.string(), definition_hash: z.string(), collected: z.boolean() })
const parts = z.array(z.object({ dimension: z.string(), parts: z.array(figure.extend({ code: z.string() })) }))

/** Numbers travel as decimal text. */
const plain = (found: Figure) => ({ state: found.state, value: found.state === 'shown' ? found.value : null })
const refusal = (wrong: readonly string[]): Answer => ({ kind: 'problem', status: 400, title: 'query', fields: Object.fromEntries(wrong.map((name) => [name, 'measures.wrong'])) })

export const apiRoutes: Route[] = [
  get('/api/v1/measures', {
    door,
    query: z.strictObject({}),
    api: { summary: 'Published measures with their definitions', tag: 'measures', answer: z.object({ measures: z.array(measure) }) },
    handle: async ({ tx, platform, ui }) => {
      const { has } = await groundOf(tx, platform)
      const measures = [...catalogue, ...(await listOwnMeasures(tx, tx.context.today))].map((one) => ({
        id: one.id, version: one.version, kind: one.tree.kind, unit: one.tree.unit, name: measureName(ui, one), definition: definitionOf(ui, one),
        definition_hash: definitionHash(one.tree), collected: isCollected(one, has),
      }))
      return json({ measures })
    },
  }),
  get('/api/v1/measures/:measure', {
    door,
    query: apiQuery,
    api: {
      summary: 'One measure in one month, with its breakdowns', tag: 'measures',
      answer: z.object({ id: z.string(), version: z.number(), month: z.string(), reach: z.string(), figure, before: figure, breakdowns: parts }),
    },
    handle: async ({ tx, platform, actor, query, params }) => {
      const id = params['measure'] ?? ''
      const found = findMeasure(id) ?? (await findOwnMeasure(tx, id, tx.context.today))
      if (!found) return { kind: 'not-found' }
      const question = await readQuestion(tx, platform, actor, { ...query, measure: found.id })
      if ('wrong' in question) return refusal(question.wrong)
      const ground = await groundOf(tx, platform)
      const { measure: counted } = question
      const [line] = await readOverview(ground, question.asked, [counted])
      if (!line) return { kind: 'not-found' }
      const isOpen = line.now.state === 'shown' || line.now.state === 'hidden'
      const breakdowns = isOpen ? await readBreakdowns(ground, question.asked, counted) : []
      return json({
        id: counted.id, version: counted.version, month: question.asked.month.key, reach: question.asked.sight.level, figure: plain(line.now), before: plain(line.before),
        breakdowns: breakdowns.map(({ dimension, parts: cells }) => ({ dimension, parts: cells.map(({ code, figure: one }) => ({ code, ...plain(one) })) })),
      })
    },
  }),
]
