import { listCentres } from '../capabilities/centres/index'
import { findAnyMeasure, groundOf, newestMonth, observationAt, observe, parseSlice, type PeriodStep, proposeStep, wholeSlice, workingCalendar } from '../capabilities/measures/index'
import { addActivity, adoptPlan, askNote, decideBaseline, decideTarget, listIndicators, makePlan, moveTo, needSeries, proposeBaselineValue, proposeTarget, takeMonthStep } from '../capabilities/performance/index'
import { addDays, type CalendarDate } from '../kernel/calendar'
import { compare, exact, type Exact, zero } from '../kernel/exact'
import { parsePeriod } from '../kernel/period'
import type { Context } from '../platform/db/database'
import type { Platform } from '../platform/platform'

/** Indicators that get a target over what was counted last year, in per cent. */
const growth: Readonly<Record<string, number>> = { walk_in_visits: 5, jobseeker_registrations: 10, services_to_jobseekers: 10, posts_received: 15, job_placements: 20 }
/** Under this many a percentage says nothing. */
const fewest = exact(10)
/** A part that is judged by its share of the whole: half of the people placed are women. */
const shared = { key: 'job_placements', slice: 'sex=F', rule: 'rate:50' }

interface Unit {
  readonly id: string | null
  readonly code: string | null
}

interface Counted {
  readonly indicatorId: string
  readonly key: string
  readonly measureId: string
  /** Which part; empty for the whole. */
  readonly slice: string
  readonly unit: Unit
  readonly value: Exact
}
const ruleOf = ({ key, slice, value }: Counted): string => (slice !== wholeSlice ? shared.rule : compare(value, fewest) < 0 ? 'add:2' : `pct_over_baseline:${growth[key] ?? 10}`)

/**
 * Targets of this year over the counted figures of last year, for the agency and each centre, and for the women among the people placed;
 * asked by one person of headquarters and signed by another; and a plan of the first centre with activities that are meant to move them.
 */
export async function tellDemonstrationTargets(platform: Platform, context: Context): Promise<void> {
  const [asker, signer] = await officers(platform, context)
  if (!asker || !signer) return
  const year = Number(context.today.slice(0, 4))
  const period = parsePeriod(String(year - 1))
  if (!period) return
  const found = await platform.db.transaction(asker, async (tx) => {
    const ground = await groundOf(tx, platform)
    const units: Unit[] = [{ id: null, code: null }, ...(await listCentres(tx)).filter(({ kind }) => kind === 'centre' || kind === 'satellite').map(({ id, code }) => ({ id, code }))]
    const counted: Counted[] = []
    for (const indicator of (await listIndicators(tx)).filter(({ key }) => key in growth)) {
      const measure = findAnyMeasure(indicator.measure)
      if (!measure) continue
      for (const slice of indicator.key === shared.key ? [wholeSlice, shared.slice] : [wholeSlice]) {
        const figures = await observe(ground, measure, { from: period.from, to: period.to, slices: parseSlice(slice) ?? [], closedOn: null })
        for (const unit of units) counted.push({ indicatorId: indicator.id, key: indicator.key, measureId: measure.id, slice, unit, value: observationAt(figures, unit.code).value ?? zero })
      }
    }
    return counted.filter(({ value }) => compare(value, zero) > 0)
  })
  for (const one of found) {
    const { indicatorId, measureId, slice, unit, value } = one
    const measure = findAnyMeasure(measureId)
    if (!measure) continue
    const series = { indicatorId, centreId: unit.id, slice }
    const baseline = await platform.db.transaction(asker, (tx) => proposeBaselineValue(tx, series, measure, { value, status: 'measured', period: period.key, source: `Counted from the records of ${period.key}`, reason: '' }))
    if (!baseline.ok) continue
    await platform.db.transaction(signer, (tx) => decideBaseline(tx, baseline.value, 'approve'))
    const target = await platform.db.transaction(asker, (tx) => proposeTarget(tx, series, measure, { role: 'milestone', period: String(year), rule: ruleOf(one), override: null, overrideReason: '', reason: `Agreed in the yearly meeting of ${year}` }))
    if (target.ok) await platform.db.transaction(signer, (tx) => decideTarget(tx, target.value, () => Promise.resolve(measure), 'approve'))
  }
  await tellPlan(platform, asker, year, found.filter(({ unit }) => unit.id !== null))
}

