import { createHash } from 'node:crypto'

/** One row of the audit chain as it is stored. `at` is UTC with milliseconds, as the chain digests it. */
export interface ChainEntry {
  lane: number
  seq: number
  at: string
  actorId: string | null
  role: string | null
  centre: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  purpose: string | null
  basis: string | null
  fields: string | null
  outcome: string
  requestId: string | null
  hash: Buffer
}

/** Where a lane ends: its last number and digest. */
export interface LaneHead {
  lane: number
  seq: number
  hash: Buffer
}

/** What an outside keeper holds: one digest over all lanes, and where each lane stood. */
export interface AuditSeal {
  at: string
  hash: string
  lanes: readonly { lane: number; seq: number; hash: string }[]
}

export type ChainFault =
  | { kind: 'gap' | 'changed'; lane: number; seq: number }
  | { kind: 'head'; lane: number; seq: number }
  | { kind: 'seal-digest' }
  | { kind: 'seal'; lane: number; seq: number }

export const firstHash = Buffer.alloc(32)

const part = (value: string | null) => (value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`)

/** Fifteen values, each with its length in bytes: the same text as `audit_canonical` in the database. */
export function canonical(entry: ChainEntry): string {
  const { lane, seq, at, actorId, role, centre, action, subjectKind, subjectId, purpose, basis, fields, outcome, requestId } = entry
  return ['1', String(lane), String(seq), at, actorId, role, centre, action, subjectKind, subjectId, purpose, basis, fields, outcome, requestId].map(part).join('')
}

export const chainHash = (previous: Buffer, entry: ChainEntry): Buffer => createHash('sha256').update(previous).update(canonical(entry), 'utf8').digest()

/** Follows one lane entry by entry, in the order of `seq`. */
export class LaneCheck {
  seq = 0
  hash: Buffer = firstHash
  readonly #sealed: { seq: number; hash: string } | undefined
  readonly #lane: number

  constructor(lane: number, seal: AuditSeal | null) {
    this.#lane = lane
    this.#sealed = seal?.lanes.find((known) => known.lane === lane)
  }

  /** The fault of this entry, or null. */
  next(entry: ChainEntry): ChainFault | null {
    if (entry.seq !== this.seq + 1) return { kind: 'gap', lane: this.#lane, seq: this.seq + 1 }
    const hash = chainHash(this.hash, entry)
    if (!hash.equals(entry.hash)) return { kind: 'changed', lane: this.#lane, seq: entry.seq }
    this.seq = entry.seq
    this.hash = hash
    const sealed = this.#sealed
    if (sealed && sealed.seq === entry.seq && sealed.hash !== hash.toString('hex')) return { kind: 'seal', lane: this.#lane, seq: entry.seq }
    return null
  }

  /** What is wrong when no entry follows. */
  end(head: LaneHead | undefined): ChainFault | null {
    if (!head || head.seq !== this.seq || !head.hash.equals(this.hash)) return { kind: 'head', lane: this.#lane, seq: this.seq }
    const sealed = this.#sealed
    if (sealed && sealed.seq > this.seq) return { kind: 'seal', lane: this.#lane, seq: this.seq + 1 }
    return null
  }
}

/** SHA-256 over all lanes in order: lane as int32, last number as int64, both big-endian, then the digest. */
export function sealDigest(heads: readonly LaneHead[]): string {
  const hash = createHash('sha256')
  for (const head of [...heads].sort((a, b) => a.lane - b.lane)) {
    const numbers = Buffer.alloc(12)
    numbers.writeInt32BE(head.lane, 0)
    numbers.writeBigInt64BE(BigInt(head.seq), 4)
    hash.update(numbers).update(head.hash)
  }
  return hash.digest('hex')
}

export const makeSeal = (heads: readonly LaneHead[], at: Date): AuditSeal => ({
  at: at.toISOString(),
  hash: sealDigest(heads),
  lanes: [...heads].sort((a, b) => a.lane - b.lane).map(({ lane, seq, hash }) => ({ lane, seq, hash: hash.toString('hex') })),
})

/** A seal whose own digest does not match its lanes was altered. */
export function faultOfSeal(seal: AuditSeal): ChainFault | null {
  const heads = seal.lanes.map(({ lane, seq, hash }) => ({ lane, seq, hash: Buffer.from(hash, 'hex') }))
  return sealDigest(heads) === seal.hash ? null : { kind: 'seal-digest' }
}

/** Judges a whole chain that is in memory. The first fault, or null. */
export function faultOfChain(entries: readonly ChainEntry[], heads: readonly LaneHead[], seal: AuditSeal | null): ChainFault | null {
  const wrongSeal = seal && faultOfSeal(seal)
  if (wrongSeal) return wrongSeal
  for (let lane = 0; lane < 16; lane += 1) {
    const check = new LaneCheck(lane, seal)
    for (const entry of entries) {
      const fault = entry.lane === lane ? check.next(entry) : null
      if (fault) return fault
    }
    const fault = check.end(heads.find((head) => head.lane === lane))
    if (fault) return fault
  }
  return null
}
