import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  answerFinding, bindSeries, composeStored, digestOfFiles, fillFromMeasures, findProject, importReport, listReports, openNextReport, readReport, type ReportFiles, signReport,
} from '../capabilities/projects/index'
import type { Context } from '../platform/db/database'
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
  if (!report) throw new Error(`The demonstration project has faults: ${faults.map(({ file, message }) => `${file}: ${message}`).join('; ')}`)
  const made = await platform.db.transaction(context, (tx) => importReport(tx, code, report, digestOfFiles(files)), (value) => value.ok)
  if (!made.ok || !made.value.isNew) return
  await signFirst(platform, root, context, made.value.reportId)
  await platform.db.transaction(context, async (tx) => {
    const opened = await openNextReport(tx, code)
    if (!opened.ok) throw new Error(`The second report was refused: ${opened.reason}`)
    for (const [series, measure] of Object.entries(bindings)) await bindSeries(tx, made.value.projectId, series, measure)
    const project = await findProject(tx, code)
    const second = project && (await listReports(tx, project.id)).at(-1)
    if (second) await fillFromMeasures(tx, platform, second.id)
  })
}

async function signFirst(platform: Platform, root: string, context: Context, reportId: string): Promise<void> {
  const accounts = await platform.db.asLogin.selectFrom('account').select(['id', 'username']).where('username', 'in', [...projectSigners]).execute()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => platform.words.say('en', key, parameters)
  for (const [index, step] of (['prepared', 'reviewed', 'approved'] as const).entries()) {
    const account = accounts.find(({ username }) => username === projectSigners[index])
    if (!account) return
    const own: Context = { ...context, actor: { ...context.actor, role: 'headquarters', accountId: account.id, duties: ['project'] } }
    await platform.db.transaction(own, async (tx) => {
      const stored = await composeStored(tx, root, reportId)
      if (!stored) return
      if (step === 'prepared') for (const finding of stored.result.findings) await answerFinding(tx, reportId, finding, 'Half of the year has data, and the page says so beside each figure.')
      const signed = await signReport(tx, stored, step, stored.row.digest ?? '', say)
      if (!signed.ok) throw new Error(`The step "${step}" of the demonstration report was refused: ${signed.reason}`)
    })
  }
}
