import { newId } from '../../kernel/id'
import { makeSeal } from '../../platform/audit/chain'
import { readHeads } from '../../platform/audit/read-chain'
import type { JobHandlers } from '../../platform/jobs/jobs'

/** Seals the audit chain once a day. The seal helps only when a copy of it leaves the agency: `openpes audit seal FILE`. */
export const operateDaily: JobHandlers = {
  'daily.audit-seal': async (tx) => {
    const seal = makeSeal(await readHeads(tx.db), tx.context.now)
    await tx.db.insertInto('audit_seal').values({ id: newId(), at: tx.context.now, hash: seal.hash, lanes: JSON.stringify(seal.lanes) }).execute()
  },
}
