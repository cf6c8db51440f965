// The peer: a bare Hono page that asks PostgreSQL the very statements of our page, in one transaction, and writes what comes
// back as a list. No doors, no words, no layout: the least that a page with this content can cost.
//   node bench/peer.mjs DATABASE_URL PORT STATEMENTS.json
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

const [, , url, port, file] = process.argv
const pages = JSON.parse(readFileSync(file, 'utf8'))
const pool = new pg.Pool({ connectionString: url, max: 16, options: '-c TimeZone=UTC' })
const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const app = new Hono()
for (const [name, statements] of Object.entries(pages)) {
  app.get(`/${name}`, async (call) => {
    const client = await pool.connect()
    let rows = []
    try {
      for (const { text, values } of statements) {
        const result = await client.query(text, values)
        if (result.rows?.length > rows.length) rows = result.rows
      }
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
    return call.html(`<!doctype html><title>${name}</title><ul>${rows.slice(0, 50).map((row) => `<li>${escape(JSON.stringify(row))}</li>`).join('')}</ul>`)
  })
}
app.get('/', (call) => call.text('ready'))
let faults = 0
app.onError((error, call) => {
  if ((faults += 1) === 1) console.error(`The peer fails: ${error.message}`)
  return call.text('fault', 500)
})
serve({ fetch: app.fetch, port: Number(port) }, () => console.log('ready'))
