import { z } from 'zod'
import { get, json, post, type Answer, type Route } from '../../../platform/http/route'
import { bookAppointment } from '../actions/appointments'
import { gatherDesk, kindOf } from '../actions/desk'
import { recordService } from '../actions/services'
import { logVisit } from '../actions/visits'
import { appointmentStates, audiences, bookingForm, channels, filterDay, filterOf, filterText, optionalId, serviceForm, serviceSources, sexes, visitForm, visitStates } from '../model'
import { listAppointmentsAfter } from '../queries/appointments'
import { listServicesAfter } from '../queries/services'
import { listSessions } from '../queries/sessions'
import { listVisitsAfter } from '../queries/visits'
import { reading, writing } from './doors'

const tag = 'service-delivery'
const mostRows = 200

/** Pages of an API list: `after` is the id of the last row seen, `next` the value for the next call, null at the end. */
const paged = { after: optionalId, limit: z.coerce.number().int().min(1).max(mostRows).default(50) }
const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() })

function answer<Row extends { id: string }>(rows: readonly Row[], limit: number, show: (row: Row) => unknown): Answer {
  return json({ items: rows.map(show), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null })
}

const refusal = (reason: string): Answer => ({ kind: 'problem', status: reason === 'customer-unknown' ? 404 : reason === 'already-recorded' || reason === 'slot-full' || reason === 'already-booked' ? 409 : 422, title: reason })

const visitShape = z.object({ id: z.uuid(), day: z.iso.date(), ticket: z.int(), audience: z.enum(audiences), sex: z.enum(sexes), ageBand: z.string(), purposes: z.array(z.string()), personId: z.uuid().nullable(), employerId: z.uuid().nullable(), state: z.enum(visitStates) })
const serviceShape = z.object({ id: z.uuid(), code: z.string(), day: z.iso.date(), personId: z.uuid().nullable(), employerId: z.uuid().nullable(), minutes: z.int().nullable(), channel: z.enum(channels), source: z.enum(serviceSources), reversed: z.boolean() })
const appointmentShape = z.object({ id: z.uuid(), day: z.iso.date(), starts: z.string(), minutes: z.int(), personId: z.uuid().nullable(), employerId: z.uuid().nullable(), purpose: z.string(), state: z.enum(appointmentStates) })
const made = z.object({ id: z.uuid() })

/** What a list of an API shows of people is an access to each of them. */
const noteReads = (note: (entry: { action: `${string}.${string}`; subjectKind: string; subjectId: string; purpose: string }) => void, rows: readonly { person_id: string | null }[]) => {
  for (const personId of new Set(rows.flatMap(({ person_id }) => person_id ?? []))) note({ action: 'person.read', subjectKind: 'person', subjectId: personId, purpose: 'service' })
}

