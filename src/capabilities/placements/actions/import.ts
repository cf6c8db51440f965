import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { followUpRounds, levelOf, type PlacementParty, type PlacementState } from '../rules/placement'
import { begin, type DueKind, isOpen, type Party, type ReferralState } from '../rules/referral'
import { calendarOf } from './refer'

/** A referral from another system or a generator, with its ids resolved. What is left out follows from the rules. */
export interface ImportedReferral {
  id?: string
  personId: string
  vacancyId: string
  employerId: string
  centreId: string
  origin: 'self' | 'counsellor' | 'employer-invitation' | 'fair' | 'programme'
  madeOn: CalendarDate
  state: ReferralState
  /** The staff member who answers for it while it is open. */
  ownerId: string
  sentOn?: CalendarDate | null
  dueOn?: CalendarDate
  dueKind?: DueKind
  answeredOn?: CalendarDate | null
  closedOn?: CalendarDate
  closingReason?: string
  consentId?: string | null
  message?: string | null
  /** Steps after the first, oldest first. Left out: one step to the present state. */
  steps?: readonly { day: CalendarDate; to: ReferralState; by: Party; reason?: string }[]
  interviews?: readonly { heldOn: CalendarDate; mode?: 'in-person' | 'phone' | 'video'; result?: string | null; place?: string | null }[]
}

/** A placement with its ids resolved. Without evidence it is reported. */
export interface ImportedPlacement {
  id?: string
  personId: string
  employerId: string
  vacancyId?: string | null
  referralId?: string | null
  centreId: string
  startDate: CalendarDate
  endDate?: CalendarDate | null
  endReason?: string | null
  kind?: 'employment' | 'internship' | 'apprenticeship' | 'overseas'
  contract?: string | null
  isco?: string | null
  wage?: string | null
  wageCurrency?: string | null
  wagePeriod?: string | null
  hoursPerWeek?: number | null
  provinceCode?: string | null
  recordedBy: string
  recordedParty?: PlacementParty
  state?: PlacementState
  evidence?: readonly { source: 'employer' | 'jobseeker' | 'document' | 'site-visit'; method?: 'call' | 'link' | 'sms' | 'counter' | 'file'; says?: 'started' | 'did-not-start'; seenOn?: CalendarDate; recordedBy: string }[]
  followUps?: readonly { round: number; outcome: string; outcomeOn: CalendarDate; source?: 'jobseeker' | 'employer'; attempts?: number }[]
  sourceSystem?: string | null
  sourceId?: string | null
  enteredOn?: CalendarDate
}

export interface RowsDone {
  added: number
  /** Rows that were there already. */
  same: number
}

