import { type Selectable, sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Referral, ReferralTransition } from '../../../platform/db/tables.generated'
import type { Party, ReferralStanding, ReferralState, DueKind } from '../rules/referral'

export type ReferralRow = Omit<Selectable<Referral>, 'state' | 'due_kind'> & { state: ReferralState; due_kind: DueKind | null }
export type TransitionRow = Omit<Selectable<ReferralTransition>, 'by_party'> & { by_party: Party }

export const standingOf = (row: ReferralRow): ReferralStanding => ({
  state: row.state, sentOn: row.sent_on, dueOn: row.due_on, dueKind: row.due_kind, firstDueOn: row.first_due_on, answerDueOn: row.answer_due_on, answeredOn: row.answered_on,
  closedOn: row.closed_on, closingReason: row.closing_reason, moreTimeDays: row.more_time_days, moreTimeCount: row.more_time_count,
})

export const columnsOf = (standing: ReferralStanding) => ({
  state: standing.state, sent_on: standing.sentOn, due_on: standing.dueOn, due_kind: standing.dueKind, first_due_on: standing.firstDueOn, answer_due_on: standing.answerDueOn,
  answered_on: standing.answeredOn, closed_on: standing.closedOn, closing_reason: standing.closingReason, more_time_days: standing.moreTimeDays, more_time_count: standing.moreTimeCount,
})

export const findReferral = (reader: Reader, id: string) =>
  reader.db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst() as Promise<ReferralRow | undefined>

export const findReferralByCode = (reader: Reader, code: string) =>
  reader.db.selectFrom('referral').selectAll().where('code', '=', code).executeTakeFirst() as Promise<ReferralRow | undefined>

/** Only when the reader may also change it; the row stays locked until the end of the transaction. */
export const findReferralToChange = (tx: Tx, id: string) =>
  tx.db.selectFrom('referral').selectAll().where('id', '=', id).forUpdate().executeTakeFirst() as Promise<ReferralRow | undefined>

