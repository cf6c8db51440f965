import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { type Answer, get, page, type Route, seeOther } from '../../../platform/http/route'
import type { Ui } from '../../../platform/web/ui'
import { findVacancyByCode } from '../../vacancies/index'
import { findPersonIdByCard } from '../queries/people'
import { own, staff } from './doors'

const typed = z.string().trim().max(40)
const asked = z.union([z.strictObject({ vacancy: z.uuid(), typed }), z.strictObject({ person: z.uuid(), typed })])

const unknown = (ui: Ui, words: string): Answer =>
  page(ui.t('matching.why-not.ask'), <p class="govuk-body">{ui.t('matching.why-not.unknown', { typed: words })}</p>, { noindex: true, status: 404 })

/** From what is written on a card or an advert to the page that explains the pair. */
export const whyNotRoutes: Route[] = [
  get('/matches/why-not', {
    door: staff, query: asked,
    handle: async ({ tx, ui, query }) => {
      const code = parsePublicCode(query.typed)
      if (!code.ok) return unknown(ui, query.typed)
      const person = 'person' in query ? query.person : await findPersonIdByCard(tx, code.value)
      const vacancy = 'vacancy' in query ? query.vacancy : (await findVacancyByCode(tx, code.value))?.id
      return person && vacancy ? seeOther(ui.to(`/matches/explain?person=${person}&vacancy=${vacancy}`)) : unknown(ui, query.typed)
    },
  }),
  get('/me/matches/why-not', {
    door: own, query: z.strictObject({ typed }),
    handle: async ({ tx, ui, query }) => {
      const code = parsePublicCode(query.typed)
      const vacancy = code.ok ? await findVacancyByCode(tx, code.value) : undefined
      return vacancy ? seeOther(ui.to(`/me/matches/explain?vacancy=${vacancy.id}`)) : unknown(ui, query.typed)
    },
  }),
]
