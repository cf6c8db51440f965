import { z } from 'zod'
import { get, notFound, page, post, seeOther, type Answer, type Fields, type Incoming, type Route } from '../../../platform/http/route'
import { recordPairs, findDuplicates, type Subject } from '../actions/duplicates'
import { acceptRegistration, endRegistration, refuseRegistration, registerAgain, renewRegistration } from '../actions/registrations'
import { textField } from '../model'
import { suggestOccupations } from '../occupations'
import type { TopFacts } from '../pages/person'
import { OccupationPage, PendingPage, RegistrationPage, ReviewPage } from '../pages/spell'
import { listOpenPairs } from '../queries/duplicates'
import { codeWish } from '../queries/edit'
import { findPersonRow, listPersonRows } from '../queries/people'
import { listWishes } from '../queries/record'
import { listPending, listRegistrations } from '../queries/registrations'
import { noteView } from '../lines'
import { counterDoor, counterWrite, showCandidates, showElsewhere } from './counter'
import { topFacts } from './person'

type Request = Incoming<unknown, unknown>
type Errors = Readonly<Record<string, string>>

const idOf = (request: Pick<Request, 'params'>) => request.params['id'] ?? ''

async function registrationPage(request: Request, typed: Fields, errors: Errors): Promise<Answer> {
  const { tx, ui } = request
  const person = await findPersonRow(tx, idOf(request))
  if (!person) return notFound
  noteView(tx, person.id, 'registration')
  const body = <RegistrationPage person={person} spells={await listRegistrations(tx, person.id)} typed={typed} errors={errors} />
  return page(ui.t('jobseekers.registration.title'), body, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

export const subjectOf = ({ person, record }: Pick<TopFacts, 'person' | 'record'>): Subject => ({
  personId: person.id, nameNative: person.nameNative, nameLatin: person.nameLatin, sex: person.sex, birth: person.birth,
  phones: record.contacts.flatMap(({ e164 }) => e164 ?? []), provinceCode: record.place?.province_code ?? null, districtCode: record.place?.district_code ?? null,
  communeCode: record.place?.commune_code ?? null,
})

async function reviewPage(request: Request, typed: Fields, errors: Errors): Promise<Answer> {
  const { tx, ui } = request
  const facts = await topFacts(request, idOf(request))
  if (!facts) return notFound
  const subject = subjectOf(facts)
  const isPending = facts.registration?.state === 'pending'
  const body = (
    <ReviewPage
      facts={facts} candidates={await showCandidates(tx, await findDuplicates(tx, subject))} elsewhere={await showElsewhere(tx, ui, subject)}
      version={facts.registration?.version ?? 1} isPending={isPending} typed={typed} errors={errors}
    />
  )
  return page(ui.t('jobseekers.review.title'), body, Object.keys(errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

async function occupationPage(request: Request, errors: Errors): Promise<Answer> {
  const { tx, ui, platform } = request
  const person = await findPersonRow(tx, idOf(request))
  if (!person) return notFound
  noteView(tx, person.id, 'registration')
  const wishes = (await listWishes(tx, person.id)).filter(({ isco }) => isco === null)
  const shown = wishes.map(({ id, title_typed }) => ({ id, title: title_typed, suggestions: suggestOccupations(platform.country, title_typed, ui.lang) }))
  return page(ui.t('jobseekers.part.occupation'), <OccupationPage person={person} wishes={shown} errors={errors} />, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

async function codeWishes(request: Request): Promise<Answer> {
  const { tx, ui, platform, form } = request
  const person = await findPersonRow(tx, idOf(request))
  if (!person) return notFound
  const errors: Record<string, string> = {}
  for (const wish of (await listWishes(tx, person.id)).filter(({ isco }) => isco === null)) {
    const chosen = String(form.typed[`code-${wish.id}`] ?? '')
    const code = chosen === 'typed' ? String(form.typed[`typed-${wish.id}`] ?? '').trim() : chosen
    if (code === '') continue
    if (!platform.country.occupations.entries.has(code)) errors[`typed-${wish.id}`] = ui.t('jobseekers.occupation.unknown')
    else await codeWish(tx, person.id, wish.id, code)
  }
  if (Object.keys(errors).length > 0) return occupationPage(request, errors)
  tx.note({ action: 'person.change', subjectKind: 'person', subjectId: person.id, purpose: 'matching', fields: ['occupation'] })
  return seeOther(ui.to(`/jobseekers/${person.id}`))
}

const reasonForm = z.object({ reason: textField(40), note: textField(300) })

export const pendingRoutes: Route[] = [
  get('/jobseekers/pending', {
    door: counterDoor,
    handle: async ({ tx, ui }) => {
      const [pending, pairs] = [await listPending(tx), await listOpenPairs(tx)]
      const ids = [...pending.map(({ personId }) => personId), ...pairs.flatMap(({ personId, otherId }) => [personId, otherId])]
      const people = new Map((await listPersonRows(tx, [...new Set(ids)])).map((row) => [row.id, row]))
      for (const id of people.keys()) noteView(tx, id, 'registration')
      return page(ui.t('jobseekers.pending.title'), <PendingPage pending={pending} pairs={pairs} people={people} />, { wide: true })
    },
  }),
]

export const spellRoutes: Route[] = [
  get('/jobseekers/:id/registration', { door: counterDoor, handle: (request) => registrationPage(request, {}, {}) }),
  post('/jobseekers/:id/registration/renew', {
    door: counterWrite,
    form: z.object({ how: textField(20) }),
    handle: async (request) => {
      const { form, tx, ui } = request
      const how = ['present', 'phone', 'message'].find((one) => form.ok && one === form.value.how) ?? 'present'
      const outcome = await renewRegistration(tx, idOf(request), how)
      return outcome.ok ? seeOther(ui.to(`/jobseekers/${idOf(request)}?done=renewed`)) : registrationPage(request, form.typed, { _form: ui.t('jobseekers.refusal.not-registered') })
    },
  }),
  post('/jobseekers/:id/registration/end', {
    door: counterWrite,
    form: reasonForm,
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const reasons = platform.country.lists.get('registration-end-reason') ?? []
      if (!form.ok || !reasons.some(({ code }) => code === form.value.reason)) return registrationPage(request, form.typed, { reason: ui.t('errors.required') })
      const outcome = await endRegistration(tx, platform, idOf(request), form.value)
      return outcome.ok ? seeOther(ui.to(`/jobseekers/${idOf(request)}?done=ended`)) : registrationPage(request, form.typed, { _form: ui.t('jobseekers.refusal.not-registered') })
    },
  }),
  post('/jobseekers/:id/registration/again', {
    door: counterWrite,
    handle: async (request) => {
      const { tx, ui, platform } = request
      if (!(await findPersonRow(tx, idOf(request)))) return notFound
      const outcome = await registerAgain(tx, platform, idOf(request), 'counter')
      return outcome.ok ? seeOther(ui.to(`/jobseekers/${idOf(request)}?done=again`)) : registrationPage(request, {}, { _form: ui.t(`jobseekers.refusal.${outcome.reason}`) })
    },
  }),
  get('/jobseekers/:id/review', { door: counterDoor, handle: (request) => reviewPage(request, {}, {}) }),
  post('/jobseekers/:id/review/accept', {
    door: counterWrite,
    form: z.object({ _version: z.coerce.number().int().default(0) }),
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const outcome = await acceptRegistration(tx, platform, idOf(request), { version: form.ok ? form.value._version : 0 })
      return outcome.ok ? seeOther(ui.to(`/jobseekers/${idOf(request)}?done=accepted`)) : reviewPage(request, form.typed, { _form: ui.t(`jobseekers.refusal.${outcome.reason}`) })
    },
  }),
  post('/jobseekers/:id/review/refuse', {
    door: counterWrite,
    form: reasonForm,
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const reasons = platform.country.lists.get('registration-refusal-reason') ?? []
      if (!form.ok || !reasons.some(({ code }) => code === form.value.reason)) return reviewPage(request, form.typed, { reason: ui.t('errors.required') })
      const outcome = await refuseRegistration(tx, platform, idOf(request), form.value)
      if (outcome.ok) return seeOther(ui.to(`/jobseekers/${idOf(request)}?done=refused`))
      return reviewPage(request, form.typed, outcome.reason === 'say-why' ? { note: ui.t('jobseekers.refusal.say-why') } : { _form: ui.t('jobseekers.refusal.not-pending') })
    },
  }),
  post('/jobseekers/:id/review/pairs', {
    door: counterWrite,
    form: z.object({ decision: textField(20) }),
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const decision = (['same', 'different'] as const).find((one) => form.ok && one === form.value.decision)
      if (!decision) return reviewPage(request, form.typed, { decision: ui.t('errors.required') })
      const facts = await topFacts(request, idOf(request))
      if (!facts) return notFound
      await recordPairs(tx, platform, facts.person.id, await findDuplicates(tx, subjectOf(facts)), decision)
      return seeOther(ui.to(`/jobseekers/${facts.person.id}/review`))
    },
  }),
  get('/jobseekers/:id/occupation', { door: counterDoor, handle: (request) => occupationPage(request, {}) }),
  post('/jobseekers/:id/occupation', { door: counterWrite, form: z.record(z.string(), z.unknown()), handle: (request) => codeWishes(request) }),
]
