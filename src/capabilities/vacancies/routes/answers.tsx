import type { Answer, Form } from '../../../platform/http/route'
import { page } from '../../../platform/http/route'
import type { Reader } from '../../../platform/db/database'
import type { Ui } from '../../../platform/web/ui'
import { employerName, findEmployerLine } from '../../employers/index'
import type { Vacancy } from '../model'
import { RefusedPage } from '../pages/review'
import type { Errors } from '../pages/read-content'
import { isWithinReach } from '../policy'
import { findVacancy } from '../queries/records'

/** Kilobytes of a form with an advert: duties and requirements of 8,000 Khmer or Lao characters, each sent as nine bytes. */
export const advertBody = 192

/** The vacancy of the address when it belongs to the reader's centre or employer; anything else does not exist for the reader. */
export async function findOwn(reader: Reader, id: string | undefined): Promise<Vacancy | undefined> {
  const vacancy = id === undefined ? undefined : await findVacancy(reader, id)
  return vacancy && isWithinReach(reader.context.actor, vacancy) ? vacancy : undefined
}

export const shownErrors = (ui: Ui, form: Form<unknown>): Errors => (form.ok ? {} : Object.fromEntries(Object.entries(form.errors).map(([name, key]) => [name, ui.t(key)])))

/** An expected refusal as a page: nothing was written. */
export function refusedPage(ui: Ui, reason: string, home: string): Answer {
  const sentence = ui.t(`vacancies.refusal.${reason}`)
  return page(ui.t('errors.title'), <RefusedPage sentence={sentence} home={home} />, { status: reason === 'stale' ? 409 : reason === 'not-allowed' ? 403 : 422, wide: true })
}

export async function nameOfEmployer(reader: Reader, employerId: string, lang: string): Promise<string> {
  const line = await findEmployerLine(reader, employerId)
  return line ? employerName(line, lang) : ''
}
