import pg from 'pg'

const again = 1000

/**
 * Calls `wake` for every notification on a channel, over a connection of its own, and once whenever that connection is made: what was said
 * while it was away is not said again. Answers with what ends it.
 */
export function listenOn(options: pg.ClientConfig, channel: string, wake: () => void): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const connect = async (): Promise<void> => {
    const mine = new pg.Client(options)
    client = mine
    const later = () => {
      if (isOver || client !== mine) return
      client = undefined
      timer = setTimeout(() => void connect(), again)
      timer.unref()
    }
    mine.on('error', later).on('end', later).on('notification', wake)
    try {
      await mine.connect()
      await mine.query(`listen ${mine.escapeIdentifier(channel)}`)
      wake()
    } catch {
      later()
    }
  }
  void connect()
  return async () => {
    isOver = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
