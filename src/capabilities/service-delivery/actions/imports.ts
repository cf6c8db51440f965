import type { CalendarDate } from '../../../kernel/calendar'
import { newId } from '../../../kernel/id'
import { nameIn, type Country } from '../../../platform/country/index'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { Audience, Channel, Sex } from '../model'
import { takeTickets } from '../queries/visits'
import { instantOf } from '../rules/clock'

/** A row of the services register with its ids resolved. Exactly one of person, employer and unnamed people. */
export interface ServiceRow {
  /** A row with a known key is left as it is: `<system>:<source id>`. */
  importKey?: string | undefined
  day: CalendarDate
  centreId: string
  code: string
  personId?: string | undefined
  employerId?: string | undefined
  unnamed?: { sex: Sex; count: number } | undefined
  accountId?: string | null | undefined
  minutes?: number | null | undefined
  channel?: Channel | undefined
  /** Default `import`. `automatic` asks for the record behind it. */
  source?: 'manual' | 'automatic' | 'import' | undefined
  sourceKind?: string | undefined
  sourceId?: string | undefined
  /** The day on which it was written down; default today. */
  enteredOn?: CalendarDate | undefined
}

/** A row of the visits register with its ids resolved; `count` above 1 stands for that many anonymous visits. */
export interface VisitRow {
  importKey?: string | undefined
  day: CalendarDate
  /** On the country's clock, `HH:MM`; default 09:00. */
  time?: string | undefined
  centreId: string
  audience: Audience
  sex: Sex
  ageBand: string
  purposes: readonly string[]
  personId?: string | undefined
  employerId?: string | undefined
  count?: number | undefined
  waitMinutes?: number | undefined
  outcome?: 'served' | 'left-before' | 'referred-elsewhere' | undefined
  enteredOn?: CalendarDate | undefined
}

export interface RowsDone {
  added: number
  /** Rows that were there already: their key, or their record behind a service, is known. */
  same: number
}

const batch = 1000
const chunksOf = <Row>(rows: readonly Row[]): Row[][] => Array.from({ length: Math.ceil(rows.length / batch) }, (_, i) => rows.slice(i * batch, (i + 1) * batch))

/** Writes many services at once. Codes, days and ids have been checked by the caller; a record that is there already is left alone. */
export async function importServices(tx: Tx, platform: Platform, rows: readonly ServiceRow[]): Promise<RowsDone> {
  let added = 0
  for (const chunk of chunksOf(rows)) {
    const named = chunk.filter(({ unnamed }) => unnamed === undefined)
    const unnamed = chunk.filter((row) => row.unnamed !== undefined)
    if (named.length > 0) {
      const done = await tx.db
        .insertInto('service_event')
        .values(named.map((row) => eventOf(tx, row)))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      added += Number(done.numInsertedOrUpdatedRows ?? 0)
    }
    if (unnamed.length > 0) {
      const done = await tx.db
        .insertInto('group_session')
        .values(unnamed.map((row) => sessionOf(tx, platform.country, row)))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      added += Number(done.numInsertedOrUpdatedRows ?? 0)
    }
  }
  tx.note({ action: 'service.import', subjectKind: 'service', fields: ['service_code', 'given_on'] })
  return { added, same: rows.length - added }
}

function eventOf({ context }: Tx, row: ServiceRow) {
  return {
    id: newId(), created_at: context.now, created_by: context.actor.accountId, stat_key: newId(), centre_id: row.centreId, account_id: row.accountId ?? null,
    service_code: row.code, audience: row.personId ? 'jobseeker' : 'employer', person_id: row.personId ?? null, employer_id: row.personId ? null : (row.employerId ?? null),
    given_on: row.day, entered_on: row.enteredOn ?? context.today, minutes: row.minutes ?? null, channel: row.channel ?? 'counter', source: row.source ?? 'import',
    source_kind: row.sourceKind ?? null, source_id: row.sourceId ?? null, import_key: row.importKey ?? null,
  }
}

