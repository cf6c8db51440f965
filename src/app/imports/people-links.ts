import type { Reader } from '../../platform/db/database'
import { keyOf, knownRows } from '../../platform/imports/batches'

/** Registered people by their number in the source system, within the reader's reach. */
export async function personLinks(reader: Reader, system: string, ids: readonly string[]): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const [key, { recordId }] of await knownRows(reader, 'jobseekers', ids)) links.set(`person ${key}`, recordId)
  for (let from = 0; from < ids.length; from += 5_000) {
    const held = await reader.db.selectFrom('registration').select(['person_id', 'source_id']).where('source_system', '=', system).where('source_id', 'in', ids.slice(from, from + 5_000)).execute()
    for (const row of held) links.set(`person ${keyOf(system, row.source_id ?? '')}`, row.person_id)
  }
  return links
}

export async function employerLinksOf(reader: Reader, system: string, ids: readonly string[]): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const [key, { recordId }] of await knownRows(reader, 'employers', ids)) links.set(`employer ${key}`, recordId)
  if (ids.length === 0) return links
  const held = await reader.db.selectFrom('employer').select(['id', 'source_id']).where('source_system', '=', system).where('source_id', 'in', [...ids]).execute()
  for (const row of held) links.set(`employer ${keyOf(system, row.source_id ?? '')}`, row.id)
  return links
}

export async function vacancyLinks(reader: Reader, system: string, ids: readonly string[]): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const [key, { recordId }] of await knownRows(reader, 'vacancies', ids)) links.set(`vacancy ${key}`, recordId)
  if (ids.length === 0) return links
  const held = await reader.db.selectFrom('vacancy').select(['id', 'source_id']).where('source_system', '=', system).where('source_id', 'in', [...ids]).execute()
  for (const row of held) links.set(`vacancy ${keyOf(system, row.source_id ?? '')}`, row.id)
  return links
}

export const filled = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value): value is string => value !== null))]
