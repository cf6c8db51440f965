import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { type ChangeRefusal, decideChange, proposeChange } from '../actions/changes'
import { changeFields } from '../change-rules'
import { ChangesPage } from '../pages/changes'
import { listChanges, listSubjects } from '../queries/changes'
import { findProject } from '../queries/projects'
import { insideDoor, signDoor, writeDoor } from './open'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'actor'>
const path = '/projects/:code/changes'

const proposal = z.object({ subject: z.string().min(1, { message: 'projects.refusal.choose-subject' }).max(60), field: z.enum(changeFields), after: z.string().trim().min(1, { message: 'projects.refusal.no-change' }).max(2000), reason: z.string().max(2000).default('') })
const decision = z.object({ change: z.uuid(), decision: z.enum(['approve', 'refuse']) })

const fieldOf: Partial<Record<ChangeRefusal, string>> = { 'not-a-rule': 'after', 'not-a-number': 'after', 'no-change': 'after', 'reason-too-short': 'reason', 'not-found': 'subject', 'no-draft': 'subject' }

async function show(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const { tx, ui, params } = request
  const project = await findProject(tx, params['code'] ?? '')
  if (!project) return notFound
  const body = <ChangesPage project={project} changes={await listChanges(tx, project.id)} subjects={await listSubjects(tx, project.id)} errors={errors} typed={typed} />
  return page(ui.t('projects.page.changes'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : 422 })
}

const errorsOf = (reason: ChangeRefusal): Record<string, string> => ({ [fieldOf[reason] ?? '_form']: reason === 'stale' ? 'errors.stale' : reason === 'not-a-number' ? 'errors.not-a-number' : `projects.refusal.${reason}` })

export const changePages: Route[] = [
  get(path, { door: insideDoor, handle: (request) => show(request) }),
  post(path, {
    door: writeDoor, form: proposal,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project) return notFound
      if (!form.ok) return show(request, form.errors, form.typed)
      const proposed = await proposeChange(tx, project.id, form.value)
      return proposed.ok ? seeOther(ui.to(`/projects/${project.code}/changes`)) : show(request, errorsOf(proposed.reason), form.typed)
    },
  }),
  post(`${path}/decide`, {
    door: signDoor, form: decision,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const project = await findProject(tx, params['code'] ?? '')
      if (!project || !form.ok) return notFound
      const decided = await decideChange(tx, project.id, form.value.change, form.value.decision === 'approve')
      return decided.ok ? seeOther(ui.to(`/projects/${project.code}/changes`)) : show(request, errorsOf(decided.reason))
    },
  }),
]
