import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { type Answer, get, json, notFound, post, type Route } from '../../../platform/http/route'
import { findCandidate } from '../queries/referrals'
import { closeFollowUp, recordAttempt } from '../actions/follow-up'
import { moveReferral } from '../actions/move-referral'
import { addEvidence } from '../actions/place'
import { refer } from '../actions/refer'
import { readStatus } from '../actions/status'
import { evidenceForm, followUpForm, moveForm, referForm } from '../model'
import { findPlacement, listDueFollowUps, listPlacementsByMaking, type PlacementRow } from '../queries/placements'
import { findReferral, findReferralByCode, listReferrals, type ReferralRow } from '../queries/referrals'
import { attemptChannels } from '../rules/placement'
import { answerCandidate, changeOwn, readCandidate, readOwn, readPlacement, readReferral, statusPage, writePlacement, writeReferral } from './doors'
import { missingFields, orderOf, refusalKey, statusOfRefusal } from './steps'

const tag = 'placements'
const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), before: z.uuid().optional() }
const referralShape = z.object({
  id: z.uuid(), code: z.string(), personId: z.uuid(), vacancyId: z.uuid(), employerId: z.uuid(), origin: z.string(), state: z.string(), dueOn: z.string().nullable(), dueKind: z.string().nullable(),
  sentOn: z.string().nullable(), closedOn: z.string().nullable(), closingReason: z.string().nullable(), version: z.int(),
})
const placementShape = z.object({
  id: z.uuid(), code: z.string(), personId: z.uuid(), employerId: z.uuid(), vacancyId: z.uuid().nullable(), referralId: z.uuid().nullable(), kind: z.string(), startDate: z.string(), endDate: z.string().nullable(),
  state: z.string(), level: z.string(), version: z.int(),
})
const referralOf = (row: ReferralRow): z.infer<typeof referralShape> => ({
  id: row.id, code: row.code, personId: row.person_id, vacancyId: row.vacancy_id, employerId: row.employer_id, origin: row.origin, state: row.state, dueOn: row.due_on, dueKind: row.due_kind,
  sentOn: row.sent_on, closedOn: row.closed_on, closingReason: row.closing_reason, version: row.version,
})
const placementOf = (row: PlacementRow): z.infer<typeof placementShape> => ({
  id: row.id, code: row.code, personId: row.person_id, employerId: row.employer_id, vacancyId: row.vacancy_id, referralId: row.referral_id, kind: row.kind, startDate: row.start_date, endDate: row.end_date,
  state: row.state, level: row.level, version: row.version,
})
const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.uuid().nullable() })
/** A page by the last id; `next` asks for the one after. */
const paged = <Row extends { id: string }, Shown>(rows: readonly Row[], limit: number, shape: (row: Row) => Shown): Answer =>
  json({ items: rows.map(shape), next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) })

const refusedWith = (reason: string, platformWords: (key: string) => string): Answer =>
  reason === 'not-found' ? notFound : { kind: 'problem', status: reason === 'stale' ? 412 : statusOfRefusal(reason), title: reason, detail: platformWords(refusalKey(reason)) }
const faulty = (fields: Record<string, string>): Answer => ({ kind: 'problem', status: 422, title: 'body', fields })

const ownShape = referralShape.omit({ id: true, personId: true, employerId: true, vacancyId: true })
const ownOf = ({ code, origin, state, dueOn, dueKind, sentOn, closedOn, closingReason, version }: z.infer<typeof referralShape>) => ({ code, origin, state, dueOn, dueKind, sentOn, closedOn, closingReason, version })

