import { type Kysely, sql } from 'kysely'
import type { Tables } from '../db/tables.generated'
import { type AuditSeal, type ChainEntry, type ChainFault, faultOfSeal, LaneCheck, type LaneHead } from './chain'

const pageSize = 5_000

/** The last number and digest of each lane. */
export async function readHeads(db: Pick<Kysely<Tables>, 'getExecutor'>): Promise<LaneHead[]> {
  const { rows } = await sql<{ lane: number; seq: number; hash: string }>`
    select lane, seq, encode(hash, 'hex') as hash from audit_lane order by lane`.execute(db)
  return rows.map(({ lane, seq, hash }) => ({ lane, seq, hash: Buffer.from(hash, 'hex') }))
}

type EntryRow = Omit<ChainEntry, 'hash'> & { hash: string }

async function readPage(db: Pick<Kysely<Tables>, 'getExecutor'>, lane: number, after: number): Promise<ChainEntry[]> {
  const { rows } = await sql<EntryRow>`
    select lane, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_id as "actorId", role, centre, action,
      subject_kind as "subjectKind", subject_id as "subjectId", purpose, basis, fields, outcome, request_id as "requestId", encode(hash, 'hex') as hash
    from audit_entry where lane = ${lane} and seq > ${after} order by seq limit ${pageSize}`.execute(db)
  return rows.map((row) => ({ ...row, hash: Buffer.from(row.hash, 'hex') }))
}

/** Recomputes all lanes of the store. Stops at the first fault. */
export async function verifyStoredChain(db: Pick<Kysely<Tables>, 'getExecutor'>, seal: AuditSeal | null): Promise<{ entries: number; fault: ChainFault | null }> {
  let entries = 0
  const wrongSeal = seal && faultOfSeal(seal)
  if (wrongSeal) return { entries, fault: wrongSeal }
  const heads = await readHeads(db)
  for (let lane = 0; lane < 16; lane += 1) {
    const check = new LaneCheck(lane, seal)
    for (;;) {
      const page = await readPage(db, lane, check.seq)
      for (const entry of page) {
        const fault = check.next(entry)
        if (fault) return { entries, fault }
        entries += 1
      }
      if (page.length < pageSize) break
    }
    const fault = check.end(heads.find((head) => head.lane === lane))
    if (fault) return { entries, fault }
  }
  return { entries, fault: null }
}
