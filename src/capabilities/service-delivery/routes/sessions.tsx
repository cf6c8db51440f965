import { z } from 'zod'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { formatDay } from '../../../platform/text/dates'
import { addAttendees, openSession } from '../actions/sessions'
import { attendeesForm, filterDay, filterText, pageNumber, sessionForm } from '../model'
import type { Errors } from '../pages/parts'
import { SessionForm, SessionListPage, SessionPage } from '../pages/session-pages'
import { nameCustomers } from '../queries/customers'
import { findSession, listAttendees, listSessions, type SessionRecord } from '../queries/sessions'
import { countAttendance } from '../rules/services'
import { reading, writing } from './doors'
import { refusalOf } from './visits'

const fieldOf = { 'code-unknown': 'code', 'code-automatic': 'code', 'day-needs-chief': 'day', 'cards-unknown': 'cards', 'seats-full': 'cards' }

async function sessionPage({ tx, ui }: Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>, session: SessionRecord, shown: { typed?: Fields; errors?: Errors; unknown?: readonly string[] } = {}) {
  const { typed = {}, errors = {}, unknown = [] } = shown
  const rows = await listAttendees(tx, session.id)
  const names = await nameCustomers(tx, rows, ui.lang, 'service')
  const counts = countAttendance({ named: rows, unnamedF: session.unnamed_f, unnamedM: session.unnamed_m, unnamedNs: session.unnamed_ns })
  const attendees = rows.map((row) => ({ ...row, name: names.of(row) }))
  const body = <SessionPage session={session} attendees={attendees} counts={counts} typed={typed} errors={errors} unknown={unknown} />
  return page(session.topic, body, { wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

export const sessionRoutes: Route[] = [
  get('/group-sessions', {
    door: reading('group-session'),
    query: z.strictObject({ from: filterDay, to: filterDay, code: filterText, page: pageNumber }),
    handle: async ({ tx, ui, actor, query, url }) => {
      const { page: number, ...filter } = query
      const rows = await listSessions(tx, actor.centreId ?? '', filter, number)
      return page(ui.t('service-delivery.sessions'), <SessionListPage url={url} rows={rows} page={number} />, { wide: true })
    },
  }),
  get('/group-sessions/new', {
    door: reading('group-session'),
    handle: async ({ ui, context }) => page(ui.t('service-delivery.session.new'), <SessionForm typed={{ day: formatDay(context.today, ui.lang, 'short') }} errors={{}} />),
  }),
  post('/group-sessions/new', {
    door: writing('group-session'),
    form: sessionForm,
    handle: async ({ tx, ui, form, platform }) => {
      const again = (errors: Errors) => page(ui.t('service-delivery.session.new'), <SessionForm typed={form.typed} errors={errors} />, { status: 422 })
      if (!form.ok) return again(form.errors)
      const outcome = await openSession(tx, platform.country, form.value)
      return outcome.ok ? seeOther(ui.to(`/group-sessions/${outcome.value.id}`)) : again(refusalOf(outcome.reason, fieldOf))
    },
  }),
  get('/group-sessions/:id', {
    door: reading('group-session'),
    handle: async (request) => {
      const session = await findSession(request.tx, request.params['id'] ?? '')
      return session && session.centre_id === request.actor.centreId ? sessionPage(request, session) : notFound
    },
  }),
  post('/group-sessions/:id/attendees', {
    door: writing('group-session', 32),
    form: attendeesForm,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const id = params['id'] ?? ''
      const session = await findSession(tx, id)
      if (!session || session.centre_id !== request.actor.centreId) return notFound
      if (!form.ok) return sessionPage(request, session, form)
      const outcome = await addAttendees(tx, id, form.value)
      if (outcome.ok) return seeOther(ui.to(`/group-sessions/${id}`))
      return sessionPage(request, session, { typed: form.typed, errors: refusalOf(outcome.reason, fieldOf), unknown: 'lines' in outcome ? outcome.lines : [] })
    },
  }),
]
