import { createServer } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { loadCountry } from '../platform/country/index'
import { EngineRefusal } from '../platform/db/engine/index'
import type { Log } from '../platform/platform'
import { openApp } from './app'
import { dailyWork } from './capabilities'
import { startMatching, takeCountryNumbers } from '../capabilities/matching/index'
import { dayIn } from '../kernel/calendar'
import { writeCountryTables } from './facts'
import { openControl } from './operate/control'
import { runOrder } from './operate/verbs'
import { prepareCountry, systemContext } from './prepare'
import { checkLanguageData, readKeys, readSettings, SettingRefusal } from './settings'
import { openStore } from './store'
import { startUpkeep } from './upkeep'

const root = join(import.meta.dirname, '..')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** One JSON line for each event; only ids, codes and counts ever come here. */
const log: Log = (level, line) => {
  if (level === 'info' && !process.env['OPENPES_LOG_REQUESTS']) return
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, ...line })}\n`)
}

async function start(): Promise<void> {
  checkLanguageData()
  const settings = readSettings(process.env, root)
  const country = await loadCountry(settings.countryId, join(root, 'countries'))
  const keys = readKeys(settings.dataFolder)
  await checkPort(settings.port)
  say('Opening the store ...')
  const db = await openStore(settings, root, say)
  const { website, platform } = openApp({ db, country, keys, root, clock: () => new Date(), log, trustedProxies: settings.trustedProxies, siteAddress: settings.siteAddress })
  await writeCountryTables(db, country)
  await prepareCountry(platform, settings, say)
  await db.transaction(systemContext(platform), (tx) => takeCountryNumbers(tx, platform))
  const matching = startMatching({ db, today: () => dayIn(platform.clock(), country.timeZone), clock: platform.clock, log })
  matching.start()
  const server = serve({ fetch: website.fetch, port: settings.port }, ({ port }) => {
    say(`OpenPES is ready: http://localhost:${port}`)
  })
  const stopUpkeep = startUpkeep(platform, settings, dailyWork)
  const control = settings.databaseUrl ? null : openControl(settings.dataFolder, (order, tell) => runOrder(db, settings, root, order, tell))
  server.on('error', () => void stop(`The port ${settings.port} cannot be opened. Set PORT to another number.`, 1))
  let stopping = false
  async function stop(reason: string, code: number): Promise<void> {
    if (stopping) return
    stopping = true
    say(reason)
    server.close()
    control?.close()
    await stopUpkeep()
    await matching.stop()
    await db.close()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop('Stopping.', 0))
}

/** A taken port is told before the store is opened. */
function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new SettingRefusal(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken. Stop the other program or set PORT to another number.`
            : `The port ${port} cannot be opened (${error.code ?? 'unknown'}). Set PORT to another number.`,
        ),
      ),
    )
    probe.listen(port, () => probe.close(() => resolve()))
  })
}

start().catch((error: unknown) => {
  const known = error instanceof EngineRefusal || error instanceof SettingRefusal
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
