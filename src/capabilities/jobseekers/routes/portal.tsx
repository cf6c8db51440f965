import { z } from 'zod'
import { attemptOf, createPhoneAccount, judgePin, openSessionFor, putSession, sendSignInCode, useSignInCode as spendCode } from '../../accounts/index'
import { type CentreLine, listCentres } from '../../centres/index'
import type { Reader } from '../../../platform/db/database'
import type { Door } from '../../../platform/http/door'
import { get, page, post, seeOther, type Answer, type Fields, type Incoming, type Route } from '../../../platform/http/route'
import { foldDigits } from '../../../platform/text/numbers'
import { parsePhone } from '../../../platform/text/phone'
import { consentWords } from '../actions/consents'
import { registerOnPortal } from '../actions/register'
import { consentsOf, readAnswers } from '../answers'
import { type Draft, draftCookie, draftMinutes, openDraft, sealDraft } from '../draft'
import { type PlaceFact, portalAnswersForm, portalConsentsForm, textField } from '../model'
import { AnswersStep, CodeStep, ConsentStep, PhoneStep } from '../pages/portal'
import { errorTexts, faultTexts, nameOfCentre } from '../pages/words'

type Request = Incoming<unknown, unknown>
type Errors = Readonly<Record<string, string>>

const look: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'none: nothing of a record is shown', limit: 'public-page' }
const send: Door = { who: 'anyone', reach: 'none', strength: 'none', audit: 'write', purpose: 'registration', key: 'required', limit: 'register', body: 32 }

const draftOf = ({ platform, cookies, context }: Request) => openDraft(platform, cookies[draftCookie], context.now)
function keepDraft(request: Request, draft: Draft): void {
  request.setCookie(draftCookie, sealDraft(request.platform, draft), { maxAge: draftMinutes * 60 })
}
const restart = ({ ui }: Request): Answer => seeOther(ui.to('/register'))
const refusedIf = (errors: Errors) => (Object.keys(errors).length > 0 ? { status: 422 as const } : {})

/** The centre of the district, else of the province, else the first one that is open. */
export async function centreFor(reader: Reader, place: Pick<PlaceFact, 'provinceCode' | 'districtCode'>): Promise<CentreLine | undefined> {
  const open = (await listCentres(reader)).filter(({ kind, state }) => state === 'open' && ['centre', 'satellite', 'labour-office'].includes(kind))
  return open.find(({ district_code }) => district_code !== null && district_code === place.districtCode) ?? open.find(({ province_code }) => province_code === place.provinceCode) ?? open[0]
}

const phoneStep = ({ ui }: Request, typed: Fields, errors: Errors) => page(ui.t('jobseekers.portal.title'), <PhoneStep typed={typed} errors={errors} />, refusedIf(errors))
const codeStep = ({ ui }: Request, typed: Fields, errors: Errors, keep: boolean) => page(ui.t('jobseekers.portal.code-title'), <CodeStep typed={typed} errors={errors} />, { ...refusedIf(errors), keep })

/** Known and unknown phones get the same answer; what limits the sending of codes is not told either. */
async function sendPhone(request: Incoming<{ phone: string }, unknown>): Promise<Answer> {
  const { form, tx, ui, platform, context } = request
  const phone = form.ok ? parsePhone(form.value.phone, platform.country.phoneRegion).e164 : null
  if (phone === null) return phoneStep(request, form.typed, { phone: ui.t('jobseekers.portal.phone-wrong') })
  await sendSignInCode(tx, platform, { phone, purpose: 'register', language: ui.lang })
  keepDraft(request, { phone, pin: null, at: context.now.getTime(), answers: null })
  return seeOther(ui.to('/register/code'))
}

async function proveCode(request: Incoming<{ code: string; pin: string; again: string }, unknown>): Promise<Answer> {
  const { form, tx, ui, platform } = request
  const draft = draftOf(request)
  if (!draft) return restart(request)
  if (!form.ok) return codeStep(request, {}, errorTexts(ui, form.errors), false)
  const [pin, again] = [foldDigits(form.value.pin), foldDigits(form.value.again)]
  const judged = judgePin(pin, { phoneDigits: draft.phone, birthDate: null })
  if (!judged.ok) return codeStep(request, form.typed, { pin: ui.t('jobseekers.portal.pin-weak') }, false)
  if (pin !== again) return codeStep(request, form.typed, { again: ui.t('jobseekers.portal.pin-differs') }, false)
  const used = await spendCode(tx, platform, { phone: draft.phone, purpose: 'register', code: form.value.code })
  if (!used.ok) return codeStep(request, {}, { code: ui.t(`jobseekers.portal.code-${used.reason}`) }, true)
  keepDraft(request, { ...draft, pin })
  return seeOther(ui.to('/register/answers'))
}

