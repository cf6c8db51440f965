import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId } from '../../../kernel/id'
import { storedZip } from '../../../platform/imports/zip-write'
import { isLanguage, type Language } from '../../../platform/i18n/words'
import { type Answer, get, type Incoming, notFound, page, post, type Route } from '../../../platform/http/route'
import { composeReport, composeStored } from '../actions/compose'
import type { Finding } from '../checks/finding'
import { compareReports } from '../compare'
import { sayFault } from '../file-fault'
import { lintText } from '../lint-text'
import { ComparePage } from '../pages/compare'
import { CheckPage, ExportPage } from '../pages/out'
import { isInside } from '../policy'
import { listExports, signatureTexts } from '../queries/answers'
import { reportFromJson } from '../result-input'
import { isReportFormat, mediaTypes, writeReport } from '../write-report'
import { insideDoor, type OpenedReport, openReport, readDoor, rootOf, sayOf } from './open'
import { headOf } from './report'

const report = '/projects/:code/reports/:number'
type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform' | 'actor'>

async function writeAs({ platform, tx, actor }: Request, { row, result }: OpenedReport, format: string, language: Language): Promise<{ name: string; bytes: Uint8Array; type: string } | undefined> {
  if (!isReportFormat(format)) return undefined
  const files = await writeReport(result, { format, language, say: (key, parameters) => platform.words.say(language, key, parameters), root: rootOf(platform), state: row.state, digest: row.digest, settings: row.project_settings, signed: isInside(actor) ? await signatureTexts(tx, row.id) : new Map() })
  const [only] = files
  if (files.length === 1 && only) return { ...only, type: mediaTypes[format] }
  return { name: `${result.code.toLowerCase()}-${row.period_to}-${format}.zip`, bytes: Buffer.concat([...storedZip(files.map(({ name, bytes }) => [name, Buffer.from(bytes)] as const))]), type: 'application/zip' }
}

export const exportQuery = z.strictObject({ lang: z.enum(['en', 'km', 'lo']).default('en') })
const largest = 1_000_000

/** Findings of a text or of a report in JSON; `errors` are sentences for the field that is wrong. */
export function checkText({ platform, ui }: Request, text: string, jsonName: string | null): { findings: readonly Finding[] | null; errors: Record<string, string> } {
  if (text.trim() === '') return { findings: null, errors: { text: ui.t('projects.refusal.nothing-to-check') } }
  if (text.length > largest) return { findings: null, errors: { text: ui.t('projects.refusal.text-too-long') } }
  if (jsonName === null) return { findings: lintText(text), errors: {} }
  const { report: found, faults } = reportFromJson(text, jsonName)
  if (found) return { findings: composeReport(rootOf(platform), 'CHECK', found).findings, errors: {} }
  return { findings: null, errors: { file: faults.slice(0, 5).map((fault) => sayFault(sayOf(ui), fault)).join(' ') } }
}

export const outPages: Route[] = [
  get(`${report}/compare`, {
    door: insideDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      if (!opened) return notFound
      const before = opened.reports.filter(({ sequence }) => sequence < opened.row.sequence).at(-1)
      const previous = before && (await composeStored(request.tx, rootOf(request.platform), before.id))
      const changes = previous ? compareReports(previous.result, opened.result) : []
      return page(request.ui.t('projects.tab.compare'), <ComparePage head={headOf(opened)} changes={changes} previous={before?.sequence ?? null} />, { wide: true })
    },
  }),
  get(`${report}/export`, {
    door: readDoor,
    handle: async (request) => {
      const opened = await openReport(request)
      return opened ? page(request.ui.t('projects.tab.export'), <ExportPage head={headOf(opened)} exports={await listExports(request.tx, opened.row.id)} />, { wide: true }) : notFound
    },
  }),
  get(`${report}/export/:format`, {
    door: { ...readDoor, audit: 'write', limit: 'export' }, query: exportQuery,
    handle: async (request): Promise<Answer> => {
      const opened = await openReport(request)
      const file = opened && (await writeAs(request, opened, request.params['format'] ?? '', request.query.lang))
      if (!opened || !file) return notFound
      const { tx, actor } = request
      const digest = createHash('sha256').update(file.bytes).digest('hex')
      if (actor.role === 'headquarters') {
        await tx.db.insertInto('project_export').values({ id: newId(), report_id: opened.row.id, format: request.params['format'] ?? '', language: request.query.lang, digest, exported_at: tx.context.now, exported_by: actor.accountId }).execute()
      }
      tx.note({ action: 'project.export-report', subjectKind: 'report', subjectId: opened.row.id, fields: [request.params['format'] ?? '', digest] })
      return { kind: 'file', ...file }
    },
  }),
  get(`${report}/document`, {
    door: readDoor,
    handle: async (request): Promise<Answer> => {
      const opened = await openReport(request)
      const file = opened && (await writeAs(request, opened, 'html', isLanguage(request.ui.lang) ? request.ui.lang : 'en'))
      return file ? { kind: 'file', ...file } : notFound
    },
  }),
  get('/projects/check', { door: insideDoor, handle: async ({ ui }) => page(ui.t('projects.page.check-old'), <CheckPage text="" findings={null} errors={{}} />, { wide: true }) }),
  post('/projects/check', {
    door: { ...insideDoor, key: 'required', audit: 'none: a text is checked and nothing of it is kept', limit: 'upload', body: 6_000 },
    handle: async (request) => {
      const { form, files, ui } = request
      const file = files.get('file')
      const typed = typeof form.typed['text'] === 'string' ? form.typed['text'] : ''
      const text = file ? new TextDecoder().decode(file.bytes) : typed
      const { findings, errors } = checkText(request, text, file?.name.endsWith('.json') ? file.name : null)
      return page(ui.t('projects.page.check-old'), <CheckPage text={typed} findings={findings} errors={errors} />, { wide: true, status: findings === null ? 422 : 200 })
    },
  }),
]