export const serviceApiRoutes: Route[] = [
  get('/api/v1/visits', {
    door: reading('visit'),
    api: { summary: 'Visits of your centre, oldest first', tag, answer: listOf(visitShape) },
    query: z.strictObject({ ...paged, day: filterDay, audience: filterOf(audiences), sex: filterOf(sexes), purpose: filterText, state: filterOf(visitStates) }),
    handle: async ({ tx, actor, query: { after, limit, ...filter } }) => {
      const rows = await listVisitsAfter(tx, actor.centreId ?? '', filter, after, limit)
      noteReads(tx.note, rows)
      return answer(rows, limit, (row) => ({
        id: row.id, day: row.visited_on, ticket: row.ticket, audience: row.audience, sex: row.sex, ageBand: row.age_band, purposes: row.purposes, personId: row.person_id,
        employerId: row.employer_id, state: row.state,
      }))
    },
  }),
  post('/api/v1/visits', {
    door: writing('visit'),
    api: { summary: 'Write one arrival down; answers with its ticket', tag, answer: made.extend({ ticket: z.int() }) },
    form: visitForm,
    handle: async ({ tx, form, platform }) => {
      if (!form.ok) return refusal('body')
      const outcome = await logVisit(tx, platform.country, form.value)
      return outcome.ok ? json(outcome.value, 201) : refusal(outcome.reason)
    },
  }),
  get('/api/v1/services', {
    door: reading('person'),
    api: { summary: 'Services given by your centre, oldest first', tag, answer: listOf(serviceShape) },
    query: z.strictObject({ ...paged, from: filterDay, to: filterDay, code: filterText, staff: optionalId, audience: filterOf(['jobseeker', 'employer']), channel: filterOf(channels), source: filterOf(serviceSources) }),
    handle: async ({ tx, actor, query: { after, limit, ...filter } }) => {
      const rows = await listServicesAfter(tx, actor.centreId ?? '', filter, after, limit)
      noteReads(tx.note, rows)
      return answer(rows, limit, (row) => ({
        id: row.id, code: row.service_code, day: row.given_on, personId: row.person_id, employerId: row.employer_id, minutes: row.minutes, channel: row.channel,
        source: row.source, reversed: row.reversed,
      }))
    },
  }),
  post('/api/v1/services', {
    door: writing('person', 64),
    api: { summary: 'Record one service to one customer', tag, answer: made },
    form: serviceForm,
    handle: async ({ tx, form, platform }) => {
      if (!form.ok) return refusal('body')
      const outcome = await recordService(tx, platform.country, form.value)
      return outcome.ok ? json(outcome.value, 201) : refusal(outcome.reason)
    },
  }),
  get('/api/v1/appointments', {
    door: reading('appointment'),
    api: { summary: 'Appointments of your centre in the order of booking', tag, answer: listOf(appointmentShape) },
    query: z.strictObject({ ...paged, day: filterDay, state: filterOf(appointmentStates) }),
    handle: async ({ tx, actor, query: { after, limit, ...filter } }) => {
      const rows = await listAppointmentsAfter(tx, actor.centreId ?? '', filter, after, limit)
      noteReads(tx.note, rows)
      return answer(rows, limit, (row) => ({
        id: row.id, day: row.day, starts: row.starts.slice(0, 5), minutes: row.minutes, personId: row.person_id, employerId: row.employer_id, purpose: row.purpose, state: row.state,
      }))
    },
  }),
  post('/api/v1/appointments', {
    door: writing('appointment'),
    api: { summary: 'Book a time for a customer', tag, answer: made },
    form: bookingForm,
    handle: async ({ tx, form, platform }) => {
      if (!form.ok) return refusal('body')
      const outcome = await bookAppointment(tx, platform, form.value)
      return outcome.ok ? json(outcome.value, 201) : refusal(outcome.reason)
    },
  }),
  get('/api/v1/group-sessions', {
    door: reading('group-session'),
    api: { summary: 'Group sessions of your centre, latest first', tag },
    query: z.strictObject({ from: filterDay, to: filterDay, code: filterText, page: z.coerce.number().int().min(1).max(999).default(1) }),
    handle: async ({ tx, actor, query: { page, ...filter } }) => {
      const rows = await listSessions(tx, actor.centreId ?? '', filter, page)
      return json({
        items: rows.slice(0, 50).map((row) => ({
          id: row.id, code: row.service_code, topic: row.topic, day: row.held_on, seats: row.seats, taken: row.taken, unnamed: { F: row.unnamed_f, M: row.unnamed_m, 'not-stated': row.unnamed_ns },
        })),
        next: rows.length > 50 ? page + 1 : null,
      })
    },
  }),
  get('/api/v1/desk', {
    door: reading('centre'),
    api: { summary: 'What waits for you and for your centre, in order', tag },
    query: z.strictObject({ kind: filterText, from: z.coerce.number().int().min(0).max(100_000).default(0), limit: paged.limit }),
    handle: async ({ tx, ui, actor, query: { kind, from, limit }, platform }) => {
      const desk = await gatherDesk(tx, platform, { kind, from, limit, accountId: actor.accountId, language: ui.lang })
      const items = [...desk.mine, ...desk.unowned].map((item) => ({ kind: kindOf(item), id: item.id, about: item.about, since: item.since, due: item.due, mine: item.ownerId !== null, urgent: item.urgent === true, href: item.href }))
      const total = desk.counts.mine + desk.counts.unowned
      return json({ items, total, later: desk.counts.later, next: from + limit < total ? from + limit : null })
    },
  }),
]
