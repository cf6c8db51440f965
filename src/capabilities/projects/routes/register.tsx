import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { foldDigits } from '../../../platform/text/numbers'
import { addRecord, moveRecord, type NewRecord } from '../actions/records'
import { RegisterPage } from '../pages/register'
import { findProject } from '../queries/projects'
import { listRecords } from '../queries/records'
import { childOf, recordStates, topKinds } from '../record-rules'
import { insideDoor, writeDoor } from './open'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'actor'>
type TopKind = (typeof topKinds)[number]
const path = '/projects/:code/register'

const text = (limit: number) => z.string().max(limit).default('')
const addForm = z.object({
  kind: z.enum(topKinds), parent: z.union([z.uuid(), z.literal('')]).default(''), title: z.string().trim().min(1, { message: 'projects.refusal.needs-title' }).max(300), text: text(4000), on: text(40), due: text(40),
  owner: text(100), planned: text(20), spent: text(20),
})
const moveForm = z.object({ kind: z.enum(topKinds), state: z.enum(recordStates), _version: z.coerce.number().int() })

async function show(request: Request, kind: TopKind, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const project = await findProject(request.tx, request.params['code'] ?? '')
  if (!project) return notFound
  const body = <RegisterPage project={project} kind={kind} records={await listRecords(request.tx, project.id)} errors={errors} typed={typed} />
  return page(request.ui.t('projects.page.register'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : 422 })
}

/** Days and amounts as people write them, or a message for each that is wrong. */
function readRecord(value: z.output<typeof addForm>): { record: NewRecord; errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const day = (name: 'on' | 'due') => {
    if (value[name] === '') return null
    const parsed = parseDay(value[name])
    if (!parsed.ok) errors[name] = 'errors.not-a-date'
    return parsed.ok ? parsed.value : null
  }
  const money = (name: 'planned' | 'spent') => {
    const typed = foldDigits(value[name]).replaceAll(',', '').trim()
    if (typed === '') return null
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(typed)) errors[name] = 'errors.not-a-number'
    return typed
  }
  const isMoney = value.kind === 'budget-line'
  const kind = value.parent === '' ? value.kind : (childOf[value.kind] ?? value.kind)
  const record: NewRecord = {
    kind, parentId: value.parent === '' ? null : value.parent, title: value.title, text: value.text, ownerPost: value.owner, happenedOn: day('on'), dueOn: day('due'),
    planned: isMoney ? money('planned') : null, spent: isMoney ? money('spent') : null,
  }
  return { record, errors }
}

export const registerPages: Route[] = [
  get(path, { door: insideDoor, query: z.strictObject({ kind: z.enum(topKinds).default('issue') }), handle: (request) => show(request, request.query.kind) }),
  post(path, {
    door: writeDoor, form: addForm,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      if (!form.ok) return show(request, topKinds.find((kind) => kind === form.typed['kind']) ?? 'issue', form.errors, form.typed)
      const { record, errors } = readRecord(form.value)
      if (Object.keys(errors).length > 0) return show(request, form.value.kind, errors, form.typed)
      const added = await addRecord(tx, project.id, record)
      return added.ok ? seeOther(ui.to(`/projects/${project.code}/register?kind=${form.value.kind}`)) : notFound
    },
  }),
  post(`${path}/:recordId`, {
    door: writeDoor, form: moveForm,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project || !form.ok) return notFound
      const moved = await moveRecord(tx, project.id, params['recordId'] ?? '', form.value._version, form.value.state)
      if (moved.ok) return seeOther(ui.to(`/projects/${project.code}/register?kind=${form.value.kind}`))
      return moved.reason === 'not-found' ? notFound : show(request, form.value.kind, { _form: moved.reason === 'stale' ? 'errors.stale' : `projects.refusal.${moved.reason}` })
    },
  }),
]
