import { sql } from 'kysely'
import { newId } from '../../../kernel/id'
import type { Reader, Tx } from '../../../platform/db/database'

export interface ConsentScope {
  kind: 'vacancy' | 'employer' | 'partner'
  id: string
}

export interface LiveConsent {
  id: string
  purpose: string
  scope_kind: string | null
  scope_id: string | null
  answer: string
  method: string
  language: string
  text_version: number
  at: Date
}

/** Every answer that holds now, given or refused. */
export const listLiveConsents = (reader: Reader, personId: string): Promise<LiveConsent[]> =>
  reader.db
    .selectFrom('consent')
    .select(['id', 'purpose', 'scope_kind', 'scope_id', 'answer', 'method', 'language', 'text_version', 'at'])
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('purpose')
    .execute()

export async function findLiveConsent(reader: Reader, personId: string, purpose: string, scope?: ConsentScope): Promise<LiveConsent | undefined> {
  return reader.db
    .selectFrom('consent')
    .select(['id', 'purpose', 'scope_kind', 'scope_id', 'answer', 'method', 'language', 'text_version', 'at'])
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('scope_kind', scope ? '=' : 'is', scope?.kind ?? null)
    .where('scope_id', scope ? '=' : 'is', scope?.id ?? null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
}

export const closeConsent = (tx: Tx, id: string) => tx.db.updateTable('consent').set({ withdrawn_at: tx.context.now }).where('id', '=', id).execute()

export async function insertConsent(
  tx: Tx,
  consent: { personId: string; centreId: string | null; purpose: string; scope: ConsentScope | null; textVersion: number; language: string; answer: string; method: string; witness: string | null },
): Promise<string> {
  const id = newId()
  await tx.db
    .insertInto('consent')
    .values({
      id, created_at: tx.context.now, created_by: tx.context.actor.accountId, person_id: consent.personId, centre_id: consent.centreId, purpose: consent.purpose,
      scope_kind: consent.scope?.kind ?? null, scope_id: consent.scope?.id ?? null, text_version: consent.textVersion, language: consent.language,
      answer: consent.answer, method: consent.method, witness: consent.witness, at: tx.context.now,
    })
    .execute()
  return id
}

/** Text messages that wait to be sent to a person are dropped, when they no longer agree to get any. */
export const dropQueuedMessages = (tx: Tx, personId: string) =>
  sql`update message set result = 'dropped' where person_id = ${personId} and result = 'queued' and channel = 'sms'`.execute(tx.db)

export interface ConsentText {
  purpose: string
  version: number
  language: string
  body: string
}
/** The newest words of each purpose and language. */
export async function listNewestTexts(reader: Reader, purposes: readonly string[]): Promise<ConsentText[]> {
  const { rows } = await sql<ConsentText>`select distinct on (purpose, language) purpose, version, language, body from consent_text
    where purpose = any (${purposes}::text[]) order by purpose, language, version desc`.execute(reader.db)
  return rows
}

export const insertTexts = (tx: Tx, texts: readonly ConsentText[]) =>
  tx.db
    .insertInto('consent_text')
    .values(texts.map((text) => ({ ...text, id: newId(), read_aloud: text.body, valid_from: tx.context.today })))
    .onConflict((conflict) => conflict.columns(['purpose', 'version', 'language']).doNothing())
    .execute()

export const insertDisclosure = (
  tx: Tx,
  row: { personId: string; centreId: string | null; recipientKind: string; recipientId: string; fields: readonly string[]; purpose: string; consentId: string | null; basis: string | null },
) =>
  tx.db
    .insertInto('disclosure')
    .values({
      id: newId(), person_id: row.personId, centre_id: row.centreId, recipient_kind: row.recipientKind, recipient_id: row.recipientId, fields: [...row.fields],
      purpose: row.purpose, consent_id: row.consentId, basis: row.basis, at: tx.context.now,
    })
    .execute()

export const listDisclosures = (reader: Reader, personId: string) =>
  reader.db.selectFrom('disclosure').select(['id', 'recipient_kind', 'fields', 'purpose', 'at']).where('person_id', '=', personId).orderBy('at', 'desc').limit(200).execute()
