import { equals, parseExact } from '../../kernel/exact'
import type { PrintedReport } from './printed-report'
import { readPrinted } from './printed-number'

/** A figure of the report before that the records no longer give. Months are YYYY-MM, figures as printed and as decimal text. */
export interface Revision {
  id: string
  from: string
  to: string
  printed: string
  now: string
}

export function revisionsOf({ series }: Pick<PrintedReport, 'series'>): Revision[] {
  return series.flatMap(({ id, last }) => {
    if (!last) return []
    const [printed, now] = [readPrinted(last.printed), parseExact(last.now)]
    return printed.kind === 'number' && now && equals(printed.value, now) ? [] : [{ id, ...last }]
  })
}
