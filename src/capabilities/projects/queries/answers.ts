import type { Reader } from '../../../platform/db/database'

export const listAnswers = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_finding_answer').select(['id', 'rule', 'subject', 'variant', 'state', 'answer', 'answered_by', 'version']).where('report_id', '=', reportId).execute()

export const listSignOffs = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_sign_off as s').leftJoin('account as a', 'a.id', 's.account_id').select(['s.role', 's.account_id', 's.digest', 's.signed_at', 'a.display_name'])
    .where('s.report_id', '=', reportId).where('s.withdrawn_at', 'is', null).orderBy('s.signed_at').execute()

export const listExports = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_export').select(['format', 'language', 'digest', 'exported_at']).where('report_id', '=', reportId).orderBy('exported_at', 'desc').limit(20).execute()

/** Frozen copies of a report that went back to its draft, newest first. */
export const listCopies = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_copy as c').leftJoin('account as a', 'a.id', 'c.returned_by').select(['c.id', 'c.state', 'c.digest', 'c.frozen_at', 'c.returned_at', 'c.reason', 'a.display_name'])
    .where('c.report_id', '=', reportId).orderBy('c.returned_at', 'desc').execute()

export const findCopy = ({ db }: Reader, reportId: string, digest: string) =>
  db.selectFrom('project_report_copy').select(['digest', 'frozen']).where('report_id', '=', reportId).where('digest', '=', digest).limit(1).executeTakeFirst()

/** Name and day of each signature, as a document prints them. */
export async function signatureTexts(reader: Reader, reportId: string): Promise<Map<string, string>> {
  const signed = await listSignOffs(reader, reportId)
  return new Map(signed.map(({ role, display_name: name, signed_at: at }) => [role, `${name ?? ''}, ${at.toISOString().slice(0, 10)}`]))
}
