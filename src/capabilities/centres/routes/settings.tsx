import type { Weekday } from '../../../kernel/calendar'
import type { Door } from '../../../platform/http/door'
import { versionOf } from '../../../platform/http/body'
import { get, type Incoming, notFound, page, post, seeOther, type Answer, type Fields, type Route } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { foldDigits } from '../../../platform/text/numbers'
import { parsePhone } from '../../../platform/text/phone'
import { changeEquipment, changeHours, closeDays, endHolding, establishPosts } from '../actions'
import { closureForm, equipmentForm, holdingForm, postForm, stretches, weekdays, type OpenStretch } from '../model'
import { nameOf } from '../names'
import { SettingsPage } from '../pages/settings'
import { type CentreRecord, findCentre, findCentreRecord, listClosures, listHoldings, listHours, listPosts } from '../queries'
import { readStretches } from '../rules'

const readDoor: Door = { who: ['chief', 'headquarters'], reach: 'centre', subject: 'centre', strength: 'two', audit: 'read', purpose: 'registration', limit: 'staff' }
const writeDoor: Door = { ...readDoor, audit: 'write', key: 'required', body: 16 }

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'actor' | 'context'>

/** A chief settles the own centre, headquarters any. */
async function findOwn({ tx, params, actor }: Request): Promise<CentreRecord | undefined> {
  const centre = await findCentreRecord(tx, params['code'] ?? '')
  return centre && (actor.role === 'headquarters' || actor.centreId === centre.id) ? centre : undefined
}

async function show(request: Request, centre: CentreRecord, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const { tx, ui, context } = request
  const line = await findCentre(tx, centre.id)
  const hours = (await listHours(tx, centre.id)).map(({ weekday, opens, closes }) => ({ weekday, from: opens, to: closes }))
  const holdings = await listHoldings(tx, centre.id, context.today)
  tx.note({ action: 'centre.view-posts', subjectKind: 'centre', subjectId: centre.id, purpose: 'registration' })
  const body = (
    <SettingsPage
      centre={centre} name={line ? nameOf(ui, line) : centre.code} hours={hours} closures={await listClosures(tx, centre.id, context.today)} posts={await listPosts(tx, centre.id, context.today)}
      holdings={holdings} typed={typed} errors={errors}
    />
  )
  const stale = errors['_version'] === 'errors.stale'
  return page(ui.t('centres.settings'), body, Object.keys(errors).length > 0 ? { status: stale ? 409 : 422, wide: true } : { wide: true })
}

const settings = '/centres/:code/settings'
const back = ({ ui, params }: Request) => seeOther(ui.to(`/centres/${params['code'] ?? ''}/settings`))

/** The typed week, or a message for each field that is wrong. */
function readWeek(typed: Fields): { hours: OpenStretch[]; errors: Record<string, string> } {
  const text = (name: string) => foldDigits(typeof typed[name] === 'string' ? typed[name] : '')
  const hours: OpenStretch[] = []
  const errors: Record<string, string> = {}
  for (const day of weekdays) {
    const read = readStretches(day as Weekday, stretches.map((number) => ({ from: text(`day${day}-from${number}`), to: text(`day${day}-to${number}`) })))
    if (read.ok) hours.push(...read.value)
    else errors[`day${day}-from1`] = `centres.refusal.${read.reason}`
  }
  return { hours, errors }
}

const wholeNumber = (typed: string | undefined): number | null => (/^[0-9]{1,4}$/.test(foldDigits(typed ?? '')) ? Number(foldDigits(typed ?? '')) : null)

export const settingsRoutes: Route[] = [
  get(settings, {
    door: readDoor,
    handle: async (request) => {
      const centre = await findOwn(request)
      return centre ? show(request, centre) : notFound
    },
  }),
  post(`${settings}/closed-today`, {
    door: writeDoor,
    form: closureForm,
    handle: async (request) => {
      const { tx, platform, form, context } = request
      const centre = await findOwn(request)
      if (!centre) return notFound
      if (!form.ok) return show(request, centre, form.errors, form.typed)
      await closeDays(tx, platform, centre.id, { from: context.today, to: context.today, reason: form.value.reason })
      return back(request)
    },
  }),
  post(`${settings}/closures`, {
    door: writeDoor,
    form: closureForm,
    handle: async (request) => {
      const { tx, platform, form } = request
      const centre = await findOwn(request)
      if (!centre) return notFound
      if (!form.ok) return show(request, centre, form.errors, form.typed)
      const from = parseDay(form.value.from ?? '')
      const to = form.value.to ? parseDay(form.value.to) : from
      if (!from.ok || !to.ok) return show(request, centre, { [from.ok ? 'to' : 'from']: 'errors.not-a-date' }, form.typed)
      const closed = await closeDays(tx, platform, centre.id, { from: from.value, to: to.value, reason: form.value.reason })
      return closed.ok ? back(request) : show(request, centre, { to: `centres.refusal.${closed.reason}` }, form.typed)
    },
  }),
  post(`${settings}/hours`, {
    door: writeDoor,
    handle: async (request) => {
      const { tx, form } = request
      const centre = await findOwn(request)
      if (!centre) return notFound
      const { hours, errors } = readWeek(form.typed)
      if (Object.keys(errors).length > 0) return show(request, centre, errors, form.typed)
      const changed = await changeHours(tx, { id: centre.id, version: versionOf(form.typed['_version']) }, hours)
      return changed ? back(request) : show(request, centre, { _version: 'errors.stale' }, form.typed)
    },
  }),
  post(`${settings}/equipment`, {
    door: writeDoor,
    form: equipmentForm,
    handle: async (request) => {
      const { tx, form, platform } = request
      const centre = await findOwn(request)
      if (!centre) return notFound
      if (!form.ok) return show(request, centre, form.errors, form.typed)
      const computers = wholeNumber(form.value.computers)
      if (computers === null) return show(request, centre, { computers: 'errors.not-a-number' }, form.typed)
      const phone = form.value.phone ? parsePhone(form.value.phone, platform.country.phoneRegion) : null
      const changed = await changeEquipment(tx, { id: centre.id, version: versionOf(form.value._version) }, {
        phone: phone?.typed ?? null, phone_e164: phone?.e164 ?? null, address: form.value.address || null, computers, connectivity: form.value.connectivity,
      })
      return changed ? back(request) : show(request, centre, { _version: 'errors.stale' }, form.typed)
    },
  }),
  post(`${settings}/posts`, {
    door: writeDoor,
    form: postForm,
    handle: async (request) => {
      const { tx, form } = request
      const centre = await findOwn(request)
      if (!centre) return notFound
      const established = form.ok ? wholeNumber(form.value.established) : null
      if (!form.ok || established === null) return show(request, centre, { established: 'errors.not-a-number' }, form.typed)
      await establishPosts(tx, centre.id, { role: form.value.role, established })
      return back(request)
    },
  }),
  post(`${settings}/holdings/:holdingId/end`, {
    door: writeDoor,
    form: holdingForm,
    handle: async (request) => {
      const { tx, form, params } = request
      const centre = await findOwn(request)
      if (!centre || !form.ok) return notFound
      const ended = await endHolding(tx, centre.id, params['holdingId'] ?? '', form.value.reason)
      if (ended.ok) return back(request)
      return ended.reason === 'not-found' ? notFound : show(request, centre, { _form: `centres.refusal.${ended.reason}` })
    },
  }),
]
