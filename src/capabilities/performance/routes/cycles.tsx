import { z } from 'zod'
import { isUuid } from '../../../kernel/id'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { sightOf } from '../../measures/index'
import { addEntry, closeCycleStage, freezeSnapshot, readCycle, readCycleFacts, reopenStage, setCycle, startCycle } from '../actions/cycles'
import { makeActivity, settleDecision } from '../actions/decisions'
import { cycleForm, emptyForm, entryForm, linkForm, noneForm, reopenForm, settleForm } from '../model'
import { CyclePage, CyclesPage } from '../pages/cycles'
import { nothingTyped, type Shown } from '../pages/words'
import { listNotes } from '../queries/notes'
import { readCycleFigures } from '../reading/cycle-figures'
import { type CycleRecord, findCycle, listCycles, listEntries, listPlans, listStageSteps } from '../queries/plans'
import { missingFor, type Stage } from '../rules/cycle'
import { centreDoor, centrePost, mayApprove } from './asking'
import { isOwn, readDay } from './plans'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
const closeForm = z.object({ stage: z.enum(['1', '2', '3', '4', '5'], 'errors.not-valid') })

async function list({ tx, actor, ui }: Request, form: Shown = nothingTyped): Promise<Answer> {
  const all = sightOf(actor).level === 'all'
  const body = <CyclesPage cycles={await listCycles(tx, all ? null : actor.centreId)} reach={all ? 'all' : 'own'} maySet={mayApprove(actor)} mayMake={actor.role === 'chief' || actor.role === 'headquarters'} form={form} requestKey={ui.newKey()} />
  return page(ui.t('performance.cycles'), body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

async function show(request: Request, cycle: CycleRecord, form: Shown = nothingTyped): Promise<Answer> {
  const { tx, ui, actor } = request
  const body = (
    <CyclePage
      cycle={cycle} entries={await listEntries(tx, cycle.id)} steps={await listStageSteps(tx, cycle.id)} missing={cycle.state === 'running' ? missingFor(cycle.stage as Stage, await readCycleFacts(tx, cycle)) : []}
      plans={await listPlans(tx, cycle.centre_id)} snapshotSize={Array.isArray(cycle.snapshot) ? cycle.snapshot.length : 0} mayChange={isOwn(request, cycle)} mayRead={actor.role === 'headquarters'} notes={await listNotes(tx, 'cycle', cycle.id, cycle.centre_id)} figures={await readCycleFigures(tx, cycle)} form={form} newKey={() => ui.newKey()}
    />
  )
  return page(ui.t('performance.cycle.title', { period: cycle.period }), body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

const refused = (typed: Shown['typed'], reason: string, field = '_form'): Shown => ({ typed, errors: { [field]: `performance.refusal.${reason}` } })
const back = ({ ui }: Request, id: string) => seeOther(ui.to(`/performance/cycles/${id}`))

/** The cycle of an address, when the reader's centre owns it. */
async function findOwn(request: Request): Promise<CycleRecord | undefined> {
  const cycle = await findCycle(request.tx, request.params['id'] ?? '')
  return cycle && isOwn(request, cycle) ? cycle : undefined
}

export const cycleRoutes: Route[] = [
  get('/performance/cycles', { door: centreDoor, handle: async (request) => list(request) }),
  post('/performance/cycles', {
    door: centrePost,
    form: cycleForm,
    handle: async (request) => {
      const { tx, actor, form } = request
      if (!form.ok) return list(request, form)
      if (actor.centreId === null) return notFound
      const outcome = await startCycle(tx, actor.centreId, form.value)
      return outcome.ok ? back(request, outcome.value) : list(request, refused(form.typed, outcome.reason, 'period'))
    },
  }),
  get('/performance/cycles/:id', {
    door: centreDoor,
    handle: async (request) => {
      const cycle = await findCycle(request.tx, request.params['id'] ?? '')
      return cycle ? show(request, cycle) : notFound
    },
  }),
  post('/performance/cycles/:id/entries', {
    door: centrePost,
    form: entryForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx } = request
      if (!cycle) return notFound
      if (!form.ok) return show(request, cycle, form)
      const dueOn = readDay(form.value.dueOn)
      if (dueOn === undefined) return show(request, cycle, { typed: form.typed, errors: { dueOn: 'errors.not-a-date' } })
      const outcome = await addEntry(tx, cycle, { ...form.value, dueOn })
      return outcome.ok ? back(request, cycle.id) : show(request, cycle, refused(form.typed, outcome.reason))
    },
  }),
  post('/performance/cycles/:id/snapshot', {
    door: centrePost,
    form: emptyForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      if (!cycle) return notFound
      const outcome = await freezeSnapshot(request.tx, cycle)
      return outcome.ok ? back(request, cycle.id) : show(request, cycle, refused({}, outcome.reason))
    },
  }),
  post('/performance/cycles/:id/plan', {
    door: centrePost,
    form: linkForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx } = request
      if (!cycle || !form.ok || !isUuid(form.value.plan)) return notFound
      const plans = await listPlans(tx, cycle.centre_id)
      if (!plans.some(({ id }) => id === form.value.plan)) return notFound
      await setCycle(tx, cycle, { plan_id: form.value.plan })
      return back(request, cycle.id)
    },
  }),
  post('/performance/cycles/:id/none', {
    door: centrePost,
    form: noneForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx } = request
      if (!cycle) return notFound
      if (!form.ok) return show(request, cycle, form)
      await setCycle(tx, cycle, { none_reason: form.value.reason })
      return back(request, cycle.id)
    },
  }),
  post('/performance/cycles/:id/close', {
    door: centrePost,
    form: closeForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx } = request
      if (!cycle) return notFound
      if (!form.ok) return show(request, cycle, form)
      const outcome = await closeCycleStage(tx, cycle.id, Number(form.value.stage) as Stage)
      return outcome.ok ? back(request, cycle.id) : show(request, cycle, refused(form.typed, outcome.reason))
    },
  }),
  post('/performance/cycles/:id/reopen', {
    door: centrePost,
    form: reopenForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx } = request
      if (!cycle) return notFound
      if (!form.ok) return show(request, cycle, { typed: { ...form.typed, reopenReason: form.typed['reason'] }, errors: Object.fromEntries(Object.entries(form.errors).map(([name, key]) => [name === 'reason' ? 'reopenReason' : name, key])) })
      const outcome = await reopenStage(tx, cycle, Number(form.value.stage) as Stage, form.value.reason)
      return outcome.ok ? back(request, cycle.id) : show(request, cycle, refused(form.typed, outcome.reason))
    },
  }),
  post('/performance/cycles/:id/entries/:entryId', {
    door: centrePost,
    form: settleForm,
    handle: async (request) => {
      const cycle = await findOwn(request)
      const { form, tx, params } = request
      if (!cycle) return notFound
      if (!form.ok) return show(request, cycle, form)
      const { step, reason } = form.value
      const outcome = step === 'activity' ? await makeActivity(tx, cycle, params['entryId'] ?? '') : await settleDecision(tx, cycle, params['entryId'] ?? '', step, reason)
      return outcome.ok ? back(request, cycle.id) : outcome.reason === 'not-found' ? notFound : show(request, cycle, refused({}, outcome.reason))
    },
  }),
  post('/performance/cycles/:id/read', {
    door: { ...centrePost, who: ['headquarters'] },
    form: emptyForm,
    handle: async (request) => {
      const cycle = await findCycle(request.tx, request.params['id'] ?? '')
      if (!cycle) return notFound
      const outcome = await readCycle(request.tx, cycle.id)
      return outcome.ok ? back(request, cycle.id) : show(request, cycle, refused({}, outcome.reason))
    },
  }),
]
