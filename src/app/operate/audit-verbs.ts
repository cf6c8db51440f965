import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { newId } from '../../kernel/id'
import { type AuditSeal, type ChainFault, makeSeal } from '../../platform/audit/chain'
import { readHeads, verifyStoredChain } from '../../platform/audit/read-chain'
import type { Db } from '../../platform/db/database'
import { BackupRefusal, snapshot } from './backup'

function words(fault: ChainFault): string {
  switch (fault.kind) {
    case 'gap':
      return `Lane ${fault.lane}: entry ${fault.seq} is missing.`
    case 'changed':
      return `Lane ${fault.lane}: entry ${fault.seq} was changed, or an entry before it.`
    case 'head':
      return `Lane ${fault.lane}: the chain ends at ${fault.seq}, and the head of the lane says otherwise.`
    case 'seal':
      return `Lane ${fault.lane}: entry ${fault.seq} is not the one that was sealed. Entries were removed or written anew after the seal.`
    case 'seal-digest':
      return 'The seal itself was altered: its digest is not that of its lanes.'
  }
}

function readSeal(file: string): AuditSeal {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as AuditSeal
  } catch {
    throw new BackupRefusal(`The seal ${file} cannot be read.`)
  }
}

/** Recomputes the whole chain, and against a seal that was kept outside when one is given. */
export async function verifyAudit(db: Db, sealFile: string | undefined, say: (line: string) => void): Promise<number> {
  const seal = sealFile ? readSeal(sealFile) : null
  const { entries, fault } = await snapshot(db, (store) => verifyStoredChain(store, seal))
  if (fault) {
    say(words(fault))
    say(`The audit chain is BROKEN (after ${entries} good entries).`)
    return 1
  }
  say(`The audit chain holds: ${entries} entries in 16 lanes${seal ? `, and it is the one sealed ${seal.at}` : ''}.`)
  if (!seal) say('Only a seal kept outside the agency shows that no end was cut off: npx openpes audit verify --seal FILE')
  return 0
}

/** Makes a seal now, keeps it in the store and prints it for the keeper outside. */
export async function sealAudit(db: Db, file: string | undefined, now: Date, say: (line: string) => void): Promise<number> {
  if (file && existsSync(file)) throw new BackupRefusal(`${file} is there already. A seal never replaces one.`)
  const seal = await db.wholeStore(async (store) => {
    const made = makeSeal(await readHeads(store), now)
    await store.insertInto('audit_seal').values({ id: newId(), at: now, hash: made.hash, lanes: JSON.stringify(made.lanes) }).execute()
    return made
  })
  if (file) writeFileSync(file, `${JSON.stringify(seal)}\n`, { mode: 0o644, flag: 'wx' })
  say(`Seal of ${seal.at}: ${seal.hash}`)
  say(file ? `Written to ${file}. Give it to a keeper outside the agency.` : JSON.stringify(seal))
  return 0
}
