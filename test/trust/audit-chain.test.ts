import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operateDaily } from '../../src/app/operate/daily'
import { systemActor } from '../../src/kernel/actor'
import { type AuditSeal, chainHash, type ChainEntry, faultOfChain, firstHash, type LaneHead, makeSeal } from '../../src/platform/audit/chain'
import { readHeads, verifyStoredChain } from '../../src/platform/audit/read-chain'
import { freshApp, type TestApp } from '../harness/app'

const lanes = 4
const perLane = 12
/** `OPENPES_TAMPER=10000` for the whole figure. */
const runs = Number(process.env['OPENPES_TAMPER'] ?? 2_000)

/** A chain as the database would have written it. */
function buildChain(): { entries: ChainEntry[]; heads: LaneHead[] } {
  const entries: ChainEntry[] = []
  const heads: LaneHead[] = []
  for (let lane = 0; lane < 16; lane += 1) {
    let hash: Buffer = firstHash
    for (let seq = 1; lane < lanes && seq <= perLane; seq += 1) {
      const entry: ChainEntry = {
        lane, seq, at: `2026-11-22T03:00:00.${String(seq).padStart(3, '0')}Z`, actorId: `actor ${seq % 3}`, role: 'counsellor', centre: 'T-A', action: 'person.view', subjectKind: 'person',
        subjectId: `subject ${seq}`, purpose: 'counselling', basis: null, fields: seq % 2 ? 'phone' : null, outcome: 'done', requestId: `request ${seq}`, hash: firstHash,
      }
      hash = chainHash(hash, entry)
      entries.push({ ...entry, hash })
    }
    heads.push({ lane, seq: lane < lanes ? perLane : 0, hash })
  }
  return { entries, heads }
}

/** Writes all digests of a lane anew, as someone would who owns the database. */
function rewrite(entries: ChainEntry[], heads: LaneHead[], lane: number): { entries: ChainEntry[]; heads: LaneHead[] } {
  let hash: Buffer = firstHash
  let seq = 0
  const fresh = entries.map((entry) => {
    if (entry.lane !== lane) return entry
    seq += 1
    const next = { ...entry, seq }
    hash = chainHash(hash, next)
    return { ...next, hash }
  })
  return { entries: fresh, heads: heads.map((head) => (head.lane === lane ? { lane, seq, hash } : head)) }
}

type Attack = 'edit' | 'delete' | 'swap' | 'insert' | 'cut-tail' | 'rewrite'
const textFields = ['actorId', 'role', 'centre', 'action', 'subjectId', 'purpose', 'outcome', 'requestId'] as const

function attack(kind: Attack, place: number, field: number, covered: boolean): { entries: ChainEntry[]; heads: LaneHead[] } {
  const { entries, heads } = buildChain()
  const victim = entries[place % entries.length]
  if (!victim) throw new Error('no entry')
  const at = entries.indexOf(victim)
  const name = textFields[field % textFields.length] ?? 'role'
  const changed = { ...victim, [name]: `${victim[name] ?? ''}x` }
  const cover = (list: ChainEntry[]) => (covered ? rewrite(list, heads, victim.lane) : { entries: list, heads })
  switch (kind) {
    case 'edit':
      return cover(entries.with(at, changed))
    case 'delete':
      return cover(entries.toSpliced(at, 1))
    case 'insert':
      return cover(entries.toSpliced(at, 0, { ...victim, requestId: 'planted' }))
    case 'swap': {
      const other = entries[victim.seq === perLane ? at - 1 : at + 1]
      if (!other) throw new Error('no neighbour')
      return cover(entries.with(at, { ...other, seq: victim.seq }).with(entries.indexOf(other), { ...victim, seq: other.seq }))
    }
    case 'cut-tail':
      return rewrite(entries.filter((entry) => entry.lane !== victim.lane || entry.seq < victim.seq), heads, victim.lane)
    case 'rewrite':
      return rewrite(entries.with(at, changed), heads, victim.lane)
  }
}

const attacks = fc.record({ kind: fc.constantFrom<Attack>('edit', 'delete', 'swap', 'insert', 'cut-tail', 'rewrite'), place: fc.nat(10_000), field: fc.nat(100), covered: fc.boolean() })
const { entries: good, heads: goodHeads } = buildChain()
const seal = makeSeal(goodHeads, new Date('2026-11-23T00:00:00Z'))

describe('tampering with the audit chain (U2)', () => {
  it(`is found in all of ${runs} cases with the seal kept outside`, () => {
    expect(faultOfChain(good, goodHeads, seal)).toBeNull()
    fc.assert(fc.property(attacks, ({ kind, place, field, covered }) => {
      const { entries, heads } = attack(kind, place, field, covered)
      return faultOfChain(entries, heads, seal) !== null
    }), { numRuns: runs, seed: 20261122 })
  })

  it('is partly missed without the seal: a cut tail and a full rewrite (control)', () => {
    let missed = 0
    for (const { kind, place, field, covered } of fc.sample(attacks, { numRuns: 1_000, seed: 20261122 })) {
      const { entries, heads } = attack(kind, place, field, covered)
      if (faultOfChain(entries, heads, null) === null) missed += 1
    }
    console.log(`without the seal ${missed} of 1000 tamperings are missed`)
    expect(missed).toBeGreaterThan(250)
  })

  it('of the seal itself is found', () => {
    expect(faultOfChain(good, goodHeads, { ...seal, lanes: seal.lanes.map((lane) => (lane.lane === 0 ? { ...lane, seq: 3 } : lane)) })).toEqual({ kind: 'seal-digest' })
  })
})

