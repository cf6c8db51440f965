import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type PeriodStep, stepMonth } from '../../measures/index'
import { listJudgedParts } from '../queries/series'

/** Takes a month of a centre one step on. Locking freezes the parts too by which the centre or the agency is judged. */
export const takeMonthStep = async (tx: Tx, platform: Platform, centre: { readonly id: string; readonly code: string }, period: string, step: PeriodStep, reason: string) =>
  stepMonth(tx, platform, centre, period, step, reason, step === 'lock' ? await listJudgedParts(tx, centre.id) : [])
