import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findEmployerLine } from '../../employers/index'
import { type AcceptedLimit, type Finding, type Vacancy, writeLimits } from '../model'
import { mayInspect } from '../policy'
import { contentOf } from '../queries/record'
import { decideFinding, presentFindings, writeHistory } from '../queries/records'
import { approve, type ApprovalRefusal, decisionAsked, mayClearHold, publicationOf } from '../rules/decisions'
import { check, readCheckGround, refreshFindings } from './send'
import { move, type StateRefusal, tellEmployer, updateVacancy } from './state'

/** What the inspector decided in the form, by finding: a tick, a justification or an explanation. */
export type Decisions = Readonly<Record<string, string>>

/** Checks once more, so that an employer verified meanwhile is no flag any longer and a newly rejected text is one. */
export async function checkAgain(tx: Tx, platform: Platform, vacancy: Vacancy): Promise<Finding[]> {
  const employer = await findEmployerLine(tx, vacancy.employerId)
  if (!employer) return []
  return presentFindings(await refreshFindings(tx, vacancy, check(tx, platform, contentOf(vacancy), employer, await readCheckGround(tx, platform))))
}

export type DecisionRefusal = StateRefusal | ApprovalRefusal | 'not-allowed'

/** Lets a vacancy through and publishes it when its window has begun. */
export async function approveVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, decisions: Decisions): Promise<Outcome<Vacancy, DecisionRefusal>> {
  const { actor } = tx.context
  if (!mayInspect(actor, vacancy)) return refused('not-allowed')
  const findings = await checkAgain(tx, platform, vacancy)
  const decided = findings.map((finding): Finding => {
    const asked = finding.decision === null ? decisionAsked(finding, findings) : null
    const answer = decisions[finding.id]?.trim()
    return asked !== null && answer ? { ...finding, decision: asked, decidedBy: actor.accountId, note: answer } : finding
  })
  const allowed = approve(vacancy, decided, actor)
  if (!allowed.ok) return allowed
  for (const [i, finding] of decided.entries()) {
    if (finding.decision !== null && findings[i]?.decision === null) await decideFinding(tx, finding.id, finding.decision, finding.note)
  }
  const limits = decided.flatMap(({ rule, ground, words, effect, decision, note }): AcceptedLimit[] => (decision === 'justified' || decision === 'explained' ? [{ rule, ground, words, effect, decision, note: note ?? '' }] : []))
  const approved = await move(tx, platform, vacancy, 'approve', { state_reason: null, limit_justification: writeLimits(limits) })
  if (!approved.ok) return approved
  return publicationOf(vacancy, tx.context.today).from > tx.context.today ? approved : publishVacancy(tx, platform, approved.value)
}

/** Makes an approved vacancy public for its window. A vacancy that was public before keeps its first day. */
export async function publishVacancy(tx: Tx, platform: Platform, vacancy: Vacancy): Promise<Outcome<Vacancy, StateRefusal>> {
  const { from, until } = publicationOf(vacancy, tx.context.today)
  const validUntil = vacancy.publishedOn !== null && vacancy.validUntil !== null && vacancy.validUntil > from ? vacancy.validUntil : until
  return move(tx, platform, vacancy, 'publish', { published_on: vacancy.publishedOn ?? from, valid_until: validUntil })
}

/** Gives a vacancy back for a change; the employer reads what to change in its own language. */
export async function returnVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, note: string): Promise<Outcome<Vacancy, DecisionRefusal>> {
  if (!mayInspect(tx.context.actor, vacancy)) return refused('not-allowed')
  const moved = await move(tx, platform, vacancy, 'return', { state_reason: note })
  if (moved.ok) await tellEmployer(tx, platform, vacancy, 'returned', { note })
  return moved
}

/** Rejects for good; the text is kept so that it is known again. */
export async function rejectVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, reason: string, note: string): Promise<Outcome<Vacancy, DecisionRefusal>> {
  const { actor } = tx.context
  if (!mayInspect(actor, vacancy)) return refused('not-allowed')
  if (actor.accountId === vacancy.createdBy) return refused('own-entry')
  const moved = await move(tx, platform, vacancy, 'reject', { state_reason: reason })
  if (moved.ok) {
    if (note) await writeHistory(tx, vacancy, [{ field: 'rejection', before: null, after: note }])
    await tellEmployer(tx, platform, vacancy, 'rejected', {})
  }
  return moved
}

/** A chief or headquarters answers for a hold. */
export async function clearHold(tx: Tx, platform: Platform, vacancy: Vacancy, findingId: string, note: string): Promise<Outcome<void, 'not-allowed' | 'stale'>> {
  if (!mayClearHold(tx.context.actor, vacancy)) return refused('not-allowed')
  if (!(await decideFinding(tx, findingId, 'cleared', note))) return refused('stale')
  await updateVacancy(tx, platform, vacancy, {})
  tx.note({ action: 'vacancy.clear-hold', subjectKind: 'vacancy', subjectId: vacancy.id, fields: ['decision'] })
  return done()
}
