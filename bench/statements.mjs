// What one page asks of PostgreSQL: read from the server's own log, so that the peer asks exactly the same.
import { readFileSync, statSync } from 'node:fs'

/** `$1 = 'a', $2 = NULL` as the server writes parameters. */
export function readParameters(text) {
  const values = []
  const found = /\$\d+ = (NULL|'((?:[^']|'')*)')/g
  for (const [, whole, inner] of text.matchAll(found)) values.push(whole === 'NULL' ? null : inner.replaceAll("''", "'"))
  return values
}

/** Statements of a stretch of the log, in order, with their parameters. */
export function readStatements(log) {
  const statements = []
  for (const block of log.split(/\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/)) {
    const statement = /LOG: {2}(?:execute <unnamed>|statement): ([\s\S]*)$/.exec(block)
    if (statement) statements.push({ text: statement[1].trim(), values: [] })
    const detail = /DETAIL: {2}[Pp]arameters: ([\s\S]*)$/.exec(block)
    if (detail && statements.length > 0) statements.at(-1).values = readParameters(detail[1])
  }
  return statements
}

/** Runs `once` while the server writes down every statement, and answers with them. */
export async function captureStatements({ client, logFile, once }) {
  const set = async (value) => {
    // On the role, because what stands on the server's command line wins over its files. New sessions read it.
    await client.query(`alter role current_user set log_statement = '${value}'`)
    await client.query(value === 'all' ? 'alter role current_user set log_error_verbosity = default' : 'alter role current_user reset log_error_verbosity')
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'openpes'`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  await set('all')
  const from = statSync(logFile).size
  await once()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const log = readFileSync(logFile).subarray(from).toString('utf8')
  await set('none')
  return readStatements(log)
}
