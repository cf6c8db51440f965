import { z } from 'zod'
import { addDays, parseIsoDay } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import type { Outcome } from '../../../kernel/outcome'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, json, notFound, post, type Route } from '../../../platform/http/route'
import { findSkills } from '../../../platform/classifications/skills/find-skills'
import { isInForce } from '../../../platform/country/index'
import { reportJob } from '../actions/complaints'
import { approveVacancy, rejectVacancy, returnVacancy } from '../actions/inspect'
import { closeVacancy, extendVacancy, pauseVacancy, reopenVacancy, resumeVacancy } from '../actions/publish'
import { sendVacancy } from '../actions/send'
import { closingReasons, complaintKinds, pauseReasons, rejectionReasons, unfilledReasons, type Vacancy } from '../model'
import { findPublicEmployer } from '../queries/portal'
import { listVacancies } from '../queries/list'
import { findByCode, findVacancy } from '../queries/records'
import { daysNew, facetNames, findJobs, type Kept } from '../search'
import { findOwn } from './answers'
import { staffWriteDoor } from './staff'

const openDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: only published jobs and lists are shown', limit: 'search' }
const tag = 'Vacancies'
const mostOfPage = 200

const amount = z.string().nullable()
const vacancyAnswer = z.object({
  code: z.string(), titles: z.object({ km: z.string().nullable(), lo: z.string().nullable(), en: z.string().nullable() }), employer: z.string().nullable(),
  occupation: z.string().nullable(), provinceCode: z.string().nullable(), districtCode: z.string().nullable(), contract: z.string(), posts: z.number().int(),
  wage: z.object({ min: amount, max: amount, currency: z.string().nullable(), period: z.string().nullable() }).nullable(), publishedOn: z.string().nullable(), validUntil: z.string().nullable(),
})
const counts = z.record(z.string(), z.number().int())
const pageAnswer = z.object({
  items: z.array(vacancyAnswer), total: z.number().int(), next: z.string().nullable(), facets: z.record(z.enum(facetNames), counts),
  mended: z.array(z.object({ typed: z.string(), used: z.array(z.string()) })), hasAllWords: z.boolean(),
})

const searchQuery = z.strictObject({
  q: z.string().max(200).optional(), province: z.string().max(20).optional(), district: z.string().max(20).optional(), group: z.string().max(4).optional(), contract: z.string().max(20).optional(),
  accessible: z.literal('true').optional(), newSinceDays: z.string().regex(/^\d{1,3}$/).optional(), limit: z.string().regex(/^\d{1,3}$/).optional(), cursor: z.string().max(40).optional(),
})

interface Shown {
  code: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  isco: string | null
  provinceCode: string | null
  districtCode: string | null
  contract: string
  posts: number
  wageMin: string | null
  wageMax: string | null
  wageCurrency: string | null
  wagePeriod: string | null
  publishedOn: string | null
  validUntil: string | null
}
const shown = (row: Shown, employer: string | null) => ({
  code: row.code, titles: { km: row.titleKm, lo: row.titleLo, en: row.titleEn }, employer, occupation: row.isco, provinceCode: row.provinceCode, districtCode: row.districtCode,
  contract: row.contract, posts: row.posts, wage: row.wageMin === null && row.wageMax === null ? null : { min: row.wageMin, max: row.wageMax, currency: row.wageCurrency, period: row.wagePeriod },
  publishedOn: row.publishedOn, validUntil: row.validUntil,
})

const problem = (reason: string): Answer => ({ kind: 'problem', status: reason === 'stale' ? 409 : reason === 'not-allowed' ? 403 : 422, title: reason })

const transitionForm = z.strictObject({
  event: z.enum(['send', 'approve', 'return', 'reject', 'pause', 'resume', 'extend', 'close', 'reopen']),
  version: z.number().int(),
  reason: z.string().max(300).optional(),
  note: z.string().max(1000).optional(),
  until: z.iso.date().optional(),
  decisions: z.record(z.string(), z.string().max(300)).optional(),
})

type Run = Parameters<Parameters<typeof post>[1]['handle']>[0]

