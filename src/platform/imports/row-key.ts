import { createHash } from 'node:crypto'
import type { RowTexts } from './column'

/** What makes a row the same row in the next file: its number in the system it came from, else its whole content. */
export interface RowKey {
  readonly sourceSystem: string
  readonly sourceId: string
  readonly isHash: boolean
}

/** Takes `source_system` and `source_id` of the row; `system` is the file's where the row names none. */
export function rowKey(texts: RowTexts, system: string): RowKey {
  const sourceSystem = texts['source_system'] || system
  const sourceId = texts['source_id'] ?? ''
  if (sourceId !== '') return { sourceSystem, sourceId, isHash: false }
  return { sourceSystem, sourceId: `row-${rowHash(texts)}`, isHash: true }
}

/** Independent of the order of columns and of empty ones. */
export function rowHash(texts: RowTexts): string {
  const filled = Object.entries(texts).filter(([, text]) => text !== '').sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(filled)).digest('hex').slice(0, 32)
}
