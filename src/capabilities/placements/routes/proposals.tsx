import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, notFound, page, post, type Answer, type Route, seeOther } from '../../../platform/http/route'
import type { Ui } from '../../../platform/web/ui'
import { findConsent, findPersonLine, type PersonLine, personName } from '../../jobseekers/index'
import { byBothRanks, countRemovedFor, deepest, listLastAnswers, ranksOfPerson, rankVacancies, recordList, RemovedTable, toMatch, usualLength, WhyNotForm } from '../../matching/index'
import { findVacancyLine, listVacancyLines, type VacancyLine, vacancyTitle } from '../../vacancies/index'
import { refer } from '../actions/refer'
import { referForm } from '../model'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { PersonLinks, ProposalPage } from '../pages/proposals'
import { ReferForm } from '../pages/refer-form'
import { readable } from '../pages/referral-page'
import { findVacancyLoad, listReferrals } from '../queries/referrals'
import { isOpen } from '../rules/referral'
import { mostSilent } from '../rules/silence'
import { readReferral, writeReferral } from './doors'
import { nameOfEmployer, type Request, slipHref } from './referral-view'
import { refusalErrors, typedForm } from './steps'

export const matchingDoor: Door = { ...readReferral, subject: 'person', purpose: 'matching' }
const mostShown = 200

export const placeWords = (ui: Ui, { provinceCode, districtCode }: { provinceCode: string | null; districtCode: string | null }) =>
  [districtCode, provinceCode].filter(Boolean).map((code) => ui.place(code)).join(', ')

export function wageWords(ui: Ui, line: VacancyLine): string {
  const { wageMin, wageMax, wageCurrency, wagePeriod } = line
  if (!wageCurrency || (!wageMin && !wageMax)) return ''
  const amounts = [wageMin, wageMax].filter((amount): amount is string => amount !== null).map((amount) => ui.money(amount, wageCurrency))
  return `${[...new Set(amounts)].join(' – ')} ${ui.label('wage-period', wagePeriod)}`
}

export const personAbout = (ui: Ui, person: PersonLine) =>
  [readable(person.cardNumber), person.ageYears === null ? '' : ui.t('placements.age', { age: person.ageYears }), placeWords(ui, person)].filter(Boolean).join(' · ')
export const vacancyAbout = (ui: Ui, line: VacancyLine) =>
  [ui.t('placements.posts-left', { left: line.posts - line.filled }), placeWords(ui, line), line.wageShown ? wageWords(ui, line) : ''].filter(Boolean).join(' · ')

export const referHref = (ui: Ui, person: string, vacancy: string) => ui.to(`/referrals/new?person=${person}&vacancy=${vacancy}`)

export const answerHref = (ui: Ui, person: string, vacancy: string) => ui.to(`/matches/feedback?person=${person}&vacancy=${vacancy}`)
export const explainHref = (ui: Ui, person: string, vacancy: string) => ui.to(`/matches/explain?person=${person}&vacancy=${vacancy}`)

/** The open referral of a pair stands before a closed one. */
export async function referralsBy(request: Pick<Request, 'tx'>, filter: { vacancyId?: string; personId?: string }, key: 'person_id' | 'vacancy_id') {
  const rows = await listReferrals(request.tx, { ...filter, show: 'all' }, mostShown)
  const found = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (!found.has(row[key]) || isOpen(row.state)) found.set(row[key], row)
  return found
}

async function answerForm(request: Request, asked: { person: string; vacancy: string }, form: TypedForm, status: 200 | 422): Promise<Answer> {
  const { tx, ui } = request
  const person = await findPersonLine(tx, asked.person, 'matching')
  const vacancy = await findVacancyLine(tx, asked.vacancy)
  if (!person || !vacancy) return notFound
  const load = await findVacancyLoad(tx, vacancy.id)
  const left = vacancy.posts - vacancy.filled
  const warnings = [
    ...(load.silent >= mostSilent ? [ui.t('placements.warning.silent', { count: load.silent })] : []),
    ...(load.open >= left * 10 ? [ui.t('placements.warning.crowded', { open: load.open, left })] : []),
    ...(vacancy.provinceCode && person.provinceCode && vacancy.provinceCode !== person.provinceCode ? [ui.t('placements.warning.far', { place: placeWords(ui, vacancy) })] : []),
  ]
  const body = (
    <ReferForm
      personId={person.id} person={`${personName(person, ui.lang)} · ${personAbout(ui, person)}`} vacancyId={vacancy.id} vacancy={`${vacancyTitle(vacancy, ui.lang)} · ${vacancyAbout(ui, vacancy)}`}
      employer={await nameOfEmployer(tx, ui, { employer_id: vacancy.employerId, vacancy_id: vacancy.id })} warnings={warnings} asksOverride={load.silent >= mostSilent} form={form} requestKey={ui.newKey()}
    />
  )
  return page(ui.t('placements.refer.title'), body, { wide: true, status })
}

const pair = z.strictObject({ person: z.uuid(), vacancy: z.uuid() })
/** One half of a pair leads to the proposals for it. */
const half = z.strictObject({ person: z.uuid().optional(), vacancy: z.uuid().optional() })

