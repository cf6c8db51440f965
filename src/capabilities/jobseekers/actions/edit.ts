import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { deleteKeys, listKeyCentres } from '../queries/edit'
import { findPersonRow } from '../queries/people'
import { findPlace, listContacts, listNames } from '../queries/record'
import { writeKeys } from '../queries/write-people'
import { keysOf } from '../search-keys'
import { documentKey } from './register'

/** Search keys follow the name, phone, place and birth of a person; written anew after each of them changed. */
export async function rewriteKeys(tx: Tx, personId: string): Promise<void> {
  const person = await findPersonRow(tx, personId)
  if (!person) return
  const names = await listNames(tx, personId)
  const contacts = await listContacts(tx, personId)
  const place = await findPlace(tx, personId)
  const centreIds = await listKeyCentres(tx, personId)
  await deleteKeys(tx, personId)
  const keys = keysOf({
    cardNumber: person.cardNumber, names: names.flatMap(({ name_native, name_latin }) => [name_native, name_latin].flatMap((name) => name ?? [])),
    phones: contacts.flatMap(({ e164 }) => e164 ?? []), sex: person.sex, birth: person.birth, provinceCode: place?.province_code ?? null,
  })
  await writeKeys(tx, [{ id: personId, centreIds, keys }])
}

/**
 * The person stands at the counter with the paper: this centre serves them from now on, beside the other one. The opening is written
 * down with its proof and stands in the person's access list.
 */
export async function openByDocument(tx: Tx, platform: Platform, document: { type: string; number: string }): Promise<Outcome<{ personId: string }, 'not-found' | 'no-centre'>> {
  const { actor, now } = tx.context
  if (!actor.centreId) return refused('no-centre')
  const key = documentKey(platform, document.type, document.number)
  const { rows } = await sql<{ id: string | null }>`select open_by_document(${newId()}::uuid, ${key}, ${actor.centreId}::uuid, ${actor.accountId}::uuid, ${now}::timestamptz) as id`.execute(tx.db)
  const personId = rows[0]?.id
  if (!personId) return refused('not-found')
  await rewriteKeys(tx, personId)
  tx.note({ action: 'relation.open', subjectKind: 'person', subjectId: personId, purpose: 'registration', fields: ['present', 'document'] })
  return done({ personId })
}
