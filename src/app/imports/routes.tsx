import { z } from 'zod'
import type { Tx } from '../../platform/db/database'
import { writeXlsx } from '../../platform/exports/write-xlsx'
import type { Door } from '../../platform/http/door'
import { get, type Incoming, notFound, page, post, type Route, seeOther } from '../../platform/http/route'
import { type Batch, findBatch, findBatchFile, findReport, insertBatch, listBatches, markDiscarded, setChoices, undoBatch } from '../../platform/imports/batches'
import type { Verdict } from '../../platform/imports/dry-run'
import { annotatedFile } from '../../platform/imports/result-files'
import { listMappings } from './mappings'
import { BatchPage } from './pages/batch'
import { ColumnsPage } from './pages/columns'
import { CommitPage } from './pages/commit'
import { ListPage } from './pages/list'
import { isRegisterName, registerNames } from './register'
import { registers } from './registers'
import { sentenceOf } from './report'
import { digestOf, importInside, importScope } from './run'
import type { StoredReport } from './stored-report'
import { checkUploaded, choicesOf, type FileChoices, readUploaded, workOf } from './uploaded'

const door: Door = { who: ['counsellor', 'chief'], duty: 'registrar', reach: 'centre', strength: 'two', audit: 'write', limit: 'staff' }
const writing: Door = { ...door, key: 'required', body: 64 }
const proved: Door = { ...writing, strength: 'fresh' }

/** Above so many people another person must approve. */
const peopleAlone = 1_000

const uploadForm = z.object({
  register: z.enum(registerNames, { message: 'imports.choose-register' }),
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/, { message: 'imports.source-form' }),
  mapping: z.string().max(100).default(''),
})
const columnsForm = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())
const commitForm = z.object({ rows: z.enum(['all', 'good'], { message: 'imports.choose-rows' }) })

const mappingsOf = (platform: Parameters<typeof listMappings>[0]) => registerNames.flatMap((register) => listMappings(platform, register))

/** The check runs after the commit, so that no request waits for it inside a transaction. */
function checkLater({ tx, platform, context }: Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'context'>, batchId: string): void {
  tx.afterCommit(async () => {
    try {
      await checkUploaded(platform, context, batchId)
    } catch (error) {
      platform.log('error', { import: batchId, error: error instanceof Error ? error.name : 'unknown', code: String((error as { code?: unknown }).code ?? '') })
    }
  })
}

const openStates: readonly Batch['state'][] = ['uploaded', 'mapped', 'checked']

/** A batch of the reader's centre that is still open. */
async function findOpen(tx: Tx, id: string): Promise<Batch | undefined> {
  const batch = await findBatch(tx, id)
  return batch && openStates.includes(batch.state) ? batch : undefined
}

