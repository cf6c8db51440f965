import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'

export const riskLevels = ['G', 'Y', 'R'] as const

export interface RiskEdit {
  number: number
  level: string
  text: string
  version: number
}

/** Assesses the risks of a draft again and ticks the causes of difficulty. The level before stays what the last report said. */
export async function editRisks(tx: Tx, reportId: string, risks: readonly RiskEdit[], causes: readonly number[]): Promise<Outcome<void, 'not-a-draft' | 'stale'>> {
  const report = await tx.db.selectFrom('project_report').select('state').where('id', '=', reportId).executeTakeFirst()
  if (report?.state !== 'draft') return refused('not-a-draft')
  for (const { number, level, text, version } of risks) {
    const changed = await tx.db.updateTable('project_report_risk').set((eb) => ({ level_now: level, text, version: eb('version', '+', 1) })).where('report_id', '=', reportId).where('number', '=', number).where('version', '=', version).executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return refused('stale')
  }
  const issues = (is_ticked: boolean) => tx.db.updateTable('project_report_issue').set({ is_ticked }).where('report_id', '=', reportId)
  await issues(false).execute()
  if (causes.length > 0) await issues(true).where('position', 'in', [...causes]).execute()
  tx.note({ action: 'project.edit-risks', subjectKind: 'report', subjectId: reportId, fields: risks.map(({ number }) => String(number)) })
  return done()
}
