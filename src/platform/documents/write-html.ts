import { type Block, type DocumentTree, type Row, runsOf, squaresSvg, type Text } from './tree'

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const style = `
:root{color-scheme:light}body{margin:0 auto;max-width:70rem;padding:1.5rem;font:16px/1.6 "Noto Sans","Noto Sans Khmer","Noto Sans Lao",sans-serif;color:#0b0c0c}
h1{font-size:1.7rem;line-height:1.35}h2{font-size:1.35rem;margin-top:2.2rem;border-bottom:2px solid #1d4e6b;padding-bottom:.2rem}h3{font-size:1.1rem;margin-top:1.5rem}
table{border-collapse:collapse;width:100%;font-size:.85rem;margin:1rem 0}caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{border:1px solid #8a9399;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{background:#e9eff3}tr.group th{background:#f4f6f7}td.n{text-align:right}
.table{overflow-x:auto}dl{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.2rem 1rem}dt{font-weight:700}dd{margin:0}.boxes{list-style:none;padding:0}
.note{border-left:5px solid #1d4e6b;padding:.4rem 1rem;background:#f4f6f7}.good{color:#00572f}.bad{color:#a3200f;font-weight:700}.quiet{color:#4a5459}footer{margin-top:3rem;color:#4a5459;font-size:.85rem}
@media(max-width:40rem){body{padding:1rem}dl{grid-template-columns:1fr}dd{margin-bottom:.6rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}.break{break-before:page}@page{size:A4 landscape;margin:15mm}}`

function inline(text: Text): string {
  return runsOf(text).map(({ text: words, bold, mark }) => {
    const inner = escape(words).replace(/\n/g, '<br>')
    const strong = bold ? `<strong>${inner}</strong>` : inner
    return mark ? `<span class="${mark}">${strong}</span>` : strong
  }).join('')
}

function tableRow(row: Row, columns: readonly { numeric?: boolean }[]): string {
  if ('heading' in row) return `<tr class="group"><th colspan="${columns.length}" scope="rowgroup">${escape(row.heading)}</th></tr>`
  return `<tr>${row.cells.map((cell, index) => `<td${columns[index]?.numeric ? ' class="n"' : ''}>${inline(cell)}</td>`).join('')}</tr>`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`
    case 'note':
      return `<p class="note">${inline(block.text)}</p>`
    case 'facts':
      return `<dl>${block.rows.map(({ name, value }) => `<dt>${escape(name)}</dt><dd>${inline(value)}</dd>`).join('')}</dl>`
    case 'boxes':
      return `<ul class="boxes">${block.items.map(({ text, ticked }) => `<li>${ticked ? '☒' : '☐'} ${inline(text)}</li>`).join('')}</ul>`
    case 'table':
      return `<div class="table" tabindex="0" role="region" aria-label="${escape(block.caption)}"><table><caption>${escape(block.caption)}</caption><thead><tr>${block.columns.map(({ text }) => `<th scope="col">${escape(text)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => tableRow(row, block.columns)).join('')}</tbody></table></div>`
    case 'scan':
      return `<p>${squaresSvg(block.squares).replace('<svg', '<svg width="130" role="img" aria-label="' + escape(block.address) + '"')}<br>${escape(block.address)}</p>`
    case 'break':
      return '<div class="break"></div>'
  }
}

/** One page that needs no script and no other file. Equal trees give equal bytes. */
export function writeHtml({ title, language, footer, blocks }: DocumentTree): string {
  return `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>\n<body>\n<main>\n<h1>${escape(title)}</h1>\n${blocks.map(blockHtml).join('\n')}\n</main>\n<footer>${escape(footer)}</footer>\n</body>\n</html>\n`
}
