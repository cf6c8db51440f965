import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, page, post, type Route, seeOther } from '../../../platform/http/route'
import { parseDay } from '../../../platform/text/dates'
import { countryFolderOf, readWeightFiles } from '../actions/take-country'
import { decideWeights, digestOf, listWeights, proposeWeights } from '../actions/weights'
import { WeightsPage } from '../pages/weights-page'
import { findWeights, listUnmeasured } from '../queries/panel'
import { writing } from './doors'
import { weightsDoor } from './panel'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor'>
const change: Door = { ...weightsDoor, who: ['headquarters'], audit: 'write', key: 'required', body: writing.body }
const proposal = z.object({ what: z.union([z.literal('files'), z.uuid()]).default('files'), report: z.string().trim().max(4000).default(''), from: z.string().max(40).default('') })
const decision = z.object({ id: z.uuid(), answer: z.enum(['approved', 'refused']) })

interface Typed {
  report: string
  from: string
  errors: Record<string, string>
}

async function show({ tx, ui, platform, actor }: Request, typed: Typed, status?: 409 | 422): Promise<Answer> {
  const versions = await listWeights(tx)
  const files = digestOf(readWeightFiles(countryFolderOf(platform)))
  const unmeasured = await listUnmeasured(tx, platform.country.places.filter(({ level }) => level === 2).map(({ code }) => code))
  const body = <WeightsPage weights={await findWeights(tx)} unmeasured={unmeasured} versions={versions} isNew={versions.every(({ digest, isInForce }) => !isInForce || digest !== files)} mayChange={actor.role === 'headquarters'} reader={actor.accountId} typed={typed} />
  return page(ui.t('matching.weights.title'), body, { wide: true, ...(status ? { status } : {}) })
}
const nothing: Typed = { report: '', from: '', errors: {} }

/** The constants of the score, and the two people that a change needs. */
export const weightsRoutes: Route[] = [
  get('/match-weights', { door: weightsDoor, handle: (request) => show(request, nothing) }),
  post('/match-weights/propose', {
    door: change, form: proposal,
    handle: async (request) => {
      const { tx, ui, platform, form } = request
      if (!form.ok) return show(request, { ...nothing, errors: { report: ui.t('matching.weights.refusal.no-report') } }, 422)
      const { what, report, from } = form.value
      const day = parseDay(from)
      if (!day.ok) return show(request, { report, from, errors: { from: ui.t('matching.weights.refusal.day') } }, 422)
      const outcome = await proposeWeights(tx, readWeightFiles(countryFolderOf(platform)), { again: what === 'files' ? null : what, report, validFrom: day.value })
      if (outcome.ok) return seeOther(ui.to('/match-weights'))
      const field = { 'no-report': 'report', 'too-early': 'from', waiting: 'what', unchanged: 'what', 'not-found': 'what' }[outcome.reason]
      return show(request, { report, from, errors: { [field]: ui.t(`matching.weights.refusal.${outcome.reason}`) } }, outcome.reason === 'waiting' ? 409 : 422)
    },
  }),
  post('/match-weights/decide', {
    door: change, form: decision,
    handle: async (request) => {
      const { tx, ui, form } = request
      const outcome = form.ok ? await decideWeights(tx, form.value.id, form.value.answer) : ({ ok: false, reason: 'decided' } as const)
      return outcome.ok ? seeOther(ui.to('/match-weights')) : show(request, { ...nothing, errors: { decide: ui.t(`matching.weights.refusal.${outcome.reason}`) } }, 409)
    },
  }),
]
