import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { isUuid, newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Reader, Tx } from '../../../platform/db/database'

/** The numbers of the score that no single person may change. */
export interface WeightNumbers {
  version: string
  skills: readonly { code: string; idf: number }[]
  profiles: readonly { isco: string; skill: string; role: number }[]
  related: readonly { isco_a: string; isco_b: string; closeness: number }[]
}
export const digestOf = ({ version, skills, profiles, related }: WeightNumbers): string =>
  createHash('sha256').update(JSON.stringify([version, skills.map(({ code, idf }) => [code, idf]), profiles.map(({ isco, skill, role }) => [isco, skill, role]), related.map(({ isco_a, isco_b, closeness }) => [isco_a, isco_b, closeness])])).digest('hex')

/** The version in force on this day. Without any, the files of the country are the first one. */
export async function weightsInForce(tx: Tx, files: WeightNumbers): Promise<WeightNumbers> {
  const found = await findInForce(tx)
  if (found) {
    const numbers = found.digest === digestOf(files) ? files : await findNumbers(tx, found.id)
    if (!numbers) throw new Error('the weights in force have no numbers')
    return numbers
  }
  const { now, today } = tx.context
  await sql`
    insert into match_weights (id, created_at, digest, numbers, report, proposed_on, valid_from, state, decided_at)
    values (${newId()}, ${now}, ${digestOf(files)}, ${JSON.stringify(files)}::jsonb, '', ${today}, ${today}, 'approved', ${now}) on conflict do nothing`.execute(tx.db)
  return files
}

async function findInForce(reader: Reader): Promise<{ id: string; digest: string } | undefined> {
  const { rows } = await sql<{ id: string; digest: string }>`
    select id, digest from match_weights where state = 'approved' and valid_from <= ${reader.context.today} order by valid_from desc, decided_at desc, id desc limit 1`.execute(reader.db)
  return rows[0]
}

export interface WeightsVersion {
  id: string
  digest: string
  state: 'waiting' | 'approved' | 'refused'
  report: string
  validFrom: CalendarDate
  proposedOn: CalendarDate
  proposedBy: string | null
  proposer: string | null
  decider: string | null
  isInForce: boolean
  skills: number
  profiles: number
  related: number
}
/** All versions, newest first, without their numbers. */
export async function listWeights(reader: Reader): Promise<WeightsVersion[]> {
  const inForce = await findInForce(reader)
  const { rows } = await sql<Omit<WeightsVersion, 'isInForce'>>`
    select w.id, w.digest, w.state, w.report, w.valid_from as "validFrom", w.proposed_on as "proposedOn", w.proposed_by as "proposedBy", p.display_name as proposer, d.display_name as decider,
      w.skills, w.profiles, w.related
    from match_weights w left join account p on p.id = w.proposed_by left join account d on d.id = w.decided_by order by w.created_at desc, w.id desc limit 50`.execute(reader.db)
  return rows.map((row) => ({ ...row, isInForce: row.id === inForce?.id }))
}

export type ProposeRefusal = 'waiting' | 'unchanged' | 'too-early' | 'no-report' | 'not-found'
export const shortestReport = 20

/** Proposes the numbers of the files, or with `again` those of an earlier version, with the evaluation that speaks for them. In force from a day after today. */
export async function proposeWeights(tx: Tx, files: WeightNumbers, asked: { again: string | null; report: string; validFrom: CalendarDate }): Promise<Outcome<void, ProposeRefusal>> {
  const { actor, now, today } = tx.context
  const earlier = asked.again === null ? undefined : await findNumbers(tx, asked.again)
  if (asked.again !== null && !earlier) return refused('not-found')
  const numbers = earlier ?? files
  const digest = digestOf(numbers)
  if (asked.report.length < shortestReport) return refused('no-report')
  if (asked.validFrom < addDays(today, 1)) return refused('too-early')
  if ((await findInForce(tx))?.digest === digest) return refused('unchanged')
  const { rows } = await sql<{ id: string }>`
    insert into match_weights (id, created_at, digest, numbers, report, proposed_by, proposed_on, valid_from, state)
    values (${newId()}, ${now}, ${digest}, ${JSON.stringify(numbers)}::jsonb, ${asked.report}, ${actor.accountId}, ${today}, ${asked.validFrom}, 'waiting') on conflict do nothing returning id`.execute(tx.db)
  if (!rows[0]) return refused('waiting')
  tx.note({ action: 'match.weights-proposed', subjectKind: 'match-weights', subjectId: rows[0].id, fields: [`digest:${digest.slice(0, 12)}`] })
  return done()
}

/** Approves or refuses what waits. Never the person who proposed it. An approval after its first day counts from the next. */
export async function decideWeights(tx: Tx, id: string, answer: 'approved' | 'refused'): Promise<Outcome<void, 'decided' | 'same-person'>> {
  const { actor, now } = tx.context
  const waiting = (await listWeights(tx)).find((one) => one.id === id && one.state === 'waiting')
  if (!waiting) return refused('decided')
  if (waiting.proposedBy === actor.accountId) return refused('same-person')
  await sql`update match_weights set state = ${answer}, decided_by = ${actor.accountId}, decided_at = ${now} where id = ${id} and state = 'waiting'`.execute(tx.db)
  tx.note({ action: `match.weights-${answer}`, subjectKind: 'match-weights', subjectId: id, fields: [`digest:${waiting.digest.slice(0, 12)}`] })
  return done()
}

async function findNumbers(reader: Reader, id: string): Promise<WeightNumbers | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<{ numbers: WeightNumbers }>`select numbers from match_weights where id = ${id} and state = 'approved'`.execute(reader.db)
  return rows[0]?.numbers
}
