export const recordKinds = ['issue', 'meeting', 'evaluation', 'lesson', 'budget-line', 'action', 'decision', 'recommendation'] as const
export type RecordKind = (typeof recordKinds)[number]

/** Kinds that stand on their own; the others belong to one of them. */
export const topKinds = ['issue', 'meeting', 'evaluation', 'lesson', 'budget-line'] as const
export const childOf: Readonly<Partial<Record<RecordKind, RecordKind>>> = { issue: 'action', meeting: 'decision', evaluation: 'recommendation' }

export const recordStates = ['open', 'acting', 'done', 'verified'] as const
export type RecordState = (typeof recordStates)[number]

/** What may follow a state; a thing that was called done can be opened again. */
export const nextStates: Readonly<Record<RecordState, readonly RecordState[]>> = { open: ['acting', 'done'], acting: ['done'], done: ['verified', 'open'], verified: [] }

/** Which records help to write a section of a report. */
export const kindsForSection = (code: string): readonly RecordKind[] => {
  if (code.includes('challenges')) return ['issue']
  if (code.includes('corrective')) return ['action', 'decision']
  if (code.includes('evaluations')) return ['evaluation', 'recommendation']
  return code.startsWith('lesson') ? ['lesson'] : []
}
