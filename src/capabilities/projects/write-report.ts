import { writeDocx } from '../../platform/documents/write-docx'
import { writeHtml } from '../../platform/documents/write-html'
import { writePdf } from '../../platform/documents/pdf'
import type { Language } from '../../platform/i18n/words'
import { progressDocument } from './document/progress-document'
import { iatiFaults } from './iati/check'
import { readOwnSettings } from './iati/own-settings'
import { iatiSettings } from './iati/settings'
import { iatiTree } from './iati/write-iati'
import { writeXml } from './iati/xml'
import type { ProgressResult } from './progress-result'
import { type ResultFile, resultFiles, resultWorkbook } from './result-files'
import { resultJson } from './result-json'
import type { Say } from './sentences'

export const reportFormats = ['json', 'csv', 'xlsx', 'html', 'docx', 'pdf', 'iati'] as const
export type ReportFormat = (typeof reportFormats)[number]
export const isReportFormat = (text: string): text is ReportFormat => (reportFormats as readonly string[]).includes(text)

export const mediaTypes: Record<ReportFormat, string> = {
  json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8', html: 'text/html; charset=utf-8', pdf: 'application/pdf', iati: 'application/xml; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

export interface WritingChoices {
  format: ReportFormat
  language: Language
  say: Say
  /** Folder of the program: its `countries/` has the codes of countries. */
  root: string
  state: string
  digest: string | null
  signed?: ReadonlyMap<string, string>
  /** `project.settings`: identifiers and shares of the IATI file. */
  settings?: unknown
}

/** One report in one format. CSV is several files, all others are one. Equal reports give equal bytes in JSON, CSV and HTML. */
export async function writeReport(result: ProgressResult, choices: WritingChoices): Promise<ResultFile[]> {
  const { format, say } = choices
  const name = `${result.code.toLowerCase()}-${result.report.project.reporting.period_to}.${format === 'iati' ? 'xml' : format}`
  const one = (bytes: Uint8Array): ResultFile[] => [{ name, bytes }]
  switch (format) {
    case 'json':
      return one(Buffer.from(`${JSON.stringify(resultJson(result, say), null, 2)}\n`))
    case 'csv':
      return resultFiles(result, say)
    case 'xlsx':
      return one(await resultWorkbook(result, say))
    case 'html':
      return one(Buffer.from(writeHtml(progressDocument(result, choices))))
    case 'docx':
      return one(await writeDocx(progressDocument(result, choices)))
    case 'pdf':
      return one(await writePdf(progressDocument(result, choices)))
    case 'iati':
      return one(writeIati(result, choices))
  }
}

/** @throws when the document breaks the schema's rules: such a file must not leave the house. */
function writeIati(result: ProgressResult, { root, say, language, settings }: WritingChoices): Uint8Array {
  const tree = iatiTree(result, iatiSettings(root, result, readOwnSettings(settings)), say, language)
  const faults = iatiFaults(tree)
  if (faults.length > 0) throw new Error(`The IATI file breaks its schema: ${faults.slice(0, 5).join('; ')}`)
  return Buffer.from(writeXml(tree))
}
