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
      case 'break':
        return []
    }
  })].filter((text) => text !== '')
}
