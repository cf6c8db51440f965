import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  codePattern, composeReport, composeStored, countLevels, countsOf, digestOfFiles, digestOfReport, filesOfWorkbook, type Finding, findProject, hasOwnSettings, importReport, isReportFormat, lintText, listReports, type PrintedReport, type ProgressResult, type ReportFiles,
  readReport, reportFormats, reportFromJson, reportOfDay, resultFiles, signatureTexts, sayFault, sayFinding, type Say as SayWords, writeReport,
} from '../capabilities/projects/index'
import { parseIsoDay } from '../kernel/calendar'
import { readDocxText } from '../platform/documents/read-docx'
import { isLanguage, languages, type Language, loadWords, type Words } from '../platform/i18n/words'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'
import { option } from './verbs'

type Say = (line: string) => void

export const projectImportUsage = 'import project FOLDER|FILE --as CODE [--dry-run] [--check FOLDER]: a project with its report from indicators.csv, activities.csv and project.json, or from the JSON or XLSX that "report progress" wrote'
export const reportUsage = [
  `report progress --project CODE --as-of DAY --format ${reportFormats.join('|')} --lang ${languages.join('|')} --out FILE`,
  'report lint FILE|FOLDER [--lang en|km|lo] [--format text|json]: what does not fit in a report, with place and right figure',
]

const fileNames: Record<keyof ReportFiles, string> = { indicators: 'indicators.csv', activities: 'activities.csv', project: 'project.json' }

/** The three files of a report; a sentence for each that is missing. */
function readFolder(folder: string): { files: ReportFiles | null; missing: string[] } {
  const missing = Object.values(fileNames).filter((name) => !existsSync(join(folder, name))).map((name) => `${folder} has no file ${name}.`)
  if (missing.length > 0) return { files: null, missing }
  const read = (name: keyof ReportFiles) => readFileSync(join(folder, fileNames[name]), 'utf8')
  return { files: { indicators: read('indicators'), activities: read('activities'), project: read('project') }, missing }
}

const languageOf = (words: readonly string[]): Language => {
  const given = option(words, 'lang') ?? 'en'
  return isLanguage(given) ? given : 'en'
}
const sayIn = (words: Words, language: Language): SayWords => (key, parameters) => words.say(language, key, parameters)

function sayCounts(result: ProgressResult, say: Say): void {
  say(Object.entries(countsOf(result)).map(([name, count]) => `${count} ${name}`).join(', '))
  const levels = countLevels(result.findings)
  say(`Findings: ${levels.error} errors, ${levels.warning} warnings, ${levels.notice} notices`)
}

interface Source {
  report: PrintedReport | null
  /** Of the files as they came: the same ones a second time change nothing. */
  digest: string
  faults: string[]
}

/** A report from its folder, or from one file that this program wrote. */
async function readSource(path: string, tell: SayWords): Promise<Source> {
  const failed = (...faults: string[]): Source => ({ report: null, digest: '', faults })
  if (!existsSync(path)) return failed(`There is no file or folder ${path}.`)
  if (/\.json$/i.test(path)) {
    const { report, faults } = reportFromJson(readFileSync(path, 'utf8'), path)
    return { report, digest: report ? digestOfReport(report) : '', faults: faults.map((fault) => sayFault(tell, fault)) }
  }
  const found = /\.xlsx$/i.test(path) ? await filesOfWorkbook(readFileSync(path)) : undefined
  if (found && !found.ok) return failed(tell('projects.refusal.not-our-workbook'))
  const { files, missing } = found ? { files: found.value, missing: [] } : readFolder(path)
  if (!files) return failed(...missing)
  const { report, faults } = readReport(files)
  return { report, digest: digestOfFiles(files), faults: faults.map((fault) => sayFault(tell, fault)) }
}

