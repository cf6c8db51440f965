import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, json, notFound, page, type Route } from '../../../platform/http/route'
import type { Platform } from '../../../platform/platform'
import { languages } from '../../../platform/i18n/words'
import { definitionHash, definitionIn, groundOf } from '../../measures/index'
import { decimal, fraction, fractionOf, nothingAsked, number, tag } from '../api/shapes'
import { definitionColumns, definitionRows } from '../export/definitions'
import { csvFile } from '../export/routes'
import { currentLine, valueColumns, valueRow } from '../export/values'
import { boardQuery } from '../routes/asking'
import { PublicPage } from './page'
import { plannedRelease, type PublicLine, readPublic } from './reading'

const door: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: released figures of the whole agency, no person is shown', limit: 'public-page' }

const lineShape = z.object({
  framework: z.string(), pillar: z.string(), indicator: z.string(), labels: z.record(z.string(), z.string()), measure: z.string(), measure_version: z.number().nullable(), definition_hash: z.string().nullable(), definitions: z.record(z.string(), z.string()),
  from: z.string(), to: z.string(), state: z.string(), value: number, exact: fraction, target_published: number, attainment: number, revised_value: number,
})

/** A hidden value has no parts either. */
function lineOf({ indicator, measure, window, actual, target, whole, revised }: PublicLine, platform: Platform): z.input<typeof lineShape> {
  const value = actual.state === 'ok' ? actual.value : null
  return {
    framework: indicator.framework, pillar: indicator.pillar.key, indicator: indicator.key, labels: { ...indicator.labels }, measure: indicator.measure, measure_version: measure?.version ?? null,
    definition_hash: measure ? definitionHash(measure.tree) : null, definitions: measure ? Object.fromEntries(languages.map((one) => [one, definitionIn(platform, measure, one) ?? ''])) : {},
    ...window, state: actual.state, value: decimal(value), exact: fractionOf(value), target_published: decimal(target?.published ?? null), attainment: decimal(whole?.share ?? null), revised_value: decimal(revised),
  }
}

export const publicRoutes: Route[] = [
  get('/public/performance', {
    door, query: boardQuery, shared: () => 'performance',
    handle: async ({ tx, platform, query, ui }) => {
      const ground = await groundOf(tx, platform)
      const found = await readPublic(ground, query.month)
      if (!found && query.month !== undefined) return notFound
      return page(ui.t('performance.public.title'), <PublicPage found={found} planned={plannedRelease(ground, found?.months[0])} />, { isShared: true })
    },
  }),
  get('/api/v1/public/performance.json', {
    door, query: boardQuery, api: { summary: 'Released figures of the whole agency with their definitions', tag, answer: z.object({ month: z.string().nullable(), released_months: z.array(z.string()), indicators: z.array(lineShape) }) },
    handle: async ({ tx, platform, query }) => {
      const found = await readPublic(await groundOf(tx, platform), query.month)
      if (!found && query.month !== undefined) return notFound
      return json({ month: found?.month.key ?? null, released_months: found?.months.map(({ key }) => key) ?? [], indicators: found?.lines.map((line) => lineOf(line, platform)) ?? [] })
    },
  }),
  get('/api/v1/public/performance.csv', {
    door, query: boardQuery, api: { summary: 'The same figures as a CSV file, in the columns of the values file', tag },
    handle: async ({ tx, platform, query }) => {
      const found = await readPublic(await groundOf(tx, platform), query.month)
      if (!found && query.month !== undefined) return notFound
      return csvFile(valueColumns, found?.lines.map((line) => valueRow({ ...currentLine(line, { centre: null }), revised_value: decimal(line.revised) })) ?? [], `performance-${found?.month.key ?? 'none'}`)
    },
  }),
  get('/api/v1/public/performance-definitions.csv', {
    door, query: nothingAsked, api: { summary: 'What each indicator counts, in every language, as a CSV file', tag },
    handle: async ({ tx, platform }) => csvFile(definitionColumns, await definitionRows(tx, platform), 'performance-definitions'),
  }),
]
