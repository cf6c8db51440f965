import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import { isUuid } from '../../../kernel/id'
import type { Reader } from '../../../platform/db/database'
import { get, json, notFound, post, type Route } from '../../../platform/http/route'
import { findPersonLine, listPersonLines } from '../../jobseekers/index'
import { findVacancyByCode, findVacancyLine, listVacancyLines } from '../../vacancies/index'
import { askHandle } from '../ask-handle'
import { giveFeedback, rejectReasons } from '../actions/feedback'
import { recordList } from '../actions/lists'
import { readPanel } from '../actions/panel'
import { listWeights } from '../actions/weights'
import { rankPeople, rankVacancies, usualLength } from '../proposals'
import { listPersonFacts, listVacancyFacts, readGround } from '../queries/facts'
import { findWeights, versionInForce } from '../queries/panel'
import { listResting, refreshFacts, type ScoredPair } from '../queries/scores'
import { constants } from '../score/constants'
import { dayNumber } from '../score/days'
import { explain } from '../score/explain'
import { parts } from '../score/facts'
import { checksNamed, partMost } from '../score/reasons'
import { own, staff, writing } from './doors'
import { panelDoor, panelQuery, weightsDoor } from './panel'

const tag = 'matching'
const top = z.strictObject({ top: z.coerce.number().int().min(1).max(200).default(usualLength) })
const points = z.object(Object.fromEntries(parts.map((part) => [part, z.int().min(0).max(partMost[part])])) as Record<(typeof parts)[number], z.ZodInt>)
const row = { rank: z.int(), score: z.int(), parts: points, line: z.int(), check: z.array(z.string()) }
const candidates = z.object({
  vacancy: z.string(), weights: z.string(), engine: z.enum(['index', 'sql']),
  candidates: z.array(z.object({ ...row, person: z.string().nullable().describe('Card code; null for a person of another centre'), ask: z.string().nullable().describe('For a person of another centre: the handle under which that centre is asked'), centre: z.uuid().nullable() })),
})
const vacancies = z.object({ person: z.string(), weights: z.string(), engine: z.enum(['index', 'sql']), vacancies: z.array(z.object({ ...row, vacancy: z.string() })) })
const pair = z.strictObject({ person: z.uuid(), vacancy: z.uuid() })
const explained = z.object({
  person: z.uuid(), vacancy: z.uuid(), weights: z.string(), filter: z.int().describe('Number of the first hard filter that removes the pair, 0 for none; a private one is 0 with removed true'), removed: z.boolean(),
  score: z.int(), parts: points, line: z.int(), check: z.array(z.string()), matched: z.array(z.object({ skill: z.string(), points: z.int() })), missing: z.array(z.string()),
  lifts: z.array(z.object({ kind: z.enum(['skill', 'language', 'commute', 'move']), what: z.string(), gain: z.int() })),
})
const feedback = z.object({ person: z.uuid(), vacancy: z.uuid(), answer: z.enum(['accept', 'reject', 'later']), reason: z.enum(rejectReasons).optional(), note: z.string().max(300).optional() })
const privateFilter = 9

const rowOf = (found: ScoredPair, at: number) => ({ rank: at + 1, score: found.score, parts: found.parts, line: found.line, check: checksNamed(found.checks) })

async function vacanciesFor(reader: Reader, pairs: readonly ScoredPair[], engine: 'index' | 'sql') {
  const lines = await listVacancyLines(reader, pairs.map(({ vacancyId }) => vacancyId))
  const shown = pairs.filter(({ vacancyId }) => lines.has(vacancyId))
  return { person: shown[0]?.personCode ?? '', weights: await versionInForce(reader), engine, vacancies: shown.map((found, at) => ({ ...rowOf(found, at), vacancy: found.vacancyCode })) }
}