export const proposalRoutes: Route[] = [
  get('/jobseekers/:id/vacancies', {
    door: matchingDoor,
    query: z.strictObject({ order: z.literal('both').optional() }),
    handle: async (request) => {
      const { tx, ui, params, platform, query } = request
      const person = await findPersonLine(tx, params['id'] ?? '', 'matching')
      if (!person) return notFound
      const { pairs, engine } = await rankVacancies(tx, person.id, usualLength, platform)
      if (pairs.length > 0) await recordList(tx, { kind: 'vacancies', subjectId: person.id, engine, pairs }, new Set([person.id]))
      const ids = pairs.map(({ vacancyId }) => vacancyId)
      const isBoth = query.order === 'both'
      const ranks = isBoth ? await ranksOfPerson(tx, person.id, ids, platform) : undefined
      const proposals = pairs.map((found, at) => ({ id: found.vacancyId, match: toMatch(found), score: found.score, own: at + 1, other: ranks?.get(found.vacancyId) ?? null }))
      if (isBoth) proposals.sort(byBothRanks)
      const known = await referralsBy(request, { personId: person.id }, 'vacancy_id')
      const answers = await listLastAnswers(tx, { personId: person.id })
      const vacancies = await listVacancyLines(tx, ids)
      const lines = proposals.flatMap(({ id, match, own, other }) => {
        const line = vacancies.get(id)
        if (!line) return []
        return [{
          id, name: vacancyTitle(line, ui.lang), about: vacancyAbout(ui, line), href: ui.to(`/vacancies/${id}`), match, explainHref: explainHref(ui, person.id, id), referHref: referHref(ui, person.id, id),
          referral: known.get(id), answer: answers.get(id), ranks: isBoth ? ui.t('matching.both.ranks', { own, other: other === null ? `${deepest}+` : String(other) }) : undefined,
        }]
      })
      const isAgreed = pairs.length > 0 || (await findConsent(tx, person.id, 'matching')) !== undefined
      const name = personName(person, ui.lang)
      const title = ui.t('placements.vacancies-for.title', { person: name })
      const body = (
        <ProposalPage
          title={title} back={{ href: ui.to(`/jobseekers/${person.id}`), text: name }} caption={ui.t(isBoth ? 'matching.both.caption' : 'placements.vacancies-for.caption')} column={ui.t('placements.vacancy')}
          empty={isAgreed ? ui.t('placements.vacancies-for.empty') : <>{ui.t('matching.explain.not-agreed')} <a class="govuk-link" href={ui.to(`/jobseekers/${person.id}/consents`)}>{ui.t('matching.explain.agree')}</a></>} lines={lines} links={<PersonLinks slip={lines.length > 0 ? slipHref(ui, person) : null} personId={person.id} isBoth={isBoth} />}
        >
          {pairs.length === 0 ? <RemovedTable counts={await countRemovedFor(tx, person.id, tx.context.today)} of="jobs" forPerson={false} /> : null}
          <WhyNotForm action={ui.to('/matches/why-not')} known={{ person: person.id }} about="job" />
        </ProposalPage>
      )
      return page(title, body, { wide: true })
    },
  }),
  get('/referrals/new', {
    door: { ...writeReferral, audit: 'read' },
    query: half,
    handle: async (request) => {
      const { ui, query } = request
      const { person, vacancy } = query
      if (person && vacancy) return answerForm(request, { person, vacancy }, nothingTyped, 200)
      return seeOther(ui.to(person ? `/jobseekers/${person}/vacancies` : vacancy ? `/vacancies/${vacancy}/candidates` : '/vacancies'))
    },
  }),
  post('/referrals/new', {
    door: writeReferral,
    form: referForm,
    handle: async (request) => {
      const { tx, ui, platform, form, actor } = request
      const asked = { person: String(form.typed['person'] ?? ''), vacancy: String(form.typed['vacancy'] ?? '') }
      const again = (errors: Record<string, string>) => (pair.safeParse(asked).success ? answerForm(request, asked, { typed: form.typed, errors }, 422) : Promise.resolve(notFound))
      if (!form.ok) return again(typedForm(form).errors)
      const { value } = form
      if (value.agreed === 'yes' && !value.method) return again({ method: 'placements.refusal.consent-missing' })
      if (!(await findPersonLine(tx, value.person, 'referral'))) return notFound
      const made = await refer(tx, platform, {
        personId: value.person, vacancyId: value.vacancy, origin: value.origin, how: value.agreed === 'yes' ? 'confirmed' : 'proposed', by: 'counsellor', message: value.message,
        overrideReason: value.overrideReason,
        ...(value.agreed === 'yes' && value.method
          ? { consent: { method: value.method, language: ui.lang, ...(value.method === 'with-witness' && actor.accountId ? { witness: actor.accountId } : {}) } }
          : {}),
      })
      return made.ok ? seeOther(ui.to(`/referrals/${made.value.id}?done=yes`)) : again(refusalErrors(made.reason))
    },
  }),
]
