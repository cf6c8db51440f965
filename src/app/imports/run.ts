import { createHash } from 'node:crypto'
import { createCentre, listCentres } from '../../capabilities/centres/index'
import type { Context, Tx } from '../../platform/db/database'
import { insertBatch, type ImportedRow, insertRows, markCommitted } from '../../platform/imports/batches'
import { type DryRun, refuseRows, type WrongCell } from '../../platform/imports/dry-run'
import type { Checked } from '../../platform/imports/fault'
import type { RawTable } from '../../platform/imports/read-table'
import { assembleTable } from '../../platform/imports/raw-table'
import type { Platform } from '../../platform/platform'
import { registers } from './registers'
import type { CheckedFile, ImportChoices, ImportScope, RegisterName, WrittenRow } from './register'

export interface ImportFile {
  readonly name: string
  readonly digest: string
  readonly table: RawTable
  readonly bytes: Uint8Array | null
}

export interface ImportWork {
  readonly register: RegisterName
  readonly file: ImportFile
  readonly choices: ImportChoices
  readonly mode: 'dry-run' | 'commit'
  /** Leaves wrong rows behind and writes the others. */
  readonly goodRowsOnly?: boolean
  /** The uploaded batch; without it a commit makes one. */
  readonly batchId?: string
  /** A dry run in a store without centres checks the rows as if this one existed. */
  readonly imaginedCentre?: boolean
}