const together = 400
async function inParts<Row>(rows: readonly Row[], run: (part: Row[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < rows.length; at += together) await run(rows.slice(at, at + together))
}
const statKey = () => globalThis.crypto.randomUUID()

function referralValues(tx: Tx, platform: Platform, row: ImportedReferral, id: string) {
  const { now, actor } = tx.context
  const calendar = calendarOf(platform)
  const open = isOpen(row.state)
  const start = begin(row.state === 'unconfirmed' ? 'unconfirmed' : row.state === 'waiting-person' ? 'proposed' : 'confirmed', row.madeOn, calendar)
  const wasSent = !['unconfirmed', 'waiting-person', 'cancelled', 'person-silent'].includes(row.state)
  const sentOn = row.sentOn === undefined ? (wasSent ? row.madeOn : null) : row.sentOn
  return {
    id, created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: statKey(), person_id: row.personId, vacancy_id: row.vacancyId, employer_id: row.employerId,
    centre_id: row.centreId, origin: row.origin, made_on: row.madeOn, made_by: actor.accountId, consent_id: row.consentId ?? null, message: row.message ?? null, state: row.state,
    sent_on: sentOn, due_on: open ? (row.dueOn ?? start.dueOn) : null, due_kind: open ? (row.dueKind ?? start.dueKind) : null, due_owner: row.ownerId,
    first_due_on: row.dueOn ?? start.firstDueOn, answer_due_on: sentOn ? begin('confirmed', sentOn, calendar).answerDueOn : null, answered_on: row.answeredOn ?? null,
    closed_on: open ? null : (row.closedOn ?? row.madeOn), closing_reason: open ? null : (row.closingReason ?? (row.state === 'hired' ? 'started-work' : row.state)),
  }
}

/** Writes many referrals at once, with their steps and interviews. A second open one for the same person and vacancy is left out. */
export async function importReferrals(tx: Tx, platform: Platform, rows: readonly ImportedReferral[]): Promise<RowsDone> {
  const { now } = tx.context
  let added = 0
  await inParts(rows, async (part) => {
    const withIds = part.map((row) => ({ ...row, id: row.id ?? newId() }))
    const made = await tx.db.insertInto('referral').values(withIds.map((row) => referralValues(tx, platform, row, row.id))).onConflict((conflict) => conflict.doNothing()).returning('id').execute()
    const fresh = new Set(made.map(({ id }) => id))
    added += fresh.size
    const written = withIds.filter(({ id }) => fresh.has(id))
    const steps = written.flatMap((row) => {
      const first = { day: row.madeOn, to: (row.state === 'unconfirmed' || row.state === 'waiting-person' ? row.state : 'sent') as ReferralState, by: (row.origin === 'self' ? 'jobseeker' : 'counsellor') as Party }
      const later: NonNullable<ImportedReferral['steps']> = row.steps ?? (row.state === first.to ? [] : [{ day: row.closedOn ?? row.madeOn, to: row.state, by: 'system' }])
      const all: NonNullable<ImportedReferral['steps']> = [first, ...later]
      return all.map((step, index) => ({
        id: newId(), referral_id: row.id, person_id: row.personId, at: new Date(now.getTime() + index), day: step.day, from_state: index === 0 ? null : (all[index - 1]?.to ?? null), to_state: step.to,
        by_account: null, by_party: step.by, reason: step.reason ?? null,
      }))
    })
    if (steps.length > 0) await tx.db.insertInto('referral_transition').values(steps).execute()
    const interviews = written.flatMap((row) => (row.interviews ?? []).map((one) => ({
      id: newId(), created_at: now, referral_id: row.id, person_id: row.personId, centre_id: row.centreId, held_on: one.heldOn, mode: one.mode ?? 'in-person', place: one.place ?? null,
      result: one.result ?? null, result_on: one.result ? one.heldOn : null, entered_on: one.heldOn,
    })))
    if (interviews.length > 0) await tx.db.insertInto('interview').values(interviews).execute()
  })
  tx.note({ action: 'referral.import', fields: ['referral'] })
  return { added, same: rows.length - added }
}

/** Writes many placements at once, with evidence and follow-ups. Posts of vacancies are not moved: an import brings its own counts. */
export async function importPlacements(tx: Tx, _platform: Platform, rows: readonly ImportedPlacement[]): Promise<RowsDone> {
  const { now, today, actor } = tx.context
  let added = 0
  await inParts(rows, async (part) => {
    const full = part.map((row) => {
      const state = row.state ?? (row.endDate && row.endDate <= today ? 'ended' : row.startDate <= today ? 'started' : 'announced')
      const party = row.recordedParty ?? 'counsellor'
      const evidence = (row.evidence ?? []).filter((one) => one.recordedBy !== row.recordedBy)
      return { ...row, id: row.id ?? newId(), state, party, evidence, level: levelOf({ recordedParty: party, state }, evidence.map(({ source, says }) => ({ source, says: says ?? 'started' }))) }
    })
    const made = await tx.db
      .insertInto('placement')
      .values(full.map((row) => ({
        id: row.id, created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: statKey(), person_id: row.personId, employer_id: row.employerId, vacancy_id: row.vacancyId ?? null,
        referral_id: row.referralId ?? null, centre_id: row.centreId, kind: row.kind ?? 'employment', start_date: row.startDate, end_date: row.endDate ?? null,
        end_reason: row.endDate ? (row.endReason ?? 'other') : null, contract: row.contract ?? null, isco: row.isco ?? null, wage: row.wage ?? null, wage_currency: row.wage ? (row.wageCurrency ?? null) : null,
        wage_period: row.wage ? (row.wagePeriod ?? null) : null, hours_per_week: row.hoursPerWeek ?? null, province_code: row.provinceCode ?? null, recorded_by: row.recordedBy, recorded_party: row.party,
        level: row.level, state: row.state, source_system: row.sourceSystem ?? null, source_id: row.sourceId ?? null, entered_on: row.enteredOn ?? today,
      })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    const fresh = new Set(made.map(({ id }) => id))
    added += fresh.size
    const written = full.filter(({ id }) => fresh.has(id))
    const evidence = written.flatMap((row) => row.evidence.map((one) => ({
      id: newId(), created_at: now, placement_id: row.id, person_id: row.personId, centre_id: row.centreId, source: one.source, method: one.method ?? (one.source === 'document' ? ('file' as const) : ('call' as const)),
      says: one.says ?? 'started', seen_on: one.seenOn ?? addDays(row.startDate, 3), recorded_by: one.recordedBy, placement_recorded_by: row.recordedBy,
    })))
    if (evidence.length > 0) await tx.db.insertInto('placement_evidence').values(evidence).execute()
    const rounds = written.filter(({ state }) => state === 'started' || state === 'ended').flatMap((row) => followUpRounds(row.startDate).map(({ round, dueOn }) => {
      const known = row.followUps?.find((one) => one.round === round)
      return {
        id: newId(), created_at: now, placement_id: row.id, person_id: row.personId, centre_id: row.centreId, round, due_on: dueOn, outcome: known?.outcome ?? null, outcome_on: known?.outcomeOn ?? null,
        source: known ? (known.source ?? (known.outcome === 'not-reached' ? null : 'jobseeker')) : null, attempts: known?.attempts ?? (known ? 1 : 0),
      }
    }))
    if (rounds.length > 0) await tx.db.insertInto('follow_up').values(rounds).execute()
  })
  tx.note({ action: 'placement.import', fields: ['placement'] })
  return { added, same: rows.length - added }
}
