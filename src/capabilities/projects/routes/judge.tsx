import { z } from 'zod'
import { type Answer, type Fields, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { setSwitches, type Switches, tickClass } from '../actions/edit'
import { answerFinding, blockersOf, decideAnswer, withAnswers } from '../actions/findings'
import { returnReport, sendReport, type SignRefusal, signReport, steps } from '../actions/sign'
import { ClassificationPage, FindingsPage } from '../pages/judge'
import { SignOffPage } from '../pages/sign-off'
import { mayWrite } from '../policy'
import { planBasis } from '../progress-result'
import { findCopy, listCopies, listSignOffs } from '../queries/answers'
import { listOpenMonths } from '../queries/locks'
import { listClassifications } from '../queries/report-parts'
import type { ReadingRow } from '../reading-rows'
import { overLimits } from '../text-figures'
import { addressOf, insideDoor, type OpenedReport, openReport, signDoor, writeDoor } from './open'
import { headOf } from './report'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform' | 'actor'>
const report = '/projects/:code/reports/:number'

const usual: Switches = { scope: 'programme', denominator: 'all_due', unit: 'row', comparison: 'full' }
const switchesOf = ({ row }: OpenedReport): Switches => ({ ...usual, ...(row.switches as Partial<Switches>) })

/** The reading of the stored switches; outputs on the recorded plan. */
function readingOf({ result }: OpenedReport, kind: 'output' | 'objective', { scope, denominator, unit, comparison }: Switches): ReadingRow | undefined {
  return result.readings.find((row) =>
    row.part === `${kind}_classification` && row.scope === scope && row.denominator === denominator && row.unit === unit && row.comparison === comparison && !row.basis.startsWith('days') &&
    (kind === 'objective' || row.basis.endsWith(planBasis(result))))
}

async function showClassification(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  if (!opened) return notFound
  const switches = switchesOf(opened)
  const body = (
    <ClassificationPage
      head={headOf(opened)} result={opened.result} switches={switches} readings={{ output: readingOf(opened, 'output', switches), objective: readingOf(opened, 'objective', switches) }}
      ticks={await listClassifications(request.tx, opened.row.id)} writes={mayWrite(request.actor)} errors={errors} typed={typed}
    />
  )
  return page(request.ui.t('projects.tab.classification'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : errors['_form'] === 'errors.stale' ? 409 : 422 })
}

async function showFindings(request: Request, errors: Record<string, string> = {}, typed: Fields = {}): Promise<Answer> {
  const opened = await openReport(request)
  if (!opened) return notFound
  const body = <FindingsPage head={headOf(opened)} findings={await withAnswers(request.tx, opened.row.id, opened.result.findings)} writes={mayWrite(request.actor)} errors={errors} typed={typed} />
  return page(request.ui.t('projects.tab.findings'), body, { wide: true, status: Object.keys(errors).length === 0 ? 200 : 422 })
}

async function showSignOff(request: Request, refusal?: SignRefusal): Promise<Answer> {
  const opened = await openReport(request)
  if (!opened) return notFound
  const { row, result } = opened
  const blockers = row.state === 'draft' ? blockersOf(await withAnswers(request.tx, row.id, result.findings)) : []
  const body = <SignOffPage head={headOf(opened)} digest={row.digest} signed={await listSignOffs(request.tx, row.id)} copies={await listCopies(request.tx, row.id)} openMonths={await listOpenMonths(request.tx, row.id)} blockers={blockers} long={row.state === 'draft' ? overLimits(result.report) : []} writes={mayWrite(request.actor)} errors={refusal ? { [refusal === 'reason-too-short' ? 'reason' : '_form']: `projects.refusal.${refusal}` } : {}} />
  return page(request.ui.t('projects.tab.sign-off'), body, { wide: true, status: refusal === 'reason-too-short' ? 422 : refusal ? 409 : 200 })
}

const switchForm = z.object({ scope: z.string().max(60), denominator: z.enum(['all_due', 'measured_only']), unit: z.enum(['row', 'series']), comparison: z.enum(['full', 'to_date']) })
const tickForm = z.object({ kind: z.enum(['output', 'objective']), ticked: z.string().min(1, { message: 'projects.refusal.choose-box' }).max(100), note: z.string().max(2000).default(''), justification: z.string().max(10_000).default(''), _version: z.coerce.number().int() })
const answerForm = z.object({ index: z.string().max(6), rule: z.string().max(10), subject: z.string().max(2000), key: z.string().max(80), answer: z.string().max(3000).default('') })
const decisionForm = z.object({ answer: z.uuid(), decision: z.enum(['accept', 'refuse']), _version: z.coerce.number().int() })
const returnForm = z.object({ reason: z.string().max(2000).default('') })
const signForm = z.object({ step: z.enum(steps), digest: z.string().max(64).default('') })

export const judgePages: Route[] = [
  get(`${report}/classification`, { door: insideDoor, handle: (request) => showClassification(request) }),
  post(`${report}/classification/switches`, {
    door: writeDoor, form: switchForm,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened || !request.form.ok) return notFound
      const { value } = request.form
      if (!opened.result.readings.some(({ scope }) => scope === value.scope)) return notFound
      const set = await setSwitches(request.tx, opened.row.id, value)
      return set.ok ? seeOther(request.ui.to(addressOf(opened, 'classification'))) : showClassification(request, { _form: `projects.refusal.${set.reason}` })
    },
  }),
  post(`${report}/classification`, {
    door: writeDoor, form: tickForm,
    handle: async (request) => {
      const { form, tx, ui } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      if (!form.ok) return showClassification(request, form.errors, form.typed)
      const { value } = form
      if (!opened.result.report.project.classification_forms[value.kind].boxes.some(({ name }) => name === value.ticked)) return showClassification(request, { ticked: 'projects.refusal.choose-box' }, form.typed)
      const isSensitive = opened.result.readings.some(({ part, class: verdict }) => part === `${value.kind}_method_sensitive` && verdict === 'yes')
      const computed = { class: readingOf(opened, value.kind, switchesOf(opened))?.class ?? '', isSensitive }
      const ticked = await tickClass(tx, { reportId: opened.row.id, version: value._version }, value, computed)
      if (ticked.ok) return seeOther(ui.to(addressOf(opened, 'classification')))
      return showClassification(request, ticked.reason === 'needs-note' ? { note: 'projects.refusal.needs-note' } : { _form: ticked.reason === 'stale' ? 'errors.stale' : `projects.refusal.${ticked.reason}` }, form.typed)
    },
  }),
  get(`${report}/findings`, { door: insideDoor, handle: (request) => showFindings(request) }),
  post(`${report}/findings`, {
    door: writeDoor, form: answerForm,
    handle: async (request) => {
      const { form, tx, ui } = request
      const opened = await openReport(request)
      if (!opened) return notFound
      if (!form.ok) return showFindings(request, form.errors, form.typed)
      const { rule, subject, key, answer } = form.value
      const finding = opened.result.findings.find((one) => one.rule === rule && one.subject === subject && one.key === key)
      if (!finding || opened.row.state !== 'draft') return showFindings(request, { _form: 'projects.refusal.finding-gone' }, form.typed)
      const answered = await answerFinding(tx, opened.row.id, finding, answer)
      return answered.ok ? seeOther(ui.to(addressOf(opened, 'findings'))) : showFindings(request, { _form: `projects.refusal.${answered.reason}` }, form.typed)
    },
  }),
  post(`${report}/findings/decide`, {
    door: writeDoor, form: decisionForm,
    handle: async (request) => {
      const { form, tx, ui } = request
      const opened = await openReport(request)
      if (!opened || !form.ok) return notFound
      const decided = await decideAnswer(tx, opened.row.id, form.value.answer, form.value._version, form.value.decision === 'accept')
      if (decided.ok) return seeOther(ui.to(addressOf(opened, 'findings')))
      return decided.reason === 'not-found' ? notFound : showFindings(request, { _form: decided.reason === 'stale' ? 'errors.stale' : `projects.refusal.${decided.reason}` })
    },
  }),
  get(`${report}/sign-off`, { door: insideDoor, handle: (request) => showSignOff(request) }),
  post(`${report}/sign-off`, {
    door: signDoor, form: signForm,
    handle: async (request) => {
      const { form, tx, ui, platform } = request
      const opened = await openReport(request)
      if (!opened || !form.ok) return notFound
      const signed = await signReport(tx, opened, form.value.step, form.value.digest, (key, parameters) => platform.words.say('en', key, parameters))
      return signed.ok ? seeOther(ui.to(addressOf(opened, 'sign-off'))) : showSignOff(request, signed.reason)
    },
  }),
  get(`${report}/sign-off/copies/:digest`, {
    door: insideDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      const copy = opened && (await findCopy(request.tx, opened.row.id, request.params['digest'] ?? ''))
      return copy ? { kind: 'file', name: `${copy.digest.slice(0, 16)}.json`, type: 'application/json; charset=utf-8', bytes: copy.frozen } : notFound
    },
  }),
  post(`${report}/sign-off/return`, {
    door: signDoor, form: returnForm,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const returned = await returnReport(request.tx, opened.row, request.form.ok ? request.form.value.reason : '')
      return returned.ok ? seeOther(request.ui.to(addressOf(opened, 'sign-off'))) : showSignOff(request, returned.reason)
    },
  }),
  post(`${report}/sign-off/send`, {
    door: signDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const sent = await sendReport(request.tx, opened.row)
      return sent.ok ? seeOther(request.ui.to(addressOf(opened, 'sign-off'))) : showSignOff(request, sent.reason)
    },
  }),
]
