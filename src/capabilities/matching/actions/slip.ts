import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import { parsePublicCode } from '../../../kernel/code'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { listVacancyLines, type VacancyLine } from '../../vacancies/index'
import { rankVacancies } from '../proposals'
import { refreshFacts, type ScoredPair, scorePairs } from '../queries/scores'
import { recordList } from './lists'

/** As many vacancies as a small sheet holds. */
export const mostOnSlip = 5
/** A pair that rests because the person was just referred may be printed. */
const printable: readonly number[] = [0, 10]

export interface Slip {
  /** Of the list, for its short address. */
  code: string
  lines: readonly { pair: ScoredPair; vacancy: VacancyLine }[]
}

async function pairsFor(tx: Tx, platform: Platform, personId: string, vacancyIds: readonly string[]): Promise<{ pairs: ScoredPair[]; engine: 'index' | 'sql' }> {
  if (vacancyIds.length === 0) return rankVacancies(tx, personId, mostOnSlip, platform)
  await refreshFacts(tx.db, tx.context.today)
  const scored = await scorePairs(tx.db, [personId], vacancyIds, tx.context.today, false)
  return { pairs: scored.filter(({ filter }) => printable.includes(filter)).sort((a, b) => b.score - a.score || (a.vacancyCode < b.vacancyCode ? -1 : 1)), engine: 'sql' }
}

/** What goes on paper for a person: the named vacancies, or the best ones. Undefined when there is none. */
export async function makeSlip(tx: Tx, platform: Platform, personId: string, vacancyIds: readonly string[]): Promise<Slip | undefined> {
  const { pairs, engine } = await pairsFor(tx, platform, personId, vacancyIds)
  const vacancies = await listVacancyLines(tx, pairs.map(({ vacancyId }) => vacancyId))
  const lines = pairs.flatMap((pair) => {
    const vacancy = vacancies.get(pair.vacancyId)
    return vacancy ? [{ pair, vacancy }] : []
  })
  if (lines.length === 0) return undefined
  return { code: await recordList(tx, { kind: 'slip', subjectId: personId, engine, pairs: lines.map(({ pair }) => pair) }, new Set([personId])), lines }
}

/** The vacancies of a slip that are still open, by its code and for 30 days. Undefined: no such slip. */
export async function findSlip(reader: Reader, typed: string): Promise<{ madeOn: CalendarDate; open: VacancyLine[]; closed: number } | undefined> {
  const code = parsePublicCode(typed)
  if (!code.ok) return undefined
  const { rows } = await sql<{ id: string; madeOn: CalendarDate }>`select vacancy_id as id, made_on as "madeOn" from match_slip(${code.value}, ${reader.context.today})`.execute(reader.db)
  const first = rows[0]
  if (!first) return undefined
  const lines = await listVacancyLines(reader, rows.map(({ id }) => id))
  const open = rows.flatMap(({ id }) => {
    const line = lines.get(id)
    return line?.state === 'published' && line.publicDisplay && line.filled < line.posts ? [line] : []
  })
  return { madeOn: first.madeOn, open, closed: rows.length - open.length }
}