function answersStep(request: Request, typed: Fields, errors: Errors, confirmAge = false): Answer {
  const { ui } = request
  return page(ui.t('jobseekers.portal.answers-title'), <AnswersStep typed={typed} errors={errors} confirmAge={confirmAge} />, refusedIf(errors))
}

function keepAnswers(request: Incoming<z.output<typeof portalAnswersForm>, unknown>): Answer {
  const { form, ui, platform, context } = request
  const draft = draftOf(request)
  if (!draft?.pin) return restart(request)
  if (!form.ok) return answersStep(request, form.typed, errorTexts(ui, form.errors))
  const read = readAnswers(platform.country, form.value, context.today, true)
  if (!read.ok) return answersStep(request, form.typed, faultTexts(ui, read.faults), read.faults['birth']?.key === 'jobseekers.birth.confirm-age')
  keepDraft(request, { ...draft, answers: form.value })
  return seeOther(ui.to('/register/consents'))
}

const answersOf = (request: Request, draft: Draft | undefined) => {
  const typed = draft?.pin && draft.answers ? portalAnswersForm.safeParse(draft.answers) : undefined
  const read = typed?.success ? readAnswers(request.platform.country, typed.data, request.context.today, true) : undefined
  return read?.ok ? read.value : undefined
}

async function consentStep(request: Request): Promise<Answer> {
  const { ui, platform, tx } = request
  const answers = answersOf(request, draftOf(request))
  if (!answers) return restart(request)
  const centre = await centreFor(tx, answers.place)
  const body = <ConsentStep typed={{}} errors={{}} words={(purpose) => consentWords(platform, ui.lang, purpose)} centre={nameOfCentre(ui, centre)} />
  return page(ui.t('jobseekers.consents.title'), body)
}

/** Everything is written here, in one transaction: person, registration, consents, account and session. */
async function sendRegistration(request: Incoming<z.output<typeof portalConsentsForm>, unknown>): Promise<Answer> {
  const { form, tx, ui, platform } = request
  const draft = draftOf(request)
  const answers = answersOf(request, draft)
  if (!form.ok || !draft?.pin || !answers) return restart(request)
  const centre = await centreFor(tx, answers.place)
  if (!centre) return restart(request)
  const consents = consentsOf(form.value, 'screen', ui.lang)
  const { personId } = await registerOnPortal(tx, platform, { ...answers, phone: draft.phone, consents }, centre.id)
  const account = await createPhoneAccount(tx, platform, { phone: draft.phone, pin: draft.pin, personId, language: answers.language, birthDate: answers.birth.birthDate })
  if (!account.ok) {
    keepDraft(request, { ...draft, pin: null })
    return codeStep(request, {}, { pin: ui.t('jobseekers.portal.pin-weak') }, false)
  }
  putSession(request, await openSessionFor(tx, account.value.accountId, attemptOf(request, false)))
  request.setCookie(draftCookie, '', { maxAge: 0 })
  return seeOther(ui.to('/me/card'))
}

export const portalRoutes: Route[] = [
  get('/register', { door: look, handle: async (request) => phoneStep(request, {}, {}) }),
  post('/register', { door: send, form: z.object({ phone: textField(60) }), handle: (request) => sendPhone(request) }),
  get('/register/code', { door: look, handle: async (request) => (draftOf(request) ? codeStep(request, {}, {}, false) : restart(request)) }),
  post('/register/code', { door: send, form: z.object({ code: textField(20), pin: textField(20), again: textField(20) }), handle: (request) => proveCode(request) }),
  get('/register/answers', {
    door: look,
    handle: async (request) => {
      const draft = draftOf(request)
      return draft?.pin ? answersStep(request, draft.answers ?? {}, {}) : restart(request)
    },
  }),
  post('/register/answers', { door: send, form: portalAnswersForm, handle: async (request) => keepAnswers(request) }),
  get('/register/consents', { door: look, handle: (request) => consentStep(request) }),
  post('/register/consents', { door: send, form: portalConsentsForm, handle: (request) => sendRegistration(request) }),
]
