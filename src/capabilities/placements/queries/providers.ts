import { sql } from 'kysely'
import { parseIsoDay, type CalendarDate } from '../../../kernel/calendar'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'
import type { Reader } from '../../../platform/db/database'
import type { DeskItem, DeskProvider, FunnelProvider, HistoryEntry, HistoryProvider, RecordFinder } from '../../../platform/providers'
import type { ReferralState } from '../rules/referral'
import { silenceStep } from '../rules/silence'
import { askDesk } from './centre-asks'

interface WaitingRow {
  id: string
  code: string
  state: ReferralState
  due_on: CalendarDate
  first_due_on: CalendarDate | null
  due_kind: string
  due_owner: string
  since: CalendarDate
}

const kindOf: Readonly<Record<string, string>> = {
  'person-confirms': 'application-unconfirmed', 'person-answers': 'person-overdue', 'person-accepts': 'offer-unanswered', 'employer-answers': 'employer-overdue',
  'interview-result': 'interview-without-result', decision: 'employer-overdue',
}

const readable = (code: string) => formatPublicCode(code as PublicCode)

/** Referrals whose day has come, placements that nobody confirmed, and follow-ups that are due, and requests between centres. A chief also sees what has been silent for five working days. */
export const placementDesk: DeskProvider = async (reader, platform) => {
  const { today, actor } = reader.context
  const calendar = { workDays: platform.country.workDays as readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[], holidays: platform.country.holidays }
  const { rows: waiting } = await sql<WaitingRow>`
    select r.id, r.code, r.state, r.due_on, r.first_due_on, r.due_kind, r.due_owner, coalesce((select max(t.day) from referral_transition t where t.referral_id = r.id), r.made_on) as since
    from referral r where r.closed_on is null and r.due_on <= ${today}
      and exists (select 1 from person_centre c where c.person_id = r.person_id and c.closed_at is null and c.centre_id = any ((select scope_centres())::uuid[]))
    order by r.due_on, r.id limit 500`.execute(reader.db)
  const referrals: DeskItem[] = waiting.map((row) => {
    const step = silenceStep({ state: row.state, dueOn: row.due_on, firstDueOn: row.first_due_on, since: row.since }, today, calendar)
    const isForChief = actor.role === 'chief' && step === 'chief'
    return {
      kind: isForChief ? 'silent' : (kindOf[row.due_kind] ?? 'employer-overdue'), capability: 'placements', id: row.id, about: readable(row.code), since: row.since, due: row.due_on,
      ownerId: isForChief ? actor.accountId : row.due_owner, href: `/referrals/${row.id}`, ...(step === 'call' || step === 'chief' ? { urgent: true } : {}),
    }
  })
  const { rows: unconfirmed } = await sql<{ id: string; code: string; start_date: CalendarDate; due: string; owner: string | null; level: string }>`
    select p.id, p.code, p.start_date, (p.start_date + 3)::text as due, r.due_owner as owner, p.level from placement p left join referral r on r.id = p.referral_id
    where p.state in ('announced', 'started') and p.level in ('reported', 'refuted') and (p.level = 'refuted' or p.start_date between ${today}::date - 30 and ${today}::date)
      and p.source_id is null
      and exists (select 1 from person_centre c where c.person_id = p.person_id and c.closed_at is null and c.centre_id = any ((select scope_centres())::uuid[]))
    order by p.start_date, p.id limit 300`.execute(reader.db)
  const placements: DeskItem[] = unconfirmed.map((row) => ({
    kind: row.level === 'refuted' ? 'placement-refuted' : 'placement-to-confirm', capability: 'placements', id: row.id, about: readable(row.code), since: row.start_date,
    due: parseIsoDay(row.due) ?? null, ownerId: row.owner, href: `/placements/${row.id}?do=evidence`,
  }))
  const { rows: rounds } = await sql<{ id: string; placement_id: string; code: string; start_date: CalendarDate; due_on: CalendarDate; owner: string | null }>`
    select f.id, f.placement_id, p.code, p.start_date, f.due_on, r.due_owner as owner from follow_up f join placement p on p.id = f.placement_id left join referral r on r.id = p.referral_id
    where f.outcome is null and p.state in ('started', 'ended') and f.due_on between ${today}::date - 30 and ${today}::date + 7
      and exists (select 1 from person_centre c where c.person_id = f.person_id and c.closed_at is null and c.centre_id = any ((select scope_centres())::uuid[]))
    order by f.due_on, f.id limit 300`.execute(reader.db)
  const followUps: DeskItem[] = rounds.map((row) => ({
    kind: 'follow-up-due', capability: 'placements', id: row.id, about: readable(row.code), since: row.start_date, due: row.due_on, ownerId: row.owner,
    href: `/placements/${row.placement_id}?do=outcome&followUp=${row.id}`,
  }))
  return [...referrals, ...placements, ...followUps, ...(await askDesk(reader))]
}