export interface ImportResult {
  readonly register: RegisterName
  readonly checked: CheckedFile
  readonly dryRun: DryRun<unknown>
  /** Records of other registers that the mapping asked for and that were not there. */
  readonly needed: readonly { readonly register: string; readonly count: number }[]
  readonly outcome: 'dry-run' | 'committed' | 'wrong-cells-remain' | 'nothing-to-write' | 'gone'
  readonly batchId: string | null
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The centres that the actor may write for; the program itself may write for all. */
export async function importScope(tx: Tx, platform: Platform): Promise<ImportScope> {
  const { actor, today } = tx.context
  const all = await listCentres(tx)
  const own = actor.role === 'system' ? all : all.filter(({ id }) => actor.centreIds.includes(id))
  return { platform, today, centreByCode: new Map(own.map(({ code, id }) => [code, id])) }
}

/**
 * Checks a file and, when asked, writes it: all of it in one transaction. A dry run does the same and takes everything
 * back, so that what it reports is what a commit would do, the register's own refusals included.
 */
export function runImport(platform: Platform, context: Context, work: ImportWork): Promise<Checked<ImportResult>> {
  return platform.db.transaction(
    context,
    (tx) => importInside(tx, platform, work),
    (result) => result.ok && result.value.outcome === 'committed',
  )
}

/** The same inside an open transaction; the caller rolls back whatever is not committed. */
export async function importInside(tx: Tx, platform: Platform, work: ImportWork): Promise<Checked<ImportResult>> {
  if (work.imaginedCentre === true && work.mode === 'dry-run') await imagineCentre(tx, platform)
  const scope = await importScope(tx, platform)
  const register = registers.get(work.register)
  if (!register) throw new Error(`register ${work.register} is not wired`)
  const needed = await writeNeeds(tx, scope, work)
  if (!needed.ok) return needed
  const checked = await register.check(tx, work.file.table, scope, work.choices)
  if (!checked.ok) return checked
  const mayWrite = checked.value.dryRun.counts.wrong === 0 || work.goodRowsOnly === true || work.mode === 'dry-run'
  const written = mayWrite ? await checked.value.write(tx) : []
  const dryRun = afterWriting(checked.value.dryRun, written, checked.value)
  const taken = takenRows(written)
  const counts = needed.value.map((need) => ({ register: need.register, count: need.rows.length })).filter(({ count }) => count > 0)
  const result = (outcome: ImportResult['outcome'], batchId: string | null = null): Checked<ImportResult> => (
    { ok: true, value: { register: work.register, checked: checked.value, dryRun, needed: counts, outcome, batchId } }
  )
  if (work.mode === 'dry-run') return result('dry-run')
  if (dryRun.counts.wrong > 0 && work.goodRowsOnly !== true) return result('wrong-cells-remain')
  if (taken.length === 0) return result('nothing-to-write')
  const batchId = await recordBatch(tx, work, dryRun, [...needed.value, { register: work.register, rows: taken.filter(({ kind }) => kind === undefined) }, { register: 'group-sessions', rows: taken.filter(({ kind }) => kind === 'group-sessions') }])
  return batchId === null ? result('gone') : result('committed', batchId)
}

type Part = { readonly register: RegisterName | 'group-sessions'; readonly rows: readonly ImportedRow[] }

/** One line of the ledger for each record that came of a row. */
function takenRows(written: readonly WrittenRow[]): (ImportedRow & { readonly kind: 'group-sessions' | undefined })[] {
  return written.flatMap(({ written: answer, ...row }) => {
    if (!('id' in answer) || answer.verdict !== 'new') return []
    const first = { ...row, recordId: answer.id, kind: answer.kind }
    return [first, ...(answer.others ?? []).map((recordId, i) => ({ ...first, recordId, sourceId: `${row.sourceId}#${i + 2}` }))]
  })
}

async function recordBatch(tx: Tx, work: ImportWork, dryRun: DryRun<unknown>, parts: readonly Part[]): Promise<string | null> {
  const { actor } = tx.context
  const id = work.batchId ?? (await insertBatch(tx, {
    register: work.register, sourceSystem: work.choices.sourceSystem, fileName: work.file.name, fileDigest: work.file.digest, file: null, centreId: actor.centreId,
  }))
  if (!(await markCommitted(tx, id, { ...dryRun.counts }))) return null
  for (const part of parts) await insertRows(tx, { id, register: part.register, centreId: actor.centreId }, part.rows)
  tx.note({ action: 'import.commit', subjectKind: 'import', subjectId: id, fields: [work.register] })
  return id
}

/** Records that the mapping says the rows need, such as the one employer of a file that names none. */
async function writeNeeds(tx: Tx, scope: ImportScope, { choices }: ImportWork): Promise<Checked<readonly Part[]>> {
  const parts: Part[] = []
  for (const [name, records] of Object.entries(choices.mapping?.needs ?? {})) {
    const register = [...registers.values()].find((known) => known.name === name)
    if (!register || records.length === 0) continue
    const headings = [...new Set(records.flatMap((record) => Object.keys(record)))]
    const table = assembleTable([headings, ...records.map((record) => headings.map((heading) => record[heading] ?? ''))], { kind: 'csv' })
    if (!table.ok) return table
    const centre = choices.mapping?.columns.get('centre_code')?.default
    const constants = { registered_on: scope.today, ...(centre === undefined ? {} : { centre_code: centre }), ...choices.constants }
    const fitting = Object.fromEntries(Object.entries(constants).filter(([column]) => register.columns(scope).some((one) => one.name === column) && !headings.includes(column)))
    const checked = await register.check(tx, table.value, scope, { sourceSystem: choices.sourceSystem, constants: fitting })
    if (!checked.ok) return checked
    const [wrong] = checked.value.dryRun.wrong
    if (wrong) return { ok: false, reason: 'needed-record-wrong', params: { register: name, column: wrong.column } }
    const rows = takenRows(await checked.value.write(tx))
    parts.push({ register: register.name, rows })
  }
  return { ok: true, value: parts }
}

/** What the register itself refused or already held goes into the counts. */
function afterWriting(dryRun: DryRun<unknown>, written: readonly WrittenRow[], { mapped }: CheckedFile): DryRun<unknown> {
  const refused = written.flatMap((row): WrongCell[] => {
    if ('id' in row.written) return []
    const { reason, column = '' } = row.written
    const heading = mapped.mapped.find((one) => one.column.name === column)?.heading ?? ''
    return [{ row: row.row, column, heading, value: '', reason, params: {}, instead: undefined }]
  })
  const held = new Set(written.flatMap((row) => ('id' in row.written && row.written.verdict === 'same' ? [row.row] : [])))
  const good = dryRun.good.map((row) => (held.has(row.row) ? { ...row, verdict: { state: 'same' as const } } : row))
  const { counts } = dryRun
  return refuseRows({ ...dryRun, good, counts: { ...counts, new: counts.new - held.size, same: counts.same + held.size } }, refused)
}

async function imagineCentre(tx: Tx, platform: Platform): Promise<void> {
  if ((await listCentres(tx)).length > 0) return
  await createCentre(tx, {
    code: imaginedCode, kind: 'centre', names: { en: imaginedCode }, provinceCode: platform.country.places[0]?.code ?? null, districtCode: null,
    address: null, phone: null, openedOn: tx.context.today, reportingMode: 'online', computers: 0, connectivity: 'none', parentId: null, hours: [],
  })
}
/** Code of the centre that exists only inside a dry run. */
export const imaginedCode = 'DRY-RUN'
