import { sql } from 'kysely'
import { addDays, type CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { DeskItem } from '../../../platform/providers'

export const askReasons = ['not-interested', 'already-working', 'not-reached', 'does-not-fit', 'other'] as const
export type AskReason = (typeof askReasons)[number]
export type AskState = 'open' | 'referred' | 'declined' | 'closed'

/** What the asking centre knows of its request: how it stands, and nothing of the person. */
export interface OwnAsk {
  id: string
  vacancyId: string
  handle: string
  askedCentreId: string
  state: AskState
  reason: AskReason | 'person-gone' | 'job-closed' | null
  askedOn: CalendarDate
  dueOn: CalendarDate
  answeredOn: CalendarDate | null
  askedBy: string
  isSeen: boolean
}
/** As long as an answered request stands beside its candidate; so long, too, a centre that declined is not asked again. */
const daysKnown = 90
/** An answer that nobody opened leaves the desk by itself. */
const daysOnDesk = 14

/** The requests of the reader's centre, for one vacancy or for all, newest first. */
export async function listOwnAsks(reader: Reader, vacancyId: string | null): Promise<OwnAsk[]> {
  const { rows } = await sql<OwnAsk>`
    select id, vacancy_id as "vacancyId", handle, asked_centre_id as "askedCentreId", state, reason, asked_on as "askedOn", due_on as "dueOn", answered_on as "answeredOn", asked_by as "askedBy", is_seen as "isSeen"
    from centre_asks(${vacancyId}, ${addDays(reader.context.today, -daysKnown)})`.execute(reader.db)
  return rows
}

/** A request as the asked centre reads it. */
export interface CentreAsk extends Omit<OwnAsk, 'handle' | 'isSeen'> {
  personId: string
  askingCentreId: string
}
const columns = [
  'id', 'person_id as personId', 'vacancy_id as vacancyId', 'asking_centre_id as askingCentreId', 'asked_centre_id as askedCentreId', 'state', 'reason', 'asked_on as askedOn', 'due_on as dueOn', 'answered_on as answeredOn',
  'created_by as askedBy',
] as const

export const findAsk = async (reader: Reader, id: string): Promise<CentreAsk | undefined> =>
  (await reader.db.selectFrom('centre_ask').select(columns).where('id', '=', id).executeTakeFirst()) as CentreAsk | undefined

/** Open requests about people of the reader's centre, what is due first. */
export const listAsks = (reader: Reader, most: number) =>
  reader.db.selectFrom('centre_ask').select(columns).where('state', '=', 'open').orderBy('due_on').orderBy('id').limit(most).execute() as Promise<CentreAsk[]>

/** The person was put forward, or applied: whoever asked for it has the answer. */
export async function answerAsks(tx: Tx, pair: { personId: string; vacancyId: string }): Promise<void> {
  const { actor, today } = tx.context
  await tx.db.updateTable('centre_ask').set((e) => ({ state: 'referred', answered_on: today, answered_by: actor.accountId, version: e('version', '+', 1) }))
    .where('person_id', '=', pair.personId).where('vacancy_id', '=', pair.vacancyId).where('state', '=', 'open').execute()
}

/** For the asked centre what waits for its answer; for whoever asked, the answers not yet read. */
export async function askDesk(reader: Reader): Promise<DeskItem[]> {
  const { actor, today } = reader.context
  const { rows } = await sql<{ id: string; personId: string; vacancy: string; askedOn: CalendarDate; dueOn: CalendarDate; ownerId: string | null }>`
    select a.id, a.person_id as "personId", v.code as vacancy, a.asked_on as "askedOn", a.due_on as "dueOn",
      (select c.account_id from caseload c where c.person_id = a.person_id and c.kind = 'main' and c.to_day is null and c.centre_id = any (${actor.centreIds}::uuid[]) limit 1) as "ownerId"
    from centre_ask a join vacancy v on v.id = a.vacancy_id where a.state = 'open' order by a.due_on, a.id limit 200`.execute(reader.db)
  const waiting = rows.map((row): DeskItem => ({
    kind: 'ask', capability: 'placements', id: row.id, about: row.vacancy, customer: { personId: row.personId }, since: row.askedOn, due: row.dueOn, ownerId: row.ownerId, href: `/centre-asks/${row.id}`,
  }))
  const answered = (await listOwnAsks(reader, null)).filter(({ answeredOn, isSeen }) => answeredOn !== null && !isSeen && answeredOn > addDays(today, -daysOnDesk))
  const { rows: codes } = await sql<{ id: string; code: string }>`select id, code from vacancy where id = any (${answered.map(({ vacancyId }) => vacancyId)}::uuid[])`.execute(reader.db)
  const codeOf = new Map(codes.map(({ id, code }) => [id, code]))
  return [...waiting, ...answered.map((one): DeskItem => ({
    kind: `ask-${one.state}`, capability: 'placements', id: one.id, about: codeOf.get(one.vacancyId) ?? '', since: one.answeredOn ?? one.askedOn, due: null, ownerId: one.askedBy, href: `/vacancies/${one.vacancyId}/candidates`,
  }))]
}
