import type { Tx } from '../../../platform/db/database'
import { deleteKeys, listKeyCentres } from '../queries/edit'
import { findPersonRow } from '../queries/people'
import { findPlace, listContacts, listNames } from '../queries/record'
import { writeKeys } from '../queries/write-people'
import { keysOf } from '../search-keys'

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
