import { Kysely, sql } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'
import type { Actor } from '../../kernel/actor'
import type { Engine } from './engine/index'
import type { Tables } from './tables.generated'

/** Who acts, and when: made once for each request, command or job and passed down. `today` is the country's day. */
export interface Context {
  readonly actor: Actor
  readonly now: Date
  readonly today: CalendarDate
  readonly requestId: string
}

/** One line of the audit chain: ids, codes and names of fields, never values. */
export interface AuditNote {
  action: `${string}.${string}`
  subjectKind?: string
  subjectId?: string
  purpose?: string
  basis?: string
  fields?: readonly string[]
  outcome?: 'done' | 'refused'
}

type Reading = Pick<Kysely<Tables>, 'selectFrom' | 'selectNoFrom' | 'with' | 'getExecutor'>

/** May read inside the scope of the request. `note` writes to the audit chain in the same transaction. */
export interface Reader {
  readonly db: Reading
  readonly context: Context
  note(entry: AuditNote): void
  /**
   * Runs `run` as the statistics role inside this transaction, and is the request's own role again afterwards.
   * Nothing else may be asked meanwhile: the connection has one role at a time, and an operational table is refused.
   */
  statistics<T>(run: (reader: StatisticsReader) => Promise<T>): Promise<T>
}

/** May write. Side effects wait for the commit (`afterCommit`). */
export interface Tx extends Reader {
  readonly db: Kysely<Tables>
  afterCommit(effect: () => void | Promise<void>): void
  /** Widens the scope to one person or employer: the one that this transaction creates or has just proved to be. */
  actAs(self: { personId?: string; employerId?: string }): Promise<void>
}

/** Reads fact views and nothing else. */
export interface StatisticsReader {
  readonly db: Reading
}

export interface Db {
  readonly engine: Engine
  /** Runs `run` in one transaction inside the actor's scope. `keep` says whether its result is worth keeping; else all is rolled back. */
  transaction<T>(context: Context, run: (tx: Tx) => Promise<T>, keep?: (value: T) => boolean): Promise<T>
  statistics<T>(run: (reader: StatisticsReader) => Promise<T>): Promise<T>
  /** As the backup role: sees every row. For backup, restore, hashes and the outbox. */
  wholeStore<T>(run: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** As the login role of the process, for migrations and checks of the catalogue. */
  readonly asLogin: Kysely<Tables>
  close(): Promise<void>
}

class RolledBack<T> extends Error {
  constructor(readonly value: T) {
    super('rolled back')
  }
}

const reachOf = (actor: Actor): string => {
  if (actor.role === 'headquarters' || actor.role === 'system') return 'national'
  if (actor.centreIds.length > 0) return 'centre'
  return actor.personId || actor.employerId ? 'own' : 'none'
}

function setScope(db: Kysely<Tables>, role: string, { actor }: Context) {
  return sql`select set_config('role', ${role}, true),
    set_config('openpes.centre_ids', ${`{${actor.centreIds.join(',')}}`}, true),
    set_config('openpes.person_id', ${actor.personId ?? 'none'}, true),
    set_config('openpes.employer_id', ${actor.employerId ?? 'none'}, true),
    set_config('openpes.reach', ${reachOf(actor)}, true)`.execute(db)
}

const setRole = (db: Kysely<Tables>, role: string) => sql`select set_config('role', ${role}, true)`.execute(db)

const appendAudit = (db: Kysely<Tables>, { actor, now, requestId }: Context, notes: readonly AuditNote[]) =>
  sql`select audit_append(${JSON.stringify(
    notes.map((note) => ({
      actor_id: actor.accountId,
      role: actor.role,
      centre: actor.centreCode,
      action: note.action,
      subject_kind: note.subjectKind ?? null,
      subject_id: note.subjectId ?? null,
      purpose: note.purpose ?? null,
      basis: note.basis ?? null,
      fields: note.fields ? [...note.fields].sort().join(',') : null,
      outcome: note.outcome ?? 'done',
      request_id: requestId,
    })),
  )}::jsonb, ${now})`.execute(db)

/** Opens the store behind an engine. The audit lines of a transaction are written by it, last before its commit. */
export function openDatabase(engine: Engine): Db {
  const login = new Kysely<Tables>({ dialect: engine.dialect() })

  async function transaction<T>(context: Context, run: (tx: Tx) => Promise<T>, keep: (value: T) => boolean = () => true): Promise<T> {
    const effects: (() => void | Promise<void>)[] = []
    const refusals: AuditNote[] = []
    let value: T
    try {
      value = await login.transaction().execute(async (db) => {
        await setScope(db, 'openpes_app', context)
        const notes: AuditNote[] = []
        const note = (entry: AuditNote) => (entry.outcome === 'refused' ? refusals : notes).push(entry)
        const result = await run({
          db,
          context,
          note,
          statistics: async (ask) => {
            await setRole(db, 'openpes_stats')
            // A statement that fails ends the transaction and its role with it: then there is nothing to set back.
            return ask({ db }).finally(() => setRole(db, 'openpes_app').catch(() => undefined))
          },
          afterCommit: (effect) => effects.push(effect),
          actAs: async ({ personId, employerId }) => {
            await sql`select set_config('openpes.person_id', ${personId ?? context.actor.personId ?? 'none'}, true),
              set_config('openpes.employer_id', ${employerId ?? context.actor.employerId ?? 'none'}, true)`.execute(db)
          },
        })
        if (!keep(result)) throw new RolledBack(result)
        if (notes.length > 0) await appendAudit(db, context, notes)
        return result
      })
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error
      value = error.value as T
      effects.length = 0
    }
    if (refusals.length > 0) {
      await login.transaction().execute(async (db) => {
        await setScope(db, 'openpes_app', context)
        await appendAudit(db, context, refusals)
      })
    }
    for (const effect of effects) await effect()
    return value
  }

  const asRole = <T>(role: string, run: (db: Kysely<Tables>) => Promise<T>) =>
    login.transaction().execute(async (db) => {
      await setRole(db, role)
      return run(db)
    })

  return {
    engine,
    transaction,
    statistics: (run) => asRole('openpes_stats', (db) => run({ db })),
    wholeStore: (run) => asRole('openpes_backup', run),
    asLogin: login,
    close: async () => {
      await login.destroy()
      await engine.close()
    },
  }
}
