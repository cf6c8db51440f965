import type { CalendarDate } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import { done, refused, type Outcome } from '../../kernel/outcome'
import type { Tx } from '../../platform/db/database'
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

/** Closes the chief's own centre for today. */
export async function closeToday(tx: Tx, reason: string): Promise<Outcome<void, 'no-centre'>> {
  const { actor, today } = tx.context
  if (!actor.centreId) return refused('no-centre')
  await insertClosure(tx, { id: newId(), centreId: actor.centreId, from: today, to: today, reason })
  tx.note({ action: 'centre.close-day', subjectKind: 'centre', subjectId: actor.centreId })
  return done()
}
