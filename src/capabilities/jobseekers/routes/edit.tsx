import { z } from 'zod'
import { parseForm } from '../../../platform/http/body'
import { versionOf } from '../../../platform/http/body'
import { get, notFound, page, post, seeOther, type Answer, type Fields, type Incoming, type Route } from '../../../platform/http/route'
import { skillSearchButton } from '../../../platform/web/skill-picker'
import { recheckDuplicates } from '../actions/duplicates'
import { rewriteKeys } from '../actions/edit'
import { noteView, personName } from '../lines'
import { ConflictPage, EditPage } from '../pages/edit'
import { errorTexts, faultTexts } from '../pages/words'
import { allParts } from '../parts/all'
import type { AnyPart } from '../parts/part'
import { takeVersion } from '../queries/edit'
import { findPersonRow, type PersonRow } from '../queries/people'
import { readRecord } from '../queries/record'
import { counterDoor, counterWrite } from './counter'
import { ownDoor, ownWrite } from './own-doors'
import { subjectOf } from './spell'

/** Any field; the part that is edited checks them. */
const anyForm = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
type EditRequest = Incoming<unknown, unknown>

/** Where a form of a part lives: on the person page of staff, or on the person's own page. */
interface Place {
  personId: string
  part: AnyPart
  person: PersonRow
  action: string
  back: string
}

async function placeOf(request: EditRequest, personId: string | null, address: string): Promise<Place | null> {
  const { tx, ui, params } = request
  const isOwn = address === '/me'
  const part = allParts.find(({ name, forPerson }) => name === params['part'] && (forPerson || !isOwn))
  const person = part && personId ? await findPersonRow(tx, personId) : undefined
  if (!part || !person) return null
  return { personId: person.id, part, person, action: ui.to(`${address}/edit/${part.name}`), back: ui.to(address) }
}

async function showForm(request: EditRequest, place: Place, typed: Fields, errors: Readonly<Record<string, string>>): Promise<Answer> {
  const { tx, ui } = request
  const { part, person, personId, action, back } = place
  const choices = part.choices ? await part.choices(tx, personId, ui) : {}
  const skills = await part.skills?.(tx, ui, typed)
  const body = <EditPage part={part} typed={typed} errors={errors} choices={choices} skills={skills} version={person.version} action={action} back={back} person={personName(person, ui.lang)} />
  return page(ui.t(`jobseekers.part.${part.name}`), body, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

async function open(request: EditRequest, personId: string | null, address: string): Promise<Answer> {
  const place = await placeOf(request, personId, address)
  if (!place) return notFound
  noteView(request.tx, place.personId, 'registration')
  return showForm(request, place, await place.part.load(request.tx, place.personId, request.ui), {})
}

async function save(request: EditRequest, personId: string | null, address: string): Promise<Answer> {
  const place = await placeOf(request, personId, address)
  if (!place) return notFound
  const { tx, ui, platform, form } = request
  const { part, person } = place
  const typed = form.typed
  if (part.skills && typed[skillSearchButton] !== undefined) return showForm(request, place, typed, {})
  const read = parseForm(part.schema, typed)
  if (!read.ok) return showForm(request, place, typed, errorTexts(ui, read.errors))
  const version = versionOf(typed['_version'])
  if (!Number.isInteger(version) || !(await takeVersion(tx, place.personId, version))) {
    const stored = await part.load(tx, place.personId, ui)
    const body = <ConflictPage part={part} typed={typed} stored={stored} version={person.version} action={place.action} back={place.back} />
    return page(ui.t('jobseekers.conflict.title'), body, { status: 409 })
  }
  const faults = await part.save(tx, platform, place.personId, read.value, ui)
  if (faults) return showForm(request, place, typed, faultTexts(ui, faults))
  if (part.isSearched) {
    await rewriteKeys(tx, place.personId)
    const changed = await findPersonRow(tx, place.personId)
    if (changed) await recheckDuplicates(tx, platform, subjectOf({ person: changed, record: await readRecord(tx, place.personId) }))
  }
  tx.note({ action: 'person.change', subjectKind: 'person', subjectId: place.personId, purpose: 'registration', fields: [part.name] })
  return seeOther(place.back)
}

export const editRoutes: Route[] = [
  get('/jobseekers/:id/edit/:part', { door: counterDoor, handle: (request) => open(request, request.params['id'] ?? null, `/jobseekers/${request.params['id'] ?? ''}`) }),
  post('/jobseekers/:id/edit/:part', { door: counterWrite, form: anyForm, handle: (request) => save(request, request.params['id'] ?? null, `/jobseekers/${request.params['id'] ?? ''}`) }),
  get('/me/edit/:part', { door: ownDoor, handle: (request) => open(request, request.actor.personId, '/me') }),
  post('/me/edit/:part', { door: ownWrite, form: anyForm, handle: (request) => save(request, request.actor.personId, '/me') }),
]
