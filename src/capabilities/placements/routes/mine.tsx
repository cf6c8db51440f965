import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { employerName } from '../../employers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { moveReferral } from '../actions/move-referral'
import { sayStarted } from '../actions/place'
import { moveForm, saysForm } from '../model'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { MyApplications } from '../pages/my-applications'
import { findPlacementByCode, listEvidence, listPlacements } from '../queries/placements'
import { findPublicEmployer, findReferralByCode, listReferrals } from '../queries/referrals'
import { eventsFor, type ReferralEvent, referralEvents } from '../rules/referral'
import { changeOwn, readOwn } from './doors'
import { missingFields, orderOf, refusalErrors, statusOfRefusal, typedForm } from './steps'

type OwnRequest = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor'>
const mostShown = 100

async function show({ tx, ui, actor }: OwnRequest, at: { doing?: { code: string; event: ReferralEvent; form: TypedForm } | undefined; saved?: boolean; status?: 200 | 409 | 422 }): Promise<Answer> {
  const personId = actor.personId ?? ''
  const rows = await listReferrals(tx, { personId, show: 'all' }, mostShown)
  const vacancies = await listVacancyLines(tx, [...new Set(rows.map((row) => row.vacancy_id))])
  const nameOf = async (vacancyId: string | null) => {
    const employer = vacancyId ? await findPublicEmployer(tx, vacancyId) : undefined
    return employer ? employerName(employer, ui.lang) : ''
  }
  const lines = []
  for (const row of rows) {
    const vacancy = vacancies.get(row.vacancy_id)
    lines.push({ row, vacancy: vacancy ? { title: vacancyTitle(vacancy, ui.lang), code: vacancy.code } : null, employer: await nameOf(row.vacancy_id) })
  }
  const placements = []
  for (const row of await listPlacements(tx, { personId, show: 'current' }, 20)) {
    const said = (row.recorded_party === 'jobseeker' && row.state === 'started') || (await listEvidence(tx, row.id)).some(({ source }) => source === 'jobseeker')
    placements.push({ row, said, employer: await nameOf(row.vacancy_id) })
  }
  tx.note({ action: 'person.view', subjectKind: 'person', subjectId: personId, purpose: 'referral', basis: 'own', fields: ['referral', 'placement'] })
  const body = <MyApplications lines={lines} placements={placements} doing={at.doing ?? null} saved={at.saved ?? false} newKey={ui.newKey} />
  return page(ui.t('placements.mine.title'), body, { status: at.status ?? 200, noindex: true })
}

export const ownRoutes: Route[] = [
  get('/me/applications', {
    door: readOwn,
    query: z.strictObject({ a: z.string().max(20).optional(), do: z.string().max(20).optional(), done: z.string().max(3).optional() }),
    handle: async (request) => {
      const { tx, query } = request
      const event = referralEvents.find((one) => one === query.do)
      const row = query.a && event ? await findReferralByCode(tx, query.a) : undefined
      const doing = row && event && eventsFor(row.state, 'jobseeker').includes(event) ? { code: row.code, event, form: nothingTyped } : undefined
      return show(request, { doing, saved: query.done === 'yes' })
    },
  }),
  post('/me/applications/:code', {
    door: changeOwn,
    form: moveForm,
    handle: async (request) => {
      const { tx, ui, platform, params, form } = request
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findReferralByCode(tx, code.value) : undefined
      if (!row) return notFound
      const event = referralEvents.find((one) => one === form.typed['event'])
      const again = (errors: Record<string, string>, status: 409 | 422) =>
        show(request, { doing: event ? { code: row.code, event, form: { typed: form.typed, errors } } : undefined, status })
      if (!form.ok) return again(typedForm(form).errors, 422)
      const missing = missingFields(form.value, 'jobseeker')
      if (Object.keys(missing).length > 0) return again(missing, 422)
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'jobseeker', ui))
      if (moved.ok) return seeOther(ui.to('/me/applications?done=yes'))
      return moved.reason === 'not-found' ? notFound : again(refusalErrors(moved.reason), statusOfRefusal(moved.reason))
    },
  }),
  post('/me/placements', {
    door: { ...changeOwn, subject: 'placement' },
    form: saysForm.extend({ code: z.string().max(20) }),
    handle: async ({ tx, ui, platform, form }) => {
      const row = form.ok ? await findPlacementByCode(tx, form.value.code) : undefined
      if (!row || !form.ok) return notFound
      await sayStarted(tx, platform, row.id, { party: 'jobseeker', says: form.value.says, method: 'link' })
      return seeOther(ui.to('/me/applications?done=yes'))
    },
  }),
]
