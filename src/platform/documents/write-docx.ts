import {
  AlignmentType, Document, Footer, HeadingLevel, type IRunOptions, Packer, PageBreak, PageNumber, PageOrientation, Paragraph, type ParagraphChild, ShadingType, Table, TableCell, TableLayoutType, TableRow,
  TextRun, WidthType,
} from 'docx'
import { type Block, type DocumentTree, type Row, type Run, runsOf, type Text } from './tree'

const fonts = { en: 'Noto Sans', km: 'Noto Sans Khmer', lo: 'Noto Sans Lao' } as const
const languageTags = { en: 'en-GB', km: 'km-KH', lo: 'lo-LA' } as const
const colours = { good: '00572F', bad: 'A3200F', quiet: '4A5459' } as const
/** Width of an A4 page on its side without margins, in twentieths of a point. */
const pageWidth = 14_900
/** Sizes in half points. */
const bodySize = 19
const cellSize = 16

const khmer = /\p{Script=Khmer}/u
const lao = /\p{Script=Lao}/u

interface Style {
  size: number
  bold?: boolean
}

/**
 * Office programs choose the font of Khmer and Lao by the complex-script font of the run, and its size by the
 * complex-script size: both are set on every run, and text is cut where the script changes.
 */
function textRuns(text: string, { size, bold = false }: Style, mark?: Run['mark']): TextRun[] {
  return text.split('\n').flatMap((line, index) => {
    const pieces = line.match(/[\p{Script=Khmer}\u200b]+|[\p{Script=Lao}\u200b]+|[^\p{Script=Khmer}\p{Script=Lao}\u200b]+/gu) ?? ['']
    return pieces.map((piece, at) => {
      const complex = khmer.test(piece) ? fonts.km : lao.test(piece) ? fonts.lo : null
      const options: IRunOptions = {
        text: piece, size, sizeComplexScript: size, bold, boldComplexScript: bold, ...(index > 0 && at === 0 ? { break: 1 } : {}), ...(mark ? { color: colours[mark] } : {}),
        font: { ascii: fonts.en, hAnsi: fonts.en, eastAsia: complex ?? fonts.en, cs: complex ?? fonts.en, ...(complex ? { hint: 'cs' } : {}) },
        ...(complex ? { complexScript: true, language: { value: 'en-GB', bidirectional: khmer.test(piece) ? languageTags.km : languageTags.lo } } : {}),
      }
      return new TextRun(options)
    })
  })
}

const runs = (text: Text, style: Style): ParagraphChild[] => runsOf(text).flatMap((run) => textRuns(run.text, { ...style, bold: (style.bold ?? false) || (run.bold ?? false) }, run.mark))
const spacing = { before: 60, after: 60 }
const line = (text: Text, style: Style, rest: { alignment?: (typeof AlignmentType)[keyof typeof AlignmentType] } = {}) => new Paragraph({ children: runs(text, style), spacing, ...rest })

const shade = (fill: string) => ({ type: ShadingType.CLEAR, color: 'auto', fill })
const margins = { top: 40, bottom: 40, left: 80, right: 80 }

function tableOf(columns: readonly { text: string; weight: number; numeric?: boolean }[], rows: readonly Row[]): Table {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0)
  const widths = columns.map(({ weight }) => Math.floor((weight / total) * pageWidth))
  const cell = (text: Text, index: number, style: Style, fill?: string) =>
    new TableCell({
      children: [line(text, style, columns[index]?.numeric ? { alignment: AlignmentType.RIGHT } : {})], margins, width: { size: widths[index] ?? 0, type: WidthType.DXA }, ...(fill ? { shading: shade(fill) } : {}),
    })
  return new Table({
    layout: TableLayoutType.FIXED, width: { size: pageWidth, type: WidthType.DXA }, columnWidths: widths,
    rows: [
      ...(columns.some(({ text }) => text !== '') ? [new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ text }, index) => cell(text, index, { size: cellSize, bold: true }, 'E9EFF3')) })] : []),
      ...rows.map((row) =>
        'heading' in row
          ? new TableRow({ cantSplit: true, children: [new TableCell({ columnSpan: columns.length, margins, shading: shade('F4F6F7'), children: [line(row.heading, { size: cellSize, bold: true })] })] })
          : new TableRow({ children: row.cells.map((text, index) => cell(text, index, { size: cellSize })) }),
      ),
    ],
  })
}

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const
const headingSizes = { 1: 32, 2: 26, 3: 22 } as const

function blocksOf(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: headings[block.level], keepNext: true, spacing: { before: 240, after: 100 }, children: textRuns(block.text, { size: headingSizes[block.level], bold: true }) })]
    case 'paragraph':
      return [line(block.text, { size: bodySize })]
    case 'note':
      return [new Paragraph({ spacing, indent: { left: 200 }, shading: shade('F4F6F7'), children: runs(block.text, { size: bodySize }) })]
    case 'facts':
      return [tableOf([{ text: '', weight: 1 }, { text: '', weight: 3 }], block.rows.map(({ name, value }) => ({ cells: [[{ text: name, bold: true }], value] })))]
    case 'boxes':
      return block.items.map(({ text, ticked }) => new Paragraph({ spacing, children: [...boxRun(ticked), ...runs(text, { size: bodySize })] }))
    case 'table':
      return [new Paragraph({ keepNext: true, spacing: { before: 160, after: 60 }, children: textRuns(block.caption, { size: bodySize, bold: true }) }), tableOf(block.columns, block.rows), new Paragraph({ children: [] })]
    case 'scan':
      return [line(block.address, { size: bodySize })]
    case 'break':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

/** A box as text; Noto Sans has no box, so the font is named. */
const boxRun = (ticked: boolean) => [new TextRun({ text: ticked ? '☒ ' : '☐ ', size: bodySize, font: { ascii: 'DejaVu Sans', hAnsi: 'Segoe UI Symbol', eastAsia: 'Segoe UI Symbol', cs: 'Segoe UI Symbol' } })]

/** A Word document. It opens in LibreOffice and Word; table headings repeat on each page. */
export async function writeDocx({ title, language, footer, pageText, blocks }: DocumentTree): Promise<Uint8Array> {
  const foot = new Footer({
    children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [...textRuns(`${footer} · ${pageText} `, { size: 14 }), new TextRun({ children: [PageNumber.CURRENT], size: 14 })] })],
  })
  const document = new Document({
    title, creator: 'OpenPES', styles: { default: { document: { run: { language: { value: languageTags.en, bidirectional: languageTags[language] } } } } },
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE, width: 11_906, height: 16_838 }, margin: { top: 900, bottom: 900, left: 900, right: 900 } } },
      footers: { default: foot },
      children: [new Paragraph({ heading: HeadingLevel.TITLE, children: textRuns(title, { size: 36, bold: true }) }), ...blocks.flatMap(blocksOf)],
    }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
