import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listCentres } from '../capabilities/centres/index'
import {
  addRecord, addSeat, adoptPlan, answerFinding, bindSeries, composeStored, counterOf, decideChange, digestOfFiles, figureText, fillFromMeasures, findProject, importReport, listReports, listSeats, openNextReport, planActivity, type PrintedReport, proposeChange, readReport,
  type ReportFiles, signMinutes, signReport, writeMeeting,
} from '../capabilities/projects/index'
import { importServices } from '../capabilities/service-delivery/index'
import type { CalendarDate } from '../kernel/calendar'
import { isZero, toText } from '../kernel/exact'
import type { Context, Tx } from '../platform/db/database'
import type { Platform } from '../platform/platform'

const code = 'ZED-1'

/** Which measure of the register fills which series from the second report on. */
const bindings: Readonly<Record<string, string>> = { 'Z1.01a': 'JS_NEW', 'Z1.01b': 'VAC_ORDERS', 'Z1.02': 'PLACEMENTS', 'Z1.03': 'PLACEMENTS', 'Z1.04': 'SERVICES_JS', 'Z1.05': 'SERVICES_EMP' }

/** The three people who sign, in this order. */
export const projectSigners = ['coordinator', 'reviewer', 'approver'] as const

/**
 * An invented project with two reports: the first was printed and is signed by three people, the second is a draft
 * whose figures come from the records of this register.
 */
export async function tellDemonstrationProject(platform: Platform, root: string, context: Context): Promise<void> {
  const folder = join(root, 'db/demonstration/project')
  if (!existsSync(folder)) return
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const files: ReportFiles = { indicators: read('indicators.csv'), activities: read('activities.csv'), project: read('project.json') }
  const { report, faults } = readReport(files)
  if (!report) throw new Error(`The demonstration project has faults: ${faults.map(({ file, line, reason }) => `${file} ${line ?? ''} ${reason}`).join('; ')}`)
  const told = await platform.db.transaction(context, (tx) => asKnownThen(tx, platform, report))
  const made = await platform.db.transaction(context, (tx) => importReport(tx, code, told, digestOfFiles(files)), (value) => value.ok)
  if (!made.ok || !made.value.isNew) return
  await signFirst(platform, root, context, made.value.reportId)
  await platform.db.transaction(context, (tx) => bringLateList(tx, platform))
  await platform.db.transaction(context, async (tx) => {
    const opened = await openNextReport(tx, code)
    if (!opened.ok) throw new Error(`The second report was refused: ${opened.reason}`)
    for (const [series, measure] of Object.entries(bindings)) await bindSeries(tx, made.value.projectId, series, measure)
    const project = await findProject(tx, code)
    const second = project && (await listReports(tx, project.id)).at(-1)
    if (second) await fillFromMeasures(tx, platform, second.id)
  })
  await changeTarget(platform, context, made.value.projectId)
  await platform.db.transaction(context, (tx) => meetAndPlan(tx, made.value.projectId))
}

/** The first report as it was printed: what the register knew on the day of its preparation, and nothing entered later. */
async function asKnownThen(tx: Tx, platform: Platform, report: PrintedReport): Promise<PrintedReport> {
  const count = await counterOf(tx, platform)
  const knownOn = report.project.reporting.prepared.date as CalendarDate
  const series = []
  for (const one of report.series) {
    const measureId = bindings[one.id]
    const value = measureId === undefined ? null : await count({ measureId, slice: one.slice, from: one.actualFrom, to: one.actualTo, knownOn })
    series.push(value === null || isZero(value) ? one : { ...one, actualPrinted: figureText(toText(value)) })
  }
  return { ...report, series }
}

/** A paper list of May that reached headquarters after the report: the second report shows what it revises. */
async function bringLateList(tx: Tx, platform: Platform): Promise<void> {
  const centre = (await listCentres(tx)).find(({ kind }) => kind === 'centre')
  if (!centre) return
  const row = { importKey: 'late-list:2026-05', day: '2026-05-20' as CalendarDate, centreId: centre.id, code: 'INF' }
  await importServices(tx, platform, [{ ...row, unnamed: { sex: 'F', count: 7 } }, { ...row, importKey: `${row.importKey}-M`, unnamed: { sex: 'M', count: 5 } }])
}

