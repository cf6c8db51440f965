import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writePdf } from '../../../platform/documents/pdf'
import { type DocumentTree, wordsOf } from '../../../platform/documents/tree'
import { typstSource } from '../../../platform/documents/typst-source'
import { writeDocx } from '../../../platform/documents/write-docx'
import { writeHtml } from '../../../platform/documents/write-html'
import { languages, loadWords } from '../../../platform/i18n/words'
import { readDocxText, readEntry } from '../../../platform/documents/read-docx'
import { composeReport } from '../actions/compose'
import { cleanReport } from '../test-report'
import { progressDocument } from './progress-document'

const root = join(import.meta.dirname, '../../../..')
const words = loadWords(join(root, 'locales'))
const result = composeReport(root, 'ZZ-1', cleanReport())
const treeIn = (language: 'en' | 'km' | 'lo') => progressDocument(result, { language, say: (key, parameters) => words.say(language, key, parameters), state: 'draft', digest: null })
const folder = mkdtempSync(join(tmpdir(), 'openpes-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plain = (text: string) => text.replace(/\s+/g, '')
const unescape = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&')
const shape = ({ blocks }: DocumentTree) => blocks.map((block) => (block.kind === 'table' ? `table ${block.columns.length}×${block.rows.length}` : block.kind === 'boxes' ? `boxes ${block.items.map(({ ticked }) => (ticked ? 1 : 0)).join('')}` : block.kind))

/** Writer is a part of LibreOffice that may be missing although the program is there. */
function officeRefusal(): string | null {
  const probe = join(folder, 'probe.txt')
  writeFileSync(probe, 'probe')
  const run = spawnSync('soffice', [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', 'pdf', '--outdir', folder, probe], { timeout: 120_000 })
  if (run.error) return 'LibreOffice is not installed'
  return existsSync(join(folder, 'probe.pdf')) ? null : 'LibreOffice is here without Writer'
}

describe('a report as a document', () => {
  it('has the same parts and boxes in the three languages', () => {
    expect(shape(treeIn('km'))).toEqual(shape(treeIn('en')))
    expect(shape(treeIn('lo'))).toEqual(shape(treeIn('en')))
  })

  it.each(languages)('shows every word of its tree in HTML and DOCX (%s)', async (language) => {
    const tree = treeIn(language)
    const html = plain(unescape(writeHtml(tree).replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]+>/g, '')))
    const docx = plain(unescape((await readEntry(await writeDocx(tree), 'word/document.xml')).replace(/<[^>]+>/g, '')))
    const missing = (text: string) => wordsOf(tree).filter((word) => !text.includes(plain(word)))
    expect(missing(html)).toEqual([])
    expect(missing(docx)).toEqual([])
    expect(writeHtml(treeIn(language))).toBe(writeHtml(tree))
  })

  it('reads its own DOCX back as text, and refuses what is none', async () => {
    const text = await readDocxText(await writeDocx(treeIn('en')))
    expect(text.ok && text.value).toContain('The guide is half written.')
    expect(await readDocxText(Buffer.from('no archive'))).toEqual({ ok: false, reason: 'not-readable' })
  })

  it('lets no text become markup or code', () => {
    const tree: DocumentTree = { ...treeIn('en'), blocks: [{ kind: 'paragraph', text: '<script>alert(1)</script> #panic("x") \\ "quoted"' }] }
    expect(writeHtml(tree)).not.toContain('<script>')
    expect(typstSource(tree)).toContain('#"<script>alert(1)</script> #panic(\\"x\\") \\\\ \\"quoted\\""')
  })

  it('becomes a PDF in each language', async () => {
    for (const language of languages) {
      const started = performance.now()
      const pdf = await writePdf(treeIn(language))
      console.log(`PDF ${language}: ${pdf.length} bytes in ${((performance.now() - started) / 1000).toFixed(1)} s`)
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
    }
  })

  it('opens in LibreOffice as DOCX', async (context) => {
    const refusal = officeRefusal()
    if (refusal !== null) {
      console.log(`SKIPPED: opening the DOCX in LibreOffice, because ${refusal}`)
      return context.skip()
    }
    for (const language of languages) {
      const file = join(folder, `report-${language}.docx`)
      writeFileSync(file, await writeDocx(treeIn(language)))
      execFileSync('soffice', [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], { timeout: 120_000 })
      expect(readFileSync(join(folder, `report-${language}.pdf`)).length).toBeGreaterThan(10_000)
    }
  })
})
