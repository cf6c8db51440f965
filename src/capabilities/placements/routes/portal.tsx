import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { nameIn } from '../../../platform/country/country'
import { foldDigits } from '../../../platform/text/numbers'
import { findCentre } from '../../centres/index'
import { employerName } from '../../employers/index'
import { answerSlip } from '../../matching/index'
import { findVacancyByCode, findVacancyLine, type VacancyLine, vacancyTitle } from '../../vacancies/index'
import { applyUnregistered, confirmApplication } from '../actions/apply'
import { refer } from '../actions/refer'
import { readStatus } from '../actions/status'
import { applyForm, codeForm } from '../model'
import { ApplyConfirm, ApplyPage, ApplyUnregistered } from '../pages/apply-pages'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { StatusPage, StatusQuestion } from '../pages/status-pages'
import { findPublicEmployer } from '../queries/referrals'
import { applyPage, openPage, statusPage } from './doors'
import { typedForm } from './steps'

type PortalRequest = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'actor'>

/** A published vacancy to which people may apply here. */
async function findOpen({ tx, params }: PortalRequest): Promise<VacancyLine | undefined> {
  const code = parsePublicCode(params['code'] ?? '')
  const vacancy = code.ok ? await findVacancyByCode(tx, code.value) : undefined
  return vacancy?.state === 'published' && vacancy.publicDisplay ? vacancy : undefined
}

async function employerOf({ tx, ui }: PortalRequest, vacancyId: string): Promise<string> {
  const employer = await findPublicEmployer(tx, vacancyId)
  return employer ? employerName(employer, ui.lang) : ''
}

async function showApply(request: PortalRequest, vacancy: VacancyLine, form: TypedForm, status: 200 | 422): Promise<Answer> {
  const { ui, actor } = request
  const Shown = actor.role === 'jobseeker' ? ApplyPage : ApplyUnregistered
  const title = vacancyTitle(vacancy, ui.lang)
  const body = <Shown vacancy={{ code: vacancy.code, title, employer: await employerOf(request, vacancy.id) }} form={form} requestKey={ui.newKey()} />
  return page(ui.t('placements.apply.title', { vacancy: title }), body, { status, noindex: true })
}

const fieldOf: Readonly<Record<string, string>> = { 'phone-not-callable': 'phone', 'too-many': 'phone', 'consent-missing': 'agree' }

