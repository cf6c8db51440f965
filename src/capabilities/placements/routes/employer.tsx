import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { type Answer, get, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { moveReferral } from '../actions/move-referral'
import { endPlacement, sayStarted } from '../actions/place'
import { doQuery, endForm, moveForm, saysForm } from '../model'
import { CandidateList, CandidatePage, EmployerPlacements } from '../pages/candidate-pages'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { findPlacementByCode, listEvidence, listPlacements } from '../queries/placements'
import { countReferrals, findReferralByCode, listReferralsByDue } from '../queries/referrals'
import { candidateView, nameForEmployer, openCandidate } from './candidate-view'
import { answerCandidate, readCandidate } from './doors'
import type { Request } from './referral-view'
import { missingFields, orderOf, refusalErrors, statusOfRefusal, typedForm } from './steps'

const rowsOnPage = 25
const mostPlacements = 100
const listQuery = z.strictObject({ show: z.enum(['open', 'overdue', 'closed', 'all']).optional(), page: z.coerce.number().int().min(1).max(1000).optional() })

async function showPlacements({ tx, ui }: Pick<Request, 'tx' | 'ui'>, at: { saved: boolean; ending: { code: string; form: TypedForm } | null; status?: 200 | 422 }): Promise<Answer> {
  const lines = []
  for (const row of await listPlacements(tx, { show: 'all' }, mostPlacements)) {
    if (row.state === 'void') continue
    const said = row.level === 'refuted' || row.state === 'not-started' || (row.recorded_party === 'employer' && row.state !== 'announced') || (await listEvidence(tx, row.id)).some(({ source }) => source === 'employer')
    lines.push({ row, said, name: row.referral_id ? await nameForEmployer(tx, ui, row.referral_id) : '' })
  }
  const ending = lines.some(({ row }) => row.code === at.ending?.code && row.state === 'started') ? at.ending : null
  return page(ui.t('placements.employer-placements.title'), <EmployerPlacements lines={lines} newKey={ui.newKey} saved={at.saved} ending={ending} />, { status: at.status ?? 200 })
}

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
    query: z.strictObject({ done: z.string().max(3).optional(), end: z.string().max(20).optional() }),
    handle: (request) => showPlacements(request, { saved: request.query.done === 'yes', ending: request.query.end ? { code: request.query.end, form: nothingTyped } : null }),
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
  post('/employer/placements/:code/end', {
    door: { ...answerCandidate, subject: 'placement' },
    form: endForm,
    handle: async (request) => {
      const { tx, ui, params, form } = request
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findPlacementByCode(tx, code.value) : undefined
      if (!row) return notFound
      const again = (errors: Record<string, string>) => showPlacements(request, { saved: false, ending: { code: row.code, form: { typed: form.typed, errors } }, status: 422 })
      if (!form.ok) return again(typedForm(form).errors)
      const ended = await endPlacement(tx, row.id, { date: form.value.date, reason: form.value.reason })
      return ended.ok ? seeOther(ui.to('/employer/placements?done=yes')) : again(refusalErrors(ended.reason))
    },
  }),
]
