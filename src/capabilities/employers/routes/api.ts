import { z } from 'zod'
import { isUuid } from '../../../kernel/id'
import { parseIsoDay } from '../../../kernel/calendar'
import { json, get, notFound, post, type Answer, type Route } from '../../../platform/http/route'
import { registerEmployer } from '../actions'
import { recordCheck } from '../decisions'
import { readEmployer, hasContact } from '../form-check'
import { checkKinds, contactFields, employerFields, employerStates, type EmployerLine } from '../model'
import { findEmployer, findEmployerLine, listAfter } from '../queries'
import { readDoor, verifierDoor, writeDoor } from './load'

const answer = z.object({
  id: z.string(), code: z.string(), nameNative: z.string().nullable(), nameLatin: z.string().nullable(), state: z.enum(employerStates), verifiedOn: z.string().nullable(),
  validUntil: z.string().nullable(), isic: z.string().nullable(), provinceCode: z.string().nullable(), recruitmentAgency: z.boolean(), licenceUntil: z.string().nullable(),
})
const line = (row: EmployerLine): z.output<typeof answer> => ({
  id: row.id, code: row.code, nameNative: row.nameNative, nameLatin: row.nameLatin, state: row.state, verifiedOn: row.verifiedOn, validUntil: row.validUntil, isic: row.isic,
  provinceCode: row.provinceCode, recruitmentAgency: row.recruitmentAgency, licenceUntil: row.licenceUntil,
})

const listOf = z.object({ items: z.array(answer), next: z.string().nullable() })
const uuid = z.string().refine(isUuid, 'errors.not-valid')
const limit = z.coerce.number().int().min(1).max(200).optional()

const problem = (status: number, title: string, fields?: Record<string, string>): Answer => ({ kind: 'problem', status, title, ...(fields ? { fields } : {}) })

function paged(rows: EmployerLine[], most: number): z.output<typeof listOf> {
  const items = rows.slice(0, most).map(line)
  return { items, next: rows.length > most ? (items.at(-1)?.id ?? null) : null }
}

export const employerApi: Route[] = [
  get('/api/v1/employers', {
    door: readDoor,
    query: z.strictObject({ state: z.enum(employerStates).optional(), after: uuid.optional(), limit }),
    api: { summary: 'Employers in reach, in the order of their ids', tag: 'employers', answer: listOf },
    handle: async ({ tx, query }) => {
      const most = query.limit ?? 50
      tx.note({ action: 'employer.list', purpose: 'registration', basis: 'public-task' })
      return json(paged(await listAfter(tx, query.after ?? null, { state: query.state }, most + 1), most))
    },
  }),
  get('/api/v1/employers/:id', {
    door: readDoor,
    api: { summary: 'One employer', tag: 'employers', answer },
    handle: async ({ tx, params }) => {
      const found = await findEmployerLine(tx, params['id'] ?? '')
      if (!found) return notFound
      tx.note({ action: 'employer.view', subjectKind: 'employer', subjectId: found.id, purpose: 'registration', basis: 'public-task' })
      return json(line(found))
    },
  }),
  post('/api/v1/employers', {
    door: { ...writeDoor, who: ['counsellor', 'chief'] },
    form: z.strictObject({ ...employerFields, ...contactFields }),
    api: { summary: 'Enter an employer as claimed', tag: 'employers', answer: z.object({ id: z.string(), code: z.string() }) },
    handle: async ({ tx, platform, form, actor, context }) => {
      if (!form.ok || !actor.centreId) return problem(400, 'body')
      const read = readEmployer(platform.country, form.value, context.today)
      if (Object.keys(read.errors).length > 0) return problem(422, 'not-valid', read.errors)
      const made = await registerEmployer(tx, platform, {
        data: read.data, contact: hasContact(form.value) ? form.value : null, centreId: actor.centreId, ownerId: actor.accountId, channel: form.value.channel,
      })
      return made.ok ? json(made.value, 201) : problem(409, 'not-valid', { registerNumber: `employers.refusal.${made.reason}` })
    },
  }),
  get('/api/v1/employer-checks', {
    door: readDoor,
    query: z.strictObject({ after: uuid.optional(), limit }),
    api: { summary: 'Employers that wait for a check', tag: 'employers', answer: listOf },
    handle: async ({ tx, query }) => {
      const most = query.limit ?? 50
      tx.note({ action: 'employer.list', purpose: 'registration', basis: 'public-task' })
      return json(paged(await listAfter(tx, query.after ?? null, { state: 'checking' }, most + 1), most))
    },
  }),
  post('/api/v1/employer-checks', {
    door: verifierDoor,
    form: z.strictObject({ employerId: uuid, kind: z.enum(checkKinds), result: z.enum(['pass', 'fail']), checkedOn: z.string().max(10), note: z.string().max(300).optional() }),
    api: { summary: 'Record what a verifier looked at', tag: 'employers', answer: z.object({ id: z.string() }) },
    handle: async ({ tx, platform, form }) => {
      if (!form.ok) return problem(400, 'body')
      const employer = await findEmployer(tx, form.value.employerId)
      if (!employer) return notFound
      const checkedOn = parseIsoDay(form.value.checkedOn)
      if (!checkedOn) return problem(422, 'not-valid', { checkedOn: 'errors.not-a-date' })
      const made = await recordCheck(tx, platform, employer, { kind: form.value.kind, result: form.value.result, checkedOn, note: form.value.note ?? null })
      return made.ok ? json(made.value, 201) : problem(422, 'not-valid', { employerId: `employers.refusal.${made.reason}` })
    },
  }),
  get('/api/v1/employer', {
    door: { who: ['employer'], reach: 'own', subject: 'employer', strength: 'one', audit: 'read', purpose: 'registration', limit: 'own' },
    api: { summary: 'The employer that is signed in', tag: 'employers', answer },
    handle: async ({ tx, actor }) => {
      const found = actor.employerId ? await findEmployerLine(tx, actor.employerId) : undefined
      if (!found) return notFound
      tx.note({ action: 'employer.view', subjectKind: 'employer', subjectId: found.id, basis: 'own' })
      return json(line(found))
    },
  }),
]
