import type { Reader } from '../../../platform/db/database'
import type { ChangeField } from '../change-rules'

/** What a field holds now; undefined when there is no such thing, or no report in work whose milestone could change. */
export async function currentOf({ db }: Reader, projectId: string, subject: string, field: ChangeField): Promise<string | undefined> {
  const series = db.selectFrom('project_series').where('project_id', '=', projectId).where('code', '=', subject)
  switch (field) {
    case 'milestone':
      return (await db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').innerJoin('project_report as r', 'r.id', 'l.report_id').select('l.milestone_rule')
        .where('r.project_id', '=', projectId).where('r.state', '=', 'draft').where('s.code', '=', subject).orderBy('r.sequence', 'desc').executeTakeFirst())?.milestone_rule
    case 'end':
      return (await series.select('end_rule').executeTakeFirst())?.end_rule
    case 'baseline':
      return (await series.select('baseline_text').executeTakeFirst())?.baseline_text
    case 'indicator':
      return (await series.select('indicator').executeTakeFirst())?.indicator
    case 'output':
      return (await db.selectFrom('project_output').select('wording').where('project_id', '=', projectId).where('code', '=', subject).executeTakeFirst())?.wording
    case 'objective': {
      const [country = '', number = ''] = subject.split(' ')
      return (await db.selectFrom('project_objective').select('wording').where('project_id', '=', projectId).where('country', '=', country).where('number', '=', Number(number) || 0).executeTakeFirst())?.wording
    }
  }
}

export const listChanges = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_change as c').leftJoin('account as p', 'p.id', 'c.proposed_by').leftJoin('account as d', 'd.id', 'c.decided_by').leftJoin('project_report as r', 'r.id', 'c.report_id').selectAll('c')
    .select(['p.display_name as proposer', 'd.display_name as approver', 'r.sequence']).where('c.project_id', '=', projectId).orderBy('c.proposed_at', 'desc').execute()
export type ChangeLine = Awaited<ReturnType<typeof listChanges>>[number]

/** Approved changes that took effect in a report, oldest first. */
export const changesIn = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_change').select(['subject', 'field', 'before', 'after', 'reason', 'decided_at']).where('report_id', '=', reportId).where('state', '=', 'approved').orderBy('decided_at').execute()

/** Codes that a change can name. */
export async function listSubjects({ db }: Reader, projectId: string): Promise<{ code: string; text: string; kind: 'series' | 'output' | 'objective'; baseline: string }[]> {
  const series = await db.selectFrom('project_series').select(['code', 'label', 'indicator', 'baseline_text']).where('project_id', '=', projectId).orderBy('position').execute()
  const outputs = await db.selectFrom('project_output').select(['code', 'wording']).where('project_id', '=', projectId).orderBy('position').execute()
  const objectives = await db.selectFrom('project_objective').select(['country', 'number', 'wording']).where('project_id', '=', projectId).orderBy('position').execute()
  return [
    ...series.map(({ code, label, indicator, baseline_text: baseline }) => ({ code, text: label || indicator, kind: 'series' as const, baseline })), ...outputs.map(({ code, wording }) => ({ code, text: wording, kind: 'output' as const, baseline: '' })),
    ...objectives.map(({ country, number, wording }) => ({ code: `${country} ${number}`, text: wording, kind: 'objective' as const, baseline: '' })),
  ]
}