/** The first centre with figures plans two activities; headquarters has seen the plan and asks a question. */
async function tellPlan(platform: Platform, headquarters: Context, year: number, figures: readonly { indicatorId: string; key: string; unit: Unit }[]): Promise<void> {
  const placements = figures.find(({ key }) => key === 'job_placements')
  const centreId = placements?.unit.id
  if (!placements || !centreId) return
  const chief = await officerOf(platform, headquarters, centreId)
  if (!chief) return
  const day = (text: string) => `${year}-${text}` as CalendarDate
  const seriesId = await platform.db.transaction(headquarters, (tx) => needSeries(tx, { indicatorId: placements.indicatorId, centreId, slice: wholeSlice }))
  const plan = await platform.db.transaction(chief, async (tx) => {
    const id = await makePlan(tx, centreId, { title: `Plan ${year}`, period: String(year) })
    const activity = { owner: 'Head of matching', moves: [seriesId], needs: '' }
    const calls = await addActivity(tx, { id, centre_id: centreId }, { ...activity, code: 'A1', title: 'Call ten employers each week', startOn: day('01-15'), dueOn: day('12-15'), deliverables: ['List of employers', 'Calls of the first half-year', 'Calls of the second half-year'] })
    await addActivity(tx, { id, centre_id: centreId }, { ...activity, code: 'A2', title: 'Job fair with the district', startOn: day('08-01'), dueOn: day('11-30'), deliverables: ['Invitation', 'Fair held', 'Report'] })
    await adoptPlan(tx, id, 'adopt')
    if (calls.ok) await moveTo(tx, calls.value, 'start', { reason: '', until: null })
    return id
  })
  await platform.db.transaction(headquarters, async (tx) => {
    await adoptPlan(tx, plan, 'seen')
    await askNote(tx, { subject: 'indicator', subjectId: placements.indicatorId, centreId }, { text: 'Which placements were entered late, and why?', post: 'Head of matching', dueOn: addDays(tx.context.today, 14) })
  })
}

/**
 * The newest month whose release day has come goes the way of every month: each centre's chief sends it, one person of headquarters
 * verifies it and proposes its release, another one locks and releases it. So everybody finds figures on the public page.
 */
export async function releaseDemonstrationMonth(platform: Platform, context: Context): Promise<void> {
  const [verifier, locker] = await officers(platform, context)
  if (!verifier || !locker) return
  const { key } = newestMonth({ level: 'released' }, context.today, workingCalendar(platform.country))
  const centres = (await platform.db.transaction(verifier, (tx) => listCentres(tx))).filter(({ kind }) => kind !== 'headquarters' && kind !== 'regional')
  for (const centre of centres) {
    const chief = await officerOf(platform, verifier, centre.id)
    if (!chief) return
    const step = (by: Context, name: PeriodStep, reason = '') => platform.db.transaction(by, (tx) => takeMonthStep(tx, platform, centre, key, name, reason), ({ ok }) => ok)
    await step(chief, 'submit', 'Days without visitors were checked against the paper list')
    await step(verifier, 'verify')
    await step(locker, 'lock')
    await platform.db.transaction(verifier, (tx) => proposeStep(tx, centre, key, 'release', 'The figures of the month are complete'), ({ ok }) => ok)
    await step(locker, 'release')
  }
}

const acting = (context: Context, accountId: string, role: 'headquarters' | 'chief', centreId: string | null): Context => ({ ...context, actor: { ...context.actor, accountId, role, centreId } })

/** Two people of headquarters: one asks, the other signs. */
async function officers(platform: Platform, context: Context): Promise<Context[]> {
  const centreIds = (await platform.db.transaction(context, (tx) => listCentres(tx))).map(({ id }) => id)
  const held = await platform.db.asLogin.selectFrom('post_holding as h').innerJoin('account as a', 'a.id', 'h.account_id').select(['a.id', 'h.centre_id']).where('h.role', '=', 'headquarters').where('h.to_day', 'is', null).orderBy('a.username').limit(2).execute()
  return held.map(({ id, centre_id }) => acting({ ...context, actor: { ...context.actor, centreIds } }, id, 'headquarters', centre_id))
}

async function officerOf(platform: Platform, context: Context, centreId: string): Promise<Context | undefined> {
  const found = await platform.db.asLogin.selectFrom('post_holding').select('account_id').where('centre_id', '=', centreId).where('role', '=', 'chief').where('to_day', 'is', null).limit(1).executeTakeFirst()
  return found && acting(context, found.account_id, 'chief', centreId)
}
