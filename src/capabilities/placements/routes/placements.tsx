import { z } from 'zod'
import { parsePublicCode } from '../../../kernel/code'
import type { Outcome } from '../../../kernel/outcome'
import { type Answer, type Form, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { employerName, findEmployerLine, listEmployerLines } from '../../employers/index'
import { findPersonLine, listPersonLines, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { closeFollowUp, recordAttempt } from '../actions/follow-up'
import { addEvidence, cancelPlacement, endPlacement, recordPlacement, startPlacement, voidPlacement } from '../actions/place'
import { attemptForm, doQuery, endForm, evidenceForm, followUpForm, notStartedForm, placementForm, placementQuery, reasonForm } from '../model'
import { nothingTyped, type TypedForm } from '../pages/move-forms'
import { NewPlacementForm, type PlacementAct, placementActs } from '../pages/placement-forms'
import { PlacementList } from '../pages/placement-list'
import { PlacementPage } from '../pages/placement-page'
import { countPlacements, findPlacement, listAttempts, listDueFollowUps, listEvidence, listFollowUps, listPlacements, type PlacementFilter, type PlacementRow } from '../queries/placements'
import { readPlacement, writePlacement } from './doors'
import { nameOfEmployer, type Request } from './referral-view'
import { refusalErrors, statusOfRefusal, typedForm } from './steps'

const rowsOnPage = 50
const dueShown = 100

const actsFor = ({ state, level }: PlacementRow, role: string): PlacementAct[] => [
  ...(state === 'announced' ? (['start', 'evidence', 'not-started'] as const) : []),
  ...(state === 'started' ? (['evidence', 'end'] as const) : []),
  ...(state === 'started' && level === 'refuted' ? (['not-started'] as const) : []),
  ...(state === 'ended' ? (['evidence'] as const) : []),
  ...(state !== 'void' && role === 'chief' ? (['void'] as const) : []),
]

async function answer(request: Pick<Request, 'tx' | 'ui'>, id: string, at: { doing?: PlacementAct | null | undefined; followUpId?: string | null | undefined; form: TypedForm; saved?: boolean; status?: 200 | 409 | 422 }): Promise<Answer> {
  const { tx, ui } = request
  const placement = await findPlacement(tx, id)
  const person = placement ? await findPersonLine(tx, placement.person_id, 'referral') : undefined
  if (!placement || !person) return notFound
  const vacancy = placement.vacancy_id ? await findVacancyLine(tx, placement.vacancy_id) : undefined
  const followUps = await listFollowUps(tx, id)
  const body = (
    <PlacementPage
      placement={placement} person={{ id: person.id, name: personName(person, ui.lang), cardNumber: person.cardNumber }} employer={await nameOfEmployer(tx, ui, placement)}
      vacancy={vacancy ? vacancyTitle(vacancy, ui.lang) : ''} evidence={await listEvidence(tx, id)} followUps={followUps} attempts={await listAttempts(tx, followUps.map((row) => row.id))}
      acts={actsFor(placement, ui.actor.role)} doing={at.doing ?? null} followUpId={followUps.find((row) => row.id === at.followUpId)?.id ?? null} form={at.form} saved={at.saved ?? false} requestKey={ui.newKey()}
    />
  )
  return page(ui.t('placements.placement'), body, { wide: true, status: at.status ?? 200 })
}

/** One act below a placement: its form, the action behind it, and the same page again when it is refused. */
function act<F extends z.ZodType>(name: PlacementAct, form: F, run: (request: Incoming<z.output<F>, undefined>, id: string, value: z.output<F>) => Promise<Outcome<unknown, string>>): Route {
  return post(`/placements/:id/${name}`, {
    door: writePlacement,
    form,
    handle: async (request) => {
      const { ui, params, form: typed } = request
      const id = params['id'] ?? ''
      const followUp = typed.typed['followUp']
      const again = (errors: Record<string, string>, status: 409 | 422) =>
        answer(request, id, { doing: name, followUpId: typeof followUp === 'string' ? followUp : null, form: { typed: typed.typed, errors }, status })
      if (!typed.ok) return again(typedForm(typed as Form<unknown>).errors, 422)
      const done = await run(request, id, typed.value)
      if (done.ok) return seeOther(ui.to(`/placements/${id}?done=yes`))
      return done.reason === 'not-found' ? notFound : again(refusalErrors(done.reason), statusOfRefusal(done.reason))
    },
  })
}

const newQuery = z.strictObject({ person: z.uuid(), employer: z.uuid().optional(), vacancy: z.uuid().optional() })

async function answerNew(request: Pick<Request, 'tx' | 'ui'>, asked: { person: string; employer?: string | undefined; vacancy?: string | undefined }, form: TypedForm, status: 200 | 422): Promise<Answer> {
  const { tx, ui } = request
  const person = await findPersonLine(tx, asked.person, 'referral')
  if (!person) return notFound
  const ids = await tx.db.selectFrom('employer').select('id').where('state', 'in', ['verified', 'checking']).orderBy('registered_on', 'desc').limit(500).execute()
  const lines = await listEmployerLines(tx, ids.map(({ id }) => id))
  const employers = [...lines.values()].map((line) => ({ value: line.id, text: `${employerName(line, ui.lang)} · ${line.code}` })).sort((a, b) => a.text.localeCompare(b.text, ui.lang))
  const typed: TypedForm = { ...form, typed: { ...(asked.employer ? { employer: asked.employer } : {}), ...form.typed } }
  const body = <NewPlacementForm person={personName(person, ui.lang)} personId={person.id} employers={employers} vacancyId={asked.vacancy ?? ''} form={typed} requestKey={ui.newKey()} />
  return page(ui.t('placements.new.title'), body, { wide: true, status })
}

export const placementPages: Route[] = [
  get('/placements', {
    door: readPlacement,
    query: placementQuery,
    handle: async ({ tx, ui, query }) => {
      const code = query.q ? parsePublicCode(query.q) : undefined
      const filter: PlacementFilter = {
        show: code?.ok ? 'all' : query.show || 'current', level: query.level || undefined, kind: query.kind || undefined, from: query.from, to: query.to, personId: query.person, vacancyId: query.vacancy,
        code: code?.ok ? code.value : undefined,
      }
      const total = code && !code.ok ? 0 : await countPlacements(tx, filter)
      const at = query.page ?? 1
      const rows = total === 0 ? [] : await listPlacements(tx, filter, rowsOnPage, (at - 1) * rowsOnPage)
      const due = await listDueFollowUps(tx, dueShown)
      const people = await listPersonLines(tx, [...new Set([...rows.map((row) => row.person_id), ...due.map((row) => row.person_id)])], 'referral')
      const employers = await listEmployerLines(tx, [...new Set(rows.map((row) => row.employer_id))])
      const nameOf = (id: string) => { const line = people.get(id); return line ? personName(line, ui.lang) : '' }
      const lines = rows.map((row) => { const line = employers.get(row.employer_id); return { row, person: nameOf(row.person_id), employer: line ? employerName(line, ui.lang) : '' } })
      const body = (
        <PlacementList
          lines={lines} query={query} total={total} pages={Math.max(1, Math.ceil(total / rowsOnPage))} toConfirm={await countPlacements(tx, { show: 'to-confirm' })}
          due={due.map((row) => ({ id: row.id, placementId: row.placement_id, name: nameOf(row.person_id), round: row.round, dueOn: row.due_on }))}
        />
      )
      return page(ui.t('placements.placements.title'), body, { wide: true })
    },
  }),
  get('/placements/new', { door: { ...writePlacement, audit: 'read' }, query: newQuery, handle: (request) => answerNew(request, request.query, nothingTyped, 200) }),
  post('/placements/new', {
    door: writePlacement,
    form: placementForm,
    handle: async (request) => {
      const { tx, ui, platform, form, actor } = request
      const asked = newQuery.safeParse({ person: form.typed['person'], ...(form.typed['vacancy'] ? { vacancy: form.typed['vacancy'] } : {}) })
      if (!asked.success) return notFound
      const again = (errors: Record<string, string>) => answerNew(request, asked.data, { typed: form.typed, errors }, 422)
      if (!form.ok) return again(typedForm(form).errors)
      const { value } = form
      if (!actor.centreId || !(await findPersonLine(tx, value.person, 'referral')) || !(await findEmployerLine(tx, value.employer))) return notFound
      const made = await recordPlacement(tx, platform, {
        personId: value.person, employerId: value.employer, vacancyId: value.vacancy || null, referralId: null, centreId: actor.centreId, party: 'counsellor', startDate: value.startDate,
        kind: value.kind ?? 'employment', wage: value.wage, wageCurrency: value.wageCurrency, wagePeriod: value.wagePeriod, hoursPerWeek: value.hoursPerWeek,
      })
      return made.ok ? seeOther(ui.to(`/placements/${made.value.id}?done=yes`)) : again(refusalErrors(made.reason))
    },
  }),
  get('/placements/:id', {
    door: readPlacement,
    query: doQuery,
    handle: (request) =>
      answer(request, request.params['id'] ?? '', { doing: placementActs.find((name) => name === request.query.do), followUpId: request.query.followUp, form: nothingTyped, saved: request.query.done === 'yes' }),
  }),
  act('evidence', evidenceForm, ({ tx, platform, actor }, id, value) => {
    if (!actor.accountId) throw new Error('staff without an account')
    return addEvidence(tx, platform, id, { ...value, recordedBy: actor.accountId })
  }),
  act('start', reasonForm, ({ tx, platform }, id, { _version }) => startPlacement(tx, platform, id, _version)),
  act('not-started', notStartedForm, ({ tx, platform }, id, { reason, _version }) => cancelPlacement(tx, platform, id, { reason, version: _version })),
  act('end', endForm, ({ tx }, id, { date, reason, _version }) => endPlacement(tx, id, { date, reason, version: _version })),
  act('void', reasonForm, async ({ tx, platform }, id, { reason, _version }) =>
    (reason ?? '').length < 5 ? { ok: false, reason: 'reason-missing' } : voidPlacement(tx, platform, id, { reason: reason ?? '', version: _version })),
  act('attempt', attemptForm, ({ tx, platform }, _id, { followUp, channel, reached }) => recordAttempt(tx, platform, followUp, { channel, reached: reached === 'yes' })),
  act('outcome', followUpForm, ({ tx, platform }, _id, { followUp, ...rest }) => closeFollowUp(tx, platform, followUp, rest)),
]
