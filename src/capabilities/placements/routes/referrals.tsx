import { parsePublicCode } from '../../../kernel/code'
import { get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { listPersonLines, personName } from '../../jobseekers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { moveReferral } from '../actions/move-referral'
import { doQuery, moveForm, referralQuery } from '../model'
import { nothingTyped } from '../pages/move-forms'
import { ReferralList } from '../pages/referral-list'
import { ReferralPage } from '../pages/referral-page'
import { countReferrals, findReferral, listReferralsByDue, type ReferralFilter } from '../queries/referrals'
import { referralEvents } from '../rules/referral'
import { readReferral, writeReferral } from './doors'
import { viewOf } from './referral-view'
import { missingFields, orderOf, refusalErrors, statusOfRefusal, typedForm } from './steps'

const rowsOnPage = 50

export const referralRoutes: Route[] = [
  get('/referrals', {
    door: readReferral,
    query: referralQuery,
    handle: async ({ tx, ui, actor, query }) => {
      const code = query.q ? parsePublicCode(query.q) : undefined
      const filter: ReferralFilter = {
        show: code?.ok ? 'all' : query.show || 'open', ownerId: query.mine === 'yes' ? (actor.accountId ?? undefined) : undefined, vacancyId: query.vacancy, personId: query.person,
        code: code?.ok ? code.value : undefined,
      }
      const total = code && !code.ok ? 0 : await countReferrals(tx, filter)
      const at = query.page ?? 1
      const rows = total === 0 ? [] : await listReferralsByDue(tx, filter, rowsOnPage, (at - 1) * rowsOnPage)
      const people = await listPersonLines(tx, [...new Set(rows.map((row) => row.person_id))], 'referral')
      const vacancies = await listVacancyLines(tx, [...new Set(rows.map((row) => row.vacancy_id))])
      const lines = rows.map((row) => {
        const person = people.get(row.person_id)
        const vacancy = vacancies.get(row.vacancy_id)
        return { row, person: person ? personName(person, ui.lang) : '', vacancy: vacancy ? vacancyTitle(vacancy, ui.lang) : '' }
      })
      return page(ui.t('placements.referrals.title'), <ReferralList lines={lines} query={query} total={total} pages={Math.max(1, Math.ceil(total / rowsOnPage))} wrongCode={code !== undefined && !code.ok} />, { wide: true })
    },
  }),
  get('/referrals/:id', {
    door: readReferral,
    query: doQuery,
    handle: async (request) => {
      const { tx, ui, params, query } = request
      const referral = await findReferral(tx, params['id'] ?? '')
      if (!referral) return notFound
      const view = await viewOf(request, referral, { doing: referralEvents.find((event) => event === query.do), form: nothingTyped, saved: query.done === 'yes' })
      return page(ui.t('placements.referral'), <ReferralPage {...view} requestKey={ui.newKey()} />, { wide: true })
    },
  }),
  post('/referrals/:id', {
    door: writeReferral,
    form: moveForm,
    handle: async (request) => {
      const { tx, ui, platform, params, form } = request
      const id = params['id'] ?? ''
      const referral = await findReferral(tx, id)
      if (!referral) return notFound
      const typed = typedForm(form)
      const again = async (errors: Record<string, string>, status: 409 | 422) => {
        const fresh = (await findReferral(tx, id)) ?? referral
        const doing = referralEvents.find((event) => event === form.typed['event'])
        const view = await viewOf(request, fresh, { doing, form: { typed: form.typed, errors } })
        return page(ui.t('placements.referral'), <ReferralPage {...view} requestKey={ui.newKey()} />, { wide: true, status })
      }
      if (!form.ok) return again(typed.errors, 422)
      const missing = missingFields(form.value, 'counsellor')
      if (Object.keys(missing).length > 0) return again(missing, 422)
      const moved = await moveReferral(tx, platform, id, orderOf(form.value, 'counsellor', ui))
      if (moved.ok) return seeOther(moved.value.placementId ? ui.to(`/placements/${moved.value.placementId}?done=yes`) : ui.to(`/referrals/${id}?done=yes`))
      return moved.reason === 'not-found' ? notFound : again(refusalErrors(moved.reason), statusOfRefusal(moved.reason))
    },
  }),
]
