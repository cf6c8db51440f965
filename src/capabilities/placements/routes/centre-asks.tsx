import { z } from 'zod'
import { isUuid } from '../../../kernel/id'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { centreName, findCentre } from '../../centres/index'
import { findPersonLine, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { askCentre, declineAsk } from '../actions/centre-asks'
import { AskPage } from '../pages/centre-ask-page'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { askReasons, type CentreAsk, findAsk } from '../queries/centre-asks'
import { readReferral, writeReferral } from './doors'
import { explainHref, personAbout, referHref, vacancyAbout } from './proposals'
import { typedForm } from './steps'

export const readAsk: Door = { ...readReferral, subject: 'person', purpose: 'matching', basis: 'consent' }
export const writeAsk: Door = { ...writeReferral, subject: 'person', purpose: 'matching', basis: 'consent' }
export const askForm = z.object({ vacancy: z.uuid(), ask: z.string().regex(/^[0-9a-f]{24}$/) })
export const declineForm = z.object({ reason: z.enum(askReasons, 'errors.required') })

async function askPage({ tx, ui }: Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>, ask: CentreAsk, form: TypedForm, status: 200 | 409 | 422): Promise<Answer> {
  const [person, vacancy, centre] = [await findPersonLine(tx, ask.personId, 'matching'), await findVacancyLine(tx, ask.vacancyId), await findCentre(tx, ask.askingCentreId)]
  if (!person || !vacancy) return notFound
  const body = (
    <AskPage
      ask={ask} askingCentre={centre ? centreName(ui, centre) : ''} referHref={referHref(ui, person.id, vacancy.id)} explainHref={explainHref(ui, person.id, vacancy.id)} form={form} requestKey={ui.newKey()}
      person={{ name: personName(person, ui.lang), about: personAbout(ui, person), href: ui.to(`/jobseekers/${person.id}`) }} vacancy={{ title: vacancyTitle(vacancy, ui.lang), about: vacancyAbout(ui, vacancy), href: ui.to(`/vacancies/${vacancy.id}`) }}
    />
  )
  return page(ui.t('placements.ask.title'), body, { noindex: true, status })
}

export const centreAskRoutes: Route[] = [
  post('/centre-asks', {
    door: writeAsk, form: askForm,
    handle: async ({ tx, ui, platform, form }) => {
      if (!form.ok || !(await findVacancyLine(tx, form.value.vacancy))) return notFound
      const { vacancy, ask } = form.value
      const outcome = await askCentre(tx, platform, { vacancyId: vacancy, handle: ask })
      return seeOther(ui.to(`/vacancies/${vacancy}/candidates?ask=${outcome.ok ? 'sent' : outcome.reason}`))
    },
  }),
  get('/centre-asks/:id', {
    door: readAsk,
    handle: async (request) => {
      const ask = isUuid(request.params['id'] ?? '') ? await findAsk(request.tx, request.params['id'] ?? '') : undefined
      return ask ? askPage(request, ask, nothingTyped, 200) : notFound
    },
  }),
  post('/centre-asks/:id', {
    door: writeAsk, form: declineForm,
    handle: async (request) => {
      const { tx, ui, form, params } = request
      const id = params['id'] ?? ''
      const ask = isUuid(id) ? await findAsk(tx, id) : undefined
      if (!ask) return notFound
      if (!form.ok) return askPage(request, ask, typedForm(form), 422)
      const outcome = await declineAsk(tx, id, form.value.reason)
      if (outcome.ok) return seeOther(ui.to('/desk'))
      return askPage(request, (await findAsk(tx, id)) ?? ask, { typed: form.typed, errors: { _form: 'placements.ask.answered-already' } }, 409)
    },
  }),
]
