import { z } from 'zod'
import { versionOf } from '../../../platform/http/body'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { Ui } from '../../../platform/web/ui'
import { findPersonLine, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { answerReview, askForReview, findReview } from '../actions/reviews'
import { AskReview, ReviewPage } from '../pages/review-pages'
import { own, staff, writing } from './doors'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor'>
const words = z.string().trim().max(500).default('')
const vacancy = { vacancy: z.union([z.uuid(), z.literal('')]).optional() }
const shortest = 5

interface Subject {
  personId: string
  vacancyId: string | null
  about: string
  by: 'jobseeker' | 'counsellor'
  action: string
  back: { href: string; text: string }
}

async function subjectOf({ tx, ui, actor }: Request, asked: { person?: string; vacancy?: string | undefined }): Promise<Subject | undefined> {
  const line = asked.vacancy ? await findVacancyLine(tx, asked.vacancy) : undefined
  if (asked.vacancy && !line) return undefined
  const about = line ? vacancyTitle(line, ui.lang) : ui.t('matching.review.whole-list')
  const person = await findPersonLine(tx, asked.person ?? actor.personId ?? '', 'matching')
  if (!person) return undefined
  if (!asked.person) {
    return { personId: person.id, vacancyId: line?.id ?? null, about, by: 'jobseeker', action: ui.to('/me/matches/review'), back: { href: ui.to('/me/matches'), text: ui.t('matching.mine.title') } }
  }
  const name = personName(person, ui.lang)
  return { personId: person.id, vacancyId: line?.id ?? null, about: `${name} · ${about}`, by: 'counsellor', action: ui.to('/matches/review'), back: { href: ui.to(`/jobseekers/${person.id}/vacancies`), text: name } }
}

function ask(ui: Ui, subject: Subject, text: string, error?: string): Answer {
  const known = { ...(subject.by === 'counsellor' ? { person: subject.personId } : {}), vacancy: subject.vacancyId ?? '' }
  return page(ui.t('matching.review.title'), <AskReview action={subject.action} back={subject.back} about={subject.about} known={known} typed={{ text, error }} />, { noindex: true, ...(error ? { status: 422 } : {}) })
}

async function send(request: Request, subject: Subject | undefined, question: string): Promise<Answer> {
  const { tx, ui, platform } = request
  if (!subject) return notFound
  if (question.length < shortest) return ask(ui, subject, question, ui.t('matching.review.too-short'))
  const outcome = await askForReview(tx, platform, { personId: subject.personId, vacancyId: subject.vacancyId, question, by: subject.by })
  return outcome.ok ? seeOther(`${subject.back.href}${subject.by === 'jobseeker' ? '?asked=yes' : ''}`) : ask(ui, subject, question, ui.t('matching.review.asked-already'))
}

async function show({ tx, ui }: Request, id: string, text: string, error?: string, status?: 409 | 422): Promise<Answer> {
  const review = await findReview(tx, id)
  const person = review && (await findPersonLine(tx, review.personId, 'matching'))
  if (!review || !person) return notFound
  const line = review.vacancyId ? await findVacancyLine(tx, review.vacancyId) : undefined
  const links = [
    ...(line ? [{ href: ui.to(`/matches/explain?person=${person.id}&vacancy=${line.id}`), text: ui.t('matching.explain.link') }] : []),
    { href: ui.to(`/jobseekers/${person.id}/vacancies`), text: ui.t('matching.review.list') },
  ]
  const body = <ReviewPage review={review} person={personName(person, ui.lang)} about={line ? vacancyTitle(line, ui.lang) : ui.t('matching.review.whole-list')} links={links} typed={{ text, error }} />
  return page(ui.t('matching.review.title'), body, { noindex: true, ...(status ? { status } : {}) })
}

const chief = { ...staff, who: ['chief'] } as const

export const reviewRoutes: Route[] = [
  get('/me/matches/review', {
    door: own, query: z.strictObject(vacancy),
    handle: async (request) => {
      const subject = await subjectOf(request, { vacancy: request.query.vacancy })
      return subject ? ask(request.ui, subject, '') : notFound
    },
  }),
  post('/me/matches/review', {
    door: { ...own, ...writing }, form: z.object({ ...vacancy, question: words }),
    handle: async (request) => (request.form.ok ? send(request, await subjectOf(request, { vacancy: request.form.value.vacancy }), request.form.value.question) : notFound),
  }),
  get('/matches/review', {
    door: staff, query: z.strictObject({ person: z.uuid(), ...vacancy }),
    handle: async (request) => {
      const subject = await subjectOf(request, request.query)
      return subject ? ask(request.ui, subject, '') : notFound
    },
  }),
  post('/matches/review', {
    door: { ...staff, ...writing }, form: z.object({ person: z.uuid(), ...vacancy, question: words }),
    handle: async (request) => (request.form.ok ? send(request, await subjectOf(request, request.form.value), request.form.value.question) : notFound),
  }),
  get('/matches/reviews/:id', { door: chief, handle: (request) => show(request, request.params['id'] ?? '', '') }),
  post('/matches/reviews/:id', {
    door: { ...chief, ...writing }, form: z.object({ answer: words }),
    handle: async (request) => {
      const { tx, ui, params, form } = request
      if (!form.ok) return notFound
      const id = params['id'] ?? ''
      const { answer } = form.value
      if (answer.length < shortest) return show(request, id, answer, ui.t('matching.review.too-short'), 422)
      const outcome = await answerReview(tx, id, versionOf(form.typed['_version']), answer)
      if (outcome.ok) return seeOther(ui.to('/desk'))
      return outcome.reason === 'not-found' ? notFound : show(request, id, answer, ui.t('errors.stale'), 409)
    },
  }),
]
