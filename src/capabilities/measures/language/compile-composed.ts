import { addDays, type CalendarDate } from '../../../kernel/calendar'
import { countedSql, type FigureRequest, type HasColumn, parameters, promised, type Statement } from './compile'
import { asSum, type CohortTree, type MedianTree } from './composed'
import type { CountingTree } from './tree'

const keyed = ({ event, unit, where, date_field, credit_unit, dedupe, late_days, missing }: CountingTree, by: string): CountingTree => ({
  kind: 'count_distinct', by, event, unit, missing, ...(where ? { where } : {}), ...(date_field ? { date_field } : {}), ...(credit_unit ? { credit_unit } : {}),
  ...(dedupe ? { dedupe } : {}), ...(late_days === undefined ? {} : { late_days }),
})

/** Entries of the period with what became of them. The outcome may belong to any centre: the person may have moved. */
function judgedSql(tree: CohortTree, request: FigureRequest, today: CalendarDate, has: HasColumn, add: (value: unknown, cast: string) => string): string {
  const entry = countedSql(keyed(tree.entry, tree.link), request, has, add)
  const outcome = countedSql(keyed(tree.outcome, tree.link), { from: request.from, to: addDays(request.to, tree.within_days), slices: [], closedOn: null }, has, add)
  const days = add(tree.within_days, 'int')
  return `with entry as (${entry} select record_key, day, unit_code, sex, age_band, province_code, distinct_key as link from counted),
    outcome as (${outcome} select day, distinct_key as link from counted where distinct_key is not null),
    judged as (select e.*, e.day + ${days} as due_on, e.day + ${days} >= ${add(today, 'date')} as is_early,
      exists (select 1 from outcome o where o.link = e.link and o.day between e.day and e.day + ${days}) as reached from entry e)`
}

/** One row for the whole and one for each centre. `due_on` is the last day that an entry still has. */
export function compileCohort(tree: CohortTree, request: FigureRequest, today: CalendarDate, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  return {
    text: `${judgedSql(tree, request, today, has, add)} select unit_code, count(*)::text as den, (count(*) filter (where reached))::text as num,
      max(due_on) filter (where is_early) as due_on from judged group by grouping sets ((), (unit_code))`,
    values,
  }
}

/** The entries, each with what became of it: yes, no, or not yet due. */
export function compileCohortList(tree: CohortTree, request: FigureRequest, today: CalendarDate, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  return {
    text: `${judgedSql(tree, request, today, has, add)} select record_key, day, unit_code, sex, age_band, province_code,
      case when reached then 'yes' when is_early then 'not-due' else 'no' end as outcome, is_early, due_on from judged order by day desc, record_key, unit_code`,
    values,
  }
}

/** The middle value and the number of rows that have one, for the whole and for each centre. Exact: no floating point. */
export function compileMedian(tree: MedianTree, request: FigureRequest, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  return {
    text: `${countedSql(asSum(tree), request, has, add)}, numbered as (
      select unit_code, amount::numeric as amount, row_number() over (order by amount) as place, count(*) over () as n,
        row_number() over (partition by unit_code order by amount) as place_here, count(*) over (partition by unit_code) as n_here from counted where amount is not null)
      select null as unit_code, count(*)::text as n, trim_scale(avg(amount) filter (where place in ((n + 1) / 2, (n + 2) / 2)))::text as value from numbered
      union all select unit_code, max(n_here)::text, trim_scale(avg(amount) filter (where place_here in ((n_here + 1) / 2, (n_here + 2) / 2)))::text from numbered group by unit_code`,
    values,
  }
}

/** The rows with a value; the one or two in the middle make the median. */
export function compileMedianList(tree: MedianTree, request: FigureRequest, has: HasColumn = promised): Statement {
  const { values, add } = parameters()
  return {
    text: `${countedSql(asSum(tree), request, has, add)} select record_key, day, unit_code, amount::text as amount from counted where amount is not null order by counted.amount, record_key`,
    values,
  }
}