export const importRoutes: Route[] = [
  get('/imports', {
    door,
    handle: async ({ tx, ui, platform }) =>
      page(ui.t('imports.title'), <ListPage batches={await listBatches(tx, 50)} registers={[...registers.keys()]} mappings={mappingsOf(platform)} typed={{}} errors={{}} />, { wide: true }),
  }),
  post('/imports', {
    door: { ...writing, body: 11 * 1024, limit: 'upload' }, form: uploadForm,
    handle: async (request) => {
      const { tx, ui, platform, form, files, actor } = request
      const file = files.get('file')
      const errors = { ...(form.ok ? {} : form.errors), ...(file ? {} : { file: 'imports.choose-file' }) }
      if (!form.ok || !file) {
        const body = <ListPage batches={await listBatches(tx, 50)} registers={[...registers.keys()]} mappings={mappingsOf(platform)} typed={form.typed} errors={errors} />
        return page(ui.t('imports.title'), body, { wide: true, status: 422 })
      }
      const id = await insertBatch(tx, {
        register: form.value.register, sourceSystem: `${actor.centreCode ?? ''}:${form.value.source}`, fileName: file.name, fileDigest: digestOf(file.bytes), file: file.bytes,
        centreId: actor.centreId, choices: { mapping: form.value.mapping, centreCode: actor.centreCode ?? '' },
      })
      checkLater(request, id)
      return seeOther(ui.to(`/imports/${id}`))
    },
  }),
  get('/imports/:id', {
    door,
    handle: async ({ tx, ui, params, context }) => {
      const batch = await findBatch(tx, params['id'] ?? '')
      if (!batch) return notFound
      const report = (await findReport(tx, batch.id)) as StoredReport
      tx.note({ action: 'import.view', subjectKind: 'import', subjectId: batch.id })
      return page(ui.t('imports.one'), <BatchPage batch={batch} report={report} now={context.now} />, { wide: true })
    },
  }),
  get('/imports/:id/columns', {
    door,
    handle: async ({ tx, ui, params, platform }) => {
      const batch = await findOpen(tx, params['id'] ?? '')
      const register = batch && isRegisterName(batch.register) ? registers.get(batch.register) : undefined
      if (!batch || !register) return notFound
      const report = (await findReport(tx, batch.id)) as StoredReport
      const columns = register.columns(await importScope(tx, platform)).map(({ name, required, headings }) => ({ name, required: required === true, heading: headings[ui.lang]?.[0] }))
      return page(ui.t('imports.columns'), <ColumnsPage batch={batch} report={report} columns={columns} chosen={choicesOf(batch)} mappings={mappingsOf(platform)} />, { wide: true })
    },
  }),
  post('/imports/:id/columns', {
    door: writing, form: columnsForm,
    handle: async (request) => {
      const { tx, ui, params, form } = request
      const batch = await findOpen(tx, params['id'] ?? '')
      if (!batch || !form.ok) return notFound
      await setChoices(tx, batch.id, batch.sourceSystem, { ...readChoices(form.value, choicesOf(batch)) })
      checkLater(request, batch.id)
      return seeOther(ui.to(`/imports/${batch.id}`))
    },
  }),
  post('/imports/:id/check', {
    door: writing,
    handle: async (request) => {
      const batch = await findOpen(request.tx, request.params['id'] ?? '')
      if (!batch) return notFound
      checkLater(request, batch.id)
      return seeOther(request.ui.to(`/imports/${batch.id}`))
    },
  }),
  get('/imports/:id/checked.xlsx', {
    door: { ...door, limit: 'export' },
    handle: async ({ tx, ui, params, platform }) => {
      const batch = await findOpen(tx, params['id'] ?? '')
      const bytes = batch && (await findBatchFile(tx, batch.id))
      if (!batch || !bytes) return notFound
      const read = await readUploaded(platform, batch, bytes)
      if (!read.ok) return notFound
      const report = (await findReport(tx, batch.id)) as StoredReport
      const file = annotatedFile(read.value.table, dryRunOf(report, read.value.table.rows.map(({ row }) => row)), {
        heading: (name) => ui.t(`imports.heading.${name}`), state: (state) => ui.t(`imports.state-of-row.${state}`),
        mistake: ({ column, reason, params: named }) => `${column}: ${sentenceOf(reason, named, ui.lang)}`,
      })
      tx.note({ action: 'import.download', subjectKind: 'import', subjectId: batch.id })
      return { kind: 'file', bytes: await writeXlsx(file.columns, file.rows), type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: 'checked.xlsx' }
    },
  }),
  get('/imports/:id/commit', {
    door: { ...door, strength: 'fresh' },
    handle: async ({ tx, ui, params, actor }) => {
      const batch = await findOpen(tx, params['id'] ?? '')
      if (!batch || batch.state !== 'checked') return notFound
      return page(ui.t('imports.commit'), <CommitPage batch={batch} needsOther={needsOther(batch, actor.accountId)} errors={{}} />)
    },
  }),
  post('/imports/:id/commit', {
    door: proved, form: commitForm,
    handle: async ({ tx, ui, params, platform, form, actor }) => {
      const batch = await findOpen(tx, params['id'] ?? '')
      const bytes = batch && (await findBatchFile(tx, batch.id))
      if (!batch || !bytes) return notFound
      const refuse = (errors: Record<string, string>) => page(ui.t('imports.commit'), <CommitPage batch={batch} needsOther={needsOther(batch, actor.accountId)} errors={errors} />, { status: 422 })
      if (!form.ok) return refuse(form.errors)
      if (needsOther(batch, actor.accountId)) return refuse({ rows: 'imports.second-person' })
      const read = await readUploaded(platform, batch, bytes)
      if (!read.ok) return refuse({ rows: 'imports.file-refused' })
      const result = await importInside(tx, platform, workOf(batch, read.value, 'commit', form.value.rows === 'good'))
      if (!result.ok) return refuse({ rows: 'imports.file-refused' })
      if (result.value.outcome !== 'committed') return refuse({ rows: `imports.outcome.${result.value.outcome}` })
      return seeOther(ui.to(`/imports/${batch.id}`))
    },
  }),
  post('/imports/:id/undo', {
    door: proved,
    handle: async ({ tx, ui, params, context }) => {
      const batch = await findBatch(tx, params['id'] ?? '')
      if (!batch) return notFound
      if (batch.state === 'committed' && batch.undoUntil !== null && batch.undoUntil > context.now) await undoBatch(tx, batch.id)
      return seeOther(ui.to(`/imports/${batch.id}`))
    },
  }),
  post('/imports/:id/discard', {
    door: writing,
    handle: async ({ tx, ui, params }) => {
      const batch = await findOpen(tx, params['id'] ?? '')
      if (!batch) return notFound
      await markDiscarded(tx, batch.id)
      return seeOther(ui.to('/imports'))
    },
  }),
]

