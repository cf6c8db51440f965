import { z } from 'zod'
import { get, json, notFound, type Route } from '../../../platform/http/route'
import { exportPerson } from '../export'
import { findPeople } from '../find'
import { noteView } from '../lines'
import { findPersonRow, type PersonRow } from '../queries/people'
import { listLiveConsents } from '../queries/consents'
import { listAccess, readRecord } from '../queries/record'
import { findOpenRegistration } from '../queries/registrations'
import { ageAt } from '../rules'
import type { CalendarDate } from '../../../kernel/calendar'
import { counterDoor } from './counter'
import { ownDoor } from './own-doors'

const personShape = z.object({
  id: z.string(), cardNumber: z.string(), nameNative: z.string().nullable(), nameLatin: z.string().nullable(), sex: z.string(), ageYears: z.number().nullable(),
  provinceCode: z.string().nullable(), districtCode: z.string().nullable(), language: z.string(), registrationState: z.string().nullable(), lastContactOn: z.string().nullable(),
})
const pageShape = z.object({ items: z.array(personShape), next: z.string().nullable() })

const shapeOf = (row: PersonRow, today: CalendarDate): z.infer<typeof personShape> => ({
  id: row.id, cardNumber: row.cardNumber, nameNative: row.nameNative, nameLatin: row.nameLatin, sex: row.sex, ageYears: ageAt(row.birth, today),
  provinceCode: row.provinceCode, districtCode: row.districtCode, language: row.language, registrationState: row.registrationState, lastContactOn: row.lastContactOn,
})

const noQuery = z.strictObject({})
const search = z.strictObject({ q: z.string().trim().min(1).max(120), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().regex(/^\d{1,4}$/).optional() })

export const apiRoutes: Route[] = [
  get('/api/v1/persons', {
    door: { ...counterDoor, limit: 'person-search' },
    query: search,
    api: { summary: 'Find people of the own centre by code, phone, document number or name', tag: 'persons', answer: pageShape },
    handle: async ({ tx, platform, query, context }) => {
      const { people } = await findPeople(tx, platform, query.q)
      const from = Number(query.cursor ?? 0)
      const shown = people.slice(from, from + query.limit)
      for (const { id } of shown) noteView(tx, id, 'registration')
      return json({ items: shown.map((row) => shapeOf(row, context.today)), next: people.length > from + query.limit ? String(from + query.limit) : null })
    },
  }),
  get('/api/v1/persons/:id', {
    door: counterDoor,
    query: noQuery,
    api: { summary: 'One person of the own centre', tag: 'persons', answer: personShape },
    handle: async ({ tx, params, context }) => {
      const row = await findPersonRow(tx, params['id'] ?? '')
      if (!row) return notFound
      noteView(tx, row.id, 'registration')
      return { kind: 'json', value: shapeOf(row, context.today), version: row.version }
    },
  }),
  get('/api/v1/me', {
    door: ownDoor,
    query: noQuery,
    api: { summary: 'The own record', tag: 'me' },
    handle: async ({ tx, actor, context }) => {
      const row = actor.personId ? await findPersonRow(tx, actor.personId) : undefined
      if (!row) return notFound
      noteView(tx, row.id, 'registration')
      const { documents: _documents, ...record } = await readRecord(tx, row.id)
      return json({ ...shapeOf(row, context.today), record, registration: (await findOpenRegistration(tx, row.id)) ?? null })
    },
  }),
  get('/api/v1/me/consents', {
    door: ownDoor,
    query: noQuery,
    api: { summary: 'The own consents that hold now', tag: 'me' },
    handle: async ({ tx, actor }) => {
      if (!actor.personId) return notFound
      noteView(tx, actor.personId, 'registration')
      return json({ items: await listLiveConsents(tx, actor.personId), next: null })
    },
  }),
  get('/api/v1/me/access-log', {
    door: ownDoor,
    query: noQuery,
    api: { summary: 'Who looked at the own record', tag: 'me' },
    handle: async ({ tx, actor }) => {
      if (!actor.personId) return notFound
      noteView(tx, actor.personId, 'registration')
      return json({ items: await listAccess(tx, actor.personId), next: null })
    },
  }),
  get('/api/v1/me/export', {
    door: { ...ownDoor, limit: 'export' },
    query: noQuery,
    api: { summary: 'Everything that is kept about the person who asks', tag: 'me' },
    handle: async ({ tx, platform, actor }) => {
      const data = actor.personId ? await exportPerson(tx, platform, actor.personId) : undefined
      if (!data || !actor.personId) return notFound
      tx.note({ action: 'person.export', subjectKind: 'person', subjectId: actor.personId, purpose: 'registration', basis: 'own' })
      return json(data)
    },
  }),
]