/** `openpes import project FOLDER|FILE --as CODE`. */
export async function importProjectVerb(platform: Platform, root: string, words: readonly string[], say: Say): Promise<number> {
  const [folder = ''] = words
  const code = option(words, 'as') ?? ''
  if (folder === '' || !codePattern.test(code)) {
    if (code !== '') say(`"${code}" is no project code: 2 to 30 capital letters, digits and hyphens.`)
    say(projectImportUsage)
    return 2
  }
  const { report, digest, faults } = await readSource(folder, sayIn(platform.words, languageOf(words)))
  if (!report) {
    faults.forEach(say)
    say(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; nothing was written.`)
    return 1
  }
  const result = composeReport(root, code, report)
  sayCounts(result, say)
  const check = option(words, 'check')
  if (check !== undefined) {
    mkdirSync(check, { recursive: true })
    for (const { name, bytes } of resultFiles(result, sayIn(platform.words, languageOf(words)))) writeFileSync(join(check, name), bytes)
    say(`Computed tables: ${check}`)
  }
  if (words.includes('--dry-run')) {
    say('Nothing was written: this was a dry run.')
    return 0
  }
  const outcome = await platform.db.transaction(systemContext(platform), (tx) => importReport(tx, code, report, digest), (value) => value.ok)
  if (!outcome.ok) {
    say(outcome.reason === 'other-framework'
      ? `The project ${code} has other series or activities. Nothing was written; choose another code.`
      : `There is a project ${code} with a report of this period. Nothing was written; choose another code.`)
    return 1
  }
  say(outcome.value.isNew ? `Project ${code} is stored, with its report ${outcome.value.sequence}.` : `Project ${code} is stored already, from the same files. Nothing was changed.`)
  return 0
}

/** `openpes report progress`. */
export async function progressVerb(platform: Platform, root: string, words: readonly string[], say: Say): Promise<number> {
  const code = option(words, 'project') ?? ''
  const format = option(words, 'format') ?? 'json'
  const language = option(words, 'lang') ?? 'en'
  const out = option(words, 'out') ?? ''
  const day = option(words, 'as-of')
  if (code === '' || out === '' || !isReportFormat(format) || !isLanguage(language) || (day !== undefined && !parseIsoDay(day))) {
    if (day !== undefined && !parseIsoDay(day)) say(`"${day}" is no day. Write it as 2026-05-31.`)
    if (!isReportFormat(format)) say(`"${format}" is no format: ${reportFormats.join(', ')}.`)
    reportUsage.forEach(say)
    return 2
  }
  const found = await platform.db.transaction(systemContext(platform), async (tx) => {
    const project = await findProject(tx, code)
    if (!project) return `There is no project ${code}. Import it first: npx openpes import project FOLDER --as ${code}`
    const reports = await listReports(tx, project.id)
    const chosen = day === undefined ? reports.at(-1) : reportOfDay(reports, day)
    if (!chosen) return `No report of ${code} covers ${day ?? 'any day'}: the first begins in ${reports[0]?.period_from ?? 'no month'}.`
    const stored = await composeStored(tx, root, chosen.id)
    return stored ? { ...stored, signed: await signatureTexts(tx, chosen.id) } : `The report ${chosen.sequence} of ${code} cannot be read.`
  })
  if (typeof found === 'string') {
    say(found)
    return 1
  }
  const result = { ...found.result, asOf: day ?? found.result.asOf }
  const files = await writeReport(result, { format, language, say: sayIn(platform.words, language), root, state: found.row.state, digest: found.row.digest, settings: found.row.project_settings, signed: found.signed })
  if (format === 'iati' && !hasOwnSettings(found.row.project_settings)) say(platform.words.say(language, 'projects.iati.defaults'))
  for (const path of placeFiles(files, out)) say(`Written: ${path}`)
  return 0
}

/** One file goes to FILE; several go into the folder FILE, or beside FILE with its name in front. */
function placeFiles(files: readonly { name: string; bytes: Uint8Array }[], out: string): string[] {
  const [only] = files
  if (files.length === 1 && only) {
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, only.bytes)
    return [out]
  }
  const isFolder = existsSync(out) ? statSync(out).isDirectory() : !/\.[a-z]+$/i.test(out)
  if (isFolder) mkdirSync(out, { recursive: true })
  else mkdirSync(dirname(out), { recursive: true })
  return files.map(({ name, bytes }, index) => {
    const path = isFolder ? join(out, name) : index === 0 ? out : join(dirname(out), `${out.slice(dirname(out).length).replace(/^\//, '').replace(/\.[^.]+$/, '')}-${name}`)
    writeFileSync(path, bytes)
    return path
  })
}

/** `openpes report lint FILE|FOLDER`: needs no store. Ends with 1 when there is an error among the findings. */
export async function lintVerb(root: string, words: readonly string[], say: Say): Promise<number> {
  const [path = ''] = words
  if (path === '' || path.startsWith('--')) {
    reportUsage.forEach(say)
    return 2
  }
  if (!existsSync(path)) {
    say(`There is no file or folder ${path}.`)
    return 1
  }
  const tell = sayIn(loadWords(join(root, 'locales')), languageOf(words))
  const found = await findingsIn(root, path, tell)
  if (!found.ok) {
    found.faults.forEach(say)
    return 1
  }
  if (option(words, 'format') === 'json') {
    say(JSON.stringify({ findings: found.findings.map(({ rule, level, kind, subject, sourceLine, printed, ...rest }) => ({ rule, level, kind, subject, source_line: sourceLine, printed, message: sayFinding(tell, rest) })) }, null, 2))
  } else {
    for (const finding of found.findings) say(`${finding.rule} ${finding.level}${finding.sourceLine === '' ? '' : ` (line ${finding.sourceLine})`}: ${sayFinding(tell, finding)}`)
    const levels = countLevels(found.findings)
    say(`${levels.error} errors, ${levels.warning} warnings, ${levels.notice} notices`)
  }
  return found.findings.some(({ level }) => level === 'error') ? 1 : 0
}

const largestText = 5_000_000

type Linted = { ok: true; findings: readonly Finding[] } | { ok: false; faults: string[] }

async function findingsIn(root: string, path: string, tell: SayWords): Promise<Linted> {
  if (statSync(path).isDirectory()) {
    const { files, missing } = readFolder(path)
    if (!files) return { ok: false, faults: missing }
    const { report, faults } = readReport(files)
    return report ? { ok: true, findings: composeReport(root, 'LINT', report).findings } : { ok: false, faults: faults.map((fault) => sayFault(tell, fault)) }
  }
  if (statSync(path).size > largestText) return { ok: false, faults: [`${path} is larger than 5 MB.`] }
  const bytes = readFileSync(path)
  if (path.endsWith('.docx')) {
    const text = await readDocxText(bytes)
    return text.ok ? { ok: true, findings: lintText(text.value) } : { ok: false, faults: [`${path} is no Word document that can be read.`] }
  }
  if (bytes.includes(0)) return { ok: false, faults: [`${path} is not a text file. Save the report as plain text, or give the folder of its tables.`] }
  const text = bytes.toString('utf8')
  if (!path.endsWith('.json')) return { ok: true, findings: lintText(text) }
  const { report, faults } = reportFromJson(text, path)
  return report ? { ok: true, findings: composeReport(root, 'LINT', report).findings } : { ok: false, faults: faults.map((fault) => sayFault(tell, fault)) }
}