/** A milestone that one person proposes to change and another approves: the second report lists it by itself. */
async function changeTarget(platform: Platform, context: Context, projectId: string): Promise<void> {
  const [proposer, approver] = await signersOf(platform, context)
  if (!proposer || !approver) return
  const proposed = await platform.db.transaction(proposer, (tx) => proposeChange(tx, projectId, { subject: 'Z2.01', field: 'milestone', after: 'add:6', reason: 'The ministry asks for a bulletin on wages in every quarter.' }))
  if (!proposed.ok) throw new Error(`The change of the demonstration was refused: ${proposed.reason}`)
  await platform.db.transaction(approver, (tx) => decideChange(tx, projectId, proposed.value, true))
}

/** A steering committee with seats and one meeting, which adopts the plan of the year; one activity is moved afterwards. */
async function meetAndPlan(tx: Tx, projectId: string): Promise<void> {
  const project = await findProject(tx, code)
  if (!project) return
  for (const [side, post] of [['government', 'Director of employment'], ['workers', 'Secretary of the union'], ['employers', 'President of the chamber'], ['donor', 'Programme officer']] as const) await addSeat(tx, projectId, side, post)
  const planned = await tx.db.selectFrom('project_activity').select('code').where('project_id', '=', projectId).orderBy('position').execute()
  const plan = (index: number, from: string, to: string, version = 1) => planActivity(tx, project, planned[index]?.code ?? '', { from, to, owner: index % 2 === 0 ? 'Training unit' : 'Statistics unit', version })
  for (const index of planned.keys()) await plan(index, '2026-01', index % 3 === 0 ? '2026-06' : '2026-12')
  const meeting = await addRecord(tx, projectId, { kind: 'meeting', parentId: null, title: 'First meeting of the steering committee', text: '', ownerPost: '', happenedOn: '2026-02-12' as CalendarDate, dueOn: null, planned: null, spent: null })
  if (!meeting.ok) return
  const seats = await listSeats(tx, projectId)
  const taken = new Map(seats.map(({ id }, index) => [id, index % 2 === 0 ? ('F' as const) : ('M' as const)]))
  await writeMeeting(tx, projectId, meeting.value, { agenda: '1. Work plan of 2026\n2. Indicators and their sources', minutes: 'The committee adopts the work plan of 2026 and asks for a bulletin on wages.', taken, version: 1 })
  await signMinutes(tx, projectId, meeting.value, '2026-02-20' as CalendarDate)
  await adoptPlan(tx, projectId, 2026, meeting.value)
  await plan(0, '2026-01', '2026-09', 2)
  await addRecord(tx, projectId, { kind: 'decision', parentId: meeting.value, title: 'Print a bulletin on wages every quarter', text: '', ownerPost: 'Statistics unit', happenedOn: '2026-02-12' as CalendarDate, dueOn: '2026-12-31' as CalendarDate, planned: null, spent: null })
}

/** The contexts of the three people who sign, in their order. */
async function signersOf(platform: Platform, context: Context): Promise<(Context | undefined)[]> {
  const accounts = await platform.db.asLogin.selectFrom('account').select(['id', 'username']).where('username', 'in', [...projectSigners]).execute()
  return projectSigners.map((name) => {
    const account = accounts.find(({ username }) => username === name)
    return account && { ...context, actor: { ...context.actor, role: 'headquarters', accountId: account.id, duties: ['project'] } }
  })
}

async function signFirst(platform: Platform, root: string, context: Context, reportId: string): Promise<void> {
  const signers = await signersOf(platform, context)
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => platform.words.say('en', key, parameters)
  for (const [index, step] of (['prepared', 'reviewed', 'approved'] as const).entries()) {
    const own = signers[index]
    if (!own) return
    await platform.db.transaction(own, async (tx) => {
      const stored = await composeStored(tx, root, reportId)
      if (!stored) return
      if (step === 'prepared') for (const finding of stored.result.findings) await answerFinding(tx, reportId, finding, 'Half of the year has data, and the page says so beside each figure.')
      const signed = await signReport(tx, stored, step, stored.row.digest ?? '', say)
      if (!signed.ok) throw new Error(`The step "${step}" of the demonstration report was refused: ${signed.reason}`)
    })
  }
}
