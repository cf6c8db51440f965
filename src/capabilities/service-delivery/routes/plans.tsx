import { z } from 'zod'
import { type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { findPersonLine, personName } from '../../jobseekers/index'
import { addPlanAction, agreePlan, closePlan, makePlan, movePlanAction, overrideProfile, reviewPlan, runProfile } from '../actions/plans'
import { actionStepForm, agreementForm, optionalId, overrideForm, planActionForm, planCloseForm, planForm, planReviewForm, profileForm } from '../model'
import type { Errors } from '../pages/parts'
import { PlanListPage, PlanPage } from '../pages/plan-pages'
import { ProfilePage } from '../pages/profile-page'
import { findLatestProfile, findPlan, findProfileRun, listPlanActions, listPlanReviews, listPlansOf } from '../queries/plans'
import { factors, weights } from '../rules/profiling'
import type { Outcome } from '../../../kernel/outcome'
import { reading, writing } from './doors'
import { refusalOf } from './visits'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor' | 'params'>
interface Shown {
  typed?: Fields
  errors?: Errors
}
const statusFor = (errors: Errors) => ({ wide: true, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })

async function profilePage({ tx, ui }: Request, personId: string, { typed = {}, errors = {} }: Shown = {}) {
  const line = await findPersonLine(tx, personId, 'profile')
  if (!line) return notFound
  const run = await findLatestProfile(tx, personId)
  const askMore = run ? Math.max(0, factors.filter((factor) => (run.inputs[factor] ?? null) === null).length - weights.mostNotAsked) : 0
  return page(ui.t('service-delivery.profile'), <ProfilePage personId={personId} name={personName(line, ui.lang)} run={run} askMore={askMore} typed={typed} errors={errors} />, statusFor(errors))
}

async function planListPage({ tx, ui }: Request, personId: string, { typed, errors = {} }: Shown = {}) {
  const line = await findPersonLine(tx, personId, 'plan')
  if (!line) return notFound
  const run = await findLatestProfile(tx, personId)
  const body = <PlanListPage personId={personId} name={personName(line, ui.lang)} plans={await listPlansOf(tx, personId)} typed={typed ?? { band: run?.override ?? run?.band ?? 'B' }} errors={errors} />
  return page(ui.t('service-delivery.plans'), body, statusFor(errors))
}

async function planPage({ tx, ui, actor }: Request, id: string, { typed = {}, errors = {} }: Shown = {}) {
  const plan = await findPlan(tx, id)
  const line = plan && plan.centre_id === actor.centreId ? await findPersonLine(tx, plan.person_id, 'plan') : undefined
  if (!plan || !line) return notFound
  const body = <PlanPage plan={plan} name={personName(line, ui.lang)} steps={await listPlanActions(tx, id)} reviews={await listPlanReviews(tx, id)} typed={typed} errors={errors} />
  return page(plan.goal, body, statusFor(errors))
}

/** The answer to something done to a plan: its page again, with what was wrong or without. */
async function afterStep(request: Request, form: { ok: boolean; typed: Fields; errors?: Errors }, run: () => Promise<Outcome<void, string>>) {
  const id = request.params['id'] ?? ''
  if (!form.ok) return planPage(request, id, { typed: form.typed, errors: form.errors ?? {} })
  const outcome = await run()
  if (outcome.ok) return seeOther(request.ui.to(`/plans/${id}`))
  return outcome.reason === 'not-found' ? notFound : planPage(request, id, { typed: form.typed, errors: refusalOf(outcome.reason, {}) })
}

const byPerson = z.strictObject({ person: optionalId })
const read = (typed: Fields) => {
  const value = optionalId.safeParse(typed['person'])
  return value.success ? (value.data ?? '') : ''
}

export const planRoutes: Route[] = [
  get('/profiles', {
    door: reading('person'),
    query: byPerson,
    handle: async (request) => (request.query.person ? profilePage(request, request.query.person) : seeOther(request.ui.to('/jobseekers'))),
  }),
  post('/profiles', {
    door: writing('person', 8),
    form: profileForm,
    handle: async (request) => {
      const { tx, ui, form } = request
      if (!form.ok) return read(form.typed) ? profilePage(request, read(form.typed), form) : notFound
      const outcome = await runProfile(tx, form.value)
      return outcome.ok ? seeOther(ui.to(`/profiles?person=${form.value.person}`)) : notFound
    },
  }),
  post('/profiles/:id/override', {
    door: writing('person', 8),
    form: overrideForm,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const run = await findProfileRun(tx, params['id'] ?? '')
      if (!run) return notFound
      if (!form.ok) return profilePage(request, run.person_id, form)
      const outcome = await overrideProfile(tx, run.id, form.value)
      return outcome.ok ? seeOther(ui.to(`/profiles?person=${run.person_id}`)) : profilePage(request, run.person_id, { errors: refusalOf(outcome.reason, { 'later-reason': 'reason' }) })
    },
  }),
  get('/plans', {
    door: reading('person'),
    query: byPerson,
    handle: async (request) => (request.query.person ? planListPage(request, request.query.person) : seeOther(request.ui.to('/jobseekers'))),
  }),
  post('/plans', {
    door: writing('person', 8),
    form: planForm,
    handle: async (request) => {
      const { tx, ui, form } = request
      if (!form.ok) return read(form.typed) ? planListPage(request, read(form.typed), form) : notFound
      const outcome = await makePlan(tx, form.value)
      if (outcome.ok) return seeOther(ui.to(`/plans/${outcome.value.id}`))
      return outcome.reason === 'customer-unknown' ? notFound : planListPage(request, form.value.person, { typed: form.typed, errors: refusalOf(outcome.reason, {}) })
    },
  }),
  get('/plans/:id', { door: reading('person'), handle: async (request) => planPage(request, request.params['id'] ?? '') }),
  post('/plans/:id/agree', {
    door: writing('person', 4),
    form: agreementForm,
    handle: async (request) => afterStep(request, request.form, () => (request.form.ok ? agreePlan(request.tx, request.params['id'] ?? '', request.form.value.agreed_how) : never())),
  }),
  post('/plans/:id/actions', {
    door: writing('person', 8),
    form: planActionForm,
    handle: async (request) => afterStep(request, request.form, () => (request.form.ok ? addPlanAction(request.tx, request.params['id'] ?? '', request.form.value) : never())),
  }),
  post('/plans/:id/actions/:actionId', {
    door: writing('person', 8),
    form: actionStepForm,
    handle: async (request) =>
      afterStep(request, request.form, () => (request.form.ok ? movePlanAction(request.tx, request.params['id'] ?? '', request.params['actionId'] ?? '', request.form.value) : never())),
  }),
  post('/plans/:id/reviews', {
    door: writing('person', 8),
    form: planReviewForm,
    handle: async (request) => afterStep(request, request.form, () => (request.form.ok ? reviewPlan(request.tx, request.params['id'] ?? '', request.form.value) : never())),
  }),
  post('/plans/:id/close', {
    door: writing('person', 4),
    form: planCloseForm,
    handle: async (request) => afterStep(request, request.form, () => (request.form.ok ? closePlan(request.tx, request.params['id'] ?? '', request.form.value) : never())),
  }),
]

const never = (): Promise<Outcome<void, string>> => Promise.reject(new Error('a form that was refused is not run'))
