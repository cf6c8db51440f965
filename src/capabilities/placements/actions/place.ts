import { newPublicCode } from '../../../kernel/code'
import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findVacancyLine, movePosts } from '../../vacancies/index'
import { placementStarted } from '../events'
import { findPlacementToChange, listEvidence, type PlacementRow } from '../queries/placements'
import { type evidenceMethods, type evidenceSources, followUpRounds, judgeStart, levelOf, type PlacementParty, type StartFault } from '../rules/placement'
import { onBehalfOf } from '../scope'

export interface NewPlacement {
  personId: string
  employerId: string
  vacancyId: string | null
  referralId: string | null
  centreId: string
  party: PlacementParty
  startDate: CalendarDate
  kind: 'employment' | 'internship' | 'apprenticeship' | 'overseas'
  contract?: string | null | undefined
  isco?: string | null | undefined
  /** Decimal text. */
  wage?: string | null | undefined
  wageCurrency?: string | null | undefined
  wagePeriod?: string | null | undefined
  hoursPerWeek?: number | null | undefined
  provinceCode?: string | null | undefined
}
export type PlacementFault = StartFault | 'posts-filled' | 'already-recorded' | 'start-missing'

/** Who acts: an account, or the party itself when it answers by a signed link. */
export const recorderOf = (tx: Tx, party: { personId: string; employerId: string; party: PlacementParty }): string =>
  tx.context.actor.accountId ?? (party.party === 'employer' ? party.employerId : party.personId)

