import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { isUuid } from '../../../kernel/id'
import { get, json, notFound, post, type Route } from '../../../platform/http/route'
import { findVacancyByCode, listVacancyLines } from '../../vacancies/index'
import { askCentre, declineAsk } from '../actions/centre-asks'
import { findAsk, listAsks, listOwnAsks } from '../queries/centre-asks'
import { askForm, declineForm, readAsk, writeAsk } from './centre-asks'

const tag = 'placements'
const most = 200
const standing = { id: z.uuid(), vacancy: z.string(), state: z.enum(['open', 'referred', 'declined', 'closed']), reason: z.string().nullable(), askedOn: z.string(), dueOn: z.string() }
const made = z.object({ ...standing, ask: z.string().describe('The handle of the candidate in the list of the vacancy'), centre: z.uuid(), answeredOn: z.string().nullable() })
const received = z.object({ ...standing, personId: z.uuid(), centre: z.uuid().describe('The centre that asks') })

export const centreAskApi: Route[] = [
  post('/api/v1/vacancies/:code/centre-asks', {
    door: writeAsk, form: askForm.omit({ vacancy: true }),
    api: { summary: 'Ask the centre of a candidate without a name to put that person forward', tag, answer: z.object({ asked: z.literal(true) }) },
    handle: async ({ tx, platform, params, form }) => {
      if (!form.ok) return { kind: 'problem', status: 422, title: 'body', fields: form.errors }
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await findVacancyByCode(tx, code.value) : undefined
      if (!vacancy) return notFound
      const outcome = await askCentre(tx, platform, { vacancyId: vacancy.id, handle: form.value.ask })
      return outcome.ok ? json({ asked: true }, 201) : { kind: 'problem', status: 409, title: outcome.reason }
    },
  }),
  get('/api/v1/centre-asks', {
    door: readAsk, query: z.strictObject({}),
    api: { summary: 'Requests that the own centre made and received about candidates of another centre; those made name no person', tag, answer: z.object({ made: z.array(made), received: z.array(received) }) },
    handle: async ({ tx }) => {
      const [own, asked] = [await listOwnAsks(tx, null), await listAsks(tx, most)]
      const lines = await listVacancyLines(tx, [...new Set([...own, ...asked].map(({ vacancyId }) => vacancyId))])
      const common = (one: (typeof own)[number] | (typeof asked)[number]) => ({ id: one.id, vacancy: lines.get(one.vacancyId)?.code ?? '', state: one.state, reason: one.reason, askedOn: one.askedOn, dueOn: one.dueOn })
      for (const { personId } of asked) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: 'consent', fields: ['request'] })
      return json({
        made: own.map((one) => ({ ...common(one), ask: one.handle, centre: one.askedCentreId, answeredOn: one.answeredOn })),
        received: asked.map((one) => ({ ...common(one), personId: one.personId, centre: one.askingCentreId })),
      })
    },
  }),
  post('/api/v1/centre-asks/:id/decline', {
    door: writeAsk, form: declineForm,
    api: { summary: 'The centre of the person will not put them forward, and says why', tag, answer: z.object({ declined: z.literal(true) }) },
    handle: async ({ tx, params, form }) => {
      const id = params['id'] ?? ''
      if (!isUuid(id) || !(await findAsk(tx, id))) return notFound
      if (!form.ok) return { kind: 'problem', status: 422, title: 'body', fields: form.errors }
      const outcome = await declineAsk(tx, id, form.value.reason)
      return outcome.ok ? json({ declined: true }) : { kind: 'problem', status: 409, title: outcome.reason }
    },
  }),
]
