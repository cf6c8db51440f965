import { addDays, type CalendarDate } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { happening } from '../../platform/providers'
import type { OpenStretch } from './model'
import { insertClosure } from './queries'

export interface NewCentre {
  code: string
  kind: string
  names: Readonly<Record<string, string | undefined>>
  provinceCode: string | null
  districtCode: string | null
  address: string | null
  phone: string | null
  openedOn: CalendarDate | null
  reportingMode: string
  computers: number
  connectivity: string
  parentId: string | null
  hours: readonly { weekday: number; from: string; to: string }[]
}

/** Opens a centre with its names and hours. Codes are never used again. */
export async function createCentre(tx: Tx, centre: NewCentre): Promise<string> {
  const id = newId()
  await tx.db
    .insertInto('centre')
    .values({
      id, created_at: tx.context.now, created_by: tx.context.actor.accountId, code: centre.code, kind: centre.kind, parent_id: centre.parentId,
      province_code: centre.provinceCode, district_code: centre.districtCode, address: centre.address, phone: centre.phone,
      opened_on: centre.openedOn, reporting_mode: centre.reportingMode, computers: centre.computers, connectivity: centre.connectivity,
    })
    .execute()
  const names = Object.entries(centre.names).flatMap(([language, name]) => (name ? [{ centre_id: id, language, name }] : []))
  if (names.length > 0) await tx.db.insertInto('centre_name').values(names).execute()
  if (centre.hours.length > 0) {
    await tx.db
      .insertInto('centre_hours')
      .values(centre.hours.map(({ weekday, from, to }) => ({ centre_id: id, weekday, opens: from, closes: to })))
      .execute()
  }
  tx.note({ action: 'centre.open', subjectKind: 'centre', subjectId: id })
  return id
}

/** A centre closes for some days: people with appointments are told. */
export const centreClosed = happening<{ centreId: string; from: CalendarDate; to: CalendarDate; reason: string }>()

/** Closes a centre from one day to another; such days are not expected in reports. */
export async function closeDays(tx: Tx, platform: Platform, centreId: string, closure: { from: CalendarDate; to: CalendarDate; reason: string }): Promise<Outcome<void, 'not-in-order' | 'past'>> {
  if (closure.to < closure.from) return refused('not-in-order')
  if (closure.to < tx.context.today) return refused('past')
  await insertClosure(tx, { id: newId(), centreId, ...closure })
  tx.note({ action: 'centre.close-day', subjectKind: 'centre', subjectId: centreId })
  await centreClosed.tell(tx, platform, { centreId, ...closure })
  return done()
}

/** Closes the chief's own centre for today. */
export async function closeToday(tx: Tx, platform: Platform, reason: string): Promise<Outcome<void, 'no-centre'>> {
  const { actor, today } = tx.context
  if (!actor.centreId) return refused('no-centre')
  await closeDays(tx, platform, actor.centreId, { from: today, to: today, reason })
  return done()
}

/** Replaces the opening hours of the week; false when somebody else changed the centre meanwhile. */
export async function changeHours(tx: Tx, centre: { id: string; version: number }, hours: readonly OpenStretch[]): Promise<boolean> {
  if (!(await raiseVersion(tx, centre, {}))) return false
  await tx.db.deleteFrom('centre_hours').where('centre_id', '=', centre.id).execute()
  if (hours.length > 0) await tx.db.insertInto('centre_hours').values(hours.map(({ weekday, from, to }) => ({ centre_id: centre.id, weekday, opens: from, closes: to }))).execute()
  tx.note({ action: 'centre.change-hours', subjectKind: 'centre', subjectId: centre.id, fields: ['hours'] })
  return true
}

interface Equipment {
  phone: string | null
  phone_e164: string | null
  address: string | null
  computers: number
  connectivity: string
}

export async function changeEquipment(tx: Tx, centre: { id: string; version: number }, equipment: Equipment): Promise<boolean> {
  if (!(await raiseVersion(tx, centre, equipment))) return false
  tx.note({ action: 'centre.change', subjectKind: 'centre', subjectId: centre.id, fields: Object.keys(equipment) })
  return true
}

async function raiseVersion(tx: Tx, centre: { id: string; version: number }, change: Partial<Equipment>): Promise<boolean> {
  const changed = await tx.db
    .updateTable('centre')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('id', '=', centre.id)
    .where('version', '=', centre.version)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) > 0
}

/** How many people of a role the centre is meant to have, from today; the number before ends yesterday. */
export async function establishPosts(tx: Tx, centreId: string, post: { role: string; established: number }): Promise<void> {
  const { now, today, actor } = tx.context
  const open = tx.db.updateTable('post').where('centre_id', '=', centreId).where('role', '=', post.role).where('to_day', 'is', null)
  const corrected = await open.set({ established: post.established }).where('from_day', '=', today).executeTakeFirst()
  if (Number(corrected.numUpdatedRows) === 0) {
    await open.set({ to_day: addDays(today, -1) }).execute()
    await tx.db.insertInto('post').values({ id: newId(), created_at: now, created_by: actor.accountId, centre_id: centreId, ...post, from_day: today }).execute()
  }
  tx.note({ action: 'centre.establish-posts', subjectKind: 'centre', subjectId: centreId, fields: ['role', 'established'] })
}

/** Somebody no longer holds a post, from tomorrow. Without another post a staff member cannot sign in. */
export async function endHolding(tx: Tx, centreId: string, holdingId: string, reason: string): Promise<Outcome<void, 'not-found' | 'own-post'>> {
  const holding = await tx.db.selectFrom('post_holding').select(['id', 'account_id']).where('id', '=', holdingId).where('centre_id', '=', centreId).where('to_day', 'is', null).executeTakeFirst()
  if (!holding) return refused('not-found')
  if (holding.account_id === tx.context.actor.accountId) return refused('own-post')
  await tx.db.updateTable('post_holding').set((e) => ({ to_day: tx.context.today, end_reason: reason, version: e('version', '+', 1) })).where('id', '=', holdingId).execute()
  tx.note({ action: 'post-holding.end', subjectKind: 'account', subjectId: holding.account_id, fields: ['to_day', 'end_reason'] })
  return done()
}
