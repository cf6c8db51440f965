import { z } from 'zod'
import { get, notFound, page, post, seeOther, type Answer, type Incoming, type Route } from '../../../platform/http/route'
import { consentWords, recordConsent, withdrawConsent } from '../actions/consents'
import { readHistory } from '../history'
import { noteView, personName } from '../lines'
import { type ConsentMethod, consentPurposes, textField } from '../model'
import { AboutTab, type TopFacts, WorkTab } from '../pages/person'
import { CvPage, SlipPage, SummaryPage } from '../pages/print'
import { AccessTab, ConsentsTab, HistoryTab } from '../pages/tabs'
import { listLiveConsents } from '../queries/consents'
import { insertNote } from '../queries/edit'
import { findPersonRow, listStaffNames } from '../queries/people'
import { listAccess, listNotes, readRecord } from '../queries/record'
import { listRegistrations } from '../queries/registrations'
import { counterDoor, counterWrite } from './counter'

type Request = Incoming<unknown, unknown>

/** What every page about a person shows above. Undefined outside the reader's scope. */
export async function topFacts({ tx, ui }: Pick<Request, 'tx' | 'ui'>, id: string, notice?: string): Promise<TopFacts | undefined> {
  const person = await findPersonRow(tx, id)
  if (!person) return undefined
  noteView(tx, id, 'registration')
  const [registration] = await listRegistrations(tx, id)
  const counsellor = person.counsellorId ? ((await listStaffNames(tx, [person.counsellorId])).get(person.counsellorId) ?? null) : null
  return { person, record: await readRecord(tx, id), registration, counsellor, notice: notice && ui.has(`jobseekers.notice.${notice}`) ? ui.t(`jobseekers.notice.${notice}`) : undefined }
}

/** The end of a number only: enough to tell two papers apart. */
export const maskedNumber = ({ platform }: Pick<Request, 'platform'>) => (sealed: string | null): string => (sealed ? `•••• ${platform.seal.open(sealed).slice(-3)}` : '')

type Show = (facts: TopFacts, request: Request) => Promise<Answer> | Answer
const noticeQuery = z.object({ registered: z.string().optional(), done: z.string().optional() })

const show = (path: string, body: Show): Route =>
  get(`/jobseekers/:id${path}`, {
    door: counterDoor,
    query: noticeQuery,
    handle: async (request) => {
      const notice = request.query.registered ? 'registered' : request.query.done
      const facts = await topFacts(request, request.params['id'] ?? '', notice)
      return facts ? body(facts, request) : notFound
    },
  })

const title = (facts: TopFacts, request: Request) => personName(facts.person, request.ui.lang)
const wide = { wide: true } as const

async function historyPage(request: Request, id: string, refused?: { error: string; typed: string }): Promise<Answer> {
  const facts = await topFacts(request, id)
  if (!facts) return notFound
  const { tx, platform } = request
  const entries = await readHistory(tx, id, platform.country.timeZone)
  const notes = await listNotes(tx, id)
  const names = await listStaffNames(tx, notes.flatMap(({ created_by }) => created_by ?? []))
  const lines = notes.map(({ created_at, created_by, body }) => ({ at: created_at, by: names.get(created_by ?? '') ?? '', body }))
  const tab = <HistoryTab facts={facts} entries={entries} notes={lines} error={refused?.error} typed={refused?.typed ?? ''} />
  return page(title(facts, request), tab, refused ? { ...wide, status: 422 } : wide)
}

const consentForm = z.object({ purpose: textField(80), answer: textField(20), method: textField(20) })

export const personRoutes: Route[] = [
  show('', (facts, request) => page(title(facts, request), <WorkTab facts={facts} />, wide)),
  show('/about', (facts, request) => page(title(facts, request), <AboutTab facts={facts} documentNumbers={maskedNumber(request)} />, wide)),
  get('/jobseekers/:id/history', { door: counterDoor, handle: (request) => historyPage(request, request.params['id'] ?? '') }),
  show('/consents', async (facts, request) => {
    const { tx, ui, platform } = request
    const list = { live: await listLiveConsents(tx, facts.person.id), words: (purpose: string) => consentWords(platform, ui.lang, purpose), base: `/jobseekers/${facts.person.id}`, askMethod: true }
    return page(title(facts, request), <ConsentsTab facts={facts} list={list} />, wide)
  }),
  show('/access', async (facts, request) => page(title(facts, request), <AccessTab facts={facts} rows={await listAccess(request.tx, facts.person.id)} />, wide)),
  show('/summary', (facts, request) => page(title(facts, request), <SummaryPage facts={facts} documentNumbers={maskedNumber(request)} />)),
  show('/cv', (facts, request) => page(title(facts, request), <CvPage facts={facts} />)),
  show('/slip', async (facts, request) => {
    const centre = await request.tx.db.selectFrom('centre').select(['phone', 'address']).where('id', '=', facts.registration?.centre_id ?? request.actor.centreId ?? '').executeTakeFirst()
    return page(title(facts, request), <SlipPage facts={facts} phone={centre?.phone ?? null} />)
  }),
  post('/jobseekers/:id/notes', {
    door: counterWrite,
    form: z.object({ body: textField(4000) }),
    handle: async (request) => {
      const { form, tx, ui, params, actor } = request
      const id = params['id'] ?? ''
      if (!form.ok) return historyPage(request, id, { error: ui.t('errors.too-long'), typed: String(form.typed['body'] ?? '') })
      if (!actor.centreId || !(await findPersonRow(tx, id))) return notFound
      if (form.value.body === '') return historyPage(request, id, { error: ui.t('errors.required'), typed: '' })
      await insertNote(tx, id, actor.centreId, form.value.body)
      tx.note({ action: 'note.write', subjectKind: 'person', subjectId: id, purpose: 'counselling' })
      return seeOther(ui.to(`/jobseekers/${id}/history`))
    },
  }),
  post('/jobseekers/:id/consents', {
    door: counterWrite,
    form: consentForm,
    handle: async ({ form, tx, ui, params, platform }) => {
      const id = params['id'] ?? ''
      const person = await findPersonRow(tx, id)
      const purpose = consentPurposes.find((one) => form.ok && one === form.value.purpose)
      if (!person || !form.ok || !purpose || !['given', 'refused'].includes(form.value.answer)) return notFound
      const method = platform.country.lists.get('consent-method')?.some(({ code }) => code === form.value.method) ? form.value.method : 'screen'
      await recordConsent(tx, platform, { personId: id, purpose, answer: form.value.answer as 'given', method: method as ConsentMethod, language: ui.lang })
      return seeOther(ui.to(`/jobseekers/${id}/consents`))
    },
  }),
  post('/jobseekers/:id/consents/withdraw', {
    door: counterWrite,
    form: z.object({ consent: textField(40) }),
    handle: async ({ form, tx, ui, params, platform }) => {
      const id = params['id'] ?? ''
      if (!form.ok || !(await findPersonRow(tx, id))) return notFound
      if (!(await withdrawConsent(tx, platform, id, form.value.consent))) return notFound
      return seeOther(ui.to(`/jobseekers/${id}/consents`))
    },
  }),
]
