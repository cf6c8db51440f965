import { readPrinted } from '../printed-number'

/** The rule that the words of a printed target give; '' where they give none, and a person must say it. */
export function ruleOf(cell: string): string {
  const text = cell.trim()
  if (text === '' || /^n\.?\s?a\b/i.test(text)) return 'not_due'
  const increase = /(\d+(?:\.\d+)?)\s*%\s*(?:increase|more|over|growth)/i.exec(text)
  if (increase) return `pct_over_baseline:${increase[1] ?? ''}`
  const rate = /(\d+(?:\.\d+)?)\s*%/.exec(text)
  if (rate) return `rate:${rate[1] ?? ''}`
  const more = /(\d[\d,]*)\s+more\b/i.exec(text)
  if (more) return `add:${plain(more[1])}`
  const total = /(?:^|total\s+)(\d[\d,]*(?:\.\d+)?)\b/i.exec(text)
  return total && readPrinted(total[1] ?? '').kind === 'number' ? `absolute:${plain(total[1])}` : ''
}
const plain = (figure = '') => figure.replaceAll(',', '')

const figure = '([<>]?\\s*\\d[\\d,]*(?:\\.\\d+)?)'
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The figure printed after "Target", for one part of a row such as "R" where it has several. */
export function targetOf(cell: string, part: string): string {
  // "50% coverage (target > 1)": a rate is its own number.
  if (part === '' && ruleOf(cell).startsWith('rate:')) return (cell.split(':')[0] ?? '').trim()
  const found = new RegExp(`Target\\s*${part === '' ? '' : `${escaped(part)}\\s*`}(?:=\\s*)?${figure}`, 'i').exec(cell)
  if (found) return (found[1] ?? '').replace(/,$/, '').trim()
  // "1 documentation": the cell is the figure.
  return part === '' && /^(?:absolute|add):/.test(ruleOf(cell)) ? (cell.split(':')[0] ?? '').trim() : ''
}

export interface Actual {
  printed: string
  status: 'number' | 'announced_blank' | 'not_applicable' | 'narrative' | 'no_record' | 'no_record_tracked'
}

/** The actual that a milestone cell prints, or why there is none. */
export function actualOf(cell: string, part: string): Actual {
  const isAnnounced = /\bactual\b/i.test(cell)
  const said = cell.replace(/\(actual[^)]*\)/gi, '')
  const found = new RegExp(`Actual\\s*${part === '' ? '' : `${escaped(part)}\\s*`}(?:=\\s*)?(\\d[\\d,]*(?:\\.\\d+)?)`, 'i').exec(said)
  if (found) return { printed: (found[1] ?? '').replace(/,$/, ''), status: 'number' }
  if (isAnnounced) return { printed: '', status: 'announced_blank' }
  if (/^\s*n\.?\s?a\.?\s*$/i.test(cell)) return { printed: '', status: 'not_applicable' }
  if (/\bno records?\b|\bno systems?\b/i.test(cell)) return { printed: '', status: /\btracking\b|\btracked\b/i.test(cell) ? 'no_record_tracked' : 'no_record' }
  return { printed: '', status: cell.trim() === '' ? 'no_record' : 'narrative' }
}

/** Parts of a baseline cell such as "R = 2,700 V = 16,000"; one without a name where it holds one figure. */
export function partsOf(cell: string): { part: string; baseline: string; printed: string }[] {
  const found = [...cell.matchAll(/([\p{L}][\p{L}\p{M}\d-]*)\s*=\s*(\d[\d,]*(?:\.\d+)?)/gu)]
  if (found.length > 0) return found.map(([printed, part = '', number = '']) => ({ part: found.length > 1 ? part : '', baseline: valueOf(number), printed }))
  return [{ part: '', baseline: valueOf(cell), printed: cell }]
}

function valueOf(text: string): string {
  const printed = readPrinted(text)
  return printed.kind === 'number' ? printed.figure.replaceAll(',', '') : ''
}