export const matchApi: Route[] = [
  get('/api/v1/vacancies/:code/matches', {
    door: staff, query: top, api: { summary: 'The best people for a vacancy, with eight numbers that add up', tag, answer: candidates },
    handle: async ({ tx, platform, params, query }) => {
      const code = parsePublicCode(params['code'] ?? '')
      const vacancy = code.ok ? await findVacancyByCode(tx, code.value) : undefined
      if (!vacancy) return notFound
      const { pairs, engine } = await rankPeople(tx, vacancy.id, query.top, platform)
      const visible = await listPersonLines(tx, pairs.map(({ personId }) => personId), 'matching')
      if (pairs.length > 0) await recordList(tx, { kind: 'candidates', subjectId: vacancy.id, engine, pairs }, new Set(visible.keys()))
      return json({
        vacancy: vacancy.code, weights: await versionInForce(tx), engine,
        candidates: pairs.map((found, at) => ({ ...rowOf(found, at), person: visible.has(found.personId) ? found.personCode : null, ask: visible.has(found.personId) ? null : askHandle(platform, found.personId, vacancy.id), centre: found.centreId })),
      })
    },
  }),
  get('/api/v1/persons/:id/matches', {
    door: staff, query: top, api: { summary: 'The best open vacancies for a person of the own centre', tag, answer: vacancies },
    handle: async ({ tx, platform, params, query }) => {
      const id = params['id'] ?? ''
      const person = isUuid(id) ? await findPersonLine(tx, id, 'matching') : undefined
      if (!person) return notFound
      const { pairs, engine } = await rankVacancies(tx, person.id, query.top, platform)
      if (pairs.length > 0) await recordList(tx, { kind: 'vacancies', subjectId: person.id, engine, pairs }, new Set([person.id]))
      return json({ ...(await vacanciesFor(tx, pairs, engine)), person: person.cardNumber })
    },
  }),
  get('/api/v1/me/matches', {
    door: own, query: top, api: { summary: 'The best open vacancies for the person who asks', tag, answer: vacancies },
    handle: async ({ tx, platform, actor, query }) => {
      const person = await findPersonLine(tx, actor.personId ?? '', 'matching')
      if (!person) return notFound
      const { pairs, engine } = await rankVacancies(tx, person.id, query.top, platform)
      if (pairs.length > 0) await recordList(tx, { kind: 'vacancies', subjectId: person.id, engine, pairs }, new Set([person.id]))
      return json({ ...(await vacanciesFor(tx, pairs, engine)), person: person.cardNumber })
    },
  }),
  get('/api/v1/matches/explain', {
    door: staff, query: pair, api: { summary: 'Why a pair has its points, and what would lift them', tag, answer: explained },
    handle: async ({ tx, query }) => {
      if (!(await findPersonLine(tx, query.person, 'matching'))) return notFound
      const { today } = tx.context
      await refreshFacts(tx.db, today)
      const [[person], [vacancy], ground] = [await listPersonFacts(tx.db, [query.person]), await listVacancyFacts(tx.db, [query.vacancy]), await readGround(tx.db)]
      if (!person || !vacancy) return { kind: 'problem', status: 409, title: person ? 'not-open' : 'not-agreed' }
      const found = explain(person, vacancy, dayNumber(today), ground, (await listResting(tx, { personId: query.person }, today)).has(query.vacancy))
      const skill = (number: number) => ground.skillCode(number) ?? ''
      return json({
        ...query, weights: ground.version, filter: found.pair.filter === privateFilter ? 0 : found.pair.filter, removed: found.pair.filter !== 0, score: found.pair.score, parts: found.pair.parts, line: found.pair.line,
        check: checksNamed(found.pair.checks), matched: found.matched.map((one) => ({ skill: skill(one.skill), points: one.points })), missing: found.missing.map(skill),
        lifts: found.lifts.map(({ kind, what, gain }) => ({ kind, what: kind === 'skill' ? skill(Number(what)) : String(what), gain })),
      })
    },
  }),
  post('/api/v1/matches/feedback', {
    door: { ...staff, ...writing }, form: feedback, api: { summary: 'An answer to a suggestion; it changes no points', tag, answer: z.object({ saved: z.literal(true) }) },
    handle: async ({ tx, form }) => {
      if (!form.ok) return { kind: 'problem', status: 422, title: 'body', fields: form.errors }
      const { person, vacancy, answer, reason, note } = form.value
      if (!(await findPersonLine(tx, person, 'matching')) || !(await findVacancyLine(tx, vacancy))) return notFound
      if (answer === 'reject' && !reason) return { kind: 'problem', status: 422, title: 'body', fields: { reason: 'errors.required' } }
      if (reason === 'other' && (note ?? '').trim().length < 5) return { kind: 'problem', status: 422, title: 'body', fields: { note: 'errors.required' } }
      const outcome = await giveFeedback(tx, { personId: person, vacancyId: vacancy, answer, reason: answer === 'reject' ? (reason ?? null) : null, note: note?.trim() || null, by: 'counsellor' })
      return outcome.ok ? json({ saved: true }, 201) : { kind: 'problem', status: 409, title: outcome.reason }
    },
  }),
  get('/api/v1/match-panel', {
    door: panelDoor, query: panelQuery, api: { summary: 'How suggestions spread, whom they reach and what became of them; nobody is named', tag, answer: z.record(z.string(), z.unknown()) },
    handle: async ({ tx, query }) => {
      const { since, congestion, spread, outcomes, suggested, alike, reach, hiddenJobs, hiddenPeople } = await readPanel(tx, query.period)
      return json({ since, congestion, spread, outcomes, suggested, alike, reach, neverShown: { jobs: Object.fromEntries(hiddenJobs), people: hiddenPeople && Object.fromEntries(hiddenPeople) } })
    },
  }),
  get('/api/v1/match-weights', {
    door: weightsDoor, api: { summary: 'Every constant of the score in force, and the files that the numbers came from', tag, answer: z.record(z.string(), z.unknown()) },
    handle: async ({ tx }) => json({ constants, most: partMost, inForce: (await findWeights(tx)) ?? null, versions: (await listWeights(tx)).map(({ digest, state, validFrom, isInForce }) => ({ digest, state, validFrom, isInForce })) }),
  }),
]