/** A person starts work through the agency: announced until the day has come. Takes one post of the vacancy. */
export async function recordPlacement(tx: Tx, platform: Platform, wanted: NewPlacement): Promise<Outcome<{ id: string; code: string }, PlacementFault>> {
  const { now, today, actor } = tx.context
  const fault = judgeStart(wanted.startDate, today, actor.role === 'chief')
  if (fault) return refused(fault)
  return onBehalfOf(tx, { personId: wanted.personId, employerId: wanted.employerId }, async () => {
    const vacancy = wanted.vacancyId ? await findVacancyLine(tx, wanted.vacancyId) : undefined
    if (wanted.vacancyId && !(await movePosts(tx, platform, wanted.vacancyId, 1))) return refused('posts-filled')
    const state = wanted.startDate <= today ? ('started' as const) : ('announced' as const)
    const row = await tx.db
      .insertInto('placement')
      .values({
        id: newId(), created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: globalThis.crypto.randomUUID(), person_id: wanted.personId,
        employer_id: wanted.employerId, vacancy_id: wanted.vacancyId, referral_id: wanted.referralId, centre_id: wanted.centreId, kind: wanted.kind, start_date: wanted.startDate,
        contract: wanted.contract || vacancy?.contract || null, isco: wanted.isco || vacancy?.isco || null, wage: wanted.wage || null,
        wage_currency: wanted.wage ? (wanted.wageCurrency ?? null) : null, wage_period: wanted.wage ? (wanted.wagePeriod ?? null) : null,
        hours_per_week: wanted.hoursPerWeek ?? vacancy?.hoursPerWeek ?? null, province_code: wanted.provinceCode || vacancy?.provinceCode || null,
        recorded_by: recorderOf(tx, wanted), recorded_party: wanted.party, level: levelOf({ recordedParty: wanted.party, state }, []), state, entered_on: today,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) return refused('already-recorded')
    tx.note({ action: 'placement.record', subjectKind: 'person', subjectId: wanted.personId, purpose: 'referral', fields: ['placement'] })
    if (state === 'started') await afterStart(tx, platform, row as PlacementRow)
    return done({ id: row.id, code: row.code })
  })
}

async function afterStart(tx: Tx, platform: Platform, row: PlacementRow): Promise<void> {
  await tx.db
    .insertInto('follow_up')
    .values(followUpRounds(row.start_date).map(({ round, dueOn }) => ({ id: newId(), created_at: tx.context.now, placement_id: row.id, person_id: row.person_id, centre_id: row.centre_id, round, due_on: dueOn })))
    .onConflict((conflict) => conflict.columns(['placement_id', 'round']).doNothing())
    .execute()
  await placementStarted.tell(tx, platform, { placementId: row.id, referralId: row.referral_id, personId: row.person_id, kind: row.kind })
}

export type ChangeFault = 'not-found' | 'stale' | 'not-now' | 'same-recorder' | 'end-before-start' | 'chief-only' | 'start-ahead'

const inScope = <T>(tx: Tx, row: PlacementRow, run: () => Promise<T>) => onBehalfOf(tx, { personId: row.person_id, employerId: row.employer_id }, run)

async function take(tx: Tx, id: string, version: number | undefined): Promise<Outcome<PlacementRow, 'not-found' | 'stale'>> {
  const row = await findPlacementToChange(tx, id)
  if (!row) return refused('not-found')
  return version !== undefined && version !== row.version ? refused('stale') : done(row)
}

/** Writes the new state and the level that follows from everything said so far. */
async function change(tx: Tx, row: PlacementRow, values: Partial<Pick<PlacementRow, 'state' | 'state_reason' | 'end_date' | 'end_reason' | 'start_date'>>): Promise<PlacementRow> {
  const next: PlacementRow = { ...row, ...values, version: row.version + 1 }
  const level = levelOf({ recordedParty: next.recorded_party, state: next.state }, await listEvidence(tx, row.id))
  await tx.db.updateTable('placement').set({ ...values, level, version: next.version }).where('id', '=', row.id).execute()
  tx.note({ action: 'placement.change', subjectKind: 'person', subjectId: row.person_id, purpose: 'referral', fields: [...Object.keys(values), 'level'] })
  return { ...next, level }
}

export interface NewEvidence {
  source: (typeof evidenceSources)[number]
  method: (typeof evidenceMethods)[number]
  says: 'started' | 'did-not-start'
  seenOn: CalendarDate
  /** Staff who heard it, or the party itself. */
  recordedBy: string
  note?: string | undefined
}

/** What another party than the recorder says or shows. "Started" starts an announced placement whose day has come. */
export async function addEvidence(tx: Tx, platform: Platform, placementId: string, evidence: NewEvidence): Promise<Outcome<PlacementRow, ChangeFault>> {
  const taken = await take(tx, placementId, undefined)
  if (!taken.ok) return taken
  const row = taken.value
  if (row.state === 'void' || row.state === 'not-started') return refused('not-now')
  if (evidence.recordedBy === row.recorded_by) return refused('same-recorder')
  return inScope(tx, row, async () => {
    await tx.db
      .insertInto('placement_evidence')
      .values({
        id: newId(), created_at: tx.context.now, placement_id: row.id, person_id: row.person_id, centre_id: row.centre_id, source: evidence.source, method: evidence.method,
        says: evidence.says, seen_on: evidence.seenOn, recorded_by: evidence.recordedBy, placement_recorded_by: row.recorded_by, note: evidence.note || null,
      })
      .execute()
    const starts = evidence.says === 'started' && row.state === 'announced' && row.start_date <= tx.context.today
    const next = await change(tx, row, starts ? { state: 'started' } : {})
    if (starts) await afterStart(tx, platform, next)
    return done(next)
  })
}

/** The employer or the person says for themselves whether work began. The one who recorded it has said so already. */
export async function sayStarted(tx: Tx, platform: Platform, placementId: string, said: { party: 'employer' | 'jobseeker'; says: 'started' | 'did-not-start'; method: 'link' | 'sms' | 'counter' }): Promise<Outcome<PlacementRow, ChangeFault>> {
  const taken = await take(tx, placementId, undefined)
  if (!taken.ok) return taken
  const row = taken.value
  const recordedBy = recorderOf(tx, { personId: row.person_id, employerId: row.employer_id, party: said.party })
  if (recordedBy !== row.recorded_by) return addEvidence(tx, platform, placementId, { source: said.party, method: said.method, says: said.says, seenOn: tx.context.today, recordedBy })
  return said.says === 'started' ? startPlacement(tx, platform, placementId) : cancelPlacement(tx, platform, placementId, { reason: said.party === 'employer' ? 'employer-cancelled' : 'person-declined' })
}

export async function startPlacement(tx: Tx, platform: Platform, placementId: string, version?: number): Promise<Outcome<PlacementRow, ChangeFault>> {
  const taken = await take(tx, placementId, version)
  if (!taken.ok) return taken
  const row = taken.value
  if (row.state === 'started') return done(row)
  if (row.state !== 'announced') return refused('not-now')
  if (row.start_date > tx.context.today) return refused('start-ahead')
  return inScope(tx, row, async () => {
    const next = await change(tx, row, { state: 'started' })
    await afterStart(tx, platform, next)
    return done(next)
  })
}

/** Work did not begin: the post is free again. */
export async function cancelPlacement(tx: Tx, platform: Platform, placementId: string, { reason, version }: { reason: string; version?: number | undefined }): Promise<Outcome<PlacementRow, ChangeFault>> {
  const taken = await take(tx, placementId, version)
  if (!taken.ok) return taken
  const row = taken.value
  if (row.state !== 'announced' && !(row.state === 'started' && row.level === 'refuted')) return refused('not-now')
  return inScope(tx, row, async () => {
    if (row.vacancy_id) await movePosts(tx, platform, row.vacancy_id, -1)
    return done(await change(tx, row, { state: 'not-started', state_reason: reason }))
  })
}

export async function endPlacement(tx: Tx, placementId: string, end: { date: CalendarDate; reason: string; version?: number | undefined }): Promise<Outcome<PlacementRow, ChangeFault>> {
  const taken = await take(tx, placementId, end.version)
  if (!taken.ok) return taken
  const row = taken.value
  if (row.state !== 'started') return refused('not-now')
  if (end.date < row.start_date) return refused('end-before-start')
  return inScope(tx, row, async () => done(await change(tx, row, { state: 'ended', end_date: end.date, end_reason: end.reason })))
}

/** Recorded by mistake: only the chief, with a reason; the post is free again and the row leaves every figure. */
export async function voidPlacement(tx: Tx, platform: Platform, placementId: string, { reason, version }: { reason: string; version?: number | undefined }): Promise<Outcome<PlacementRow, ChangeFault>> {
  if (tx.context.actor.role !== 'chief') return refused('chief-only')
  const taken = await take(tx, placementId, version)
  if (!taken.ok) return taken
  const row = taken.value
  if (row.state === 'void') return refused('not-now')
  return inScope(tx, row, async () => {
    if (row.vacancy_id && row.state !== 'not-started') await movePosts(tx, platform, row.vacancy_id, -1)
    return done(await change(tx, row, { state: 'void', state_reason: reason }))
  })
}
