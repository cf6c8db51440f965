/** A piece of text in one style. `mark` shows what a check found beside what is printed. */
export interface Run {
  text: string
  bold?: boolean
  mark?: 'good' | 'bad' | 'quiet'
}
/** Text of a cell or paragraph; a line break inside it stays one. */
export type Text = string | readonly Run[]

export interface Column {
  text: string
  /** Share of the width, in any unit. */
  weight: number
  numeric?: boolean
}
/** A row of cells; a heading row spans the whole table. */
export type Row = { cells: readonly Text[] } | { heading: string }

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: Text }
  | { kind: 'facts'; rows: readonly { name: string; value: Text }[] }
  | { kind: 'table'; caption: string; columns: readonly Column[]; rows: readonly Row[] }
  | { kind: 'boxes'; items: readonly { text: Text; ticked: boolean }[] }
  | { kind: 'note'; text: Text }
  /** An address, drawn as dark and light squares that a phone reads where the format can draw. */
  | { kind: 'scan'; address: string; squares: readonly (readonly boolean[])[] }
  | { kind: 'break' }

/**
 * A document before it has a format. HTML, DOCX and PDF are written from the same tree, so they cannot differ.
 * All texts are in the language of the reader already.
 */
export interface DocumentTree {
  title: string
  language: 'en' | 'km' | 'lo'
  /** Printed at the foot of each page. */
  footer: string
  /** Name of the page number: "Page". */
  pageText: string
  /** A wide page of A4 when left out; a sheet of A5 for what people carry away. */
  sheet?: 'a4-wide' | 'a5'
  /** Size of print in points where it differs from the usual. */
  size?: number
  blocks: readonly Block[]
}

export const runsOf = (text: Text): readonly Run[] => (typeof text === 'string' ? [{ text }] : text)

/** The words of a tree in reading order, one per line: what every format must show. */
export function wordsOf({ title, blocks }: DocumentTree): string[] {
  const plain = (text: Text) => runsOf(text).map((run) => run.text).join('')
  return [title, ...blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'heading':
        return [block.text]
      case 'paragraph':
      case 'note':
        return [plain(block.text)]
      case 'facts':
        return block.rows.flatMap(({ name, value }) => [name, plain(value)])
      case 'table':
        return [block.caption, ...block.columns.map(({ text }) => text), ...block.rows.flatMap((row) => ('heading' in row ? [row.heading] : row.cells.map(plain)))]
      case 'boxes':
        return block.items.map(({ text }) => plain(text))
      case 'scan':
        return [block.address]
      case 'break':
        return []
    }
  })].filter((text) => text !== '')
}

/** The squares of a scan block as one SVG picture. */
export function squaresSvg(squares: readonly (readonly boolean[])[]): string {
  const path = squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${squares.length} ${squares.length}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${squares.length}v${squares.length}h-${squares.length}z"/><path d="${path}"/></svg>`
}