async function apply({ tx, platform }: Pick<Run, 'tx' | 'platform'>, vacancy: Vacancy, typed: z.output<typeof transitionForm>): Promise<Outcome<unknown, string>> {
  const refuse = (reason: string): Outcome<never, string> => ({ ok: false, reason })
  const among = <T extends string>(codes: readonly T[]): T | undefined => codes.find((code) => code === typed.reason)
  switch (typed.event) {
    case 'send':
      return sendVacancy(tx, platform, vacancy)
    case 'approve':
      return approveVacancy(tx, platform, vacancy, typed.decisions ?? {})
    case 'return':
      return typed.note ? returnVacancy(tx, platform, vacancy, typed.note) : refuse('short-reason')
    case 'reject': {
      const reason = among(rejectionReasons)
      return reason ? rejectVacancy(tx, platform, vacancy, reason, typed.note ?? '') : refuse('no-reason')
    }
    case 'pause': {
      const reason = among(pauseReasons)
      return reason ? pauseVacancy(tx, platform, vacancy, reason) : refuse('no-reason')
    }
    case 'resume':
      return resumeVacancy(tx, platform, vacancy)
    case 'extend': {
      const until = parseIsoDay(typed.until ?? '')
      return until ? extendVacancy(tx, platform, vacancy, until) : refuse('no-day')
    }
    case 'close': {
      const reason = among(closingReasons)
      return reason ? closeVacancy(tx, platform, vacancy, reason, { unfilledReason: unfilledReasons.find((code) => code === typed.note) }) : refuse('no-reason')
    }
    case 'reopen':
      return (typed.reason ?? '').length >= 5 ? reopenVacancy(tx, platform, vacancy, typed.reason ?? '') : refuse('short-reason')
  }
}

