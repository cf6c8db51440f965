/** The code of a PostgreSQL or network error, '' when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** True when the error means that the server cannot be reached now, so a later try may work. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error)
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300') return true
  if (/^(ECONN|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|ENOENT|EACCES)/.test(code)) return true
  const message = error instanceof Error ? error.message : ''
  return /^Connection terminated|^Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect|timeout expired/.test(message)
}