const needsOther = (batch: Batch, accountId: string | null): boolean =>
  batch.register === 'jobseekers' && (batch.counts['new'] ?? 0) > peopleAlone && batch.createdBy === accountId

/** Fields of the columns page: `column.<ours>` holds a heading; the rest are choices about the file. */
function readChoices(fields: Readonly<Record<string, string | string[] | undefined>>, before: FileChoices): FileChoices {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const columns = Object.fromEntries(Object.keys(fields).filter((name) => name.startsWith('column.')).map((name) => [name.slice(7), text(name).slice(0, 500)]))
  const dayOrder = (['day-month', 'month-day'] as const).find((order) => order === text('dayOrder'))
  const encoding = (['windows-1252', 'utf-16le', 'utf-16be'] as const).find((known) => known === text('encoding'))
  return {
    columns, mapping: text('mapping').slice(0, 100), centreCode: before.centreCode ?? '', ...(text('sheet') ? { sheet: text('sheet').slice(0, 100) } : {}),
    ...(dayOrder ? { dayOrder } : {}), ...(encoding ? { encoding } : {}),
  }
}

/** The kept report as the dry run that it came from, for the annotated file. */
function dryRunOf(report: StoredReport, rows: readonly number[]): Parameters<typeof annotatedFile>[1] {
  const wrong = report.wrong ?? []
  const bad = new Set(wrong.map(({ row }) => row))
  const states = new Map((['same', 'changed', 'duplicate'] as const).flatMap((state) => (report.states?.[state] ?? []).map((row) => [row, state] as const)))
  const good = rows.filter((row) => !bad.has(row)).map((row) => {
    const state = states.get(row) ?? 'new'
    const verdict: Verdict = state === 'changed' ? { state, columns: [] } : state === 'duplicate' ? { state, candidates: [] } : { state }
    return { row, key: { sourceSystem: '', sourceId: '', isHash: false }, values: {}, hash: '', verdict, repeats: undefined }
  })
  return { counts: { rows: rows.length, new: 0, same: 0, changed: 0, duplicate: 0, wrong: bad.size, blank: 0 }, good, wrong, isDayOrderAsked: false }
}