export const portalRoutes: Route[] = [
  get('/jobs/:code/apply', {
    door: openPage,
    handle: async (request) => {
      const vacancy = await findOpen(request)
      if (!vacancy) return notFound
      const { actor, ui } = request
      if (actor.role !== 'public' && actor.role !== 'jobseeker') return seeOther(ui.to(`/jobs/${vacancy.code}`))
      return showApply(request, vacancy, nothingTyped, 200)
    },
  }),
  post('/jobs/:code/apply', {
    door: applyPage,
    form: applyForm,
    handle: async (request) => {
      const { tx, ui, platform, actor, form } = request
      const vacancy = await findOpen(request)
      if (!vacancy || (actor.role !== 'public' && actor.role !== 'jobseeker')) return notFound
      const again = (errors: Record<string, string>) => showApply(request, vacancy, { typed: form.typed, errors }, 422)
      if (!form.ok) return again(typedForm(form).errors)
      const { value } = form
      const agree = value.agree === 'yes' ? {} : { agree: 'placements.refusal.consent-missing' }
      if (actor.role === 'jobseeker' && actor.personId) {
        if ('agree' in agree) return again(agree)
        const made = await refer(tx, platform, {
          personId: actor.personId, vacancyId: vacancy.id, origin: 'self', how: 'confirmed', by: 'jobseeker', message: value.message, consent: { method: 'screen', language: ui.lang },
        })
        return made.ok ? seeOther(ui.to(`/s/${made.value.code}?new=yes`)) : again({ [fieldOf[made.reason] ?? '_form']: `placements.refusal.${made.reason}` })
      }
      const missing = { ...(value.name ? {} : { name: 'errors.required' }), ...(value.phone ? {} : { phone: 'errors.required' }), ...agree }
      if (Object.keys(missing).length > 0) return again(missing)
      const made = await applyUnregistered(tx, platform, vacancy, {
        name: value.name, phone: value.phone ?? '', age: value.age ? Number(foldDigits(value.age)) : null, sex: value.sex ?? 'not-stated', districtCode: value.district || null,
        message: value.message ?? '', language: ui.lang,
      })
      return made.ok ? seeOther(ui.to(`/jobs/${vacancy.code}/apply/confirm?r=${made.value.code}`)) : again({ [fieldOf[made.reason] ?? '_form']: `placements.refusal.${made.reason}` })
    },
  }),
  get('/jobs/:code/apply/confirm', {
    door: openPage,
    query: z.strictObject({ r: z.string().max(20) }),
    handle: async ({ ui, params, query }) =>
      page(ui.t('placements.apply.confirm.title'), <ApplyConfirm vacancyCode={params['code'] ?? ''} referralCode={query.r} form={nothingTyped} requestKey={ui.newKey()} />, { noindex: true }),
  }),
  post('/jobs/:code/apply/confirm', {
    door: { ...applyPage, limit: 'sign-in' },
    form: codeForm,
    handle: async ({ tx, ui, platform, params, form }) => {
      const referral = parsePublicCode(form.ok ? form.value.referral : '')
      const again = (reason: string) => {
        const body = <ApplyConfirm vacancyCode={params['code'] ?? ''} referralCode={referral.ok ? referral.value : ''} form={{ typed: {}, errors: { code: `placements.apply.code.${reason}` } }} requestKey={ui.newKey()} />
        return page(ui.t('placements.apply.confirm.title'), body, { status: 422, noindex: true, keep: true })
      }
      if (!form.ok || !referral.ok) return again('wrong')
      const confirmed = await confirmApplication(tx, platform, { referralCode: referral.value, code: form.value.code })
      return confirmed.ok ? seeOther(ui.to(`/s/${referral.value}?new=yes`)) : again(confirmed.reason === 'not-found' ? 'wrong' : confirmed.reason)
    },
  }),
  get('/s', {
    door: openPage,
    query: z.strictObject({ code: z.string().max(60).optional() }),
    handle: async ({ ui, query }) => {
      if (!query.code) return page(ui.t('placements.status.title'), <StatusQuestion typed="" />)
      const code = parsePublicCode(query.code)
      if (code.ok) return seeOther(ui.to(`/s/${code.value}`))
      return page(ui.t('placements.status.title'), <StatusQuestion typed={query.code} fault="placements.status.typing-mistake" />, { status: 422 })
    },
  }),
  get('/s/:code', {
    door: statusPage,
    query: z.strictObject({ new: z.string().max(3).optional() }),
    handle: async (request) => {
      const { tx, ui, platform, params, address, query } = request
      const slip = await answerSlip(request)
      if (slip) return slip
      const found = await readStatus(tx, platform, params['code'] ?? '', address)
      if (!found.ok) {
        const status = { 'typing-mistake': 422, unknown: 404, slowed: 429 } as const
        return page(ui.t('placements.status.title'), <StatusQuestion typed={params['code'] ?? ''} fault={`placements.status.${found.reason}`} />, { status: status[found.reason], keep: true, noindex: true })
      }
      const standing = found.value
      const vacancy = await findVacancyLine(tx, standing.vacancy_id)
      const centre = await findCentre(tx, standing.centre_id)
      const body = (
        <StatusPage
          standing={standing} code={standing.code} vacancy={vacancy ? { title: vacancyTitle(vacancy, ui.lang), code: vacancy.code } : null} employer={await employerOf(request, standing.vacancy_id)}
          centre={centre ? { name: nameIn(centre.names, ui.lang), phone: centre.phone } : null} isNew={query.new === 'yes'}
        />
      )
      return page(ui.t('placements.status.title'), body, { noindex: true })
    },
  }),
]

