import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { Ui } from '../../../platform/web/ui'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { moveReferral } from '../actions/move-referral'
import { candidateName, type CandidateView } from '../pages/candidate-pages'
import type { TypedForm } from '../pages/move-forms'
import { findCandidate, findProfile, type ReferralRow } from '../queries/referrals'
import { eventsFor, type ReferralEvent } from '../rules/referral'
import { onBehalfOf } from '../scope'

const isNational = (ui: Ui) => ui.lang === ui.country.languages[0]

/** The name of a candidate for the employer in scope; the look is written down. */
export async function nameForEmployer(tx: Tx, ui: Ui, referralId: string): Promise<string> {
  const candidate = await findCandidate(tx, referralId)
  if (candidate) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: candidate.personId, purpose: 'referral', basis: 'consent', fields: ['name'] })
  return candidateName(candidate, isNational(ui))
}

/** The employer has opened the candidate: the person can see that, the clock runs on. */
export async function openCandidate(tx: Tx, platform: Platform, row: ReferralRow): Promise<ReferralRow> {
  if (row.state !== 'sent') return row
  const moved = await moveReferral(tx, platform, row.id, { event: 'open', by: 'employer' })
  return moved.ok ? moved.value.referral : row
}

export async function candidateView(
  tx: Tx, ui: Ui, row: ReferralRow,
  at: { here: string; back: string | null; doing?: string | undefined; form: TypedForm; saved?: boolean | undefined },
): Promise<CandidateView> {
  const candidate = await findCandidate(tx, row.id)
  const profile = candidate ? await onBehalfOf(tx, { personId: candidate.personId }, () => findProfile(tx, candidate.personId)) : null
  if (candidate) {
    tx.note({ action: 'person.view', subjectKind: 'person', subjectId: candidate.personId, purpose: 'referral', basis: 'consent', fields: ['name', 'phone', 'experience', 'skills'] })
  }
  const vacancy = await findVacancyLine(tx, row.vacancy_id)
  const events = candidate ? eventsFor(row.state, 'employer').filter((event): event is ReferralEvent => event !== 'open') : []
  return {
    row, candidate, profile, events, name: candidateName(candidate, isNational(ui)), vacancy: vacancy ? vacancyTitle(vacancy, ui.lang) : '',
    doing: events.find((event) => event === at.doing) ?? null, form: at.form, saved: at.saved ?? false, requestKey: ui.newKey(), here: at.here, back: at.back,
  }
}
