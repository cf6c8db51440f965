import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { OwnSettings } from '../iati/own-settings'
import type { ProjectRow } from '../queries/projects'

/** Keeps what the IATI file of a project needs beside its other settings. */
export async function saveSettings(tx: Tx, { id, settings }: Pick<ProjectRow, 'id' | 'settings'>, iati: OwnSettings, version: number): Promise<Outcome<void, 'stale'>> {
  const changed = await tx.db.updateTable('project').set((eb) => ({ settings: JSON.stringify({ ...(settings as object), iati }), version: eb('version', '+', 1) })).where('id', '=', id).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  tx.note({ action: 'project.save-settings', subjectKind: 'project', subjectId: id, fields: Object.keys(iati) })
  return done()
}
