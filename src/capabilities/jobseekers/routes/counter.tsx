import { z } from 'zod'
import { listCentres } from '../../centres/index'
import type { Reader } from '../../../platform/db/database'
import type { Door } from '../../../platform/http/door'
import { get, page, post, seeOther, type Answer, type Fields, type Incoming, type Route } from '../../../platform/http/route'
import { parsePhone } from '../../../platform/text/phone'
import type { Ui } from '../../../platform/web/ui'
import { consentWords } from '../actions/consents'
import { findDuplicates, findDuplicatesElsewhere, type Candidate, type Subject } from '../actions/duplicates'
import { openByDocument } from '../actions/edit'
import { documentKey, registerAtCounter, type Answers } from '../actions/register'
import { readCounterAnswers } from '../answers'
import { findPeople } from '../find'
import { noteView } from '../lines'
import { type Channel, type CounterForm, counterForm } from '../model'
import { FindPage } from '../pages/find'
import { RegisterPage, type ShownCandidate, type ShownElsewhere } from '../pages/register'
import { errorTexts, faultTexts, nameOfCentre } from '../pages/words'
import { findHolderOfDocument, listCaseload, listPersonRows, lockDocument } from '../queries/people'
import { scriptOf } from '../rules'

export const counterDoor: Door = { who: ['counsellor', 'chief'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', purpose: 'registration', limit: 'staff' }
export const counterWrite: Door = { ...counterDoor, key: 'required', audit: 'write', body: 64 }

const pageSize = 50
const findQuery = z.object({ q: z.string().trim().max(120).default(''), state: z.string().max(20).default(''), district: z.string().max(12).default(''), page: z.coerce.number().int().min(1).max(1000).default(1) })

export async function centreNames(tx: Reader, ui: Ui, ids: readonly string[]): Promise<string[]> {
  const centres = new Map((await listCentres(tx)).map((centre) => [centre.id, centre]))
  return [...new Set(ids)].map((id) => nameOfCentre(ui, centres.get(id)))
}

/** What was typed into the search box goes on into the form: a phone into the phone, a name into the box of its script. */
function carriedOver(typed: string, region: string): Fields {
  if (typed === '') return {}
  if (parsePhone(typed, region).e164) return { phone: typed }
  if (/\d/.test(typed)) return { documentNumber: typed }
  return scriptOf(typed) === 'other' ? { nameLatin: typed } : { nameNative: typed }
}

const subjectOf = (answers: Answers, region: string): Subject => {
  const phone = answers.phone ? parsePhone(answers.phone, region).e164 : null
  return {
    personId: null, nameNative: answers.nameNative, nameLatin: answers.nameLatin, sex: answers.sex, birth: answers.birth, phones: phone ? [phone] : [],
    provinceCode: answers.place.provinceCode, districtCode: answers.place.districtCode, communeCode: answers.place.communeCode,
  }
}

export async function showCandidates(tx: Reader, candidates: readonly Candidate[]): Promise<ShownCandidate[]> {
  const people = new Map((await listPersonRows(tx, candidates.map(({ id }) => id))).map((row) => [row.id, row]))
  for (const id of people.keys()) noteView(tx, id, 'registration')
  return candidates.flatMap((candidate) => {
    const person = people.get(candidate.id)
    return person ? [{ ...candidate, person }] : []
  })
}

export async function showElsewhere(tx: Reader, ui: Ui, subject: Subject): Promise<ShownElsewhere[]> {
  const found = await findDuplicatesElsewhere(tx, subject)
  const centres = new Map((await listCentres(tx)).map((centre) => [centre.id, centre]))
  return found.slice(0, 3).map(({ centreId, score, agreeing }) => ({ centre: nameOfCentre(ui, centres.get(centreId)), score, agreeing }))
}

type RegisterRequest = Incoming<CounterForm, unknown>

function registerPage(request: Pick<RegisterRequest, 'ui' | 'platform'>, typed: Fields, more: Partial<Parameters<typeof RegisterPage>[0]> = {}): Answer {
  const { ui, platform } = request
  const props = { typed, errors: {}, candidates: [], elsewhere: [], words: (purpose: string) => consentWords(platform, ui.lang, purpose), ...more }
  const isRefused = more.errors !== undefined || more.candidates !== undefined
  return page(ui.t('jobseekers.register.title'), <RegisterPage {...props} />, { ...(isRefused ? { status: 422 } : {}), wide: props.candidates.length > 0 })
}

async function heldDocument(request: RegisterRequest, answers: Answers, typed: Fields): Promise<Answer | null> {
  if (!answers.document) return null
  const { tx, ui, platform, actor } = request
  const key = documentKey(platform, answers.document.type, answers.document.number)
  await lockDocument(tx, key)
  const holder = await findHolderOfDocument(tx, key)
  if (!holder) return null
  const [centre = ''] = await centreNames(tx, ui, [holder.personId ? (actor.centreId ?? holder.centreId) : holder.centreId])
  const text = ui.t(holder.personId ? 'jobseekers.document.held-here' : 'jobseekers.document.held-elsewhere', { centre })
  return registerPage(request, typed, { errors: { documentNumber: text }, holderId: holder.personId, heldElsewhere: holder.personId === null })
}

async function register(request: RegisterRequest): Promise<Answer> {
  const { form, ui, tx, platform, context } = request
  if (!form.ok) return registerPage(request, form.typed, { errors: errorTexts(ui, form.errors) })
  const read = readCounterAnswers(platform.country, form.value, context.today)
  if (!read.ok) {
    return registerPage(request, form.typed, { errors: faultTexts(ui, read.faults), confirmAge: read.faults['birth']?.key === 'jobseekers.birth.confirm-age' })
  }
  const held = await heldDocument(request, read.value, form.typed)
  if (held) return held
  const subject = subjectOf(read.value, platform.country.phoneRegion)
  const candidates = await findDuplicates(tx, subject)
  const seen = new Set(form.value.seen)
  const isDecided = ['different', 'later'].includes(form.value.duplicates) && candidates.every(({ id }) => seen.has(id))
  const elsewhere = isDecided ? [] : await showElsewhere(tx, ui, subject)
  if (!isDecided && (candidates.length > 0 || elsewhere.length > 0)) {
    return registerPage(request, form.typed, { candidates: await showCandidates(tx, candidates), elsewhere })
  }
  const outcome = await registerAtCounter(tx, platform, read.value, {
    channel: (form.value.channel || 'counter') as Channel, candidates, decision: form.value.duplicates === 'different' ? 'different' : null,
  })
  if (!outcome.ok) return registerPage(request, form.typed, { errors: { _form: ui.t(`jobseekers.refusal.${outcome.reason}`) } })
  return seeOther(ui.to(`/jobseekers/${outcome.value.personId}?registered=yes`))
}

export const counterRoutes: Route[] = [
  get('/jobseekers', {
    door: { ...counterDoor, limit: 'person-search' },
    query: findQuery,
    handle: async ({ tx, ui, query, platform, actor }) => {
      const found = query.q === '' ? null : await findPeople(tx, platform, query.q)
      const mine = found ? [] : await listCaseload(tx, { accountId: actor.accountId ?? '', state: query.state, district: query.district, page: query.page, size: pageSize })
      const people = found ? found.people : mine.slice(0, pageSize)
      for (const { id } of people) noteView(tx, id, 'registration')
      const centres = found ? await centreNames(tx, ui, found.elsewhere) : []
      const body = <FindPage query={query} found={found} mine={mine.slice(0, pageSize)} hasMore={mine.length > pageSize} centres={centres} />
      return page(ui.t('jobseekers.find.title'), body, { wide: true })
    },
  }),
  get('/jobseekers/new', {
    door: counterDoor,
    query: z.object({ typed: z.string().max(120).default('') }),
    handle: async (request) => registerPage(request, carriedOver(request.query.typed.trim(), request.platform.country.phoneRegion)),
  }),
  post('/jobseekers/open', {
    door: { ...counterWrite, limit: 'person-search' },
    form: z.object({ documentType: z.string().max(40), documentNumber: z.string().max(60), present: z.string().max(5) }),
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const typed = form.typed
      if (!form.ok || form.value.present !== 'yes') return registerPage(request, typed, { errors: { present: ui.t('jobseekers.open-here.must') }, heldElsewhere: true })
      const outcome = await openByDocument(tx, platform, { type: form.value.documentType, number: form.value.documentNumber })
      if (outcome.ok) return seeOther(ui.to(`/jobseekers/${outcome.value.personId}?done=opened`))
      return registerPage(request, typed, { errors: { documentNumber: ui.t('jobseekers.open-here.unknown') } })
    },
  }),
  post('/jobseekers/new', { door: counterWrite, form: counterForm, handle: (request) => register(request) }),
]
