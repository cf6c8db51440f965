import { z } from 'zod'
import { attemptOf, putSession, sendSignInCode } from '../../accounts/index'
import { findCentre } from '../../centres/index'
import type { Door } from '../../../platform/http/door'
import { get, notFound, page, post, seeOther, type Route } from '../../../platform/http/route'
import { readEmployer } from '../form-check'
import { contactFields, employerFields } from '../model'
import { employerName } from '../names'
import { ConfirmPage, OwnEmployerPage, RequestPage } from '../pages/employer-request'
import { countVacancies, findEmployer, listContacts } from '../queries'
import { codePurpose, openEmployerAccount, openRequest, sealRequest } from '../request-account'

const openDoor: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: an empty form shows no record', limit: 'public-page' }
const sendDoor: Door = { ...openDoor, audit: 'write', key: 'required', limit: 'register', body: 32 }
const ownDoor: Door = { who: ['employer'], reach: 'own', subject: 'employer', strength: 'one', audit: 'read', purpose: 'registration', limit: 'own' }

const requestForm = z.object({
  ...employerFields, ...contactFields,
  contactName: z.string('errors.required').min(1, 'errors.required').max(120, 'errors.too-long'),
  phone: z.string('errors.required').min(1, 'errors.required').max(60, 'errors.too-long'),
})
const confirmForm = z.object({ draft: z.string().max(8000), code: z.string().max(40), pin: z.string().max(40) })

export const portalRoutes: Route[] = [
  get('/employer/register', {
    door: openDoor,
    handle: async ({ ui }) => page(ui.t('employers.request'), <RequestPage form={{ typed: {}, errors: {} }} requestKey={ui.newKey()} />),
  }),
  post('/employer/register', {
    door: sendDoor,
    form: requestForm,
    handle: async ({ tx, ui, platform, form, context }) => {
      const again = (errors: Record<string, string>, status: 422 | 429 = 422) =>
        page(ui.t('employers.request'), <RequestPage form={{ typed: form.typed, errors }} requestKey={ui.newKey()} />, { status })
      if (!form.ok) return again(form.errors)
      const read = readEmployer(platform.country, form.value, context.today)
      if (Object.keys(read.errors).length > 0) return again(read.errors)
      const sent = await sendSignInCode(tx, platform, { phone: form.value.phone, purpose: codePurpose, language: ui.lang })
      if (!sent.ok) return again({ phone: `employers.refusal.${sent.reason}` }, sent.reason === 'too-many' ? 429 : 422)
      const { contactName, contactFunction, phone, chat, email } = form.value
      const contact = { contactName, contactFunction, phone, chat, email, contactLanguage: ui.lang, decidesOnHiring: true }
      return seeOther(`${ui.to('/employer/register/confirm')}?draft=${sealRequest(platform, { data: read.data, contact, language: ui.lang })}`)
    },
  }),
  get('/employer/register/confirm', {
    door: openDoor,
    query: z.object({ draft: z.string().max(8000) }),
    handle: async ({ ui, platform, query }) => {
      if (!openRequest(platform, query.draft)) return seeOther(ui.to('/employer/register'))
      return page(ui.t('employers.request.confirm'), <ConfirmPage draft={query.draft} errors={{}} requestKey={ui.newKey()} />)
    },
  }),
  post('/employer/register/confirm', {
    door: sendDoor,
    form: confirmForm,
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      const asked = form.ok ? openRequest(platform, form.value.draft) : undefined
      if (!form.ok || !asked) return seeOther(ui.to('/employer/register'))
      const opened = await openEmployerAccount(tx, platform, asked, { code: form.value.code, pin: form.value.pin, attempt: attemptOf(request, false) })
      if (opened.ok) {
        putSession(request, opened.value)
        return seeOther(ui.to('/employer'))
      }
      const field = ['not-six-digits', 'too-easy'].includes(opened.reason) ? 'pin' : ['wrong', 'expired', 'too-many'].includes(opened.reason) ? 'code' : '_form'
      const body = <ConfirmPage draft={form.value.draft} errors={{ [field]: `employers.refusal.${opened.reason}` }} requestKey={ui.newKey()} />
      return page(ui.t('employers.request.confirm'), body, { status: 422, keep: true })
    },
  }),
  get('/employer', {
    door: ownDoor,
    handle: async ({ tx, ui, actor }) => {
      const employer = actor.employerId ? await findEmployer(tx, actor.employerId) : undefined
      if (!employer) return notFound
      tx.note({ action: 'employer.view', subjectKind: 'employer', subjectId: employer.id, basis: 'own' })
      const centre = await findCentre(tx, employer.centre_id)
      const body = <OwnEmployerPage employer={employer} contacts={await listContacts(tx, employer.id)} vacancies={await countVacancies(tx, employer.id)} centre={centre} />
      return page(employerName({ nameNative: employer.name_native, nameLatin: employer.name_latin }, ui.lang), body)
    },
  }),
]
