import { fault, type Checked, type ImportFault } from './fault'
import { attribute, tagsNamed } from './xml-tags'
import type { WalkedZip, ZipParts } from './zip-walk'

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  /** What the reader needs beside the sheet: relations, strings, styles. */
  readonly sharedPaths: readonly string[]
  readonly oldFonts: readonly string[]
}

const workbookPath = 'xl/workbook.xml'
const relationsPath = 'xl/_rels/workbook.xml.rels'

/** Fonts that put Khmer or Lao shapes on Latin letters. */
const oldFontName = /^(?:limon|abc[-\s]|zero ?space|baidok|alice\d|saysettha lao|saysettha web|chantabouli|dok champa lao)/i

/** Refuses what an import never takes, and finds the sheets. Nothing outside the archive is ever opened. */
export function checkWorkbook({ parts, names }: WalkedZip): Checked<Workbook> {
  const problem = dangerousPart(parts, names)
  if (problem) return problem
  const workbook = parts.get(workbookPath)?.toString('utf8')
  const relations = parts.get(relationsPath)?.toString('utf8')
  if (workbook === undefined || relations === undefined) return fault('wrong-kind', { kind: archiveKind(names) })
  const targets = new Map<string, { readonly type: string; readonly path: string }>()
  for (const { attributes } of tagsNamed(relations, ['Relationship'])) {
    const target = attribute(attributes, 'Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    targets.set(attribute(attributes, 'Id') ?? '', { type: attribute(attributes, 'Type') ?? '', path })
  }
  const sheets = [...tagsNamed(workbook, ['sheet'])].flatMap(({ attributes, isEnd }) => {
    const target = targets.get(attribute(attributes, 'id') ?? '')
    const name = attribute(attributes, 'name')
    return isEnd || name === undefined ? [] : [{ name, path: target?.type.endsWith('/worksheet') ? target.path : '' }]
  })
  if (sheets.length === 0) return fault('damaged-file')
  const shared = [...targets.values()].filter(({ type }) => /\/(?:sharedStrings|styles)$/.test(type)).map(({ path }) => path)
  const sharedPaths = [workbookPath, relationsPath, ...shared].filter((path) => parts.has(path))
  return { ok: true, value: { sheets, sharedPaths, oldFonts: oldFonts(parts) } }
}

function dangerousPart(parts: ZipParts, names: readonly string[]): ImportFault | undefined {
  for (const [name, content] of parts) {
    if (content.subarray(0, 400).includes(0)) return fault('damaged-file')
    if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) return fault('has-doctype', { part: name })
  }
  const types = parts.get('[Content_Types].xml')?.toString('utf8') ?? ''
  const macro = names.find((name) => /(?:vbaProject|vbaData)|^xl\/(?:macrosheets|dialogsheets|activeX)\//i.test(name))
  if (macro !== undefined || /macroEnabled|vbaProject/i.test(types)) return fault('has-macros')
  if (names.some((name) => /^xl\/externalLinks\//i.test(name))) return fault('has-external-links')
  if (names.some((name) => /^xl\/(?:embeddings|connections\.xml|queryTables\/|webextensions\/)/i.test(name))) return fault('has-embedded-objects')
  for (const [name, content] of parts) {
    if (name.endsWith('.rels') && hasOutsideTarget(content.toString('utf8'))) return fault('has-external-links')
  }
  return undefined
}

/** Hyperlinks are text that spreadsheets make of every e-mail address; they are not followed and do no harm. */
function hasOutsideTarget(relations: string): boolean {
  for (const { attributes } of tagsNamed(relations, ['Relationship'])) {
    const isOutside = attribute(attributes, 'TargetMode')?.toLowerCase() === 'external'
    if (isOutside && !(attribute(attributes, 'Type') ?? '').endsWith('/hyperlink')) return true
  }
  return false
}

function archiveKind(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('word/'))) return 'DOCX'
  if (names.some((name) => name.startsWith('ppt/'))) return 'PPTX'
  if (names.some((name) => name.startsWith('xl/') && name.endsWith('.bin'))) return 'XLSB'
  return names.includes('mimetype') ? 'ODS' : 'ZIP'
}

function oldFonts(parts: ZipParts): string[] {
  const styles = parts.get('xl/styles.xml')?.toString('utf8') ?? ''
  const fonts = [...tagsNamed(styles, ['name'])].map(({ attributes }) => attribute(attributes, 'val') ?? '')
  return [...new Set(fonts.filter((font) => oldFontName.test(font)))]
}
