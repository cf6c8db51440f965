import { z } from 'zod'
import { findCentre } from '../../centres/index'
import { get, notFound, page, post, seeOther, type Answer, type Incoming, type Route } from '../../../platform/http/route'
import { consentWords, recordConsent, withdrawConsent } from '../actions/consents'
import { endRegistration, recordContactDay, registerAgain } from '../actions/registrations'
import { exportPerson } from '../export'
import { personName } from '../lines'
import { consentPurposes, textField } from '../model'
import { MyAccess, MyConsents, MyData, MyEnd, MyPage } from '../pages/me'
import type { TopFacts } from '../pages/person'
import { CardPage } from '../pages/portal'
import { nameOfCentre } from '../pages/words'
import { listLiveConsents } from '../queries/consents'
import { listAccess } from '../queries/record'
import { findOpenRegistration } from '../queries/registrations'
import { ownDoor, ownWrite } from './own-doors'
import { maskedNumber, topFacts } from './person'

type Request = Incoming<unknown, unknown>

const mine = (path: string, body: (facts: TopFacts, request: Request) => Promise<Answer> | Answer): Route =>
  get(path, {
    door: ownDoor,
    query: z.object({ done: z.string().max(20).optional() }),
    handle: async (request) => {
      const { actor, query } = request
      const facts = actor.personId ? await topFacts(request, actor.personId, query.done) : undefined
      return facts ? body(facts, request) : notFound
    },
  })

const reasons = ['found-work-alone', 'self-employed', 'training', 'migrated-for-work', 'withdrew', 'moved-away']

async function endPage(request: Request, errors: Readonly<Record<string, string>>): Promise<Answer> {
  const { tx, ui, actor } = request
  if (!actor.personId) return notFound
  const isOpen = (await findOpenRegistration(tx, actor.personId)) !== undefined
  return page(ui.t('jobseekers.registration.title'), <MyEnd isOpen={isOpen} errors={errors} />, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

export const myRoutes: Route[] = [
  mine('/me', async (facts, request) => {
    await recordContactDay(request.tx, facts.person.id)
    return page(request.ui.t('web.nav.me'), <MyPage facts={facts} documentNumbers={maskedNumber(request)} />)
  }),
  mine('/me/card', async (facts, { tx, ui }) => {
    const centre = facts.registration ? await findCentre(tx, facts.registration.centre_id) : undefined
    return page(ui.t('jobseekers.card'), <CardPage card={facts.person.cardNumber} name={personName(facts.person, ui.lang)} centre={nameOfCentre(ui, centre)} due={ui.day(facts.registration?.review_due_on)} />)
  }),
  mine('/me/consents', async (facts, { tx, ui, platform }) => {
    const list = { live: await listLiveConsents(tx, facts.person.id), words: (purpose: string) => consentWords(platform, ui.lang, purpose), base: '/me', askMethod: false }
    return page(ui.t('jobseekers.my.consents'), <MyConsents list={list} />)
  }),
  mine('/me/access', async (facts, { tx, ui }) => page(ui.t('jobseekers.my.access'), <MyAccess rows={await listAccess(tx, facts.person.id)} />)),
  mine('/me/data', (_facts, { ui }) => page(ui.t('jobseekers.my.data'), <MyData />)),
  mine('/me/data/file', async (facts, { tx, platform }) => {
    const data = await exportPerson(tx, platform, facts.person.id)
    tx.note({ action: 'person.export', subjectKind: 'person', subjectId: facts.person.id, purpose: 'registration', basis: 'own' })
    return { kind: 'file', bytes: JSON.stringify(data, null, 2), type: 'application/json; charset=utf-8', name: `openpes-${facts.person.cardNumber}.json` }
  }),
  get('/me/end', { door: ownDoor, handle: (request) => endPage(request, {}) }),
  post('/me/end', {
    door: ownWrite,
    form: z.object({ reason: textField(40) }),
    handle: async (request) => {
      const { form, tx, ui, platform, actor } = request
      if (!actor.personId) return notFound
      if (!form.ok || !reasons.includes(form.value.reason)) return endPage(request, { reason: ui.t('errors.required') })
      const outcome = await endRegistration(tx, platform, actor.personId, { reason: form.value.reason })
      return outcome.ok ? seeOther(ui.to('/me?done=ended')) : notFound
    },
  }),
  post('/me/again', {
    door: ownWrite,
    handle: async ({ tx, ui, platform, actor }) => {
      const outcome = actor.personId ? await registerAgain(tx, platform, actor.personId, 'portal') : undefined
      return outcome?.ok ? seeOther(ui.to('/me?done=again')) : notFound
    },
  }),
  post('/me/consents', {
    door: ownWrite,
    form: z.object({ purpose: textField(80), answer: textField(20) }),
    handle: async ({ form, tx, ui, platform, actor }) => {
      const purpose = consentPurposes.find((one) => form.ok && one === form.value.purpose)
      if (!actor.personId || !form.ok || !purpose || !['given', 'refused'].includes(form.value.answer)) return notFound
      await recordConsent(tx, platform, { personId: actor.personId, purpose, answer: form.value.answer as 'given', method: 'screen', language: ui.lang })
      return seeOther(ui.to('/me/consents'))
    },
  }),
  post('/me/consents/withdraw', {
    door: ownWrite,
    form: z.object({ consent: textField(40) }),
    handle: async ({ form, tx, ui, platform, actor }) => {
      if (!form.ok || !actor.personId || !(await withdrawConsent(tx, platform, actor.personId, form.value.consent))) return notFound
      return seeOther(ui.to('/me/consents'))
    },
  }),
]
