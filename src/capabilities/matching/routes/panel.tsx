import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, type Route } from '../../../platform/http/route'
import { listPersonLines, personName } from '../../jobseekers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { panelPeriods, readHidden, readPanel } from '../actions/panel'
import { HiddenPage, type HiddenPageProps, hiddenTotal, reasonsOf } from '../pages/hidden-page'
import { PanelPage } from '../pages/panel-page'
import { type Hidden, hiddenJobReasons, hiddenPeopleReasons, type HiddenReason } from '../queries/alike'
import { countRemovedFor } from '../queries/panel'
import { countFacts, countRemoved } from '../queries/scores'

/** A chief sees the own centre with names, headquarters the nation without. */
export const panelDoor: Door = { who: ['chief', 'headquarters'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', limit: 'staff', purpose: 'matching', basis: 'public-task' }
export const weightsDoor: Door = { who: ['chief', 'headquarters'], reach: 'none', strength: 'two', audit: 'none: constants of the score, no record', limit: 'staff' }

export const panelQuery = z.strictObject({ period: z.enum(panelPeriods).default('30-days') })
const hiddenQuery = z.strictObject({
  of: z.enum(['jobs', 'people']).default('jobs'), why: z.union([z.enum([...new Set<HiddenReason>([...hiddenJobReasons, ...hiddenPeopleReasons])] as [HiddenReason, ...HiddenReason[]]), z.literal('')]).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
const onPage = 20
/** With more of either, the filter that removes most is told by the page of each alone. */
const mostScored = 2000

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>

/** The filter that keeps most from each: of the pairs in which one of them stands. */
async function filtersOf({ tx }: Request, of: 'jobs' | 'people', rows: readonly Hidden[]): Promise<Map<string, number>> {
  const { people, vacancies } = await countFacts(tx.db)
  if (Math.max(people, vacancies) > mostScored) return new Map()
  const found = new Map<string, number>()
  for (const { id } of rows) {
    const removed = of === 'jobs' ? await countRemoved(tx, id, tx.context.today) : await countRemovedFor(tx, id, tx.context.today)
    const [most] = [...removed].filter(([filter]) => filter > 0).sort(([, a], [, b]) => b - a)
    if (most) found.set(id, most[0])
  }
  return found
}

async function named(request: Request, of: 'jobs' | 'people', rows: readonly Hidden[], isNational: boolean): Promise<HiddenPageProps['rows']> {
  const { tx, ui } = request
  const ids = rows.map(({ id }) => id)
  const filters = await filtersOf(request, of, rows)
  const names = of === 'jobs' ? new Map([...(await listVacancyLines(tx, ids))].map(([id, line]) => [id, vacancyTitle(line, ui.lang)])) : new Map([...(await listPersonLines(tx, ids, 'matching'))].map(([id, line]) => [id, personName(line, ui.lang)]))
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? '–', filter: filters.get(row.id), href: isNational || !names.has(row.id) ? undefined : ui.to(of === 'jobs' ? `/vacancies/${row.id}/candidates` : `/jobseekers/${row.id}/vacancies`) }))
}

export const panelRoutes: Route[] = [
  get('/match-panel', {
    door: panelDoor, query: panelQuery,
    handle: async ({ tx, ui, actor, query }) => {
      const panel = await readPanel(tx, query.period)
      const lines = await listVacancyLines(tx, [...new Set(panel.feedback.map(({ vacancyId }) => vacancyId))])
      const people = await listPersonLines(tx, [...new Set(panel.feedback.map(({ personId }) => personId))], 'matching')
      const body = (
        <PanelPage
          panel={panel} period={query.period} isNational={actor.role === 'headquarters'} vacancies={new Map([...lines].map(([id, line]) => [id, vacancyTitle(line, ui.lang)]))}
          people={new Map([...people].map(([id, line]) => [id, personName(line, ui.lang)]))}
        />
      )
      return page(ui.t('matching.panel.title'), body, { wide: true })
    },
  }),
  get('/match-panel/never-shown', {
    door: panelDoor, query: hiddenQuery,
    handle: async (request): Promise<Answer> => {
      const { tx, ui, actor, query } = request
      const { of, why, page: at } = query
      const isNational = actor.role === 'headquarters'
      if ((of === 'people' && isNational) || (why && !reasonsOf(of).includes(why))) return notFound
      const { counts, rows } = await readHidden(tx, { of, why: why || undefined, most: onPage, from: (at - 1) * onPage })
      const total = why ? (counts.get(why) ?? 0) : hiddenTotal(counts)
      const body = <HiddenPage of={of} why={why || undefined} counts={counts} rows={await named(request, of, rows, isNational)} page={at} pages={Math.max(1, Math.ceil(total / onPage))} hasPeople={!isNational} />
      return page(ui.t('matching.panel.hidden'), body, { wide: true, noindex: true })
    },
  }),
]
