import { exact, parseExact, toText } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import { computeTarget, decimalsOf, parseRule } from '../../performance/index'
import { type ChangeField, isRuleField } from '../change-rules'
import { ruleOf } from '../import/derive-cells'
import { currentOf } from '../queries/changes'

export type ChangeRefusal = 'not-found' | 'not-a-rule' | 'not-a-number' | 'reason-too-short' | 'no-change' | 'no-draft' | 'same-person' | 'stale'

export interface ProposedChange {
  /** Code of a series or an output, or "KHM 1" for an objective. */
  subject: string
  field: ChangeField
  after: string
  reason: string
}

/** A rule, a baseline or a wording that is to change. Nothing moves before a second person approves. */
export async function proposeChange(tx: Tx, projectId: string, { subject, field, after, reason }: ProposedChange): Promise<Outcome<string, ChangeRefusal>> {
  const wanted = isRuleField(field) ? ruleIn(after) : after.trim()
  if (isRuleField(field) && !parseRule(wanted).ok) return refused('not-a-rule')
  if (field === 'baseline' && !parseExact(wanted)) return refused('not-a-number')
  if (reason.trim().length < 20) return refused('reason-too-short')
  const before = await currentOf(tx, projectId, subject, field)
  if (before === undefined) return refused(field === 'milestone' ? 'no-draft' : 'not-found')
  if (before === wanted) return refused('no-change')
  const id = newId()
  const { now, actor } = tx.context
  await tx.db.insertInto('project_change').values({ id, project_id: projectId, subject, field, before, after: wanted, reason: reason.trim(), proposed_by: actor.accountId, proposed_at: now }).execute()
  tx.note({ action: 'project.propose-change', subjectKind: 'project', subjectId: projectId, fields: [field, subject] })
  return done(id)
}

/** A rule as it is stored, or in the words of a report: "10% increase", "5 more", "n.a.". */
const ruleIn = (text: string): string => (parseRule(text.trim()).ok ? text.trim() : ruleOf(text))

/** A second person approves or refuses. An approved change takes effect at once, and belongs to the report in work. */
export async function decideChange(tx: Tx, projectId: string, id: string, isApproved: boolean): Promise<Outcome<void, ChangeRefusal>> {
  const change = await tx.db.selectFrom('project_change').selectAll().where('id', '=', id).where('project_id', '=', projectId).executeTakeFirst()
  if (!change || change.state !== 'proposed') return refused('not-found')
  const { now, actor } = tx.context
  if (change.proposed_by === actor.accountId) return refused('same-person')
  const draft = await draftOf(tx, projectId)
  if (isApproved) {
    if ((await currentOf(tx, projectId, change.subject, change.field as ChangeField)) !== change.before) return refused('stale')
    await apply(tx, projectId, draft, { ...change, field: change.field as ChangeField })
  }
  await tx.db.updateTable('project_change').set({ state: isApproved ? 'approved' : 'refused', decided_by: actor.accountId, decided_at: now, report_id: isApproved ? draft : null }).where('id', '=', id).where('state', '=', 'proposed').execute()
  tx.note({ action: 'project.decide-change', subjectKind: 'project', subjectId: projectId, fields: [isApproved ? 'approved' : 'refused', change.field, change.subject] })
  return done()
}

const draftOf = async ({ db }: Tx, projectId: string): Promise<string | null> =>
  (await db.selectFrom('project_report').select('id').where('project_id', '=', projectId).where('state', '=', 'draft').orderBy('sequence', 'desc').limit(1).executeTakeFirst())?.id ?? null

interface Applied {
  subject: string
  field: ChangeField
  after: string
}

async function apply(tx: Tx, projectId: string, draft: string | null, { subject, field, after }: Applied): Promise<void> {
  const { db } = tx
  const series = () => db.updateTable('project_series').where('project_id', '=', projectId).where('code', '=', subject)
  if (field === 'objective') {
    const [country = '', number = ''] = subject.split(' ')
    await db.updateTable('project_objective').set({ wording: after }).where('project_id', '=', projectId).where('country', '=', country).where('number', '=', Number(number)).execute()
  } else if (field === 'output') await db.updateTable('project_output').set({ wording: after }).where('project_id', '=', projectId).where('code', '=', subject).execute()
  else if (field === 'indicator') await series().set({ indicator: after }).execute()
  else if (field === 'baseline') await series().set({ baseline: after, baseline_text: after, baseline_printed: after }).execute()
  else {
    // What was printed belonged to the old rule; from here on the figure that the new rule gives is printed.
    const printed = await printedBy(tx, projectId, subject, after)
    if (field === 'end') await series().set({ end_rule: after, end_printed: printed, end_cell: printed }).execute()
    else if (draft !== null) {
      await db.updateTable('project_report_line').set((eb) => ({ milestone_rule: after, milestone_printed: printed, milestone_cell: printed, version: eb('version', '+', 1) }))
        .where('report_id', '=', draft).where('series_id', '=', (eb) => eb.selectFrom('project_series').select('id').where('project_id', '=', projectId).where('code', '=', subject)).execute()
    }
  }
}

async function printedBy({ db }: Tx, projectId: string, code: string, rule: string): Promise<string> {
  const row = await db.selectFrom('project_series').select(['baseline_text', 'unit']).where('project_id', '=', projectId).where('code', '=', code).executeTakeFirst()
  const parsed = parseRule(rule)
  if (!row || !parsed.ok) return ''
  const { published } = computeTarget(parsed.value, row.baseline_text === '' ? null : exact(row.baseline_text), decimalsOf(row.unit))
  return published === null ? '' : toText(published)
}
