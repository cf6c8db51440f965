import { createHash } from 'node:crypto'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { canonicalJson } from '../canonical-json'
import type { ProgressResult } from '../progress-result'
import { listSignOffs } from '../queries/answers'
import { listOpenMonths } from '../queries/locks'
import type { ReportRow } from '../queries/projects'
import { resultJson } from '../result-json'
import type { Say } from '../sentences'
import { overLimits } from '../text-figures'
import { blockersOf, withAnswers } from './findings'

export const steps = ['prepared', 'reviewed', 'approved'] as const
export type Step = (typeof steps)[number]
export type SignRefusal = 'open-findings' | 'same-person' | 'other-digest' | 'wrong-order' | 'stale' | 'not-locked' | 'reason-too-short' | 'over-limit'

const stateBefore: Record<Step, string> = { prepared: 'draft', reviewed: 'prepared', approved: 'reviewed' }

/** The copy that three people sign: canonical JSON of everything the report prints and computes, and its digest. */
export function freeze(result: ProgressResult, sayEnglish: Say, extra: unknown): { frozen: string; digest: string } {
  const frozen = canonicalJson({ ...resultJson(result, sayEnglish), answers: extra })
  return { frozen, digest: createHash('sha256').update(frozen).digest('hex') }
}

/** Signs one step. The preparer freezes; reviewer and approver are other people and sign the digest they saw. */
export async function signReport(tx: Tx, { row, result }: { row: ReportRow; result: ProgressResult }, step: Step, seenDigest: string, sayEnglish: Say): Promise<Outcome<string, SignRefusal>> {
  if (row.state !== stateBefore[step]) return refused('wrong-order')
  const { actor, now } = tx.context
  const accountId = actor.accountId ?? ''
  if ((await listSignOffs(tx, row.id)).some((signed) => signed.account_id === accountId)) return refused('same-person')
  let digest = row.digest ?? ''
  if (step === 'prepared') {
    const answered = await withAnswers(tx, row.id, result.findings)
    if (blockersOf(answered).length > 0) return refused('open-findings')
    if (overLimits(result.report).length > 0) return refused('over-limit')
    const made = freeze(result, sayEnglish, answered.filter(({ state }) => state !== 'open').map(({ finding, state, answer }) => ({ rule: finding.rule, subject: finding.subject, state, answer })))
    digest = made.digest
    const changed = await tx.db.updateTable('project_report').set((eb) => ({ state: 'prepared', frozen: made.frozen, digest, frozen_at: now, version: eb('version', '+', 1) })).where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return refused('stale')
  } else {
    if (seenDigest !== digest) return refused('other-digest')
    if (step === 'approved' && (await listOpenMonths(tx, row.id)).length > 0) return refused('not-locked')
    const changed = await tx.db.updateTable('project_report').set((eb) => ({ state: step, version: eb('version', '+', 1) })).where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return refused('stale')
  }
  await tx.db.insertInto('project_sign_off').values({ id: newId(), report_id: row.id, role: step, account_id: accountId, digest, signed_at: now }).execute()
  tx.note({ action: 'project.sign-report', subjectKind: 'report', subjectId: row.id, fields: [step, digest] })
  return done(digest)
}

/** Back to the draft with a reason: the signatures fall, and the copy that was signed is kept beside the report. */
export async function returnReport(tx: Tx, row: ReportRow, given: string): Promise<Outcome<void, SignRefusal>> {
  const { frozen, digest, frozen_at: frozenAt } = row
  if (!['prepared', 'reviewed', 'approved'].includes(row.state) || frozen === null || digest === null || frozenAt === null) return refused('wrong-order')
  const reason = given.trim()
  if (reason.length < 10) return refused('reason-too-short')
  const { now, actor } = tx.context
  const changed = await tx.db.updateTable('project_report').set((eb) => ({ state: 'draft', frozen: null, digest: null, frozen_at: null, version: eb('version', '+', 1) })).where('id', '=', row.id).where('version', '=', row.version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  await tx.db.insertInto('project_report_copy').values({ id: newId(), report_id: row.id, state: row.state, digest, frozen, frozen_at: frozenAt, returned_at: now, returned_by: actor.accountId, reason: reason.slice(0, 2000) }).execute()
  await tx.db.updateTable('project_sign_off').set({ withdrawn_at: now }).where('report_id', '=', row.id).where('withdrawn_at', 'is', null).execute()
  tx.note({ action: 'project.return-report', subjectKind: 'report', subjectId: row.id, fields: [digest] })
  return done()
}

/** An approved report has left the house. */
export async function sendReport(tx: Tx, row: ReportRow): Promise<Outcome<void, SignRefusal>> {
  if (row.state !== 'approved') return refused('wrong-order')
  await tx.db.updateTable('project_report').set((eb) => ({ state: 'sent', version: eb('version', '+', 1) })).where('id', '=', row.id).where('version', '=', row.version).execute()
  tx.note({ action: 'project.send-report', subjectKind: 'report', subjectId: row.id, fields: [row.digest ?? ''] })
  return done()
}
