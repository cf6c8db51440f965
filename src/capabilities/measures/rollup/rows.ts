import { allMeasures } from '../language/composed-catalogue'
import { asStock, isComposed } from '../language/composed'
import { definitionHash } from '../language/canonical'
import { eventOf, type HasColumn, rankedSql, spanOf } from '../language/compile'
import type { Parameters_ } from '../language/conditions'
import type { CountingTree } from '../language/tree'
import type { ViewName } from '../language/views'

/** Which records a view is made of, as the queue names them, and the column that names one of them. */
const kept: Partial<Record<ViewName, { readonly source: string; readonly key: string }>> = {
  fact_registration: { source: 'registration', key: 'registration_key' },
  fact_registration_spell: { source: 'registration', key: 'registration_key' },
  fact_vacancy: { source: 'vacancy', key: 'vacancy_key' },
  fact_vacancy_posts: { source: 'vacancy', key: 'vacancy_key' },
  fact_service: { source: 'service', key: 'event_key' },
  fact_visit: { source: 'visit', key: 'visit_key' },
  fact_referral: { source: 'referral', key: 'referral_key' },
  fact_interview: { source: 'referral', key: 'referral_key' },
  fact_placement: { source: 'placement', key: 'placement_key' },
}
/** The column that names the record of a row. */
export const keyOf = (tree: CountingTree): string => kept[eventOf(tree).view]?.key ?? ''
export const sourceOf = (tree: CountingTree): string | undefined => kept[eventOf(tree).view]?.source

/** Sums are kept of what each record tells by itself: not where duplicates of all time are merged, nor of a view whose records are not queued. */
export const isKept = (tree: CountingTree): boolean =>
  sourceOf(tree) !== undefined && (tree.dedupe ?? []).length === 0 && (tree.credit_unit ?? 'centre_code') === 'centre_code' && !(tree.kind === 'stock_at' && tree.at === 'first')

/** The countings that all measures rest on, each once. */
export function keptTrees(has: HasColumn): CountingTree[] {
  const found = new Map<string, CountingTree>()
  for (const { tree } of allMeasures) {
    const parts: readonly CountingTree[] = !isComposed(tree) ? (tree.kind === 'ratio' ? [tree.num, tree.den] : [tree]) : tree.kind === 'mean_stock' ? [asStock(tree)] : []
    for (const part of parts) if (isKept(part) && has(eventOf(part).view, keyOf(part))) found.set(definitionHash(part), part)
  }
  return [...found.values()]
}

/** The rows of records that changed, of days from the first to before the second, or of all. */
export type Which = { readonly keys: readonly string[] } | { readonly from: string; readonly before: string } | 'all'

/**
 * What each record counts for: `key, day, cell, centre_code, province_code, sex, age_band, groups, amount, distinct_key`.
 * A spell counts one on its first day and minus one on its last, so that a stock is the sum of all days up to one.
 */
export function keptRowsSql(tree: CountingTree, which: Which, has: HasColumn, add: Parameters_): string {
  const event = eventOf(tree)
  const span = spanOf(tree)
  const key = `v.${keyOf(tree)}`
  const day = `v.${span ? span[0] : (tree.date_field ?? event.dates[0])}`
  const only = which === 'all' ? undefined : 'keys' in which ? `${key} = any(${add(which.keys, 'uuid[]')})` : `${day} >= ${add(which.from, 'date')} and ${day} < ${add(which.before, 'date')}`
  const ranked = rankedSql(tree, has, add, { also: `${key} as row_key`, ...(only ? { only } : {}) })
  const days = span ? `cross join lateral (values (x.day, 1::numeric), (case when x.until_day is not null then greatest(x.day, x.until_day) end, -1)) d (day, amount)` : 'cross join lateral (select x.day, x.amount::numeric as amount) d'
  return `select r.*, hashtextextended(concat_ws('|', r.centre_code, r.province_code, r.sex, r.age_band, r.groups), 0) as cell from (
    select x.row_key as key, d.day, x.unit_code as centre_code, coalesce(x.province_code, 'not-stated') as province_code, x.sex, x.age_band, coalesce(array_to_string(x.groups, ' '), '') as groups, d.amount, x.distinct_key
    from (${ranked}) x ${days} where d.day is not null) r`
}
