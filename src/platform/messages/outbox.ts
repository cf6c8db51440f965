import { newId } from '../../kernel/id'
import type { Tx } from '../db/database'

export interface NewMessage {
  /** Name of the template, for example `referral.sent`; never the text. */
  template: string
  language: string
  /** `none`: there is no way to reach the person; they are told at the next visit. */
  channel: 'sms' | 'print' | 'none'
  personId?: string | null
  employerId?: string | null
  centreId?: string | null
  /** Phone in E.164; only for `sms`. */
  address?: string | null
  /** First name and codes only. */
  body: string
  /** A second message with the same key is not queued. */
  uniqueKey?: string
}

/** Parts of an SMS: 160 and then 153 characters in the GSM alphabet, 70 and then 67 in any other. */
export function smsParts(body: string): number {
  const plain = /^[\n\r !-Z_a-z¡£¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùü@$]*$/.test(body)
  const [single, part] = plain ? [160, 153] : [70, 67]
  return body.length <= single ? 1 : Math.ceil(body.length / part)
}

/** Writes a message beside the change that causes it; the outbox sends it after the commit, once. */
export async function queueMessage(tx: Tx, message: NewMessage): Promise<void> {
  const channel = message.channel === 'sms' && !message.address ? 'none' : message.channel
  await tx.db
    .insertInto('message')
    .values({
      id: newId(), template: message.template, language: message.language, channel, person_id: message.personId ?? null, employer_id: message.employerId ?? null,
      centre_id: message.centreId ?? null, address: channel === 'sms' ? (message.address ?? null) : null, body: message.body, parts: smsParts(message.body),
      queued_at: tx.context.now, result: channel === 'sms' ? 'queued' : channel === 'print' ? 'sent' : 'no-channel', unique_key: message.uniqueKey ?? newId(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
