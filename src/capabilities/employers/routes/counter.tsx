import { z } from 'zod'
import { versionOf } from '../../../platform/http/body'
import { get, type Incoming, notFound, page, post, seeOther, type Route } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { addContact, agreeNextStep, changeEmployer, endContact, finishNextStep, listLookalikes, registerEmployer, takeOver } from '../actions'
import { hasContact, readEmployer } from '../form-check'
import { contactForm, editForm, employerForm, listQuery } from '../model'
import { employerName } from '../names'
import { EditEmployerPage, EmployerConflictPage, NewEmployerPage } from '../pages/employer-form'
import { EmployerList } from '../pages/employer-list'
import { EmployerPage } from '../pages/employer-page'
import type { Shown } from '../pages/form-parts'
import { type EmployerRecord, findEmployer, searchEmployers } from '../queries'
import { loadPage, readDoor, writeDoor } from './load'

const titleOf = (lang: string, employer: EmployerRecord) => employerName({ nameNative: employer.name_native, nameLatin: employer.name_latin }, lang)

/** The stored record as the form shows it. */
const storedFields = (employer: EmployerRecord, day: (day: EmployerRecord['licence_until']) => string): Record<string, string> => ({
  nameNative: employer.name_native ?? '', nameLatin: employer.name_latin ?? '', register: employer.register ?? '', registerNumber: employer.register_number ?? '',
  noRegisterReason: employer.no_register_reason ?? '', isic: employer.isic ?? '', sizeBand: employer.size_band ?? '', ownership: employer.ownership ?? '',
  districtCode: employer.district_code ?? employer.province_code ?? '', address: employer.address ?? '', recruitmentAgency: employer.recruitment_agency ? 'yes' : 'no',
  licenceNumber: employer.licence_number ?? '', licenceUntil: day(employer.licence_until), unionPresent: employer.union_present,
})

type AnyRequest = Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>

async function refusedPage({ tx, ui }: AnyRequest, employer: EmployerRecord, name: 'contact' | 'step', form: Shown) {
  return page(titleOf(ui.lang, employer), <EmployerPage {...await loadPage(tx, employer, { name, form })} />, { status: 422, wide: true })
}

const stepForm = z.object({ step: z.string().min(1, 'errors.required').max(300, 'errors.too-long'), due: z.string().max(40) })

