import { z } from 'zod'
import type { Actor } from '../../../kernel/actor'
import { type Answer, get, type Incoming, notFound, post, type Route } from '../../../platform/http/route'
import { findProposal, getPeriodState, type PeriodRecord, type PeriodStep, proposeStep } from '../../measures/index'
import { takeMonthStep } from '../actions/months'
import { closeCycleStage, readCycleFacts } from '../actions/cycles'
import { type CycleRecord, findCycle } from '../queries/plans'
import { missingFor, type Stage } from '../rules/cycle'
import { centreDoor, centrePost, placeOf } from '../routes/asking'
import { isOwn } from '../routes/plans'
import { cycleShape, monthStateShape, nothingAsked, tag } from './shapes'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui' | 'params'>
const version = z.coerce.number().int().min(0).optional()
const stepForm = z.object({ _version: version, reason: z.string().max(2000, 'errors.too-long').optional().transform((text) => text?.trim() ?? '') })
const versionMissing: Answer = { kind: 'problem', status: 428, title: 'version-missing' }

async function findMonth({ tx, platform, actor, params }: Request) {
  const place = await placeOf(tx, platform, actor, { month: params['period'], centre: params['code'] })
  return place?.centre && place.sight.level !== 'released' ? { centre: place.centre, month: place.month, record: await getPeriodState(tx, place.centre.id, place.month.key) } : undefined
}
type Month = NonNullable<Awaited<ReturnType<typeof findMonth>>>

const proposals = ['release', 'reopen'] as const
async function stateAnswer({ tx }: Pick<Request, 'tx'>, { centre, month }: Month, status: 200 | 202 = 200): Promise<Answer> {
  const record: PeriodRecord = await getPeriodState(tx, centre.id, month.key)
  const waiting: string[] = []
  for (const step of proposals) if (await findProposal(tx, record, step)) waiting.push(step)
  const value: z.input<typeof monthStateShape> = { period: month.key, unit_code: centre.code, state: record.state, grade: record.grade, lock_no: record.lockNo, version: record.version, waiting }
  return { kind: 'json', value, status, version: record.version }
}

const refusal = ({ ui }: Pick<Request, 'ui'>, reason: string, fields?: Record<string, string>): Answer =>
  ({ kind: 'problem', status: reason === 'stale' ? 412 : 422, title: reason, detail: ui.t(`performance.refusal.${reason}`), ...(fields ? { fields } : {}) })

/** What cannot be taken back needs two people: the first one to ask proposes it, the second one decides. */
const isProposal = async ({ tx }: Pick<Request, 'tx'>, record: PeriodRecord, step: PeriodStep): Promise<boolean> =>
  (step === 'release' || step === 'reopen') && (await findProposal(tx, record, step)) === undefined

const steps: Readonly<Record<PeriodStep, { who: readonly Exclude<Actor['role'], 'public'>[]; summary: string }>> = {
  submit: { who: ['chief'], summary: 'Submits the month of a centre' },
  return: { who: ['headquarters'], summary: 'Gives a submitted month back, with a reason' },
  verify: { who: ['headquarters'], summary: 'Verifies a submitted month' },
  lock: { who: ['headquarters'], summary: 'Locks a verified month; never the person who verified it' },
  release: { who: ['headquarters', 'statistician'], summary: 'Proposes the release of a locked month (202), or releases it when another person proposed' },
  reopen: { who: ['headquarters'], summary: 'Proposes to open a locked month again (202), or opens it when another person proposed' },
}

const stepRoute = (step: PeriodStep): Route =>
  post(`/api/v1/periods/:period/units/:code/${step}`, {
    door: { ...centrePost, who: steps[step].who }, form: stepForm, api: { summary: steps[step].summary, tag, answer: monthStateShape },
    handle: async (request): Promise<Answer> => {
      const { tx, platform, form } = request
      const found = await findMonth(request)
      if (!found || !form.ok) return notFound
      const { centre, month, record } = found
      const { _version: seen, reason } = form.value
      if (seen === undefined) return versionMissing
      if (seen !== record.version) return refusal(request, 'stale')
      if (await isProposal(request, record, step)) {
        const proposed = await proposeStep(tx, centre, month.key, step === 'release' ? 'release' : 'reopen', reason)
        return proposed.ok ? stateAnswer(request, found, 202) : refusal(request, proposed.reason)
      }
      const outcome = await takeMonthStep(tx, platform, centre, month.key, step, reason)
      return outcome.ok ? stateAnswer(request, found) : refusal(request, outcome.reason)
    },
  })

async function cycleAnswer({ tx }: Pick<Request, 'tx'>, cycle: CycleRecord): Promise<Answer> {
  const missing = cycle.state === 'running' ? missingFor(cycle.stage as Stage, await readCycleFacts(tx, cycle)) : []
  const value: z.input<typeof cycleShape> = { id: cycle.id, unit_code: cycle.centre_code, period: cycle.period, state: cycle.state, stage: cycle.stage, missing, version: cycle.version }
  return { kind: 'json', value, version: cycle.version }
}

export const stepApi: Route[] = [
  get('/api/v1/periods/:period/units/:code', {
    door: centreDoor, query: nothingAsked, api: { summary: 'How far the month of a centre is', tag, answer: monthStateShape },
    handle: async (request) => {
      const found = await findMonth(request)
      return found ? stateAnswer(request, found) : notFound
    },
  }),
  ...(Object.keys(steps) as PeriodStep[]).map(stepRoute),
  get('/api/v1/cycles/:id', {
    door: centreDoor, query: nothingAsked, api: { summary: 'A five-step cycle, and what is missing to close its stage', tag, answer: cycleShape },
    handle: async ({ tx, params }) => {
      const cycle = await findCycle(tx, params['id'] ?? '')
      return cycle ? cycleAnswer({ tx }, cycle) : notFound
    },
  }),
  post('/api/v1/cycles/:id/stages/:stage/close', {
    door: centrePost, form: z.object({ _version: version }), api: { summary: 'Closes the open stage of a cycle when its gate is open', tag, answer: cycleShape },
    handle: async (request): Promise<Answer> => {
      const { tx, params, form } = request
      const [cycle, stage] = [await findCycle(tx, params['id'] ?? ''), params['stage'] ?? '']
      if (!cycle || !form.ok || !isOwn(request, cycle) || !/^[1-5]$/.test(stage)) return notFound
      if (form.value._version === undefined) return versionMissing
      if (form.value._version !== cycle.version) return refusal(request, 'stale')
      const outcome = await closeCycleStage(tx, cycle.id, Number(stage) as Stage)
      if (!outcome.ok) return outcome.reason === 'not-found' ? notFound : refusal(request, outcome.reason, Object.fromEntries((outcome.missing ?? []).map((item) => [item, `performance.missing.${item}`])))
      const after = await findCycle(tx, cycle.id)
      return after ? cycleAnswer(request, after) : notFound
    },
  }),
]
