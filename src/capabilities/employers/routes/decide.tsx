import { z } from 'zod'
import { type Incoming, notFound, page, post, seeOther, type Answer, type Route } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { moveEmployer, recordCheck } from '../decisions'
import { checkForm } from '../model'
import { employerName } from '../names'
import { EmployerPage } from '../pages/employer-page'
import type { Shown } from '../pages/form-parts'
import { mayDecide } from '../policy'
import { type EmployerRecord, findEmployer } from '../queries'
import type { EmployerEvent } from '../rules'
import { loadPage, verifierDoor, writeDoor } from './load'

const reasonText = (max: number) => z.string().max(max, 'errors.too-long').optional().transform((value) => value || null)
const eventForm = (events: readonly [EmployerEvent, ...EmployerEvent[]]) => z.object({ event: z.enum(events), reason: reasonText(40), note: reasonText(300) })
type EventForm = z.output<ReturnType<typeof eventForm>>

async function again({ tx, ui }: Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>, employer: EmployerRecord, name: 'check' | 'event', form: Shown): Promise<Answer> {
  const title = employerName({ nameNative: employer.name_native, nameLatin: employer.name_latin }, ui.lang)
  return page(title, <EmployerPage {...await loadPage(tx, employer, { name, form })} />, { status: 422, wide: true })
}

async function handleEvent(request: Incoming<EventForm, undefined>): Promise<Answer> {
  const { tx, ui, platform, params, form, actor } = request
  const employer = await findEmployer(tx, params['id'] ?? '')
  if (!employer) return notFound
  if (!form.ok) return again(request, employer, 'event', { typed: form.typed, errors: form.errors })
  if (!mayDecide(actor, form.value.event)) return again(request, employer, 'event', { typed: {}, errors: { _form: 'errors.not-allowed' } })
  const moved = await moveEmployer(tx, platform, employer, form.value)
  if (!moved.ok) return again(request, employer, 'event', { typed: form.typed, errors: { _form: `employers.refusal.${moved.reason}` } })
  return seeOther(ui.to(`/employers/${employer.id}`))
}

export const decisionRoutes: Route[] = [
  post('/employers/:id/checks', {
    door: verifierDoor,
    form: checkForm,
    handle: async (request) => {
      const { tx, ui, platform, params, form, context } = request
      const employer = await findEmployer(tx, params['id'] ?? '')
      if (!employer) return notFound
      if (!form.ok) return again(request, employer, 'check', { typed: form.typed, errors: form.errors })
      const day = form.value.checkedOn === null ? ({ ok: true, value: context.today } as const) : parseDay(form.value.checkedOn)
      if (!day.ok) return again(request, employer, 'check', { typed: form.typed, errors: { checkedOn: 'errors.not-a-date' } })
      const made = await recordCheck(tx, platform, employer, { ...form.value, checkedOn: day.value })
      if (!made.ok) return again(request, employer, 'check', { typed: form.typed, errors: { [made.reason === 'day-in-future' ? 'checkedOn' : '_form']: `employers.refusal.${made.reason}` } })
      return seeOther(ui.to(`/employers/${employer.id}`))
    },
  }),
  post('/employers/:id/verify', { door: verifierDoor, form: eventForm(['begin', 'verify', 'refuse']), handle: handleEvent }),
  post('/employers/:id/suspend', { door: writeDoor, form: eventForm(['suspend']), handle: handleEvent }),
  post('/employers/:id/decide', { door: { ...writeDoor, who: ['headquarters'], reach: 'national' }, form: eventForm(['clear', 'block']), handle: handleEvent }),
]