const entry = (on: CalendarDate, key: string, parameters: HistoryEntry['parameters'], href: string): HistoryEntry => ({ on, key: `placements.history.${key}`, parameters, href })

/** Each step of a person's referrals, interviews, placements and follow-ups, for the time line. */
export const placementHistory: HistoryProvider = async (reader, personId) => {
  const { rows: steps } = await sql<{ day: CalendarDate; to_state: string; code: string; id: string }>`
    select t.day, t.to_state, r.code, r.id from referral_transition t join referral r on r.id = t.referral_id
    where t.person_id = ${personId} and t.from_state is distinct from t.to_state order by t.at limit 500`.execute(reader.db)
  const placements = await reader.db.selectFrom('placement').select(['id', 'code', 'start_date', 'end_date', 'end_reason', 'state', 'level']).where('person_id', '=', personId).where('state', '<>', 'void').limit(100).execute()
  const { rows: rounds } = await sql<{ outcome_on: CalendarDate; round: number; outcome: string; code: string; id: string }>`
    select f.outcome_on, f.round, f.outcome, p.code, p.id from follow_up f join placement p on p.id = f.placement_id where f.person_id = ${personId} and f.outcome is not null limit 100`.execute(reader.db)
  return [
    ...steps.map((row) => entry(row.day, `referral-${row.to_state}`, { code: readable(row.code) }, `/referrals/${row.id}`)),
    ...placements.flatMap((row) => [
      entry(row.start_date, `placement-${row.state === 'ended' ? 'started' : row.state}`, { code: readable(row.code) }, `/placements/${row.id}`),
      ...(row.end_date ? [entry(row.end_date, 'placement-ended', { code: readable(row.code), placementEndReasonCode: row.end_reason ?? '' }, `/placements/${row.id}`)] : []),
    ]),
    ...rounds.map((row) => entry(row.outcome_on, 'follow-up', { code: readable(row.code), months: row.round, followUpOutcomeCode: row.outcome }, `/placements/${row.id}`)),
  ]
}

/** Referred, interviewed, offered and hired, beside a vacancy. */
export const referralFunnel: FunnelProvider = async (reader, vacancyId) => {
  const { rows } = await sql<{ referred: number; interviewed: number; hired: number; open: number }>`
    select count(*) filter (where r.sent_on is not null)::int as referred,
      count(*) filter (where exists (select 1 from interview i where i.referral_id = r.id and i.result = 'attended') or r.state = 'interviewed')::int as interviewed,
      count(*) filter (where r.state = 'hired')::int as hired, count(*) filter (where r.closed_on is null)::int as open
    from referral r where r.vacancy_id = ${vacancyId}`.execute(reader.db)
  const found = rows[0] ?? { referred: 0, interviewed: 0, hired: 0, open: 0 }
  const step = (key: string, count: number, href: string) => ({ key: `placements.funnel.${key}`, count, href })
  const list = (show: string) => `/referrals?vacancy=${vacancyId}&show=${show}`
  return [
    step('open', found.open, list('open')), step('referred', found.referred, list('all')), step('interviewed', found.interviewed, list('interviewed')),
    step('hired', found.hired, list('hired')),
  ]
}

const byKey = (table: 'referral' | 'placement', path: string): RecordFinder => async (reader: Reader, key: string) => {
  const row = await reader.db.selectFrom(table).select('id').where('stat_key', '=', key).executeTakeFirst()
  return row ? `${path}/${row.id}` : undefined
}
export const findReferralByKey = byKey('referral', '/referrals')
export const findPlacementByKey = byKey('placement', '/placements')
