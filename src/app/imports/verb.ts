import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { importWorkerFile } from '../../platform/imports/worker-file'
import { readTableSafely } from '../../platform/imports/read-safely'
import type { ImportFault } from '../../platform/imports/fault'
import { listBatches, undoBatch } from '../../platform/imports/batches'
import { annotatedFile } from '../../platform/imports/result-files'
import { writeCsv } from '../../platform/exports/write-csv'
import type { RawTable } from '../../platform/imports/read-table'
import type { Platform } from '../../platform/platform'
import { option } from '../verbs'
import { fittingMapping, readMappingFile } from './mappings'
import { type ImportChoices, isRegisterName, type RegisterName, registerNames } from './register'
import { countReasons, listReplacements, sentenceOf } from './report'
import { digestOf, type ImportResult, imaginedCode, runImport } from './run'
import { everyCentre } from './scope'

type Say = (line: string) => void

export const importUsage = [
  `import ${registerNames.join('|')} FILE [--dry-run] [--good-rows] [--mapping FILE] [--source NAME]`,
  '    [--centre CODE] [--day-order day-month|month-day] [--sheet NAME] [--by USERNAME]',
  'import list: files imported so far',
  'import undo ID: takes an import back, within 7 days',
]

/** `openpes import ...`: reads a file, says in words what a commit would do, and does it unless it is a dry run. */
export async function importVerb(platform: Platform, words: readonly string[], dataFolder: string, say: Say): Promise<number> {
  const [register = '', file = ''] = words
  if (register === 'list') return listImports(platform, say)
  if (register === 'undo') return undoImport(platform, file, say)
  if (!isRegisterName(register) || file === '' || !existsSync(file)) {
    if (file !== '' && isRegisterName(register)) say(`There is no file ${file}.`)
    importUsage.forEach(say)
    return 2
  }
  const bytes = new Uint8Array(readFileSync(file))
  const given = option(words, 'mapping')
  const ownMapping = given === undefined ? undefined : readMappingFile(given)
  if (ownMapping && !ownMapping.ok) return sayFault(ownMapping, say)
  const sheet = option(words, 'sheet')
  const table = await readTableSafely(bytes, { ...(sheet ? { sheet } : {}), ...readHints(ownMapping?.value) }, { worker: await importWorkerFile() })
  if (!table.ok) return sayFault(table, say)
  const fitting = ownMapping ? undefined : fittingMapping(platform, register, table.value)
  if (fitting) say(`Columns are read by countries/${platform.country.code}/mappings/${fitting.name}; --mapping FILE chooses another file.`)
  const mapping = ownMapping?.value ?? fitting?.mapping
  const centre = await chooseCentre(platform, register, option(words, 'centre'), words.includes('--dry-run'), say)
  if (!centre.ok) return 1
  const choices: ImportChoices = {
    sourceSystem: option(words, 'source') ?? mapping?.sourceSystem ?? register,
    mapping, dayOrder: dayOrderOf(option(words, 'day-order')), constants: centre.code === null ? {} : { centre_code: centre.code },
  }
  const started = performance.now()
  const isDry = words.includes('--dry-run')
  const by = await recorderOf(platform, option(words, 'by'))
  if (by === undefined) {
    say(`There is no active account "${option(words, 'by') ?? ''}".`)
    return 1
  }
  const everywhere = await everyCentre(platform)
  const result = await runImport(platform, { ...everywhere, actor: { ...everywhere.actor, accountId: by } }, {
    register, file: { name: basename(file), digest: digestOf(bytes), table: table.value, bytes: null }, choices, mode: isDry ? 'dry-run' : 'commit',
    goodRowsOnly: words.includes('--good-rows'), imaginedCentre: centre.imagined,
  })
  if (!result.ok) return sayFault(result, say)
  sayReport(result.value, table.value, say)
  const kept = result.value.dryRun.wrong.length > 0 ? keepAnnotated(result.value, table.value, dataFolder, basename(file)) : undefined
  if (kept !== undefined) say(`Every row with its state and what is wrong in it: ${kept}`)
  say(`Time: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return sayEnd(result.value, say)
}

/** The account that answers for the import; null when none is named, undefined when there is none of this name. */
async function recorderOf(platform: Platform, username: string | undefined): Promise<string | null | undefined> {
  if (username === undefined) return null
  return (await platform.db.asLogin.selectFrom('account').select('id').where('username', '=', username).where('state', '=', 'active').executeTakeFirst())?.id
}

const readHints = (mapping: ImportChoices['mapping']) => ({
  ...(mapping?.delimiter ? { delimiter: mapping.delimiter } : {}), ...(mapping?.encoding ? { encoding: mapping.encoding } : {}), ...(mapping?.sheet ? { sheet: mapping.sheet } : {}),
})

const dayOrderOf = (text: string | undefined): ImportChoices['dayOrder'] => (['day-month', 'month-day', 'year-month-day'] as const).find((order) => order === text)

async function chooseCentre(platform: Platform, register: RegisterName, given: string | undefined, isDry: boolean, say: Say): Promise<{ ok: boolean; code: string | null; imagined: boolean }> {
  if (register === 'centres') return { ok: true, code: null, imagined: false }
  const rows = await platform.db.asLogin.selectFrom('centre').select(['code', 'kind']).where('state', '<>', 'closed').orderBy('code').execute()
  if (given !== undefined) {
    const known = rows.some(({ code }) => code === given)
    if (!known) say(`There is no centre ${given}. Centres: ${rows.map(({ code }) => code).join(', ') || 'none yet'}.`)
    return { ok: known, code: given, imagined: false }
  }
  if (rows.length === 0) {
    say('This country has no job centre yet, and every record belongs to one.')
    say('Add yours first: write countries/<id>/mappings/example-centres.csv anew with your centres, then: npx openpes import centres FILE')
    if (isDry) say('This dry run checks the rows as if there were one centre.')
    return { ok: isDry, code: isDry ? imaginedCode : null, imagined: isDry }
  }
  const serving = rows.filter(({ kind }) => kind !== 'headquarters')
  const only = serving.length === 1 ? serving[0]?.code ?? null : null
  if (only !== null) say(`Rows that name no centre go to ${only}, the only one.`)
  return { ok: true, code: only, imagined: false }
}

function sayFault(fault: ImportFault, say: Say): number {
  say(sentenceOf(fault.reason, fault.params, 'en'))
  if (fault.reason === 'columns-missing' && String(fault.params['columns']).includes('centre_code')) say('Say which centre the rows belong to: --centre CODE. List them with: npx openpes centres')
  return 1
}

const shownRows = 40

function sayReport({ checked, dryRun, needed, register }: ImportResult, table: RawTable, say: Say): void {
  const { counts } = dryRun
  say(`${register}: ${counts.rows} rows: ${counts.new} new, ${counts.same} same, ${counts.changed} changed, ${counts.duplicate} twice in the file, ${counts.wrong} wrong${counts.blank > 0 ? `; ${counts.blank} blank lines` : ''}`)
  for (const { register: other, count } of needed) say(`With them ${count} of ${other} that the mapping names.`)
  if (checked.mapped.unmapped.length > 0) say(`Columns of the file that are not taken: ${checked.mapped.unmapped.join(', ')}`)
  for (const { column, from, to, rows } of listReplacements(table, checked.mapped).filter(({ column }) => column !== 'occupation_groups').slice(0, shownRows)) {
    say(`  ${column}: "${from}" is read as ${to === '' ? 'nothing' : `"${to}"`} (${rows} rows)`)
  }
  for (const { key, count } of checked.notes) say(`  ${count} ${noteText[key] ?? key}`)
  if (counts.changed > 0) say('  Changed rows are not written: correct these records on their own pages.')
  for (const { reason, params, rows } of countReasons(dryRun.wrong)) say(`Wrong in ${rows} rows: ${sentenceOf(reason, params, 'en')}`)
  for (const { row, heading, column, value, reason, params, instead } of dryRun.wrong.slice(0, shownRows)) {
    say(`  row ${row}, ${heading || column || 'whole row'}: "${value.replace(/\s+/g, ' ').slice(0, 60)}": ${sentenceOf(reason, params, 'en')}${instead === undefined ? '' : ` Write: ${instead}`}`)
  }
  if (dryRun.wrong.length > shownRows) say(`  ... and ${dryRun.wrong.length - shownRows} more`)
}

const noteText: Readonly<Record<string, string>> = {
  'imports.note.not-coded': 'vacancies have no occupation code yet; an inspector or counsellor codes them.',
  'imports.note.closes-in-past': 'vacancies close before today: once approved they are shown for the usual time from the day of approval.',
}

/** The whole file with states and mistakes, readable by its owner only. */
function keepAnnotated({ dryRun }: ImportResult, table: RawTable, dataFolder: string, name: string): string {
  const folder = join(dataFolder, 'imports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = annotatedFile(table, dryRun, {
    heading: (heading) => heading, state: (state) => state,
    mistake: ({ column, reason, params, instead }) => `${column}: ${sentenceOf(reason, params, 'en')}${instead === undefined ? '' : ` Write: ${instead}`}`,
  })
  const target = join(folder, `${name.replace(/[^\w.-]/g, '_')}.checked.csv`)
  writeFileSync(target, writeCsv(file.columns, file.rows, { marker: false }), { mode: 0o600 })
  return target
}

function sayEnd({ outcome, dryRun, batchId }: ImportResult, say: Say): number {
  const { counts } = dryRun
  if (outcome === 'dry-run') {
    say('Dry run: nothing was written.')
    return counts.wrong === 0 ? 0 : 1
  }
  if (outcome === 'committed') {
    say(`Written: ${counts.new} records. Import ${batchId ?? ''}; take it back within 7 days with: npx openpes import undo ${batchId ?? ''}`)
    if (counts.wrong > 0) say(`Left behind: ${counts.wrong} wrong rows.`)
    return 0
  }
  if (outcome === 'nothing-to-write') {
    say('0 added: every readable row is already in the register.')
    return 0
  }
  say(`Nothing was written, because ${counts.wrong} rows are wrong. Put them right, or import the others with --good-rows.`)
  return 1
}

async function listImports(platform: Platform, say: Say): Promise<number> {
  const batches = await platform.db.transaction(await everyCentre(platform), (tx) => listBatches(tx, 50))
  for (const { id, register, fileName, state, createdAt, counts } of batches) say(`${id}  ${createdAt.toISOString().slice(0, 10)}  ${register}  ${state}  ${counts['new'] ?? 0} new  ${fileName}`)
  if (batches.length === 0) say('No file has been imported yet.')
  return 0
}

async function undoImport(platform: Platform, id: string, say: Say): Promise<number> {
  const context = await everyCentre(platform)
  const found = await platform.db.transaction(context, (tx) => listBatches(tx, 1000))
  const batch = found.find((one) => one.id === id)
  if (!batch || batch.state !== 'committed' || (batch.undoUntil ?? context.now) <= context.now) {
    say(batch ? `This import cannot be taken back: it is ${batch.state}, or its 7 days are over.` : 'There is no such import. List them with: npx openpes import list')
    return 1
  }
  const kept = await platform.db.transaction(context, (tx) => undoBatch(tx, id))
  say(kept.length === 0 ? 'Taken back: everything that this import wrote is gone.' : `Taken back, except for ${kept.length} records that somebody worked on since:`)
  for (const { register, row, sourceId } of kept.slice(0, shownRows)) say(`  row ${row}: ${register} ${sourceId}`)
  return 0
}
