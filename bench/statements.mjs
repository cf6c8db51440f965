// What one page asks of PostgreSQL: read from the server's own log, so that the peer asks exactly the same.
import { readFileSync, statSync } from 'node:fs'

/** `$1 = 'a', $2 = NULL` as the server writes parameters. */
export function readParameters(text) {
  const found = text.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)
  return [...found].map(([, whole, inner]) => (whole === 'NULL' ? null : inner.replaceAll("''", "'")))
}

/** Statements of a stretch of the log by connection, in order, with their parameters. */
function readConnections(log) {
  const connections = new Map()
  for (const block of log.split(/\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/)) {
    const [, pid, kind, rest] = /^\S+ \S+ \S+ \[(\d+)\] (LOG|DETAIL): {2}([\s\S]*)$/.exec(block) ?? []
    if (!pid) continue
    const statements = connections.get(pid) ?? []
    connections.set(pid, statements)
    const statement = /^(?:execute <unnamed>|statement): ([\s\S]*)$/.exec(rest)
    if (kind === 'LOG' && statement) statements.push({ text: statement[1].trim(), values: [] })
    else if (kind === 'DETAIL' && /^[Pp]arameters: /.test(rest) && statements.length > 0) statements.at(-1).values = readParameters(rest)
  }
  return [...connections.values()]
}

/** The transactions of a request: those inside the scope of a visitor. Work of the program itself has the reach of the whole country. */
export function transactionsOfRequests(log) {
  const found = []
  for (const statements of readConnections(log)) {
    let open = null
    for (const statement of statements) {
      if (/^begin/i.test(statement.text)) open = []
      open?.push(statement)
      if (!/^(commit|rollback)$/i.test(statement.text) || !open) continue
      const scope = open.find(({ text }) => text.includes('openpes.reach'))
      if (scope && scope.values.includes('openpes_app') && scope.values.at(-1) !== 'national') found.push(open)
      open = null
    }
  }
  return found
}

/** Runs `once` while the server writes down every statement, and answers with those of that request. */
export async function captureStatements({ client, logFile, once }) {
  // On the role, because what stands on the server's command line wins over its files. New sessions read it.
  const set = async (on) => {
    await client.query(on ? `alter role current_user set log_statement = 'all'` : 'alter role current_user reset log_statement')
    await client.query(on ? `alter role current_user set log_error_verbosity = 'default'` : 'alter role current_user reset log_error_verbosity')
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'openpes'`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  await set(true)
  await once()
  const from = statSync(logFile).size
  await once()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const log = readFileSync(logFile).subarray(from).toString('utf8')
  await set(false)
  return transactionsOfRequests(log)[0] ?? []
}
