import type { Incoming } from '../../../platform/http/route'
import type { Tx } from '../../../platform/db/database'
import type { Ui } from '../../../platform/web/ui'
import { employerName, findEmployerLine } from '../../employers/index'
import { findPersonLine, type PersonLine, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import type { ReferralView } from '../pages/referral-page'
import type { TypedForm } from '../pages/move-forms'
import { findPublicEmployer, listInterviews, listTransitions, mayChangeReferral, type ReferralRow } from '../queries/referrals'
import { eventsFor, type ReferralEvent } from '../rules/referral'

export type Request = Incoming<unknown, unknown>

/** The name of an employer as far as the reader may know it. */
export async function nameOfEmployer(tx: Tx, ui: Ui, { employer_id, vacancy_id }: { employer_id: string; vacancy_id: string | null }): Promise<string> {
  const line = await findEmployerLine(tx, employer_id)
  if (line) return employerName(line, ui.lang)
  const known = vacancy_id ? await findPublicEmployer(tx, vacancy_id) : undefined
  return known ? employerName(known, ui.lang) : ''
}

export async function nameOfAccount(tx: Tx, id: string | null): Promise<string> {
  if (!id) return ''
  const account = await tx.db.selectFrom('account').select(['display_name', 'username']).where('id', '=', id).executeTakeFirst()
  return account?.display_name ?? account?.username ?? ''
}

/** In the person's own language: it is the person who takes it home. */
export const slipHref = (ui: Ui, person: Pick<PersonLine, 'id' | 'language'>, vacancyId?: string) =>
  `/${(ui.country.languages as readonly string[]).includes(person.language) ? person.language : ui.lang}/matches/slip?person=${person.id}${vacancyId ? `&vacancy=${vacancyId}` : ''}`

/** Everything that the page of a referral shows, read inside the scope of the reader. */
export async function viewOf({ tx, ui }: Pick<Request, 'tx' | 'ui'>, referral: ReferralRow, at: { doing?: ReferralEvent | null | undefined; form: TypedForm; saved?: boolean }): Promise<ReferralView> {
  const mayChange = await mayChangeReferral(tx, referral.id)
  const person = mayChange ? await findPersonLine(tx, referral.person_id, 'referral') : undefined
  const vacancy = await findVacancyLine(tx, referral.vacancy_id)
  const placement = await tx.db.selectFrom('placement').select(['id', 'code']).where('referral_id', '=', referral.id).where('state', '<>', 'void').executeTakeFirst()
  const events = mayChange ? eventsFor(referral.state, 'counsellor') : []
  return {
    referral, events,
    person: person ? { id: person.id, name: personName(person, ui.lang), cardNumber: person.cardNumber, slipHref: referral.closed_on ? '' : slipHref(ui, person, referral.vacancy_id) } : null,
    vacancy: vacancy ? { title: vacancyTitle(vacancy, ui.lang), code: vacancy.code } : null,
    employer: await nameOfEmployer(tx, ui, referral),
    owner: await nameOfAccount(tx, referral.due_owner),
    transitions: await listTransitions(tx, referral.id),
    interviews: await listInterviews(tx, referral.id),
    placement: placement ?? null,
    doing: at.doing && events.includes(at.doing) ? at.doing : null,
    form: at.form,
    saved: at.saved ?? false,
  }
}
