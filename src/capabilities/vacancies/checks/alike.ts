import { clustersOf } from '../../../platform/text/clusters'
import { foldForChecks } from './fold'

const most = 4000

/** Every run of `length` neighbouring clusters of a text, spaces and punctuation left out. */
export function shinglesOf(text: string, length: number): Set<string> {
  const clusters = [...clustersOf(foldForChecks(text).replace(/[\s\p{P}\p{S}]+/gu, '').slice(0, most))]
  const shingles = new Set<string>()
  for (let i = 0; i + length <= clusters.length; i += 1) shingles.add(clusters.slice(i, i + length).join(''))
  return shingles
}

/** Jaccard: what two sets share, of all that either has. 0 when one is empty. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const one of a) if (b.has(one)) shared += 1
  return shared / (a.size + b.size - shared)
}
