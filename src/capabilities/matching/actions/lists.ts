import { sql } from 'kysely'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { ScoredPair } from '../queries/scores'
import { constants } from '../score/constants'
import { parts } from '../score/facts'

export interface ShownList {
  /** Candidates of a vacancy, vacancies of a person, or a slip printed for a person. */
  kind: 'candidates' | 'vacancies' | 'slip'
  subjectId: string
  engine: 'index' | 'sql'
  /** In the order in which they are shown. */
  pairs: readonly ScoredPair[]
  /** How many stand before the first of these, on earlier pages. */
  before?: number
}

const nameOf = ({ personId, vacancyId, score }: ScoredPair) => `${personId} ${vacancyId} ${score}`

/** Code of the list that this reader saw last on this day, when it held the same pairs in the same order. */
async function findSame(tx: Tx, { kind, subjectId }: ShownList, shown: readonly ScoredPair[]): Promise<string | undefined> {
  const { actor, today } = tx.context
  const { rows } = await sql<{ code: string; held: string[] }>`
    select l.code, array(select i.person_id || ' ' || i.vacancy_id || ' ' || i.score from match_impression i where i.list_id = l.id order by i.rank) as held
    from match_list l where l.kind = ${kind} and l.subject_id = ${subjectId} and l.reader_id is not distinct from ${actor.accountId} and l.made_on = ${today}
    order by l.made_at desc, l.id desc limit 1`.execute(tx.db)
  const last = rows[0]
  return last?.held.join() === shown.map(nameOf).join() ? last.code : undefined
}

/**
 * Writes down a list as its reader saw it, and answers with its code. A page that is loaded again with the same list is one list.
 * `visible` are the people whom the reader may see: nothing is kept of the others.
 */
export async function recordList(tx: Tx, list: ShownList, visible: ReadonlySet<string>): Promise<string> {
  const { actor, now, today } = tx.context
  const { kind, subjectId, engine, pairs, before = 0 } = list
  const shown = pairs.map((pair, at) => ({ pair, rank: before + at + 1 })).filter(({ pair }) => visible.has(pair.personId))
  const same = await findSame(tx, list, shown.map(({ pair }) => pair))
  if (same) return same
  const [id, code] = [newId(), newPublicCode()]
  await tx.db.insertInto('match_list').values({
    id, code, kind, subject_id: subjectId, centre_id: actor.centreIds[0] ?? null, reader_id: actor.accountId, made_at: now, made_on: today, weights_version: sql<string>`coalesce((select s.weights_version from match_setting s), ${constants.version})`, engine, eligible: pairs.length,
  }).execute()
  if (shown.length === 0) return code
  await tx.db.insertInto('match_impression').values(shown.map(({ pair, rank }) => ({
    id: newId(), list_id: id, person_id: pair.personId, vacancy_id: pair.vacancyId, made_on: today, rank, score: pair.score, parts: parts.map((part) => pair.parts[part]), line: pair.line,
  }))).execute()
  return code
}
