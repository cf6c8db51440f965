import { join } from 'node:path'
import { keepSums } from '../capabilities/measures/index'
import type { Context } from '../platform/db/database'
import { enqueueDaily, type JobHandlers, runDueJobs } from '../platform/jobs/jobs'
import { fileGateway, isQuietHour, sendQueuedMessages } from '../platform/messages/send'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'
import type { Settings } from './settings'

const secondsBetween = 20
const hoursBetweenVacuums = 6

/** As the program itself, over all centres. */
async function everywhere(platform: Platform): Promise<Context> {
  const centres = await platform.db.asLogin.selectFrom('centre').select('id').execute()
  return systemContext(platform, centres.map(({ id }) => id))
}

/** Starts the work beside the requests: daily jobs, the outbox and the store's own upkeep. Answers with the way to stop it. */
export function startUpkeep(platform: Platform, settings: Settings, daily: JobHandlers): () => Promise<void> {
  const gateway = fileGateway(join(settings.dataFolder, 'messages.log'))
  let round = 0
  let current: Promise<void> = Promise.resolve()

  async function work(): Promise<void> {
    const context = await everywhere(platform)
    await platform.db.transaction(context, (tx) => enqueueDaily(tx, Object.keys(daily), context.today))
    await runDueJobs(platform, () => everywhere(platform), daily, (kind, error) =>
      platform.log('error', { job: kind, error: error instanceof Error ? error.name : 'unknown', code: String((error as { code?: unknown }).code ?? '') }),
    )
    await sendQueuedMessages(platform.db, gateway, platform.clock(), isQuietHour(platform.clock(), platform.country.timeZone))
    await keepSums(platform.db, () => everywhere(platform))
    if (round % ((hoursBetweenVacuums * 3600) / secondsBetween) === 1) await platform.db.engine.maintain()
    round += 1
  }

  const tick = () => {
    current = current.then(work).catch((error: unknown) => platform.log('error', { upkeep: error instanceof Error ? error.name : 'unknown' }))
  }
  const timer = setInterval(tick, secondsBetween * 1000)
  tick()
  return async () => {
    clearInterval(timer)
    await current
  }
}
