import { z } from 'zod'
import { toText, zero } from '../../../kernel/exact'
import { isUuid } from '../../../kernel/id'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { groundOf } from '../../measures/index'
import { type NewBaseline, proposeBaselineValue } from '../actions/targets'
import { deskForm } from '../model'
import { BaselineDeskPage, type DeskProps, proposalText } from '../pages/baseline-desk'
import { type DeskLine, findDeskLine, readBaselineDesk } from '../reading/baseline-desk'
import { placeOf, settingDoor, settingPost } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui'>
const linesOnPage = 30
const deskQuery = z.strictObject({ page: z.string().regex(/^\d{1,4}$/).optional() })

async function show({ tx, platform, actor, ui }: Request, at: number, refused: DeskProps['refused'] = null): Promise<Answer> {
  const place = await placeOf(tx, platform, actor, {})
  if (!place) return notFound
  const { lines, count } = await readBaselineDesk(await groundOf(tx, platform), { limit: linesOnPage, offset: (at - 1) * linesOnPage })
  const pages = Math.max(1, Math.ceil(count / linesOnPage))
  const body = <BaselineDeskPage lines={lines} count={count} page={at} pages={pages} centres={place.centres} month={place.month} refused={refused} newKey={() => ui.newKey()} />
  return page(ui.t('performance.desk'), body, refused ? { status: 422 } : {})
}

/** What an answer makes of a line; undefined when the line has no such answer. */
function baselineFor({ ui }: Pick<Request, 'ui'>, line: DeskLine, answer: 'accept' | 'zero' | 'not-recorded', reason: string): NewBaseline | undefined {
  const { series, proposal } = line
  const year = (proposal?.months.at(-1)?.key ?? ui.today).slice(0, 4)
  if (answer === 'accept') return proposal && { value: proposal.value, status: 'measured', period: year, source: proposalText(ui, line, proposal).slice(0, 300), reason }
  if (series.status !== 'zero_unconfirmed') return undefined
  const kept = { period: year, source: series.source ?? reason, reason }
  return answer === 'zero' ? { ...kept, value: zero, status: 'true_zero' } : { ...kept, value: null, status: 'not_recorded' }
}

export const baselineDeskRoutes: Route[] = [
  get('/performance/baselines', {
    door: { ...settingDoor, audit: 'none: figures only, no record is shown' },
    query: deskQuery,
    handle: async (request) => show(request, Math.max(1, Number(request.query.page ?? 1))),
  }),
  post('/performance/baselines/:id', {
    door: settingPost,
    form: deskForm,
    handle: async (request) => {
      const { tx, platform, params, form, ui } = request
      const typedAt = Number(form.typed['at'])
      const at = Number.isInteger(typedAt) && typedAt > 0 ? typedAt : 1
      const id = params['id'] ?? ''
      const line = isUuid(id) ? await findDeskLine(await groundOf(tx, platform), id) : undefined
      if (!line) return notFound
      const refuse = (name: string, error: string) => show(request, at, { id, form: { typed: form.typed, errors: { [name]: error } } })
      if (!form.ok) return show(request, at, { id, form })
      const { answer, reason, seen } = form.value
      const given = line.measure && baselineFor(request, line, answer, reason)
      if (!given || !line.measure) return notFound
      // Records may have come in since the page was read; nobody accepts a number that they did not see.
      if (answer === 'accept' && seen !== toText(line.proposal?.value ?? zero)) return refuse('_desk', 'performance.desk.moved')
      const { indicatorId, centreId, slice } = line.series
      const outcome = await proposeBaselineValue(tx, { indicatorId, centreId, slice }, line.measure, given)
      return outcome.ok ? seeOther(ui.to(`/performance/baselines?page=${at}`)) : refuse('_desk', `performance.refusal.${outcome.reason}`)
    },
  }),
]
