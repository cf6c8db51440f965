import { appendFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../db/database'

export interface OutgoingMessage {
  id: string
  channel: string
  address: string | null
  body: string
  attempts: number
}

/** Takes a message to the line. Throws when the line is down; the message is tried again later. The id lets it refuse a double. */
export type Gateway = (message: OutgoingMessage) => Promise<void>

/** Stands in for an SMS line: one JSON line per message in a file that only its owner may read. */
export const fileGateway =
  (file: string): Gateway =>
  async ({ id, channel, address, body }) => {
    await appendFile(file, `${JSON.stringify({ id, channel, address, body })}\n`, { mode: 0o600 })
  }

const batch = 50
const mostAttempts = 20

/** Sent at any hour: somebody waits for it with the phone in hand. */
const atAnyHour = 'accounts.sign-in-code'

/** No message at night: from 20:00 to 07:00 on the country's clock. */
export function isQuietHour(now: Date, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
  return hour >= 20 || hour < 7
}

/** Sends what the committed actions queued, each message once; at quiet hours only codes. Answers with the number sent. */
export async function sendQueuedMessages(db: Db, gateway: Gateway, now: Date, isQuiet = false): Promise<number> {
  return db.wholeStore(async (store) => {
    const { rows } = await sql<OutgoingMessage>`
      select id, channel, address, body, attempts from message where result = 'queued' and attempts < ${mostAttempts} and (not ${isQuiet}::boolean or template = ${atAnyHour})
      order by queued_at limit ${batch} for update skip locked`.execute(store)
    let sent = 0
    for (const message of rows) {
      try {
        await gateway(message)
        await store.updateTable('message').set({ result: 'sent', sent_at: now }).where('id', '=', message.id).execute()
        sent += 1
      } catch {
        const attempts = message.attempts + 1
        await store
          .updateTable('message')
          .set({ attempts, result: attempts >= mostAttempts ? 'failed' : 'queued' })
          .where('id', '=', message.id)
          .execute()
      }
    }
    return sent
  })
}
