import type { Reader } from '../../../platform/db/database'

/** The person with this card number, when the reader may see them. */
export async function findPersonIdByCard(reader: Reader, card: string): Promise<string | undefined> {
  const row = await reader.db.selectFrom('person').select('id').where('card_number', '=', card).where('state', '=', 'current').executeTakeFirst()
  return row?.id
}
