import type { Reader } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { readHistory } from './history'
import { listDisclosures, listLiveConsents } from './queries/consents'
import { findPersonRow } from './queries/people'
import { listAccess, listGroups, readRecord } from './queries/record'
import { listRegistrations } from './queries/registrations'

/** Everything that is kept about a person, for the person: facts, answers, history, who looked. Numbers of papers stay masked. */
export async function exportPerson(reader: Reader, { seal, country }: Platform, personId: string) {
  const person = await findPersonRow(reader, personId)
  if (!person) return undefined
  const record = await readRecord(reader, personId)
  const { id: _id, version: _version, counsellorId: _counsellorId, ...facts } = person
  return {
    person: facts,
    record: { ...record, documents: record.documents.map(({ type, number_sealed, seen_on }) => ({ type, endsWith: number_sealed ? seal.open(number_sealed).slice(-3) : null, seenOn: seen_on })) },
    groups: await listGroups(reader, personId),
    registrations: (await listRegistrations(reader, personId)).map(({ accepted_by: _by, ...spell }) => spell),
    consents: await listLiveConsents(reader, personId),
    disclosures: await listDisclosures(reader, personId),
    history: await readHistory(reader, personId, country.timeZone),
    access: await listAccess(reader, personId),
  }
}
