import { get, type Incoming, notFound, page, post, type Answer, type Route, seeOther } from '../../../platform/http/route'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { type Link, readLink } from '../actions/links'
import { moveReferral } from '../actions/move-referral'
import { sayStarted } from '../actions/place'
import { doQuery, moveForm, saysForm } from '../model'
import { CandidatePage } from '../pages/candidate-pages'
import { LinkExpired, LinkOpening, LinkStart, LinkThanks } from '../pages/link-pages'
import { nothingTyped } from '../pages/move-forms'
import { findPlacement, findPlacementParties } from '../queries/placements'
import { findReferral, findReferralParties, type ReferralRow } from '../queries/referrals'
import { isOpen } from '../rules/referral'
import { candidateView, openCandidate } from './candidate-view'
import { linkAnswer, linkPage } from './doors'
import { missingFields, orderOf, refusalErrors, statusOfRefusal, typedForm } from './steps'

type LinkRequest = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'params' | 'context'>

/** The link that the address holds; a page when it is over, not found when it is not ours. */
function openLink({ ui, platform, params, context }: LinkRequest): { link: Link } | { answer: Answer } {
  const link = readLink(platform, params['token'] ?? '')
  if (!link) return { answer: notFound }
  if (link.until < context.today) return { answer: page(ui.t('placements.link.expired'), <LinkExpired />, { status: 410, noindex: true }) }
  return { link }
}

/** From here on the transaction acts for the employer that the agency sent this link to. */
async function referralOf({ tx }: LinkRequest, link: Link): Promise<ReferralRow | undefined> {
  const parties = await findReferralParties(tx, link.code)
  if (!parties) return undefined
  await tx.actAs({ employerId: parties.employerId })
  return findReferral(tx, parties.referralId)
}

async function placementOf({ tx }: LinkRequest, link: Link) {
  const parties = await findPlacementParties(tx, link.code)
  if (!parties) return undefined
  await tx.actAs(link.kind === 'placement-employer' ? { employerId: parties.employerId } : { personId: parties.personId })
  return findPlacement(tx, parties.placementId)
}

const hereOf = ({ ui, params }: LinkRequest) => ui.to(`/a/${params['token'] ?? ''}`)

async function titleOf({ tx, ui }: LinkRequest, vacancyId: string): Promise<string> {
  const vacancy = await findVacancyLine(tx, vacancyId)
  return vacancy ? vacancyTitle(vacancy, ui.lang) : ''
}

async function showPlacement(request: LinkRequest, link: Link): Promise<Answer> {
  const { ui, context } = request
  const row = await placementOf(request, link)
  if (!row || row.start_date > context.today) return notFound
  const body = <LinkStart action={hereOf(request)} day={ui.day(row.start_date)} code={row.code} requestKey={ui.newKey()} forPerson={link.kind === 'placement-person'} />
  return page(ui.t('placements.link.title'), body, { noindex: true })
}

const thanks = ({ ui }: LinkRequest, text: string) => page(ui.t('placements.thanks'), <LinkThanks text={text} />, { noindex: true })

export const linkRoutes: Route[] = [
  get('/a/:token', {
    door: linkPage,
    handle: async (request) => {
      const { ui } = request
      const opened = openLink(request)
      if ('answer' in opened) return opened.answer
      if (opened.link.kind !== 'referral') return showPlacement(request, opened.link)
      const row = await referralOf(request, opened.link)
      if (!row) return notFound
      if (!isOpen(row.state)) return thanks(request, ui.t('placements.link.closed'))
      const body = <LinkOpening action={hereOf(request)} vacancy={await titleOf(request, row.vacancy_id)} code={row.code} due={ui.day(row.due_on)} requestKey={ui.newKey()} />
      return page(ui.t('placements.link.title'), body, { noindex: true })
    },
  }),
  post('/a/:token', {
    door: linkAnswer,
    form: saysForm.partial(),
    handle: async (request) => {
      const { tx, platform, form } = request
      const opened = openLink(request)
      if ('answer' in opened) return opened.answer
      if (opened.link.kind === 'referral') {
        const row = await referralOf(request, opened.link)
        if (!row) return notFound
        await openCandidate(tx, platform, row)
        return seeOther(`${hereOf(request)}/candidate`)
      }
      const row = await placementOf(request, opened.link)
      const says = form.ok ? form.value.says : undefined
      if (!row || !says) return notFound
      const party = opened.link.kind === 'placement-employer' ? 'employer' : 'jobseeker'
      await sayStarted(tx, platform, row.id, { party, says, method: 'link' })
      return seeOther(`${hereOf(request)}/done`)
    },
  }),
  get('/a/:token/done', {
    door: { ...linkPage, audit: 'none: it only says thank you', reach: 'none' },
    handle: async (request) => {
      const opened = openLink(request)
      return 'answer' in opened ? opened.answer : thanks(request, request.ui.t('placements.answer-saved'))
    },
  }),
  get('/a/:token/candidate', {
    door: linkPage,
    query: doQuery,
    handle: async (request) => {
      const { tx, ui, query } = request
      const opened = openLink(request)
      if ('answer' in opened) return opened.answer
      const row = opened.link.kind === 'referral' ? await referralOf(request, opened.link) : undefined
      if (!row) return notFound
      if (row.state === 'sent') return seeOther(hereOf(request))
      const view = await candidateView(tx, ui, row, { here: `${hereOf(request)}/candidate`, back: null, doing: query.do, form: nothingTyped, saved: query.done === 'yes' })
      return page(ui.t('placements.candidate'), <CandidatePage {...view} />, { noindex: true })
    },
  }),
  post('/a/:token/candidate', {
    door: linkAnswer,
    form: moveForm,
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      const opened = openLink(request)
      if ('answer' in opened) return opened.answer
      const row = opened.link.kind === 'referral' ? await referralOf(request, opened.link) : undefined
      if (!row) return notFound
      const here = `${hereOf(request)}/candidate`
      const again = async (errors: Record<string, string>, status: 409 | 422) => {
        const doing = form.typed['event']
        const view = await candidateView(tx, ui, row, { here, back: null, doing: typeof doing === 'string' ? doing : undefined, form: { typed: form.typed, errors } })
        return page(ui.t('placements.candidate'), <CandidatePage {...view} />, { status, noindex: true })
      }
      if (!form.ok) return again(typedForm(form).errors, 422)
      const missing = missingFields(form.value, 'employer')
      if (Object.keys(missing).length > 0) return again(missing, 422)
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'employer', ui))
      if (moved.ok) return seeOther(`${here}?done=yes`)
      return moved.reason === 'not-found' ? notFound : again(refusalErrors(moved.reason), statusOfRefusal(moved.reason))
    },
  }),
]