export const counterRoutes: Route[] = [
  get('/employers', {
    door: readDoor,
    query: listQuery,
    handle: async ({ tx, ui, query, actor }) => {
      tx.note({ action: 'employer.list', purpose: 'registration', basis: 'public-task' })
      const found = await searchEmployers(tx, query, { ownerId: actor.accountId })
      return page(ui.t('employers.title'), <EmployerList query={query} found={found} mayEnter={actor.centreId !== null} />, { wide: true })
    },
  }),
  get('/employers/new', {
    door: writeDoorForGet(),
    handle: async ({ ui }) => page(ui.t('employers.new'), <NewEmployerPage form={{ typed: {}, errors: {} }} lookalikes={[]} requestKey={ui.newKey()} />),
  }),
  post('/employers/new', {
    door: { ...writeDoor, who: ['counsellor', 'chief'] },
    form: employerForm,
    handle: async ({ tx, ui, platform, form, actor, context }) => {
      const again = (errors: Record<string, string>, lookalikes: Parameters<typeof NewEmployerPage>[0]['lookalikes'] = []) =>
        page(ui.t('employers.new'), <NewEmployerPage form={{ typed: form.typed, errors }} lookalikes={lookalikes} requestKey={ui.newKey()} />, { status: 422 })
      if (!form.ok) return again(form.errors)
      if (!actor.centreId) return again({ _form: 'employers.refusal.no-centre' })
      const read = readEmployer(platform.country, form.value, context.today)
      if (Object.keys(read.errors).length > 0) return again(read.errors)
      const contact = hasContact(form.value) ? form.value : null
      if (form.value.different !== 'yes') {
        const alike = await listLookalikes(tx, platform, { data: read.data, phone: form.value.phone })
        if (alike.length > 0) return again({ different: 'employers.error.alike' }, alike)
      }
      const made = await registerEmployer(tx, platform, { data: read.data, contact, centreId: actor.centreId, ownerId: actor.accountId, channel: form.value.channel })
      return made.ok ? seeOther(ui.to(`/employers/${made.value.id}`)) : again({ registerNumber: `employers.refusal.${made.reason}` })
    },
  }),
  get('/employers/:id', {
    door: readDoor,
    handle: async ({ tx, ui, params }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      return employer ? page(titleOf(ui.lang, employer), <EmployerPage {...await loadPage(tx, employer)} />, { wide: true }) : notFound
    },
  }),
  get('/employers/:id/edit', {
    door: readDoor,
    handle: async ({ tx, ui, params }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      tx.note({ action: 'employer.view', subjectKind: 'employer', subjectId: employer.id })
      const typed = storedFields(employer, ui.day)
      return page(ui.t('employers.edit'), <EditEmployerPage id={employer.id} form={{ typed, errors: {} }} version={employer.version} requestKey={ui.newKey()} />)
    },
  }),
  post('/employers/:id/edit', {
    door: writeDoor,
    form: editForm,
    handle: async ({ tx, ui, platform, params, form, context }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      const version = versionOf(form.typed['_version'])
      const again = (errors: Record<string, string>) =>
        page(ui.t('employers.edit'), <EditEmployerPage id={employer.id} form={{ typed: form.typed, errors }} version={version} requestKey={ui.newKey()} />, { status: 422 })
      if (!form.ok) return again(form.errors)
      const read = readEmployer(platform.country, form.value, context.today)
      if (Object.keys(read.errors).length > 0) return again(read.errors)
      const changed = await changeEmployer(tx, employer.id, employer.centre_id, read.data, version)
      if (changed.ok) return seeOther(ui.to(`/employers/${employer.id}`))
      if (changed.reason !== 'stale') return again({ registerNumber: `employers.refusal.${changed.reason}` })
      const stored = storedFields(employer, ui.day)
      const mine = Object.fromEntries(Object.keys(stored).map((name) => [name, typeof form.typed[name] === 'string' ? form.typed[name] : '']))
      return page(ui.t('employers.conflict'), <EmployerConflictPage id={employer.id} mine={mine} stored={stored} version={employer.version} requestKey={ui.newKey()} />, { status: 409 })
    },
  }),
  post('/employers/:id/contacts', {
    door: writeDoor,
    form: contactForm,
    handle: async (request) => {
      const { tx, ui, platform, params, form } = request
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      if (!form.ok) return refusedPage(request, employer, 'contact', { typed: form.typed, errors: form.errors })
      await addContact(tx, platform, { employerId: employer.id, centreId: employer.centre_id, contact: form.value })
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
  post('/employers/:id/contacts/:contactId/end', {
    door: writeDoor,
    handle: async ({ tx, ui, params }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer || !(await endContact(tx, { id: employer.id, centreId: employer.centre_id }, params['contactId'] ?? ''))) return notFound
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
  post('/employers/:id/owner', {
    door: writeDoor,
    handle: async ({ tx, ui, params, actor }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      await takeOver(tx, employer.id, actor.accountId)
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
  post('/employers/:id/steps', {
    door: writeDoor,
    form: stepForm,
    handle: async (request) => {
      const { tx, ui, params, form, context } = request
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      if (!form.ok) return refusedPage(request, employer, 'step', { typed: form.typed, errors: form.errors })
      const due = parseDay(form.value.due)
      if (!due.ok || due.value < context.today) return refusedPage(request, employer, 'step', { typed: form.typed, errors: { due: due.ok ? 'employers.error.past' : 'errors.not-a-date' } })
      await agreeNextStep(tx, { id: employer.id, centreId: employer.centre_id }, { text: form.value.step, dueOn: due.value })
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
  post('/employers/:id/steps/:stepId/done', {
    door: writeDoor,
    handle: async ({ tx, ui, params }) => {
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer || !(await finishNextStep(tx, employer.id, params['stepId'] ?? ''))) return notFound
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
]

/** The empty form shows no record. */
function writeDoorForGet() {
  return { ...readDoor, who: ['counsellor', 'chief'] as const, audit: 'none: an empty form shows no record' as const }
}
