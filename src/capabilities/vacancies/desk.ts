import { addDays, type CalendarDate } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import type { DeskItem, DeskProvider } from '../../platform/providers'
import { listUndelivered } from './alerts/queries'
import { listOpenComplaints } from './queries/complaints'
import { titleOf } from './titles'

const capability = 'vacancies'

/** What waits at this centre: reports, inspections, returned drafts, jobs that end soon. Read in the desk's own language by the title that there is. */
export const vacancyDesk: DeskProvider = async (reader, platform) => {
  const { actor, today } = reader.context
  if (actor.centreIds.length === 0) return []
  const language = platform.country.languages[0]
  const complaints = await listOpenComplaints(reader, actor.centreIds)
  const waiting = await listWaiting(reader, actor.centreIds, addDays(today, 3))
  const items: DeskItem[] = complaints.map((row) => ({
    kind: row.kind === 'danger' ? 'danger' : 'report', capability, id: row.id, about: titleOf(row, language), since: today, due: row.due_on, ownerId: null,
    href: `/vacancies/${row.vacancyId}`, ...(row.kind === 'danger' ? { urgent: true } : {}),
  }))
  for (const row of waiting) {
    const about = titleOf(row, language)
    const since = row.receivedOn ?? today
    if (row.state === 'inspecting') items.push({ kind: 'inspect', capability, id: row.id, about, since, due: row.dueOn, ownerId: null, href: `/vacancies/${row.id}/inspect` })
    else if (row.state === 'draft') items.push({ kind: 'returned', capability, id: row.id, about, since, due: null, ownerId: row.ownerId, href: `/vacancies/${row.id}` })
    else items.push({ kind: 'expiring', capability, id: row.id, about, since, due: row.validUntil, ownerId: row.ownerId, href: `/vacancies/${row.id}` })
  }
  for (const { id, personId, since } of await listUndelivered(reader, actor.centreIds)) {
    items.push({ kind: 'undelivered', capability, id, about: '', customer: { personId }, since, due: null, ownerId: null, href: `/jobseekers/${personId}/searches` })
  }
  return items
}

const listWaiting = (reader: Reader, centreIds: readonly string[], until: CalendarDate) =>
  reader.db
    .selectFrom('vacancy')
    .select(['id', 'state', 'owner_id as ownerId', 'title_km as titleKm', 'title_lo as titleLo', 'title_en as titleEn', 'received_on as receivedOn', 'decision_due_on as dueOn', 'valid_until as validUntil'])
    .where('centre_id', 'in', [...centreIds])
    .where((e) => e.or([
      e('state', '=', 'inspecting'),
      e.and([e('state', '=', 'draft'), e('state_reason', 'is not', null)]),
      e.and([e('state', '=', 'published'), e('valid_until', '<=', until)]),
    ]))
    .orderBy('decision_due_on')
    .limit(200)
    .execute()
