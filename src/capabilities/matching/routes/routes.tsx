import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { Tx } from '../../../platform/db/database'
import type { Ui } from '../../../platform/web/ui'
import { findConsent, findPersonLine, personName } from '../../jobseekers/index'
import { findVacancyLine, listVacancyLines, type VacancyLine, vacancyTitle } from '../../vacancies/index'
import { giveFeedback, recordList, rejectReasons } from '../actions/feedback'
import { ComparePage } from '../pages/compare-page'
import { ExplainPage } from '../pages/explain-page'
import { MyJobsPage } from '../pages/my-jobs'
import { rankVacancies, toMatch, usualLength } from '../proposals'
import { listPersonFacts, listVacancyFacts, readGround } from '../queries/facts'
import { listResting, refreshFacts, scorePairs } from '../queries/scores'
import { dayNumber } from '../score/days'
import { explain } from '../score/explain'

const staff: Door = { who: ['counsellor', 'chief'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', limit: 'staff', purpose: 'matching', basis: 'consent' }
const own: Door = { who: ['jobseeker'], reach: 'own', subject: 'person', strength: 'one', audit: 'read', limit: 'own', purpose: 'matching', basis: 'own' }
const writing = { audit: 'write', key: 'required', body: 8 } as const

const placeOf = (ui: Ui, line: VacancyLine) => [line.districtCode, line.provinceCode].filter(Boolean).map((code) => ui.place(code)).join(', ')
function aboutJob(ui: Ui, line: VacancyLine): string {
  const amount = line.wageMax ?? line.wageMin
  const wage = line.wageShown && amount && line.wageCurrency ? `${ui.money(amount, line.wageCurrency)} ${ui.label('wage-period', line.wagePeriod)}` : ''
  return [placeOf(ui, line), wage, ui.t('matching.posts', { left: line.posts - line.filled }), line.validUntil ? ui.t('matching.until', { day: ui.day(line.validUntil) }) : ''].filter(Boolean).join(' · ')
}

async function explainPair(tx: Tx, ui: Ui, personId: string, vacancyId: string, view: { title: string; back: { href: string; text: string }; forPerson: boolean; actions: readonly { href: string; text: string }[] }): Promise<Answer> {
  const { today } = tx.context
  await refreshFacts(tx.db, today)
  const [[person], [vacancy], ground] = [await listPersonFacts(tx.db, [personId]), await listVacancyFacts(tx.db, [vacancyId]), await readGround(tx.db)]
  if (!person || !vacancy) {
    return page(view.title, <p class="govuk-body">{ui.t(person ? 'matching.explain.not-open' : 'matching.explain.not-agreed')}</p>, { noindex: true })
  }
  const isResting = (await listResting(tx, { personId }, today)).has(vacancyId)
  const names = new Map(ui.country.skills.map(({ code, names: all }) => [code, all[ui.lang] ?? all.en ?? code]))
  const skillName = (skill: number) => {
    const code = ground.skillCode(skill) ?? ''
    return names.get(code) ?? code
  }
  const body = <ExplainPage {...view} explanation={explain(person, vacancy, dayNumber(today), ground, isResting)} skillName={skillName} version={ground.version} />
  return page(view.title, body, { wide: true, noindex: true })
}

const pair = z.strictObject({ person: z.uuid(), vacancy: z.uuid() })
const two = z.strictObject({ vacancy: z.uuid(), a: z.uuid(), b: z.uuid() })
const ownVacancy = z.strictObject({ vacancy: z.uuid() })
const feedbackForm = z.object({ person: z.uuid(), vacancy: z.uuid(), answer: z.enum(['accept', 'reject', 'later']), reason: z.enum(['', ...rejectReasons]).default(''), note: z.string().max(300).default('') })
  .refine(({ reason, note }) => reason !== 'other' || note.trim().length >= 5)
const refusal = z.object({ vacancy: z.uuid() })

export const matchingRoutes: Route[] = [
  get('/matches/explain', {
    door: staff, query: pair,
    handle: async ({ tx, ui, query }) => {
      const [person, vacancy] = [await findPersonLine(tx, query.person, 'matching'), await findVacancyLine(tx, query.vacancy)]
      if (!person || !vacancy) return notFound
      const [name, title] = [personName(person, ui.lang), vacancyTitle(vacancy, ui.lang)]
      return explainPair(tx, ui, person.id, vacancy.id, {
        title: ui.t('matching.explain.title', { person: name, vacancy: title }), back: { href: ui.to(`/vacancies/${vacancy.id}/candidates`), text: title }, forPerson: false,
        actions: [{ href: ui.to(`/referrals/new?person=${person.id}&vacancy=${vacancy.id}`), text: ui.t('matching.refer') }, { href: ui.to(`/jobseekers/${person.id}`), text: ui.t('matching.explain.correct') }],
      })
    },
  }),
  get('/matches/compare', {
    door: staff, query: two,
    handle: async ({ tx, ui, query }) => {
      const vacancy = await findVacancyLine(tx, query.vacancy)
      const people = [await findPersonLine(tx, query.a, 'matching'), await findPersonLine(tx, query.b, 'matching')]
      if (!vacancy || query.a === query.b) return notFound
      await refreshFacts(tx.db, tx.context.today)
      const scored = new Map((await scorePairs(tx.db, [query.a, query.b], [vacancy.id], tx.context.today, false)).map((one) => [one.personId, one]))
      const [left, right] = people.map((person) => {
        const found = person && scored.get(person.id)
        return person && found ? { name: personName(person, ui.lang), href: ui.to(`/matches/explain?person=${person.id}&vacancy=${vacancy.id}`), score: found.score, parts: found.parts, referHref: ui.to(`/referrals/new?person=${person.id}&vacancy=${vacancy.id}`) } : null
      })
      if (!left || !right) return notFound
      const title = vacancyTitle(vacancy, ui.lang)
      return page(ui.t('matching.compare.title'), <ComparePage title={ui.t('matching.compare.title')} back={{ href: ui.to(`/vacancies/${vacancy.id}/candidates`), text: title }} left={left} right={right} />, { wide: true, noindex: true })
    },
  }),
  post('/matches/feedback', {
    door: { ...staff, ...writing }, form: feedbackForm,
    handle: async ({ tx, ui, form }) => {
      if (!form.ok) return notFound
      const { person, vacancy, answer, reason, note } = form.value
      if (!(await findPersonLine(tx, person, 'matching')) || !(await findVacancyLine(tx, vacancy))) return notFound
      await giveFeedback(tx, { personId: person, vacancyId: vacancy, listId: null, answer, reason: answer === 'reject' ? reason || 'not-interested' : null, note: note.trim() || null, by: 'counsellor' })
      return seeOther(ui.to(answer === 'accept' ? `/referrals/new?person=${person}&vacancy=${vacancy}` : `/vacancies/${vacancy}/candidates`))
    },
  }),
  get('/me/matches', {
    door: own, query: z.strictObject({ saved: z.literal('yes').optional() }),
    handle: async ({ tx, ui, platform, actor, query }) => {
      const personId = actor.personId ?? ''
      const { pairs, engine } = await rankVacancies(tx, personId, usualLength, platform)
      const lines = await listVacancyLines(tx, pairs.map(({ vacancyId }) => vacancyId))
      const jobs = pairs.flatMap((found) => {
        const line = lines.get(found.vacancyId)
        if (!line) return []
        return [{
          id: line.id, title: vacancyTitle(line, ui.lang), about: aboutJob(ui, line), href: ui.to(`/jobs/${line.code}`), applyHref: ui.to(`/jobs/${line.code}/apply`), whyHref: ui.to(`/me/matches/explain?vacancy=${line.id}`),
          match: toMatch(found), requestKey: ui.newKey(),
        }]
      })
      if (pairs.length > 0) await recordList(tx, { kind: 'vacancies', subjectId: personId, engine, pairs }, new Set([personId]))
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: 'own', fields: ['matches'] })
      const agreed = (await findConsent(tx, personId, 'matching')) !== undefined
      return page(ui.t('matching.mine.title'), <MyJobsPage jobs={jobs} agreed={agreed} saved={query.saved === 'yes'} />, { noindex: true })
    },
  }),
  post('/me/matches', {
    door: { ...own, ...writing }, form: refusal,
    handle: async ({ tx, ui, actor, form }) => {
      if (!form.ok || !(await findVacancyLine(tx, form.value.vacancy))) return notFound
      await giveFeedback(tx, { personId: actor.personId ?? '', vacancyId: form.value.vacancy, listId: null, answer: 'reject', reason: 'not-interested', note: null, by: 'jobseeker' })
      return seeOther(ui.to('/me/matches?saved=yes'))
    },
  }),
  get('/me/matches/explain', {
    door: own, query: ownVacancy,
    handle: async ({ tx, ui, actor, query }) => {
      const vacancy = await findVacancyLine(tx, query.vacancy)
      if (!vacancy) return notFound
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: actor.personId ?? '', purpose: 'matching', basis: 'own', fields: ['matches'] })
      return explainPair(tx, ui, actor.personId ?? '', vacancy.id, {
        title: ui.t('matching.explain.title-own', { vacancy: vacancyTitle(vacancy, ui.lang) }), back: { href: ui.to('/me/matches'), text: ui.t('matching.mine.title') }, forPerson: true,
        actions: [{ href: ui.to(`/jobs/${vacancy.code}/apply`), text: ui.t('matching.mine.apply') }, { href: ui.to('/me'), text: ui.t('matching.explain.correct-own') }],
      })
    },
  }),
]