export const vacancyApiRoutes: Route[] = [
  get('/api/v1/vacancies', {
    door: openDoor,
    query: searchQuery,
    api: { summary: 'Open public vacancies, found by words in Khmer, Lao and English', tag, answer: pageAnswer },
    handle: async ({ tx, platform, query, context }) => {
      const { country } = platform
      const isPlace = (code: string, level: number) => country.placeByCode.get(code)?.level === level
      const wrong = [
        ...(query.province && !isPlace(query.province, 1) ? ['province'] : []), ...(query.district && !isPlace(query.district, 2) ? ['district'] : []),
        ...(query.group && !country.occupations.entries.has(query.group) ? ['group'] : []), ...(query.contract && !country.lists.get('contract')?.some(({ code }) => code === query.contract) ? ['contract'] : []),
      ]
      const unknown = Object.fromEntries(wrong.map((name) => [name, 'errors.not-valid']))
      if (Object.keys(unknown).length > 0) return { kind: 'problem', status: 400, title: 'query', fields: unknown }
      const size = Math.min(mostOfPage, Math.max(1, Number(query.limit ?? 50)))
      const skip = Number(Buffer.from(query.cursor ?? '', 'base64url').toString('utf8')) || 0
      const kept: Kept = {
        ...(query.province ? { province: query.province } : {}), ...(query.district ? { district: query.district } : {}), ...(query.group ? { group: query.group } : {}),
        ...(query.contract ? { contract: query.contract } : {}), ...(query.accessible ? { accessible: true as const } : {}),
        ...(query.newSinceDays ? { since: addDays(context.today, -Number(query.newSinceDays)) } : {}),
      }
      const result = await findJobs(tx, platform, query.q ?? '', kept, { size, skip, newSince: addDays(context.today, -daysNew) })
      const next = skip + size < result.total ? Buffer.from(String(skip + size)).toString('base64url') : null
      const { total, facets, mended, isLoose } = result
      return json({ items: result.rows.map((row) => shown(row, row.employerNative ?? row.employerLatin)), total, next, facets, mended, hasAllWords: !isLoose })
    },
  }),
  get('/api/v1/vacancies/:code', {
    door: openDoor,
    api: { summary: 'One open public vacancy', tag, answer: vacancyAnswer },
    handle: async ({ tx, params, context }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await findByCode(tx, code.value) : undefined
      if (!vacancy || vacancy.state !== 'published' || !vacancy.publicDisplay || (vacancy.validUntil ?? '') < context.today) return notFound
      const employer = await findPublicEmployer(tx, vacancy.id)
      const wage = vacancy.wageShown ? {} : { wageMin: null, wageMax: null }
      return json({ ...shown({ ...vacancy, ...wage, posts: vacancy.posts - vacancy.filled }, employer?.nameNative ?? employer?.nameLatin ?? null), duties: vacancy.duties, requirements: vacancy.requirements })
    },
  }),
  get('/api/v1/places', {
    door: openDoor,
    query: z.strictObject({ parent: z.string().max(20).optional() }),
    api: { summary: 'Provinces, or the places directly below one', tag: 'Lists' },
    handle: async ({ platform, query, context }) => {
      const { country } = platform
      if (query.parent && !country.placeByCode.has(query.parent)) return { kind: 'problem', status: 400, title: 'query', fields: { parent: 'errors.not-valid' } }
      const places = country.childrenOf(query.parent ?? '').filter((place) => isInForce(place, context.today))
      return json({ items: places.map(({ code, level, type, names }) => ({ code, level, type, names: { native: names.native, latin: names.latin, km: names.km ?? null, lo: names.lo ?? null } })) })
    },
  }),
  get('/api/v1/skills', {
    door: { ...openDoor, limit: 'public-page' },
    query: z.strictObject({ q: z.string().max(100), lang: z.enum(['en', 'km', 'lo']).optional() }),
    api: { summary: 'Skills whose labels hold what was typed, with whose label it is', tag: 'Lists' },
    handle: async ({ tx, platform, query, ui }) => json({ items: await findSkills(tx, platform.country, query.q, query.lang ?? ui.lang) }),
  }),
  get('/api/v1/code-lists/:name', {
    door: openDoor,
    api: { summary: 'The codes of a small list in all languages', tag: 'Lists' },
    handle: async ({ platform, params }) => {
      const rows = platform.country.lists.get(params['name'] ?? '')
      return rows ? json({ items: rows.map(({ code, names }) => ({ code, names })) }) : notFound
    },
  }),
  post('/api/v1/complaints', {
    door: { who: 'anyone', reach: 'released', subject: 'vacancy', strength: 'none', key: 'required', audit: 'write', purpose: 'safety', limit: 'register', body: 8 },
    form: z.strictObject({ code: z.string().max(40), kind: z.enum(complaintKinds), note: z.string().max(1000).optional(), phone: z.string().max(60).optional() }),
    api: { summary: 'Report that something is wrong with a job', tag },
    handle: async ({ tx, platform, form }) => {
      if (!form.ok) return problem('not-valid')
      const code = parsePublicCode(form.value.code)
      const vacancy = code.ok ? await findByCode(tx, code.value) : undefined
      if (!vacancy || vacancy.state !== 'published' || !vacancy.publicDisplay) return notFound
      await reportJob(tx, platform, vacancy, { kind: form.value.kind, note: form.value.note ?? null, phone: form.value.phone ?? null })
      return json({ received: true }, 201)
    },
  }),
  post('/api/v1/vacancies/:id/transitions', {
    door: staffWriteDoor,
    form: transitionForm,
    api: { summary: 'Move a vacancy along its life; `version` is the one that was read', tag },
    handle: async ({ tx, platform, params, form }) => {
      const vacancy = await findOwn(tx, params['id'])
      if (!vacancy) return notFound
      if (!form.ok) return problem('not-valid')
      if (form.value.version !== vacancy.version) return problem('stale')
      const outcome = await apply({ tx, platform }, vacancy, form.value)
      if (!outcome.ok) return problem(outcome.reason)
      const now = await findVacancy(tx, vacancy.id)
      return { kind: 'json', value: { id: vacancy.id, state: now?.state, version: now?.version }, ...(now ? { version: now.version } : {}) }
    },
  }),
  get('/api/v1/employer/vacancies', {
    door: { who: ['employer'], reach: 'own', subject: 'vacancy', strength: 'one', audit: 'read', purpose: 'placement', limit: 'own' },
    query: z.strictObject({}),
    api: { summary: 'The vacancies of the employer who is signed in', tag },
    handle: async ({ tx, actor }) => {
      if (!actor.employerId) return notFound
      const { rows } = await listVacancies(tx, { centreIds: null, employerId: actor.employerId, words: '', state: null, ownerId: null, page: 1 }, mostOfPage)
      return json({ items: rows.map(({ code, titleKm, titleLo, titleEn, state, posts, filled, validUntil }) => ({ code, titles: { km: titleKm, lo: titleLo, en: titleEn }, state, posts, filled, validUntil })) })
    },
  }),
]
