import type { CalendarDate } from '../../../kernel/calendar'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { allMeasures } from '../language/composed-catalogue'
import { definitionHash } from '../language/canonical'
import type { Tree } from '../language/tree'
import { decideVersion, insertVersion, listVersions, type TextByLanguage } from './own-queries'

export type ProposeRefusal = 'key-taken' | 'waiting' | 'unchanged'
export type DecideRefusal = 'decided' | 'same-person'

/** Sends a measure, or a new version of it, to be put in force by another person. */
export async function proposeMeasure(tx: Tx, key: string, isNew: boolean, version: { tree: Tree; names: TextByLanguage; texts: TextByLanguage; validFrom: CalendarDate }): Promise<Outcome<void, ProposeRefusal>> {
  const known = await listVersions(tx, key)
  if (allMeasures.some(({ id }) => id === key) || (isNew && known.length > 0)) return refused('key-taken')
  if (known.some(({ state }) => state === 'waiting')) return refused('waiting')
  const hash = definitionHash(version.tree)
  if (known.some((one) => one.state === 'active' && one.hash === hash && JSON.stringify([one.names, one.texts]) === JSON.stringify([version.names, version.texts]))) return refused('unchanged')
  await insertVersion(tx, key, version)
  tx.note({ action: 'measure.propose', subjectKind: 'measure', subjectId: key, fields: [`hash:${hash.slice(0, 12)}`] })
  return done()
}

/** Puts the waiting version in force or refuses it. Never the person who built it. */
export async function decideMeasure(tx: Tx, key: string, answer: 'active' | 'refused'): Promise<Outcome<void, DecideRefusal>> {
  const waiting = (await listVersions(tx, key)).find(({ state }) => state === 'waiting')
  if (!waiting) return refused('decided')
  if (waiting.createdBy === tx.context.actor.accountId) return refused('same-person')
  if (!(await decideVersion(tx, waiting, answer))) return refused('decided')
  tx.note({ action: answer === 'active' ? 'measure.activate' : 'measure.refuse', subjectKind: 'measure', subjectId: key, fields: [`version:${waiting.number}`] })
  return done()
}
