import { isUuid } from '../../../kernel/id'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { answerNote, askNote, closeNote } from '../actions/notes'
import { answerForm, emptyForm, noteForm } from '../model'
import { NotesPage } from '../pages/notes'
import { centreText, labelOf, nothingTyped, type Shown } from '../pages/words'
import { listIndicators } from '../queries/framework'
import { findNote, listNotes, type NoteSubject } from '../queries/notes'
import { findCycle, findPlan } from '../queries/plans'
import { centreDoor, centrePost, placeOf } from './asking'
import { readDay } from './plans'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
interface Subject {
  subject: NoteSubject
  id: string
  centreId: string
  centreCode: string
  about: string
  back: string
}

const pathOf = ({ subject, id, centreCode }: Pick<Subject, 'subject' | 'id' | 'centreCode'>) => `/performance/notes/${subject}/${id}/${centreCode}`

/** What a note is about, when the reader reaches it. */
async function findSubject({ tx, platform, actor, ui }: Request, subject: string, id: string, centre: string): Promise<Subject | undefined> {
  if (!isUuid(id)) return undefined
  const place = await placeOf(tx, platform, actor, { centre })
  if (!place?.centre || place.sight.level === 'released') return undefined
  const of = { id, centreId: place.centre.id, centreCode: place.centre.code }
  const name = centreText(ui, place.centre)
  if (subject === 'indicator') {
    const found = (await listIndicators(tx)).find((one) => one.id === id)
    return found && { ...of, subject, about: `${labelOf(ui, found.labels)}, ${name}`, back: `/performance/indicators/${found.address}?centre=${place.centre.code}` }
  }
  if (subject === 'plan') {
    const found = await findPlan(tx, id)
    return found?.centre_id === of.centreId ? { ...of, subject, about: `${found.title}, ${name}`, back: `/performance/plans/${id}` } : undefined
  }
  const found = subject === 'cycle' ? await findCycle(tx, id) : undefined
  return found?.centre_id === of.centreId ? { ...of, subject: 'cycle', about: `${ui.t('performance.cycle.title', { period: found.period })}, ${name}`, back: `/performance/cycles/${id}` } : undefined
}

async function show({ tx, actor, ui }: Request, found: Subject, form: Shown = nothingTyped, at: string | null = null): Promise<Answer> {
  const writes = actor.role === 'headquarters' || (actor.centreId === found.centreId && actor.role === 'chief')
  const body = (
    <NotesPage
      subject={found.subject} about={found.about} back={found.back} path={pathOf(found)} notes={await listNotes(tx, found.subject, found.id, found.centreId)} mayAsk={writes}
      mayAnswer={writes || (actor.centreId === found.centreId && actor.role === 'counsellor')} isHeadquarters={actor.role === 'headquarters'} actorId={actor.accountId ?? ''} form={form} at={at} newKey={() => ui.newKey()}
    />
  )
  return page(`${ui.t('performance.notes')}: ${found.about}`, body, Object.keys(form.errors).length > 0 ? { status: 422 } : {})
}

async function ofNote(request: Request): Promise<{ found: Subject; noteId: string } | undefined> {
  const noteId = request.params['id'] ?? ''
  const note = isUuid(noteId) ? await findNote(request.tx, noteId) : undefined
  const centre = note && (await request.tx.db.selectFrom('centre').select('code').where('id', '=', note.centre_id).executeTakeFirst())
  const found = note && centre && (await findSubject(request, note.subject, note.subject_id, centre.code))
  return found && { found, noteId }
}
const address = '/performance/notes/:subject/:id/:code'
const subjectOf = (request: Request) => findSubject(request, request.params['subject'] ?? '', request.params['id'] ?? '', request.params['code'] ?? '')

export const noteRoutes: Route[] = [
  get(address, {
    door: centreDoor,
    handle: async (request) => {
      const found = await subjectOf(request)
      return found ? show(request, found) : notFound
    },
  }),
  post(address, {
    door: centrePost,
    form: noteForm,
    handle: async (request) => {
      const found = await subjectOf(request)
      const { tx, form, ui } = request
      if (!found) return notFound
      if (!form.ok) return show(request, found, form)
      const dueOn = readDay(form.value.dueOn)
      if (dueOn === undefined) return show(request, found, { typed: form.typed, errors: { dueOn: 'errors.not-a-date' } })
      await askNote(tx, { subject: found.subject, subjectId: found.id, centreId: found.centreId }, { text: form.value.text, post: form.value.post, dueOn })
      return seeOther(ui.to(pathOf(found)))
    },
  }),
  post('/performance/notes/:id/answer', {
    door: { ...centrePost, who: ['counsellor', 'chief', 'headquarters'] },
    form: answerForm,
    handle: async (request) => {
      const of = await ofNote(request)
      const { tx, form, ui } = request
      if (!of) return notFound
      if (!form.ok) return show(request, of.found, form, of.noteId)
      const outcome = await answerNote(tx, of.noteId, form.value.answer)
      return outcome.ok ? seeOther(ui.to(pathOf(of.found))) : show(request, of.found, { typed: form.typed, errors: { _form: `performance.refusal.${outcome.reason}` } }, of.noteId)
    },
  }),
  post('/performance/notes/:id/close', {
    door: centrePost,
    form: emptyForm,
    handle: async (request) => {
      const of = await ofNote(request)
      if (!of) return notFound
      const outcome = await closeNote(request.tx, of.noteId)
      return outcome.ok ? seeOther(request.ui.to(pathOf(of.found))) : show(request, of.found, { typed: {}, errors: { _form: `performance.refusal.${outcome.reason}` } }, of.noteId)
    },
  }),
]
