import type { Reader } from '../../../platform/db/database'

export const listSections = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_section').select(['code', 'heading', 'text', 'limit_characters', 'version']).where('report_id', '=', reportId).orderBy('position').execute()
export const listLessons = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_lesson').select(['position', 'heading', 'text', 'version']).where('report_id', '=', reportId).orderBy('position').execute()
export const listLines = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_line as l').innerJoin('project_series as s', 's.id', 'l.series_id').select(['s.code', 'l.version', 'l.actual_source', 's.measure_id']).where('l.report_id', '=', reportId).execute()
export const listActivityVersions = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_activity as r').innerJoin('project_activity as a', 'a.id', 'r.activity_id').select(['a.code', 'r.version']).where('r.report_id', '=', reportId).execute()
export const listClassifications = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_classification').select(['kind', 'ticked', 'justification', 'note', 'version']).where('report_id', '=', reportId).execute()
export const listRisks = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_risk').select(['number', 'assumption', 'level_before', 'level_now', 'text', 'version']).where('report_id', '=', reportId).orderBy('number').execute()
export const listIssues = ({ db }: Reader, reportId: string) =>
  db.selectFrom('project_report_issue').select(['position', 'cause', 'is_ticked']).where('report_id', '=', reportId).orderBy('position').execute()