export const placementApi: Route[] = [
  get('/api/v1/referrals', {
    door: readReferral,
    query: z.strictObject({ ...paging, show: z.string().max(20).optional(), vacancy: z.uuid().optional(), person: z.uuid().optional() }),
    api: { summary: 'Referrals of the own centre’s people, newest first', tag, answer: listOf(referralShape) },
    handle: async ({ tx, query }) => {
      const rows = await listReferrals(tx, { show: query.show ?? 'all', vacancyId: query.vacancy, personId: query.person, before: query.before }, query.limit)
      for (const row of rows) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['referral'] })
      return paged(rows, query.limit, referralOf)
    },
  }),
  post('/api/v1/referrals', {
    door: writeReferral,
    form: referForm,
    api: { summary: 'Put one person forward for one vacancy', tag, answer: z.object({ id: z.uuid(), code: z.string() }) },
    handle: async ({ tx, ui, platform, form, actor }) => {
      if (!form.ok) return faulty(form.errors)
      const { value } = form
      const reachable = await tx.db.selectFrom('person').select('id').where('id', '=', value.person).executeTakeFirst()
      if (!reachable) return notFound
      const made = await refer(tx, platform, {
        personId: value.person, vacancyId: value.vacancy, origin: value.origin, how: value.agreed === 'yes' ? 'confirmed' : 'proposed', by: 'counsellor', message: value.message, overrideReason: value.overrideReason,
        ...(value.agreed === 'yes' && value.method ? { consent: { method: value.method, language: ui.lang, ...(value.method === 'with-witness' && actor.accountId ? { witness: actor.accountId } : {}) } } : {}),
      })
      return made.ok ? json(made.value, 201) : refusedWith(made.reason, ui.t)
    },
  }),
  post('/api/v1/referrals/:id/transitions', {
    door: writeReferral,
    form: moveForm,
    api: { summary: 'One step of a referral', tag, answer: referralShape },
    handle: async ({ tx, ui, platform, params, form }) => {
      if (!form.ok) return faulty(form.errors)
      const row = await findReferral(tx, params['id'] ?? '')
      if (!row) return notFound
      if (form.value._version === undefined) return { kind: 'problem', status: 428, title: 'version-missing' }
      const missing = missingFields(form.value, 'counsellor')
      if (Object.keys(missing).length > 0) return faulty(missing)
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'counsellor', ui))
      return moved.ok ? json(referralOf(moved.value.referral)) : refusedWith(moved.reason, ui.t)
    },
  }),
  get('/api/v1/placements', {
    door: readPlacement,
    query: z.strictObject({ ...paging, show: z.string().max(20).optional(), level: z.string().max(20).optional(), kind: z.string().max(20).optional(), from: z.iso.date().optional(), to: z.iso.date().optional() }),
    api: { summary: 'Placements of the own centre’s people, newest first', tag, answer: listOf(placementShape) },
    handle: async ({ tx, query }) => {
      const { limit, show, ...filter } = query
      const rows = await listPlacementsByMaking(tx, { ...filter, show: show ?? 'all' }, limit)
      for (const row of rows) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['placement'] })
      return paged(rows, limit, placementOf)
    },
  }),
  get('/api/v1/placements/:id', {
    door: readPlacement,
    api: { summary: 'One placement', tag, answer: placementShape },
    handle: async ({ tx, params }) => {
      const row = await findPlacement(tx, params['id'] ?? '')
      if (!row) return notFound
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['placement'] })
      return { kind: 'json', value: placementOf(row), version: row.version }
    },
  }),
  post('/api/v1/placements/:id/evidence', {
    door: writePlacement,
    form: evidenceForm,
    api: { summary: 'What another party than the recorder says about a placement', tag, answer: placementShape },
    handle: async ({ tx, ui, platform, params, form, actor }) => {
      if (!form.ok) return faulty(form.errors)
      const added = await addEvidence(tx, platform, params['id'] ?? '', { ...form.value, recordedBy: actor.accountId ?? '' })
      return added.ok ? json(placementOf(added.value)) : refusedWith(added.reason, ui.t)
    },
  }),
  get('/api/v1/follow-ups', {
    door: readPlacement,
    query: z.strictObject({ limit: paging.limit }),
    api: { summary: 'Follow-ups that are due, first due first', tag, answer: z.object({ items: z.array(z.object({ id: z.uuid(), placementId: z.uuid(), round: z.int(), dueOn: z.string(), attempts: z.int() })) }) },
    handle: async ({ tx, query }) => {
      const rows = await listDueFollowUps(tx, query.limit)
      for (const row of rows) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: ['follow-up'] })
      return json({ items: rows.map((row) => ({ id: row.id, placementId: row.placement_id, round: row.round, dueOn: row.due_on, attempts: row.attempts })) })
    },
  }),
  post('/api/v1/follow-ups/:id/attempts', {
    door: writePlacement,
    form: z.object({ channel: z.enum(attemptChannels), reached: z.boolean() }),
    api: { summary: 'One try to reach a placed person', tag, answer: z.object({ attempts: z.int() }) },
    handle: async ({ tx, ui, platform, params, form }) => {
      if (!form.ok) return faulty(form.errors)
      const added = await recordAttempt(tx, platform, params['id'] ?? '', form.value)
      return added.ok ? json({ attempts: added.value.attempts }) : refusedWith(added.reason, ui.t)
    },
  }),
  post('/api/v1/follow-ups/:id/outcome', {
    door: writePlacement,
    form: followUpForm.omit({ followUp: true }),
    api: { summary: 'What became of a placed person in a round', tag, answer: z.object({ outcome: z.string() }) },
    handle: async ({ tx, ui, platform, params, form }) => {
      if (!form.ok) return faulty(form.errors)
      const closed = await closeFollowUp(tx, platform, params['id'] ?? '', form.value)
      return closed.ok ? json({ outcome: form.value.outcome }) : refusedWith(closed.reason, ui.t)
    },
  }),
  get('/api/v1/me/applications', {
    door: readOwn,
    query: z.strictObject(paging),
    api: { summary: 'Own applications and proposals', tag, answer: listOf(ownShape) },
    handle: async ({ tx, actor, query }) => {
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: actor.personId ?? '', purpose: 'referral', basis: 'own', fields: ['referral'] })
      return paged(await listReferrals(tx, { show: 'all', personId: actor.personId ?? '', before: query.before }, query.limit), query.limit, (row) => ownOf(referralOf(row)))
    },
  }),
  post('/api/v1/me/applications/:code', {
    door: changeOwn,
    form: moveForm,
    api: { summary: 'Answer a proposal or an offer, or withdraw', tag, answer: ownShape },
    handle: async ({ tx, ui, platform, params, form }) => {
      if (!form.ok) return faulty(form.errors)
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findReferralByCode(tx, code.value) : undefined
      if (!row) return notFound
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'jobseeker', ui))
      return moved.ok ? json(ownOf(referralOf(moved.value.referral))) : refusedWith(moved.reason, ui.t)
    },
  }),
  get('/api/v1/employer/vacancies/:code/candidates', {
    door: readCandidate,
    query: z.strictObject(paging),
    api: { summary: 'People who agreed to be shown for this vacancy', tag, answer: listOf(ownShape.extend({ nameNative: z.string().nullable(), nameLatin: z.string().nullable(), phone: z.string().nullable() })) },
    handle: async ({ tx, actor, params, query }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await tx.db.selectFrom('vacancy').select('id').where('code', '=', code.value).where('employer_id', '=', actor.employerId ?? '').executeTakeFirst() : undefined
      if (!vacancy) return notFound
      const rows = await listReferrals(tx, { show: 'all', vacancyId: vacancy.id, before: query.before }, query.limit)
      const items = []
      for (const row of rows) {
        const candidate = await findCandidate(tx, row.id)
        if (candidate) tx.note({ action: 'person.view', subjectKind: 'person', subjectId: candidate.personId, purpose: 'referral', basis: 'consent', fields: ['name', 'phone'] })
        items.push({ ...ownOf(referralOf(row)), nameNative: candidate?.nameNative ?? null, nameLatin: candidate?.nameLatin ?? null, phone: candidate?.phone ?? null })
      }
      return json({ items, next: rows.length < query.limit ? null : (rows.at(-1)?.id ?? null) })
    },
  }),
  post('/api/v1/employer/referrals/:code/answer', {
    door: answerCandidate,
    form: moveForm,
    api: { summary: 'Answer a referral: invite, more time, offer, hired or no', tag, answer: ownShape },
    handle: async ({ tx, ui, platform, params, form }) => {
      if (!form.ok) return faulty(form.errors)
      const code = parsePublicCode(params['code'] ?? '')
      const row = code.ok ? await findReferralByCode(tx, code.value) : undefined
      if (!row) return notFound
      const missing = missingFields(form.value, 'employer')
      if (Object.keys(missing).length > 0) return faulty(missing)
      const moved = await moveReferral(tx, platform, row.id, orderOf(form.value, 'employer', ui))
      return moved.ok ? json(ownOf(referralOf(moved.value.referral))) : refusedWith(moved.reason, ui.t)
    },
  }),
  get('/api/v1/status/:code', {
    door: statusPage,
    api: { summary: 'How an application stands; neither name nor phone', tag, answer: z.object({ state: z.string(), dueOn: z.string().nullable(), dueKind: z.string().nullable(), closingReason: z.string().nullable() }) },
    handle: async ({ tx, platform, params, address, ui }) => {
      const found = await readStatus(tx, platform, params['code'] ?? '', address)
      if (found.ok) return json({ state: found.value.state, dueOn: found.value.due_on, dueKind: found.value.due_kind, closingReason: found.value.closing_reason })
      const status = { 'typing-mistake': 422, unknown: 404, slowed: 429 } as const
      return { kind: 'problem', status: status[found.reason], title: found.reason, detail: ui.t(`placements.status.${found.reason}`), keep: true }
    },
  }),
]
