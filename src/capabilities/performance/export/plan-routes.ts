import type { CalendarDate } from '../../../kernel/calendar'
import type { ExportColumn, ExportRow } from '../../../platform/exports/export-column'
import { get, type Incoming, notFound, type Route } from '../../../platform/http/route'
import { decimal } from '../api/shapes'
import { findPlan, listActivities } from '../queries/plans'
import { listSeriesByIds } from '../queries/series'
import { centreDoor } from '../routes/asking'
import { writeCalendar } from './calendar'
import { csvFile } from './routes'

const door = centreDoor
const columns: ExportColumn[] = [
  ...['plan', 'code', 'title', 'output', 'owner_post'].map((heading) => ({ heading, kind: 'text' as const })), { heading: 'start_on', kind: 'day' }, { heading: 'due_on', kind: 'day' }, { heading: 'weight', kind: 'number' },
  ...['moves', 'deliverables', 'state'].map((heading) => ({ heading, kind: 'text' as const })), { heading: 'complete', kind: 'number' }, { heading: 'planned', kind: 'number' },
]

async function find({ tx, params }: Pick<Incoming<unknown, unknown>, 'tx' | 'params'>) {
  const plan = await findPlan(tx, params['id'] ?? '')
  return plan && { plan, activities: await listActivities(tx, plan.id, tx.context.today) }
}

export const planExportRoutes: Route[] = [
  get('/performance/plans/:id/csv', {
    door,
    handle: async (request) => {
      const found = await find(request)
      if (!found) return notFound
      const { plan, activities } = found
      const moved = new Map((await listSeriesByIds(request.tx, activities.flatMap(({ moves }) => moves))).map(({ id, indicator }) => [id, indicator]))
      const rows = activities.map((one): ExportRow => [
        plan.title, one.code, one.title, one.output, one.owner_post, one.start_on, one.due_on, one.weight, [...new Set(one.moves.flatMap((id) => moved.get(id) ?? []))].join(' '), one.deliverables.map(({ title }) => title).join('; '), one.state,
        decimal(one.complete), decimal(one.planned),
      ])
      return csvFile(columns, rows, `plan-${plan.centre_code}-${plan.period}`)
    },
  }),
  get('/performance/plans/:id/calendar', {
    door,
    handle: async (request) => {
      const found = await find(request)
      if (!found) return notFound
      const { ui, url, context } = request
      const { plan, activities } = found
      const days = activities.flatMap((one) => {
        const day = (one.state === 'deferred' ? one.deferred_to : one.due_on) as CalendarDate | null
        // Who does it stays out: a calendar file travels further than the plan.
        return day === null ? [] : [{
          id: one.id, day, title: `${one.code} ${one.title}`, text: `${plan.title}: ${ui.t(`performance.activity.${one.state}`)}`, url: `${url.origin}${ui.to(`/performance/activities/${one.id}`)}`, version: one.version,
          isCancelled: one.state === 'cancelled',
        }]
      })
      return { kind: 'file', bytes: writeCalendar(plan.title, days, context.now), type: 'text/calendar; charset=utf-8', name: `plan-${plan.centre_code}-${plan.period}.ics` }
    },
  }),
]
