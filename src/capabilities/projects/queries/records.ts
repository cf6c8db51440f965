import type { Reader } from '../../../platform/db/database'

export const listRecords = ({ db }: Reader, projectId: string) =>
  db.selectFrom('project_record').selectAll().where('project_id', '=', projectId).orderBy('happened_on').orderBy('created_at').execute()
export type RecordLine = Awaited<ReturnType<typeof listRecords>>[number]
