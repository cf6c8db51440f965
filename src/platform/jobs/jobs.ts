import { sql } from 'kysely'
import { addDays, type CalendarDate } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import type { Context, Tx } from '../db/database'
import type { Platform } from '../platform'

/** Work of one kind: runs in a transaction of its own, as the system, and must bear being run again. */
export type JobHandler = (tx: Tx, platform: Platform, payload: Readonly<Record<string, unknown>>) => Promise<void>
export type JobHandlers = Readonly<Record<string, JobHandler>>

const mostAttempts = 8

/** Asks for work after the commit of this transaction. The same unique key asks once. */
export async function enqueue(tx: Tx, kind: string, options: { payload?: Record<string, unknown>; at?: Date; uniqueKey?: string } = {}): Promise<void> {
  await tx.db
    .insertInto('job')
    .values({ id: newId(), kind, payload: JSON.stringify(options.payload ?? {}), run_at: options.at ?? tx.context.now, unique_key: options.uniqueKey ?? null })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .execute()
}

/** Asks for every daily kind once a day, whatever the number of processes. */
export async function enqueueDaily(tx: Tx, kinds: readonly string[], day: CalendarDate): Promise<void> {
  for (const kind of kinds) await enqueue(tx, kind, { uniqueKey: `${kind} ${day}` })
}

/** Runs what is due, one job at a time; several processes never take the same one. Answers with the number done. */
export async function runDueJobs(platform: Platform, context: () => Promise<Context>, handlers: JobHandlers, failed: (kind: string, error: unknown) => void): Promise<number> {
  let done = 0
  for (;;) {
    const kind = await runOne(platform, await context(), handlers, failed)
    if (kind === null) return done
    done += 1
  }
}

async function runOne(platform: Platform, context: Context, handlers: JobHandlers, failed: (kind: string, error: unknown) => void): Promise<string | null> {
  let taken: { id: string; kind: string } | undefined
  try {
    return await platform.db.transaction(context, async (tx) => {
      const { rows } = await sql<{ id: string; kind: string; payload: Record<string, unknown> }>`
        select id, kind, payload from job where done_at is null and run_at <= ${context.now} and attempts < ${mostAttempts}
          and kind = any (${Object.keys(handlers)}::text[]) order by run_at limit 1 for update skip locked`.execute(tx.db)
      const job = rows[0]
      if (!job) return null
      taken = job
      await handlers[job.kind]?.(tx, platform, job.payload)
      await tx.db.updateTable('job').set({ done_at: context.now }).where('id', '=', job.id).execute()
      return job.kind
    })
  } catch (error) {
    if (!taken) throw error
    const { id, kind } = taken
    failed(kind, error)
    await platform.db.transaction(context, (tx) =>
      tx.db
        .updateTable('job')
        .set((e) => ({ attempts: e('attempts', '+', 1), failed_code: codeOf(error), run_at: new Date(context.now.getTime() + 60_000) }))
        .where('id', '=', id)
        .execute(),
    )
    return kind
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? (error instanceof Error ? error.name : 'unknown'))

/** Removes finished jobs and request keys that are past their time. */
export async function forgetOldWork(tx: Tx): Promise<void> {
  const before = new Date(tx.context.now.getTime() - 30 * 86_400_000)
  await tx.db.deleteFrom('job').where('done_at', '<', before).execute()
  await tx.db.deleteFrom('request_key').where('at', '<', new Date(`${addDays(tx.context.today, -90)}T00:00:00Z`)).execute()
}
