import type { CalendarDate } from '../../kernel/calendar'
import { dayIn } from '../../kernel/calendar'
import type { Reader } from '../../platform/db/database'
import { type HistoryEntry, type HistoryProvider, registry } from '../../platform/providers'
import { listMessages } from './queries/record'
import { listRegistrations, listRenewals } from './queries/registrations'

/** What other capabilities tell on the person page. */
export const personHistory = registry<HistoryProvider>()

async function ownHistory(reader: Reader, personId: string, timeZone: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  const add = (on: CalendarDate | null, key: string, parameters: HistoryEntry['parameters'] = {}) => {
    if (on) entries.push({ on, key: `jobseekers.history.${key}`, parameters })
  }
  for (const spell of await listRegistrations(reader, personId)) {
    const channel = { registrationChannelCode: spell.channel }
    if (spell.channel === 'portal') add(spell.submitted_on, 'sent', channel)
    add(spell.accepted_on, spell.event === 'new' ? 'registered' : 'registered-again', channel)
    if (spell.state === 'lapsed') add(spell.ended_on, 'lapsed')
    if (spell.state === 'ended') {
      const isRefused = spell.accepted_on === null
      add(spell.ended_on, isRefused ? 'refused' : 'ended', isRefused ? { registrationRefusalReasonCode: spell.end_reason ?? '' } : { registrationEndReasonCode: spell.end_reason ?? '' })
    }
  }
  for (const renewal of await listRenewals(reader, personId)) add(renewal.renewed_on, renewal.counts ? 'renewed' : 'renewed-again')
  for (const message of await listMessages(reader, personId)) add(dayIn(message.queued_at, timeZone), `message-${message.result}`)
  return entries
}

/** Everything that happened with a person, the newest first: the own records and what other capabilities tell. */
export async function readHistory(reader: Reader, personId: string, timeZone: string): Promise<HistoryEntry[]> {
  const entries = await ownHistory(reader, personId, timeZone)
  for (const provider of personHistory.entries) entries.push(...(await provider(reader, personId)))
  return entries.map((entry, index) => ({ entry, index })).sort((a, b) => (a.entry.on < b.entry.on ? 1 : a.entry.on > b.entry.on ? -1 : a.index - b.index)).map(({ entry }) => entry)
}
