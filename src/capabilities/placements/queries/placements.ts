import { type Selectable, sql } from 'kysely'
import type { Reader, Tx } from '../../../platform/db/database'
import type { FollowUp, FollowUpAttempt, Placement, PlacementEvidence } from '../../../platform/db/tables.generated'
import type { Evidence, Level, PlacementParty, PlacementState } from '../rules/placement'

export type PlacementRow = Omit<Selectable<Placement>, 'state' | 'level' | 'recorded_party'> & { state: PlacementState; level: Level; recorded_party: PlacementParty }
export type EvidenceRow = Selectable<PlacementEvidence> & Evidence
export type FollowUpRow = Selectable<FollowUp>
export type AttemptRow = Selectable<FollowUpAttempt>

export const findPlacement = (reader: Reader, id: string) =>
  reader.db.selectFrom('placement').selectAll().where('id', '=', id).executeTakeFirst() as Promise<PlacementRow | undefined>

export const findPlacementByCode = (reader: Reader, code: string) =>
  reader.db.selectFrom('placement').selectAll().where('code', '=', code).executeTakeFirst() as Promise<PlacementRow | undefined>

/** Only when the reader may also change it; locked until the end of the transaction. */
export const findPlacementToChange = (tx: Tx, id: string) =>
  tx.db.selectFrom('placement').selectAll().where('id', '=', id).forUpdate().executeTakeFirst() as Promise<PlacementRow | undefined>

export const listEvidence = (reader: Reader, placementId: string) =>
  reader.db.selectFrom('placement_evidence').selectAll().where('placement_id', '=', placementId).orderBy('seen_on').orderBy('id').execute() as Promise<EvidenceRow[]>

export const listFollowUps = (reader: Reader, placementId: string) =>
  reader.db.selectFrom('follow_up').selectAll().where('placement_id', '=', placementId).orderBy('round').execute()

export const findFollowUpToChange = (tx: Tx, id: string) => tx.db.selectFrom('follow_up').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const listAttempts = (reader: Reader, followUpIds: readonly string[]): Promise<AttemptRow[]> =>
  followUpIds.length === 0 ? Promise.resolve([]) : reader.db.selectFrom('follow_up_attempt').selectAll().where('follow_up_id', 'in', followUpIds).orderBy('created_at').execute()

export interface PlacementFilter {
  /** `current` (announced or started), `to-confirm`, `all`, or one state. */
  show?: string | undefined
  level?: string | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  personId?: string | undefined
  vacancyId?: string | undefined
  code?: string | undefined
  before?: string | undefined
}

function filtered(reader: Reader, filter: PlacementFilter) {
  let query = reader.db.selectFrom('placement')
  const { show = 'current' } = filter
  if (show === 'current') query = query.where('state', 'in', ['announced', 'started'])
  else if (show === 'to-confirm') query = query.where('state', 'in', ['announced', 'started']).where('level', '=', 'reported').where('start_date', '<=', reader.context.today)
  else if (show !== 'all') query = query.where('state', '=', show)
  if (filter.level) query = query.where('level', '=', filter.level)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.from) query = query.where('start_date', '>=', filter.from as PlacementRow['start_date'])
  if (filter.to) query = query.where('start_date', '<=', filter.to as PlacementRow['start_date'])
  if (filter.personId) query = query.where('person_id', '=', filter.personId)
  if (filter.vacancyId) query = query.where('vacancy_id', '=', filter.vacancyId)
  if (filter.code) query = query.where('code', '=', filter.code)
  if (filter.before) query = query.where('id', '<', filter.before)
  return query
}

/** Latest start first. */
export const listPlacements = (reader: Reader, filter: PlacementFilter, limit: number, offset = 0) =>
  filtered(reader, filter).selectAll().orderBy('start_date', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute() as Promise<PlacementRow[]>

/** In the order of their making, newest first: for readers that page by the last id. */
export const listPlacementsByMaking = (reader: Reader, filter: PlacementFilter, limit: number) =>
  filtered(reader, filter).selectAll().orderBy('id', 'desc').limit(limit).execute() as Promise<PlacementRow[]>

export const countPlacements = async (reader: Reader, filter: PlacementFilter): Promise<number> =>
  Number((await filtered(reader, filter).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count)

export interface DueFollowUp extends FollowUpRow {
  placement_code: string
}
/** Rounds without an outcome whose window is open or over, first due first. */
export async function listDueFollowUps(reader: Reader, limit: number): Promise<DueFollowUp[]> {
  const { rows } = await sql<DueFollowUp>`
    select f.*, p.code as placement_code from follow_up f join placement p on p.id = f.placement_id
    where f.outcome is null and p.state in ('started', 'ended') and f.due_on <= ${reader.context.today}::date + 7 order by f.due_on, f.id limit ${limit}`.execute(reader.db)
  return rows
}

export async function findPlacementParties(reader: Reader, code: string): Promise<{ placementId: string; personId: string; employerId: string } | undefined> {
  const { rows } = await sql<{ placementId: string; personId: string; employerId: string }>`
    select placement_id as "placementId", person_id as "personId", employer_id as "employerId" from placement_parties(${code})`.execute(reader.db)
  return rows[0]
}
