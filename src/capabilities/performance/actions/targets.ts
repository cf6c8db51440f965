import { type Exact, toDecimal, toText } from '../../../kernel/exact'
import { newId } from '../../../kernel/id'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import { parsePeriod } from '../../../kernel/period'
import type { Reader, Tx } from '../../../platform/db/database'
import { type AnyMeasure, definitionHash } from '../../measures/index'
import { type BaselineRow, findSeries, listBaselines, listTargets, needSeries, type SeriesKey, type TargetRow } from '../queries/targets'
import { type BaselineStatus, parseSeriesRule, restsOnBaseline, type RuleRefusal, type SeriesTarget, targetOf } from '../target-rules'
import { unitOf } from '../units'

const stored = (value: Exact | null): string | null => (value === null ? null : toDecimal(value, 6))

export interface NewBaseline {
  readonly value: Exact | null
  readonly status: BaselineStatus
  readonly period: string
  readonly source: string
  readonly reason: string
}

export type BaselineRefusal = 'is-it-zero' | 'value-missing' | 'value-not-wanted' | 'period' | 'waiting' | 'reason-missing'
const takesValue = (status: BaselineStatus): boolean => status === 'measured' || status === 'true_zero' || status === 'zero_unconfirmed'

/** The baseline that the new one would replace, or what stands in its way. Writes nothing. */
export async function checkBaseline(reader: Reader, key: SeriesKey, given: NewBaseline): Promise<Outcome<BaselineRow | undefined, BaselineRefusal>> {
  if (!parsePeriod(given.period)) return refused('period')
  if (given.value === null && given.status === 'measured') return refused('value-missing')
  if (!takesValue(given.status) && given.value !== null) return refused('value-not-wanted')
  if ((given.status === 'true_zero' || given.status === 'zero_unconfirmed') && given.value !== null && given.value.numerator !== 0n) return refused('is-it-zero')
  const series = await findSeries(reader, key)
  const before = series ? await listBaselines(reader, [series.id]) : []
  if (before.some(({ state }) => state === 'proposed')) return refused('waiting')
  const inForce = before.find(({ state }) => state === 'approved')
  return inForce && given.reason.trim() === '' ? refused('reason-missing') : done(inForce)
}

/** Proposes a baseline. It counts when another person has approved it; the one before stays as replaced. */
export async function proposeBaselineValue(tx: Tx, key: SeriesKey, measure: AnyMeasure, given: NewBaseline): Promise<Outcome<string, BaselineRefusal>> {
  const checked = await checkBaseline(tx, key, given)
  if (!checked.ok) return checked
  const seriesId = await needSeries(tx, key)
  const id = newId()
  await tx.db.insertInto('baseline').values({
    id, created_at: tx.context.now, created_by: tx.context.actor.accountId ?? '', series_id: seriesId, value: takesValue(given.status) ? (stored(given.value) ?? '0') : null, status: given.status, period: given.period,
    measure_version: measure.version, definition_hash: definitionHash(measure.tree), source: given.source, reason: given.reason || null, replaces_id: checked.value?.id ?? null, state: 'proposed',
  }).execute()
  tx.note({ action: 'baseline.propose', subjectKind: 'baseline', subjectId: id, fields: ['value', 'status', 'period', 'source'] })
  return done(id)
}

/** Approves or refuses. Nobody decides what they proposed. */
export async function decideBaseline(tx: Tx, id: string, answer: 'approve' | 'refuse'): Promise<Outcome<void, 'not-found' | 'decided' | 'same-person'>> {
  const found = await tx.db.selectFrom('baseline').select(['series_id', 'state', 'created_by', 'replaces_id']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) return refused('not-found')
  if (found.state !== 'proposed') return refused('decided')
  const { accountId } = tx.context.actor
  if (found.created_by === accountId) return refused('same-person')
  if (answer === 'approve') await tx.db.updateTable('baseline').set({ state: 'replaced' }).where('series_id', '=', found.series_id).where('state', '=', 'approved').execute()
  await tx.db.updateTable('baseline').set({ state: answer === 'approve' ? 'approved' : 'refused', decided_by: accountId, decided_at: tx.context.now }).where('id', '=', id).execute()
  tx.note({ action: `baseline.${answer}`, subjectKind: 'baseline', subjectId: id })
  return done()
}

export interface NewTarget {
  readonly role: 'milestone' | 'end'
  readonly period: string
  readonly rule: string
  readonly override: Exact | null
  readonly overrideReason: string
  readonly reason: string
}
export type TargetRefusal = RuleRefusal | 'unknown-rule' | 'period' | 'waiting' | 'override-reason' | 'short-reason' | 'same-as-before' | 'one-target'

/** What a rule would give now, for the preview and for the decision. */
async function computeFor(reader: Reader, seriesId: string | undefined, measure: AnyMeasure, slice: string, rule: string) {
  const parsed = parseSeriesRule(rule)
  if (!parsed.ok) return refused('unknown-rule' as const)
  const baseline = seriesId === undefined ? null : ((await listBaselines(reader, [seriesId])).find(({ state }) => state === 'approved') ?? null)
  const target = targetOf(parsed.value, baseline, unitOf(measure, slice))
  return target.ok ? done({ target: target.value, baseline }) : target
}

