import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { moveReferral } from '../actions/move-referral'
import { sayStarted } from '../actions/place'
import { doQuery, moveForm, saysForm } from '../model'
import { CandidateList, CandidatePage, EmployerPlacements } from '../pages/candidate-pages'
import { nothingTyped } from '../pages/move-forms'
import { findPlacementByCode, listEvidence, listPlacements } from '../queries/placements'
import { countReferrals, findReferralByCode, listReferralsByDue } from '../queries/referrals'
import { candidateView, nameForEmployer, openCandidate } from './candidate-view'
import { answerCandidate, readCandidate } from './doors'
import { missingFields, orderOf, refusalErrors, statusOfRefusal, typedForm } from './steps'

const rowsOnPage = 25
const listQuery = z.strictObject({ show: z.enum(['open', 'overdue', 'closed', 'all']).optional(), page: z.coerce.number().int().min(1).max(1000).optional() })

export const employerRoutes: Route[] = [
  get('/employer/candidates', {
    door: readCandidate,
    query: listQuery,
    handle: async ({ tx, ui, query }) => {
      const filter = { show: query.show ?? 'open' }
      const total = await countReferrals(tx, filter)
      const rows = await listReferralsByDue(tx, filter, rowsOnPage, ((query.page ?? 1) - 1) * rowsOnPage)
      const vacancies = await listVacancyLines(tx, [...new Set(rows.map((row) => row.vacancy_id))])
      const lines = []
      for (const row of rows) {
        const vacancy = vacancies.get(row.vacancy_id)
        lines.push({ row, name: await nameForEmployer(tx, ui, row.id), vacancy: vacancy ? vacancyTitle(vacancy, ui.lang) : '' })
      }
      return page(ui.t('placements.employer-candidates.title'), <CandidateList lines={lines} query={query} total={total} pages={Math.max(1, Math.ceil(total / rowsOnPage))} />)
    },
  }),
  get('/employer/candidates/:code', {
    door: readCandidate,
    query: doQuery,
    handle: async ({ tx, ui, platform, params, query }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findReferralByCode(tx, code.value) : undefined
      if (!row) return notFound
      const opened = await openCandidate(tx, platform, row)
      const here = ui.to(`/employer/candidates/${row.code}`)
      const view = await candidateView(tx, ui, opened, { here, back: ui.to('/employer/candidates'), doing: query.do, form: nothingTyped, saved: query.done === 'yes' })
      return page(view.name || ui.t('placements.candidate'), <CandidatePage {...view} />)
    },
  }),
  post('/employer/candidates/:code', {
    door: answerCandidate,
    form: moveForm,
    handle: async ({ tx, ui, platform, params, form }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findReferralByCode(tx, code.value) : undefined
      if (!row) return notFound
      const here = ui.to(`/employer/candidates/${row.code}`)
      const again = async (errors: Record<string, string>, status: 409 | 422) => {
        const doing = form.typed['event']
        const view = await candidateView(tx, ui, row, { here, back: ui.to('/employer/candidates'), doing: typeof doing === 'string' ? doing : undefined, form: { typed: form.typed, errors } })
        return page(view.name || ui.t('placements.candidate'), <CandidatePage {...view} />, { status })
      }
      if (!form.ok) return again(typedForm(form).errors, 422)
      const missing = missingFields(form.value, 'employer')
      if (Object.keys(missing).length > 0) return again(missing, 422)
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'employer', ui))
      if (moved.ok) return seeOther(`${here}?done=yes`)
      return moved.reason === 'not-found' ? notFound : again(refusalErrors(moved.reason), statusOfRefusal(moved.reason))
    },
  }),
  get('/employer/placements', {
    door: { ...readCandidate, subject: 'placement' },
    query: z.strictObject({ done: z.string().max(3).optional() }),
    handle: async ({ tx, ui, query }) => {
      const lines = []
      for (const row of await listPlacements(tx, { show: 'all' }, 100)) {
        if (row.state === 'void') continue
        const said = row.level === 'refuted' || (await listEvidence(tx, row.id)).some(({ source }) => source === 'employer') || (row.recorded_party === 'employer' && row.state !== 'announced') || row.state === 'not-started'
        lines.push({ row, said, name: row.referral_id ? await nameForEmployer(tx, ui, row.referral_id) : '' })
      }
      return page(ui.t('placements.employer-placements.title'), <EmployerPlacements lines={lines} newKey={ui.newKey} saved={query.done === 'yes'} />)
    },
  }),
  post('/employer/placements', {
    door: { ...answerCandidate, subject: 'placement' },
    form: saysForm.extend({ code: z.string().max(20) }),
    handle: async ({ tx, ui, platform, form }) => {
      const row = form.ok ? await findPlacementByCode(tx, form.value.code) : undefined
      if (!row || !form.ok) return notFound
      const said = await sayStarted(tx, platform, row.id, { party: 'employer', says: form.value.says, method: 'link' })
      return seeOther(ui.to(said.ok ? '/employer/placements?done=yes' : '/employer/placements'))
    },
  }),
]
