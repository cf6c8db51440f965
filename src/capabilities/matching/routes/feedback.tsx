import { z } from 'zod'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { findPersonLine, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { giveFeedback, rejectReasons } from '../actions/feedback'
import { blockEmployer } from '../actions/preferences'
import { FeedbackPage } from '../pages/feedback-page'
import { own, staff, writing } from './doors'

const answer = { answer: z.enum(['accept', 'reject', 'later']), reason: z.enum(['', ...rejectReasons]).default(''), note: z.string().max(300).default('') }
const staffForm = z.object({ person: z.uuid(), vacancy: z.uuid(), ...answer })
const ownForm = z.object({ vacancy: z.uuid(), ...answer, answer: z.enum(['reject', 'later']).default('reject'), reason: z.enum(['', ...rejectReasons]).default('not-interested'), block: z.literal('yes').optional() })

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>
interface Typed {
  answer: string
  reason: string
  note: string
}
const nothing: Typed = { answer: '', reason: '', note: '' }

/** What is missing in an answer: a no has a reason, and another reason is written out. */
function missingIn({ ui }: Request, typed: Typed): Record<string, string> {
  if (typed.answer !== 'reject') return {}
  if (!typed.reason) return { reason: ui.t('matching.feedback.reason-missing') }
  return typed.reason === 'other' && typed.note.trim().length < 5 ? { note: ui.t('matching.feedback.note-missing') } : {}
}

const notSuggested = ({ ui }: Request) => ({ reason: ui.t('matching.feedback.not-suggested') })

async function askStaff({ tx, ui }: Request, pair: { person: string; vacancy: string }, typed: Typed, errors: Record<string, string>, status: 200 | 409 | 422 = 200): Promise<Answer> {
  const [person, vacancy] = [await findPersonLine(tx, pair.person, 'matching'), await findVacancyLine(tx, pair.vacancy)]
  if (!person || !vacancy) return notFound
  const title = ui.t('matching.feedback.title', { person: personName(person, ui.lang) })
  const body = (
    <FeedbackPage
      action={ui.to('/matches/feedback')} back={{ href: ui.to(`/vacancies/${vacancy.id}/candidates`), text: vacancyTitle(vacancy, ui.lang) }} title={title} lead={ui.t('matching.feedback.lead')}
      known={{ person: person.id, vacancy: vacancy.id }} by="counsellor" typed={typed} errors={errors}
    />
  )
  return page(title, body, { noindex: true, ...(status === 200 ? {} : { status }) })
}

async function askMe({ tx, ui }: Request, vacancyId: string, typed: Typed, errors: Record<string, string>, status: 200 | 409 | 422 = 200): Promise<Answer> {
  const vacancy = await findVacancyLine(tx, vacancyId)
  if (!vacancy) return notFound
  const title = ui.t('matching.feedback.title-own', { vacancy: vacancyTitle(vacancy, ui.lang) })
  const body = (
    <FeedbackPage
      action={ui.to('/me/matches')} back={{ href: ui.to('/me/matches'), text: ui.t('matching.mine.title') }} title={title} lead={ui.t('matching.mine.saved')} known={{ vacancy: vacancy.id }} by="jobseeker"
      typed={typed} errors={errors}
    />
  )
  return page(title, body, { noindex: true, ...(status === 200 ? {} : { status }) })
}

export const feedbackRoutes: Route[] = [
  get('/matches/feedback', { door: staff, query: z.strictObject({ person: z.uuid(), vacancy: z.uuid() }), handle: (request) => askStaff(request, request.query, nothing, {}) }),
  post('/matches/feedback', {
    door: { ...staff, ...writing }, form: staffForm,
    handle: async (request) => {
      const { tx, ui, form } = request
      if (!form.ok) return notFound
      const { person, vacancy, note, ...said } = form.value
      if (!(await findPersonLine(tx, person, 'matching')) || !(await findVacancyLine(tx, vacancy))) return notFound
      const missing = missingIn(request, { ...said, note })
      if (Object.keys(missing).length > 0) return askStaff(request, { person, vacancy }, { ...said, note }, missing, 422)
      const outcome = await giveFeedback(tx, { personId: person, vacancyId: vacancy, answer: said.answer, reason: said.answer === 'reject' ? said.reason || null : null, note: note.trim() || null, by: 'counsellor' })
      if (!outcome.ok) return askStaff(request, { person, vacancy }, { ...said, note }, notSuggested(request), 409)
      if (said.answer === 'accept') return seeOther(ui.to(`/referrals/new?person=${person}&vacancy=${vacancy}`))
      return seeOther(ui.to(said.reason === 'has-the-skill-missing' ? `/jobseekers/${person}` : `/vacancies/${vacancy}/candidates`))
    },
  }),
  get('/me/matches/not-for-me', { door: own, query: z.strictObject({ vacancy: z.uuid() }), handle: (request) => askMe(request, request.query.vacancy, nothing, {}) }),
  post('/me/matches', {
    door: { ...own, ...writing }, form: ownForm,
    handle: async (request) => {
      const { tx, ui, actor, form } = request
      const vacancy = form.ok ? await findVacancyLine(tx, form.value.vacancy) : undefined
      if (!form.ok || !vacancy) return notFound
      const { note, block, ...said } = form.value
      const missing = missingIn(request, { ...said, note })
      if (Object.keys(missing).length > 0) return askMe(request, vacancy.id, { ...said, note }, missing, 422)
      const personId = actor.personId ?? ''
      const outcome = await giveFeedback(tx, { personId, vacancyId: vacancy.id, answer: said.answer, reason: said.answer === 'reject' ? said.reason || null : null, note: note.trim() || null, by: 'jobseeker' })
      if (!outcome.ok) return askMe(request, vacancy.id, { ...said, note }, notSuggested(request), 409)
      if (block === 'yes') await blockEmployer(tx, personId, vacancy.employerId)
      return seeOther(ui.to(said.answer === 'reject' ? `/me/matches?saved=${vacancy.id}` : '/me/matches'))
    },
  }),
]
