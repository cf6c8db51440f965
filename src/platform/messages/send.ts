import { appendFile, readFile } from 'node:fs/promises'
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

/** Stands in for an SMS line: one JSON line per message in a file that only its owner may read. What stands there is not written twice. */
export function fileGateway(file: string): Gateway {
  let taken: Promise<Set<string>> | undefined
  return async ({ id, channel, address, body }) => {
    taken ??= readIds(file)
    const ids = await taken
    if (ids.has(id)) return
    await appendFile(file, `${JSON.stringify({ id, channel, address, body })}\n`, { mode: 0o600 })
    ids.add(id)
  }
}

async function readIds(file: string): Promise<Set<string>> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return new Set([...text.matchAll(/^\{"id":"([^"]+)"/gm)].map(([, id = '']) => id))
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

/** Sends what the committed actions queued, each in a transaction of its own; at quiet hours only codes. Answers with the number sent. */
export async function sendQueuedMessages(db: Db, gateway: Gateway, now: Date, isQuiet = false): Promise<number> {
  const { rows } = await db.wholeStore((store) =>
    sql<{ id: string }>`select id from message where result = 'queued' and attempts < ${mostAttempts} and (not ${isQuiet}::boolean or template = ${atAnyHour})
      order by queued_at limit ${batch}`.execute(store),
  )
  let sent = 0
  for (const { id } of rows) if (await sendOne(db, gateway, id, now)) sent += 1
  return sent
}

/** A stop between the line and the commit sends this one message again, with the same id: the gateway refuses the double. */
const sendOne = (db: Db, gateway: Gateway, id: string, now: Date): Promise<boolean> =>
  db.wholeStore(async (store) => {
    const { rows } = await sql<OutgoingMessage>`select id, channel, address, body, attempts from message where id = ${id} and result = 'queued' for update skip locked`.execute(store)
    const message = rows[0]
    if (!message) return false
    const mark = (values: { result: string; sent_at?: Date; attempts?: number }) => store.updateTable('message').set(values).where('id', '=', id).execute()
    try {
      await gateway(message)
    } catch {
      const attempts = message.attempts + 1
      await mark({ attempts, result: attempts >= mostAttempts ? 'failed' : 'queued' })
      return false
    }
    await mark({ result: 'sent', sent_at: now })
    return true
  })