/** Whether the reader may change the referral, beyond reading how it stands. */
export async function mayChangeReferral(tx: Tx, id: string): Promise<boolean> {
  return (await tx.db.selectFrom('referral').select('id').where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined
}

export const listTransitions = (reader: Reader, referralId: string) =>
  reader.db.selectFrom('referral_transition').selectAll().where('referral_id', '=', referralId).orderBy('at').orderBy('id').execute() as Promise<TransitionRow[]>

export const listInterviews = (reader: Reader, referralId: string) =>
  reader.db.selectFrom('interview').selectAll().where('referral_id', '=', referralId).orderBy('held_on').orderBy('created_at').execute()

export interface ReferralFilter {
  /** `open`, `overdue`, `closed`, `all` or one state. */
  show?: string | undefined
  ownerId?: string | undefined
  vacancyId?: string | undefined
  personId?: string | undefined
  code?: string | undefined
  /** Only rows that come after this id in the order of their making, newest first. */
  before?: string | undefined
}

function filtered(reader: Reader, filter: ReferralFilter) {
  let query = reader.db.selectFrom('referral')
  const { show = 'open' } = filter
  if (show === 'open') query = query.where('closed_on', 'is', null)
  else if (show === 'closed') query = query.where('closed_on', 'is not', null)
  else if (show === 'overdue') query = query.where('closed_on', 'is', null).where('due_on', '<', reader.context.today)
  else if (show !== 'all') query = query.where('state', '=', show)
  if (filter.ownerId) query = query.where('due_owner', '=', filter.ownerId)
  if (filter.vacancyId) query = query.where('vacancy_id', '=', filter.vacancyId)
  if (filter.personId) query = query.where('person_id', '=', filter.personId)
  if (filter.code) query = query.where('code', '=', filter.code)
  if (filter.before) query = query.where('id', '<', filter.before)
  return query
}

/** Newest first. */
export const listReferrals = (reader: Reader, filter: ReferralFilter, limit: number, offset = 0) =>
  filtered(reader, filter).selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute() as Promise<ReferralRow[]>

/** For the working list: what is due first comes first. */
export const listReferralsByDue = (reader: Reader, filter: ReferralFilter, limit: number, offset: number) =>
  filtered(reader, filter).selectAll().orderBy(sql`due_on nulls last`).orderBy('id', 'desc').limit(limit).offset(offset).execute() as Promise<ReferralRow[]>

export const countReferrals = async (reader: Reader, filter: ReferralFilter): Promise<number> =>
  Number((await filtered(reader, filter).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count)

export interface Candidate {
  personId: string
  consentId: string
  nameNative: string | null
  nameLatin: string | null
  phone: string | null
}

/** What the employer in scope may know of a referred person: nothing unless the consent for this vacancy is in force. */
export async function findCandidate(reader: Reader, referralId: string): Promise<Candidate | undefined> {
  const { rows } = await sql<Candidate>`
    select person_id as "personId", consent_id as "consentId", name_native as "nameNative", name_latin as "nameLatin", phone from disclosed_candidate(${referralId})`.execute(reader.db)
  return rows[0]
}

/** Work and skills of a person, read after `findCandidate` has found the consent. */
export async function findProfile(reader: Reader, personId: string): Promise<{ work: { title: string; isco: string | null; years: string | null }[]; skills: { code: string | null; label: string }[] }> {
  const work = await reader.db
    .selectFrom('experience')
    .select(['title_typed as title', 'isco', 'years'])
    .where('person_id', '=', personId)
    .orderBy('is_last', 'desc')
    .limit(10)
    .execute()
  const skills = await reader.db.selectFrom('person_skill').select(['skill_code as code', 'label_typed as label']).where('person_id', '=', personId).limit(30).execute()
  return { work, skills }
}

export async function findVacancyLoad(reader: Reader, vacancyId: string): Promise<{ open: number; silent: number }> {
  const { rows } = await sql<{ open: number; silent: number }>`select open, silent from vacancy_load(${vacancyId}, ${reader.context.today})`.execute(reader.db)
  return rows[0] ?? { open: 0, silent: 0 }
}

/** The name of the employer behind a published vacancy, for readers who may not see the employer's record. */
export async function findPublicEmployer(reader: Reader, vacancyId: string): Promise<{ nameNative: string | null; nameLatin: string | null } | undefined> {
  const { rows } = await sql<{ nameNative: string | null; nameLatin: string | null }>`
    select name_native as "nameNative", name_latin as "nameLatin" from public_employer(${vacancyId})`.execute(reader.db)
  return rows[0]
}

export interface PublicStanding {
  referral_id: string
  vacancy_id: string
  centre_id: string
  state: ReferralState
  due_on: CalendarDate | null
  due_kind: DueKind | null
  closing_reason: string | null
}
export async function findStatus(reader: Reader, code: string): Promise<PublicStanding | undefined> {
  const { rows } = await sql<PublicStanding>`select * from referral_by_code(${code})`.execute(reader.db)
  return rows[0]
}

export async function findReferralParties(reader: Reader, code: string): Promise<{ referralId: string; personId: string; employerId: string; vacancyId: string } | undefined> {
  const { rows } = await sql<{ referralId: string; personId: string; employerId: string; vacancyId: string }>`
    select referral_id as "referralId", person_id as "personId", employer_id as "employerId", vacancy_id as "vacancyId" from referral_parties(${code})`.execute(reader.db)
  return rows[0]
}

export async function listOpenReferralsOf(reader: Reader, vacancyId: string): Promise<{ referralId: string; personId: string }[]> {
  const { rows } = await sql<{ referralId: string; personId: string }>`
    select referral_id as "referralId", person_id as "personId" from open_referrals_of(${vacancyId})`.execute(reader.db)
  return rows
}
