import { newId } from '../../../kernel/id'
import type { Reader, Tx } from '../../../platform/db/database'

/** The group of each centre in a year. */
export const listPeers = (reader: Reader, year: number) =>
  reader.db.selectFrom('peer_member as m').innerJoin('peer_group as g', 'g.id', 'm.group_id').innerJoin('centre as c', 'c.id', 'm.centre_id').select(['c.code', 'g.name']).where('m.year', '=', year).orderBy('c.code').execute()

/** Codes of the other members of a centre's group, with the group's name. */
export async function findPeersOf(reader: Reader, code: string, year: number): Promise<{ name: string; others: string[] } | undefined> {
  const members = await listPeers(reader, year)
  const own = members.find((one) => one.code === code)
  return own && { name: own.name, others: members.filter((one) => one.name === own.name && one.code !== code).map((one) => one.code) }
}

export async function savePeers(tx: Tx, year: number, groups: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const { now, actor } = tx.context
  for (const [name, centreIds] of groups) {
    const id = newId()
    await tx.db.insertInto('peer_group').values({ id, created_at: now, created_by: actor.accountId ?? '', year, name }).execute()
    await tx.db.insertInto('peer_member').values(centreIds.map((centre_id) => ({ group_id: id, centre_id, year }))).execute()
  }
  tx.note({ action: 'peers.set', subjectKind: 'peer-group', subjectId: String(year), fields: [`groups:${groups.size}`] })
}