/** What a new target would be and the one it would replace, or what stands in its way. Writes nothing. */
export async function checkTarget(reader: Reader, key: SeriesKey, measure: AnyMeasure, given: NewTarget): Promise<Outcome<{ target: SeriesTarget; old: TargetRow | undefined }, TargetRefusal>> {
  if (!parsePeriod(given.period)) return refused('period')
  if ([...given.reason].length < 20) return refused('short-reason')
  if (given.override !== null && [...given.overrideReason].length < 20) return refused('override-reason')
  const seriesId = (await findSeries(reader, key))?.id
  const computed = await computeFor(reader, seriesId, measure, key.slice, given.rule)
  if (!computed.ok) return computed
  const { target, baseline } = computed.value
  if (seriesId === undefined) return done({ target, old: undefined })
  const open = await reader.db.selectFrom('target_change').select('id').where('series_id', '=', seriesId).where('period', '=', given.period).where('state', '=', 'proposed').executeTakeFirst()
  if (open) return refused('waiting')
  const targets = await listTargets(reader, [seriesId])
  if (targets.some(({ role, period }) => role !== given.role && period.key === given.period)) return refused('one-target')
  const old = targets.find(({ role, period }) => role === given.role && period.key === given.period)
  // The same rule over another baseline is another target.
  const isSameRule = old?.rule === given.rule && given.override === null && old.overrideReason === null
  return old && isSameRule && (old.baselineId === (baseline?.id ?? null) || !restsOnBaseline(old.rule)) ? refused('same-as-before') : done({ target, old })
}

/** Asks for a new or changed target. It is in force when another person has signed. */
export async function proposeTarget(tx: Tx, key: SeriesKey, measure: AnyMeasure, given: NewTarget): Promise<Outcome<string, TargetRefusal>> {
  const checked = await checkTarget(tx, key, measure, given)
  if (!checked.ok) return checked
  const { old } = checked.value
  const seriesId = await needSeries(tx, key)
  const id = newId()
  await tx.db.insertInto('target_change').values({
    id, created_at: tx.context.now, created_by: tx.context.actor.accountId ?? '', series_id: seriesId, role: given.role, period: given.period, rule: given.rule, old_rule: old?.rule ?? null,
    override_value: stored(given.override), override_reason: given.override === null ? null : given.overrideReason, reason: given.reason, state: 'proposed',
  }).execute()
  tx.note({ action: 'target.propose', subjectKind: 'target-change', subjectId: id, fields: ['rule', 'period', 'role', ...(given.override ? ['override'] : [])] })
  return done(id)
}

/** Signs a change: the old rule stays and is replaced. The target is computed from the baseline that is in force now. */
export async function decideTarget(tx: Tx, id: string, measureOf: (indicatorId: string) => Promise<AnyMeasure | undefined>, answer: 'approve' | 'refuse'): Promise<Outcome<void, TargetRefusal | 'not-found' | 'decided' | 'same-person'>> {
  const change = await tx.db.selectFrom('target_change as c').innerJoin('series as s', 's.id', 'c.series_id').selectAll('c').select(['s.indicator_id', 's.slice']).where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!change) return refused('not-found')
  if (change.state !== 'proposed') return refused('decided')
  const { accountId } = tx.context.actor
  if (change.created_by === accountId) return refused('same-person')
  const measure = await measureOf(change.indicator_id)
  if (!measure) return refused('not-found')
  const computed = await computeFor(tx, change.series_id, measure, change.slice, change.rule)
  if (answer === 'approve' && !computed.ok) return computed
  await tx.db.updateTable('target_change').set({ state: answer === 'approve' ? 'approved' : 'refused', decided_by: accountId, decided_at: tx.context.now }).where('id', '=', id).execute()
  if (answer === 'approve' && computed.ok) {
    const { target, baseline } = computed.value
    const ruleId = newId()
    await tx.db.updateTable('target_rule').set({ replaced_by: ruleId }).where('series_id', '=', change.series_id).where('role', '=', change.role).where('period', '=', change.period).where('replaced_by', 'is', null).execute()
    await tx.db.insertInto('target_rule').values({
      id: ruleId, created_at: tx.context.now, series_id: change.series_id, role: change.role, period: change.period, rule: change.rule, baseline_id: baseline?.id ?? null,
      exact_num: target.exact ? target.exact.numerator.toString() : null, exact_den: target.exact ? target.exact.denominator.toString() : null, published: target.published ? toText(target.published) : null,
      band_lo: stored(target.band?.lo ?? null), band_hi: stored(target.band?.hi ?? null), override_value: change.override_value, override_reason: change.override_reason, change_id: id,
    }).execute()
  }
  tx.note({ action: `target.${answer}`, subjectKind: 'target-change', subjectId: id })
  return done()
}
