import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Finding } from '../checks/finding'
import { listAnswers } from '../queries/answers'

export type FindingState = 'open' | 'answered' | 'accepted'
export interface AnsweredFinding {
  finding: Finding
  state: FindingState
  answer: string
  answeredBy: string | null
  id: string | null
  version: number
}

export const variantOf = ({ key, rule }: Pick<Finding, 'key' | 'rule'>) => key.slice(`projects.finding.${rule}`.length).replace(/^\./, '')

/** Findings as they stand now, each with what was answered. One that no longer appears is corrected, without anyone's click. */
export async function withAnswers(tx: Tx, reportId: string, findings: readonly Finding[]): Promise<AnsweredFinding[]> {
  const answers = await listAnswers(tx, reportId)
  return findings.map((finding) => {
    const found = answers.find((one) => one.rule === finding.rule && one.subject === finding.subject && one.variant === variantOf(finding))
    const state: FindingState = !found || found.state === 'refused' ? 'open' : (found.state as 'answered' | 'accepted')
    return { finding, state, answer: found?.answer ?? '', answeredBy: found?.answered_by ?? null, id: found?.id ?? null, version: found?.version ?? 0 }
  })
}

export type AnswerRefusal = 'answer-too-short' | 'answer-too-long' | 'not-found' | 'same-person' | 'stale' | 'not-a-draft'

export async function answerFinding(tx: Tx, reportId: string, finding: Finding, answer: string): Promise<Outcome<void, AnswerRefusal>> {
  const text = answer.trim()
  if (text.length < 20) return refused('answer-too-short')
  if (text.length > 2000) return refused('answer-too-long')
  const { now, actor } = tx.context
  const written = { state: 'answered', answer: text, answered_by: actor.accountId, answered_at: now, decided_by: null, decided_at: null }
  await tx.db.insertInto('project_finding_answer').values({ id: newId(), report_id: reportId, rule: finding.rule, subject: finding.subject, variant: variantOf(finding), ...written })
    .onConflict((conflict) => conflict.columns(['report_id', 'rule', 'subject', 'variant']).doUpdateSet((eb) => ({ ...written, version: eb('project_finding_answer.version', '+', 1) }))).execute()
  tx.note({ action: 'project.answer-finding', subjectKind: 'report', subjectId: reportId, fields: [finding.rule] })
  return done()
}

/** A second person accepts an answer or refuses it; refused, the finding is open again. */
export async function decideAnswer(tx: Tx, reportId: string, answerId: string, version: number, isAccepted: boolean): Promise<Outcome<void, AnswerRefusal>> {
  const { now, actor } = tx.context
  const found = await tx.db.selectFrom('project_finding_answer').select(['answered_by', 'rule']).where('id', '=', answerId).where('report_id', '=', reportId).executeTakeFirst()
  if (!found) return refused('not-found')
  if (found.answered_by === actor.accountId) return refused('same-person')
  const changed = await tx.db.updateTable('project_finding_answer').set((eb) => ({ state: isAccepted ? 'accepted' : 'refused', decided_by: actor.accountId, decided_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', answerId).where('version', '=', version).executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return refused('stale')
  tx.note({ action: 'project.decide-answer', subjectKind: 'report', subjectId: reportId, fields: [found.rule, isAccepted ? 'accepted' : 'refused'] })
  return done()
}

/** What still keeps a report from being signed: errors without an accepted answer, warnings without any. */
export const blockersOf = (findings: readonly AnsweredFinding[]) => findings.filter(({ finding, state }) => (finding.level === 'error' && state !== 'accepted') || (finding.level === 'warning' && state === 'open'))
