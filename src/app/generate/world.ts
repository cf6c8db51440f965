import { sql } from 'kysely'
import { systemActor } from '../../kernel/actor'
import type { CalendarDate } from '../../kernel/calendar'
import { newId } from '../../kernel/id'
import type { Context, Tx } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import type { StoryCentre } from './people'

/** What the story is told over: centres that serve people, and the accounts that act in it. */
export interface World {
  readonly platform: Platform
  readonly centres: readonly StoryCentre[]
  readonly verifierId: string
  /** As the program itself on a day of the story, at nine in the morning. */
  on(day: CalendarDate): Context
}

/** Runs a part of the story in a transaction of its day. */
export type Write = <Value>(day: CalendarDate, write: (tx: Tx) => Promise<Value>) => Promise<Value>

export async function readWorld(platform: Platform): Promise<World | 'no-centre' | 'no-verifier'> {
  const login = platform.db.asLogin
  const centres = await login.selectFrom('centre').select(['id', 'code', 'kind', 'province_code']).where('state', '=', 'open').orderBy('code').execute()
  const serving = centres.filter(({ kind }) => kind !== 'headquarters' && kind !== 'regional')
  if (serving.length === 0) return 'no-centre'
  const { rows: staff } = await sql<{ id: string; role: string; centre: string; verifies: boolean }>`
    select a.id, a.role, h.centre_id as centre, exists (select 1 from account_duty d where d.account_id = a.id and d.duty = 'verifier' and d.ended_at is null) as verifies
    from account a join post_holding h on h.account_id = a.id and h.to_day is null where a.state = 'active' order by a.username`.execute(login)
  const verifier = staff.find(({ verifies }) => verifies)
  if (!verifier) return 'no-verifier'
  const provinces = platform.country.childrenOf('')
  const all = centres.map(({ id }) => id)
  return {
    platform,
    verifierId: verifier.id,
    centres: serving.map((centre, i) => ({
      id: centre.id, code: centre.code, provinceCode: centre.province_code ?? provinces[0]?.code ?? '', weight: serving.length + 2 - i,
      counsellors: staff.filter(({ centre: at, role, verifies }) => at === centre.id && role === 'counsellor' && !verifies).map(({ id }) => id),
    })),
    on: (day) => ({ actor: systemActor(all), now: new Date(`${day}T02:00:00Z`), today: day, requestId: newId() }),
  }
}
