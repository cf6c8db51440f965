import type { Reader } from '../../../platform/db/database'

export const listAnswers = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_finding_answer').select(['id', 'rule', 'subject', 'variant', 'state', 'answer', 'answered_by', 'version']).where('report_id', '=', reportId).execute()

export const listSignOffs = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_sign_off as s').leftJoin('account as a', 'a.id', 's.account_id').select(['s.role', 's.account_id', 's.digest', 's.signed_at', 'a.display_name'])
    .where('s.report_id', '=', reportId).where('s.withdrawn_at', 'is', null).orderBy('s.signed_at').execute()

export const listExports = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_export').select(['format', 'language', 'digest', 'exported_at']).where('report_id', '=', reportId).orderBy('exported_at', 'desc').limit(20).execute()

/** Name and day of each signature, as a document prints them. */
export async function signatureTexts(reader: Reader, reportId: string): Promise<Map<string, string>> {
  const signed = await listSignOffs(reader, reportId)
  return new Map(signed.map(({ role, display_name: name, signed_at: at }) => [role, `${name ?? ''}, ${at.toISOString().slice(0, 10)}`]))
}
