import type { JobHandlers } from '../../../platform/jobs/jobs'

/** Every day the activities whose day has come stand on their board again. */
export const performanceDaily: JobHandlers = {
  'daily.deferred-activities': async (tx) => {
    const { today } = tx.context
    const back = await tx.db.updateTable('plan_activity').set((e) => ({ state: 'not-started', deferred_to: null, moved_on: today, version: e('version', '+', 1) })).where('state', '=', 'deferred').where('deferred_to', '<=', today).returning('id').execute()
    for (const { id } of back) tx.note({ action: 'activity.resume', subjectKind: 'plan-activity', subjectId: id })
  },
}
