import { type Block, type DocumentTree, type Row, runsOf, squaresSvg, type Text } from './tree'

/** A text as a string of Typst: only backslash and quote mean something there, so no text can become code. */
const quoted = (text: string) => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r/g, '').replace(/\t/g, ' ')}"`

const colours = { good: '#00572f', bad: '#a3200f', quiet: '#4a5459' } as const

function content(text: Text): string {
  return `[${runsOf(text).map(({ text: words, bold, mark }) => {
    const inner = words.split('\n').map((piece) => `#${quoted(piece)}`).join('#linebreak()')
    const strong = bold ? `#strong[${inner}]` : inner
    return mark ? `#text(fill: rgb("${colours[mark]}"))[${strong}]` : strong
  }).join('')}]`
}

function table(columns: readonly { text: string; weight: number; numeric?: boolean }[], rows: readonly Row[]): string {
  const hasHead = columns.some(({ text }) => text !== '')
  const head = hasHead ? `table.header(${columns.map(({ text }) => `table.cell(fill: rgb("#e9eff3"))[#strong${content(text)}]`).join(', ')}),` : ''
  const body = rows.map((row) => ('heading' in row ? `table.cell(colspan: ${columns.length}, fill: rgb("#f4f6f7"))[#strong${content(row.heading)}],` : row.cells.map((cell) => `${content(cell)},`).join(' ')))
  return [
    '#[#set text(size: 7.5pt)', '#set par(justify: false)',
    `#table(columns: (${columns.map(({ weight }) => `${weight}fr,`).join(' ')}), align: (${columns.map(({ numeric }) => (numeric ? 'right,' : 'left,')).join(' ')}), stroke: 0.5pt + rgb("#8a9399"), inset: 4pt,`,
    head, ...body, ')]',
  ].join('\n')
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `#heading(level: ${one.level})${content(one.text)}`
    case 'paragraph':
      return `#par${content(one.text)}`
    case 'note':
      return `#block(fill: rgb("#f4f6f7"), inset: 7pt, stroke: (left: 3pt + rgb("#1d4e6b")), width: 100%)${content(one.text)}`
    case 'facts':
      return table([{ text: '', weight: 1 }, { text: '', weight: 3 }], one.rows.map(({ name, value }) => ({ cells: [[{ text: name, bold: true }], value] })))
    case 'boxes':
      return one.items.map(({ text, ticked }) => `#grid(columns: (14pt, 1fr), gutter: 2pt, box(width: 8pt, height: 8pt, stroke: 0.7pt)[${ticked ? '#align(center + horizon)[#text(size: 8pt)[×]]' : ''}], ${content(text)})`).join('\n')
    case 'table':
      return `#block(sticky: true)[#strong${content(one.caption)}]\n${table(one.columns, one.rows)}`
    case 'scan':
      return `#grid(columns: (32mm, 1fr), gutter: 4mm, align: horizon, image(bytes(${quoted(squaresSvg(one.squares))}), format: "svg", width: 32mm), text(size: 0.9em)${content(one.address)})`
    case 'break':
      return '#pagebreak(weak: true)'
  }
}

/** The document as Typst source. The same text always gives the same source. */
export function typstSource({ title, language, footer, pageText, blocks, sheet = 'a4-wide', size = 9.5 }: DocumentTree): string {
  return [
    `#set document(title: ${quoted(title)}, author: "OpenPES", date: none)`,
    `#set page(${sheet === 'a5' ? 'paper: "a5", margin: 12mm' : 'paper: "a4", flipped: true, margin: 15mm'}, footer: context [#set text(size: 7pt); ${`#${quoted(pageText ? `${footer} · ${pageText} ` : footer)}`}${pageText ? '#counter(page).display()' : ''}])`,
    `#set text(font: ("Noto Sans", "Noto Sans Khmer", "Noto Sans Lao"), size: ${size}pt, lang: "${language}", fallback: true)`,
    '#set par(leading: 0.75em)', '#show heading: set block(sticky: true, above: 1.4em, below: 0.8em)',
    `#text(size: ${sheet === 'a5' ? size * 1.4 : 17}pt, weight: "bold")${content(title)}`,
    ...blocks.map(block),
  ].join('\n\n')
}