describe('the stored chain', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await freshApp()
    for (const role of ['chief', 'counsellor', 'headquarters'] as const) await app.as(role)
  })
  afterAll(() => app.close())
  const verify = (known: Parameters<typeof verifyStoredChain>[1] = null) => app.db.wholeStore((store) => verifyStoredChain(store, known))

  it('holds after real work, with Khmer and odd text in its fields', async () => {
    await app.db.transaction(app.contextOf(systemActor([])), async (tx) => {
      tx.note({ action: 'person.change', fields: ['phone', 'ទូរស័ព្ទ'], purpose: 'a\nb\r\u2028"c' })
    })
    const { entries, fault } = await verify()
    expect(fault).toBeNull()
    expect(entries).toBeGreaterThan(3)
  })

  it('is sealed every day by the program itself', async () => {
    await app.asSystem(async (tx) => operateDaily['daily.audit-seal']?.(tx, app.platform, {}))
    const kept = await app.db.wholeStore((store) => store.selectFrom('audit_seal').selectAll().orderBy('at', 'desc').executeTakeFirstOrThrow())
    const fault = (await verify({ at: kept.at.toISOString(), hash: kept.hash, lanes: kept.lanes as AuditSeal['lanes'] })).fault
    expect(fault).toBeNull()
  })

  it('names the first bad row after a change, a deletion and a cut tail', async () => {
    const sealed = await app.db.wholeStore(async (store) => makeSeal(await readHeads(store), app.now()))
    const lane = sealed.lanes.find(({ seq }) => seq > 3)
    if (!lane) throw new Error('no lane is long enough')
    const tamper = async (statement: ReturnType<typeof sql>) => {
      class Undo extends Error {}
      let found: Awaited<ReturnType<typeof verify>> | undefined
      await app.db.wholeStore(async (store) => {
        await statement.execute(store)
        found = await verifyStoredChain(store, sealed)
        throw new Undo()
      }).catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error
      })
      return found?.fault
    }
    expect(await tamper(sql`update audit_entry set role = 'chief2' where lane = ${lane.lane} and seq = 2`)).toEqual({ kind: 'changed', lane: lane.lane, seq: 2 })
    expect(await tamper(sql`delete from audit_entry where lane = ${lane.lane} and seq = 2`)).toEqual({ kind: 'gap', lane: lane.lane, seq: 2 })
    expect(await tamper(sql`with gone as (delete from audit_entry where lane = ${lane.lane} and seq = ${lane.seq})
      update audit_lane set seq = seq - 1, hash = (select hash from audit_entry where lane = ${lane.lane} and seq = ${lane.seq} - 1) where lane = ${lane.lane}`)).toMatchObject({ kind: 'seal', lane: lane.lane })
    expect((await verify(sealed)).fault).toBeNull()
  })
})

describe('the audit belongs to nobody who works (U3)', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await freshApp()
    await app.as('administrator')
  })
  afterAll(() => app.close())
  const asRole = (role: string, statement: ReturnType<typeof sql>) =>
    app.db.asLogin.transaction().execute(async (store) => {
      await sql`select set_config('role', ${role}, true), set_config('openpes.centre_ids', '{}', true)`.execute(store)
      await statement.execute(store)
    })

  it('refuses change, deletion and stray rows to every working role', async () => {
    const wrong: string[] = []
    for (const role of ['openpes_app', 'openpes_owner', 'openpes_facts', 'openpes_stats']) {
      for (const table of ['audit_entry', 'audit_lane']) {
        for (const statement of [sql`update ${sql.table(table)} set lane = lane`, sql`delete from ${sql.table(table)}`, sql`truncate ${sql.table(table)}`, sql`insert into ${sql.table(table)} (lane) values (99)`]) {
          await asRole(role, statement).then(() => wrong.push(`${role} on ${table}`), (error: { code?: string }) => error.code === '42501' || wrong.push(`${role} on ${table}: ${error.code}`))
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('notices a granted right (control)', async () => {
    await app.db.engine.script('grant delete on audit_entry to openpes_app')
    await expect(asRole('openpes_app', sql`delete from audit_entry where false`)).resolves.toBeUndefined()
    await app.db.engine.script('revoke delete on audit_entry from openpes_app')
  })

  it('writes a line break in a value as one log line', () => {
    const line = JSON.stringify({ route: 'a\r\nforged', name: '\u2028' })
    expect(line).not.toContain('\n')
    expect(line).not.toContain('\r')
  })
})