function sessionOf({ context }: Tx, country: Country, row: ServiceRow) {
  const { sex, count } = row.unnamed ?? { sex: 'not-stated', count: 1 }
  const code = country.services.find((known) => known.code === row.code)
  return {
    id: newId(), created_at: context.now, created_by: context.actor.accountId, centre_id: row.centreId, account_id: row.accountId ?? null, service_code: row.code,
    topic: code ? nameIn(code.names, country.languages[0]) : row.code, held_on: row.day, entered_on: row.enteredOn ?? context.today, seats: count, taken: count,
    minutes: row.minutes ?? null, import_key: row.importKey ?? null, unnamed_f: sex === 'F' ? count : 0, unnamed_m: sex === 'M' ? count : 0, unnamed_ns: sex === 'not-stated' ? count : 0,
  }
}

/** Writes many visits at once; their tickets follow those of the day. */
export async function importVisits(tx: Tx, platform: Platform, rows: readonly VisitRow[]): Promise<RowsDone> {
  let added = 0
  let same = 0
  for (const chunk of chunksOf(rows.flatMap(spread))) {
    const known = await findKnown(tx, chunk.flatMap(({ importKey }) => importKey ?? []))
    const fresh = chunk.filter(({ importKey }) => importKey === undefined || !known.has(importKey))
    same += chunk.length - fresh.length
    if (fresh.length === 0) continue
    const tickets = await ticketsFor(tx, fresh)
    await tx.db.insertInto('visit').values(fresh.map((row) => visitOf(tx, platform.country, row, tickets(row)))).execute()
    added += fresh.length
  }
  tx.note({ action: 'visit.import', subjectKind: 'visit', fields: ['visited_on', 'audience', 'purposes'] })
  return { added, same }
}

/** One row for each visitor; a row for one keeps its key. */
function spread(row: VisitRow): VisitRow[] {
  const count = row.count ?? 1
  if (count <= 1) return [row]
  return Array.from({ length: count }, (_, i) => ({ ...row, count: 1, importKey: row.importKey === undefined ? undefined : `${row.importKey}#${i + 1}` }))
}

async function findKnown(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string | null>> {
  if (keys.length === 0) return new Set()
  const rows = await tx.db.selectFrom('visit').select('import_key').where('import_key', 'in', [...keys]).execute()
  return new Set(rows.map(({ import_key }) => import_key))
}

/** Takes the tickets of each centre and day in one step and gives them out in the order of the rows. */
async function ticketsFor(tx: Tx, rows: readonly VisitRow[]): Promise<(row: VisitRow) => number> {
  const placeOf = ({ centreId, day }: VisitRow) => `${centreId} ${day}`
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(placeOf(row), (counts.get(placeOf(row)) ?? 0) + 1)
  const next = new Map<string, number>()
  for (const [place, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [centreId = '', day = ''] = place.split(' ')
    next.set(place, (await takeTickets(tx, centreId, day as CalendarDate, count)) - count + 1)
  }
  return (row) => {
    const ticket = next.get(placeOf(row)) ?? 0
    next.set(placeOf(row), ticket + 1)
    return ticket
  }
}

function visitOf({ context }: Tx, country: Country, row: VisitRow, ticket: number) {
  const arrived = instantOf(row.day, row.time ?? '09:00', country.timeZone)
  const called = row.waitMinutes === undefined ? null : new Date(arrived.getTime() + row.waitMinutes * 60_000)
  return {
    id: newId(), created_at: context.now, created_by: context.actor.accountId, stat_key: newId(), centre_id: row.centreId, visited_on: row.day,
    entered_on: row.enteredOn ?? context.today, ticket, arrived_at: arrived, called_at: called, audience: row.audience, sex: row.sex, age_band: row.ageBand,
    purposes: [...row.purposes], person_id: row.personId ?? null, employer_id: row.personId ? null : (row.employerId ?? null), state: row.outcome ?? 'served',
    import_key: row.importKey ?? null,
  }
}
