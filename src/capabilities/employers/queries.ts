import { sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import type { EmployerLine, ListQuery } from './model'
import { keysOf } from './search-keys'

const linesOf = (reader: Reader) =>
  reader.db.selectFrom('employer').select([
    'employer.id', 'employer.code', 'employer.name_native as nameNative', 'employer.name_latin as nameLatin', 'employer.state', 'employer.verified_on as verifiedOn',
    'employer.valid_until as validUntil', 'employer.centre_id as centreId', 'employer.owner_id as ownerId', 'employer.isic', 'employer.province_code as provinceCode',
    'employer.recruitment_agency as recruitmentAgency', 'employer.licence_until as licenceUntil',
    sql<string | null>`(select c.phone_e164 from employer_contact c where c.employer_id = employer.id and c.left_on is null and c.phone_e164 is not null
      order by c.decides_on_hiring desc, c.created_at limit 1)`.as('phone'),
  ])

export const findEmployerLine = async (reader: Reader, id: string): Promise<EmployerLine | undefined> =>
  (await linesOf(reader).where('employer.id', '=', id).executeTakeFirst()) as EmployerLine | undefined

export async function listEmployerLines(reader: Reader, ids: readonly string[]): Promise<Map<string, EmployerLine>> {
  if (ids.length === 0) return new Map()
  const rows = (await linesOf(reader).where('employer.id', 'in', [...new Set(ids)]).execute()) as EmployerLine[]
  return new Map(rows.map((row) => [row.id, row]))
}

export const findEmployer = (reader: Reader, id: string) => reader.db.selectFrom('employer').selectAll().where('id', '=', id).executeTakeFirst()
export type EmployerRecord = NonNullable<Awaited<ReturnType<typeof findEmployer>>>

export const pageSize = 25

/** One page of the employers in reach, newest first, with the number of all. */
export async function searchEmployers(reader: Reader, query: ListQuery, extra: { ownerId?: string | null } = {}): Promise<{ rows: (EmployerLine & { registeredOn: CalendarDate; districtCode: string | null; dueOn: CalendarDate | null })[]; total: number }> {
  const { q } = query
  let found = linesOf(reader).select(['employer.registered_on as registeredOn', 'employer.district_code as districtCode', 'employer.verification_due_on as dueOn'])
  if (query.state) found = found.where('employer.state', '=', query.state)
  if (query.province) found = found.where('employer.province_code', '=', query.province)
  if (query.mine && extra.ownerId) found = found.where('employer.owner_id', '=', extra.ownerId)
  if (q) {
    const keys = [...keysOf({ nameNative: q, registerNumber: q }), `phone:${q}`]
    const part = `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
    found = found.where((e) =>
      e.or([
        e('employer.code', '=', q.toUpperCase().replace(/[\s-]/g, '')),
        e('employer.name_native', 'ilike', part),
        e('employer.name_latin', 'ilike', part),
        e('employer.id', 'in', e.selectFrom('employer_key').select('employer_id').where('key', 'in', keys)),
      ]),
    )
  }
  const rows = await found
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy('employer.registered_on', 'desc')
    .orderBy('employer.id', 'desc')
    .limit(pageSize)
    .offset(((query.page ?? 1) - 1) * pageSize)
    .execute()
  return { rows: rows as never, total: Number(rows[0]?.total ?? 0) }
}

/** For the API: rows after a cursor, oldest first. */
export const listAfter = async (reader: Reader, after: string | null, filters: { state?: string | undefined }, limit: number): Promise<EmployerLine[]> => {
  let found = linesOf(reader).orderBy('employer.id').limit(limit)
  if (after) found = found.where('employer.id', '>', after)
  if (filters.state) found = found.where('employer.state', '=', filters.state)
  return (await found.execute()) as EmployerLine[]
}

export const listContacts = (reader: Reader, employerId: string) =>
  reader.db.selectFrom('employer_contact').selectAll().where('employer_id', '=', employerId).orderBy('left_on', (o) => o.desc().nullsFirst()).orderBy('decides_on_hiring', 'desc').orderBy('created_at').limit(50).execute()
export type ContactRecord = Awaited<ReturnType<typeof listContacts>>[number]

export const listChecks = (reader: Reader, employerId: string) =>
  reader.db
    .selectFrom('employer_check')
    .leftJoin('account', 'account.id', 'employer_check.created_by')
    .select(['employer_check.id', 'kind', 'result', 'checked_on', 'note', 'employer_check.created_by', 'account.display_name'])
    .where('employer_check.employer_id', '=', employerId)
    .orderBy('checked_on', 'desc')
    .orderBy('employer_check.id', 'desc')
    .limit(50)
    .execute()
export type CheckRecord = Awaited<ReturnType<typeof listChecks>>[number]

export const listStateChanges = (reader: Reader, employerId: string) =>
  reader.db
    .selectFrom('employer_state_change')
    .leftJoin('account', 'account.id', 'employer_state_change.created_by')
    .select(['employer_state_change.id', 'day', 'from_state', 'to_state', 'reason', 'note', 'account.display_name'])
    .where('employer_state_change.employer_id', '=', employerId)
    .orderBy('employer_state_change.created_at', 'desc')
    .orderBy('employer_state_change.id', 'desc')
    .limit(50)
    .execute()
export type StateChange = Awaited<ReturnType<typeof listStateChanges>>[number]

export const listNextSteps = (reader: Reader, employerId: string) =>
  reader.db.selectFrom('employer_assistance_need').selectAll().where('employer_id', '=', employerId).orderBy('done_on', (o) => o.desc().nullsFirst()).orderBy('due_on').limit(20).execute()
export type NextStep = Awaited<ReturnType<typeof listNextSteps>>[number]

/** Posts of an employer's vacancies, counted for its page. */
export const countVacancies = (reader: Reader, employerId: string) =>
  reader.db
    .selectFrom('vacancy')
    .select((e) => [
      e.fn.countAll<number>().as('all'),
      e.fn.countAll<number>().filterWhere('state', 'in', ['published', 'paused']).as('open'),
      e.fn.coalesce(e.fn.sum<number>('posts'), sql<number>`0`).as('posts'),
      e.fn.coalesce(e.fn.sum<number>('filled'), sql<number>`0`).as('filled'),
    ])
    .where('employer_id', '=', employerId)
    .executeTakeFirstOrThrow()

export const findIdByStatKey = (reader: Reader, key: string) => reader.db.selectFrom('employer').select('id').where('stat_key', '=', key).executeTakeFirst()

/** Employers that share a key, with what is compared. */
export const listByKeys = (reader: Reader, keys: readonly string[]) =>
  keys.length === 0
    ? Promise.resolve([])
    : linesOf(reader)
        .where('employer.id', 'in', (e) => e.selectFrom('employer_key').select('employer_id').where('key', 'in', [...keys]))
        .limit(200)
        .execute()

/** Who holds these numbers of a register, at any centre; the employer itself only when it is in reach. */
export async function listRegisterHolders(reader: Reader, register: string, numbers: readonly string[]): Promise<{ registerNumber: string; centreId: string; employerId: string | null }[]> {
  const { rows } = await sql<{ register_number: string; centre_id: string; employer_id: string | null }>`
    select register_number, centre_id, employer_id from employer_register_holders(${register}, ${[...numbers]}::text[])`.execute(reader.db)
  return rows.map((row) => ({ registerNumber: row.register_number, centreId: row.centre_id, employerId: row.employer_id }))
}

/** How to reach an employer: the first contact that has not left, whoever decides on hiring first. */
export async function findEmployerContactWay(reader: Reader, employerId: string): Promise<{ channel: 'sms' | 'print' | 'none'; address: string | null; language: string }> {
  const contact = await reader.db
    .selectFrom('employer_contact')
    .select(['phone_e164', 'language'])
    .where('employer_id', '=', employerId)
    .where('left_on', 'is', null)
    .orderBy(sql`phone_e164 is null`)
    .orderBy('decides_on_hiring', 'desc')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  const language = contact?.language ?? 'en'
  if (contact?.phone_e164) return { channel: 'sms', address: contact.phone_e164, language }
  return { channel: contact ? 'print' : 'none', address: null, language }
}

/** Whether a phone (E.164), chat name or register number belongs to a blocked employer, at any centre. */
export async function isOnWatchList(reader: Reader, found: { phones?: readonly string[]; chats?: readonly string[]; registerNumbers?: readonly string[] }): Promise<boolean> {
  const { phones = [], chats = [], registerNumbers = [] } = found
  const keys = [...phones.flatMap((phone) => keysOf({ phone })), ...chats.flatMap((chat) => keysOf({ chat })), ...registerNumbers.flatMap((registerNumber) => keysOf({ registerNumber }))]
  if (keys.length === 0) return false
  const { rows } = await sql<{ watched: boolean }>`select is_watched(${keys}::text[]) as watched`.execute(reader.db)
  return rows[0]?.watched === true
}
