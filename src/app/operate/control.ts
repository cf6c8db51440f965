import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What the command line asks of a server that holds the built-in store. */
export interface Order {
  verb: string
  words: readonly string[]
  /** Folder in which the operator stands, for file names. */
  folder: string
  /** Key of a backup: a phrase, or bytes in base64. */
  key?: { kind: 'phrase' | 'file'; value: string }
}
type Reply = { line: string } | { code: number }

const socketOf = (dataFolder: string) => join(dataFolder, 'control.sock')
const longestName = 100

/** Listens for orders in the data folder, where only its owner comes in. Nothing is opened when the name is too long for a socket. */
export function openControl(dataFolder: string, run: (order: Order, say: (line: string) => void) => Promise<number>): Server | null {
  const name = socketOf(dataFolder)
  if (Buffer.byteLength(name) > longestName || process.platform === 'win32') return null
  rmSync(name, { force: true })
  const server = createServer((socket) => {
    const send = (reply: Reply) => void socket.write(`${JSON.stringify(reply)}\n`)
    socket.on('error', () => undefined)
    createInterface({ input: socket }).once('line', (text) => {
      const say = (line: string) => send({ line })
      Promise.resolve()
        .then(() => run(JSON.parse(text) as Order, say))
        .catch((error: unknown) => {
          say(error instanceof Error ? error.message : 'It failed.')
          return 1
        })
        .then((code) => {
          send({ code })
          socket.end()
        }, () => socket.destroy())
    })
  })
  server.on('error', () => undefined)
  server.listen(name, () => chmodSync(name, 0o600))
  server.unref()
  return server
}

/** Gives an order to the running server. Null when none answers. */
export function giveOrder(dataFolder: string, order: Order, say: (line: string) => void): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(socketOf(dataFolder))
    let code: number | null = null
    socket.once('error', () => resolve(code))
    socket.once('connect', () => void socket.write(`${JSON.stringify(order)}\n`))
    const lines = createInterface({ input: socket })
    lines.on('line', (text) => {
      const reply = JSON.parse(text) as Reply
      if ('code' in reply) code = reply.code
      else say(reply.line)
    })
    lines.once('close', () => resolve(code ?? 1))
  })
}
