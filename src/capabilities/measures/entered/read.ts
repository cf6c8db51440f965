import { exact, sum } from '../../../kernel/exact'
import type { StatisticsReader } from '../../../platform/db/database'
import type { Observation, ObservationRequest, Observed } from '../figures/observation'
import type { AnyMeasure } from '../language/composed'
import { type EnteredTree, isAdditive } from '../language/entered'
import { rowsOf } from '../statement'
import { chosenOf, earliestEnd, type EnteredRow } from './choose'

export type EnteredMeasure = AnyMeasure & { readonly tree: EnteredTree }

/** Confirmed figures that could answer, of the centre that is asked or of all levels. Those of a release are what was confirmed by its day. */
async function readRows(reader: StatisticsReader, { id, tree }: EnteredMeasure, { from, to, slices, closedOn }: ObservationRequest): Promise<EnteredRow[]> {
  const centre = slices.find(({ dimension }) => dimension === 'centre')?.value ?? null
  return rowsOf<EnteredRow>(reader, {
    text: `select entry_key::text as record_key, centre_code as unit_code, from_date, to_date, value::text as value from fact_figure_entry
      where measure = $1 and to_date between $2::date and $3::date and ($4::text is null or centre_code = $4)
      and (case when $5::date is null then in_use else confirmed_on <= $5::date and (replaced_on is null or replaced_on > $5::date) end)
      order by to_date desc, centre_code nulls first, entry_key`,
    values: [id, earliestEnd(tree, { from, to }), to, centre, closedOn],
  })
}

const byUnit = (rows: readonly EnteredRow[]) => {
  const units = new Map<string | null, EnteredRow[]>()
  for (const row of rows) units.set(row.unit_code, [...(units.get(row.unit_code) ?? []), row])
  return units
}

/** The figures that make the value asked for: of the centre asked, else of the agency, which is the sum of its centres where they add up. */
export async function readChosen(reader: StatisticsReader, measure: EnteredMeasure, request: ObservationRequest): Promise<EnteredRow[]> {
  const units = byUnit(await readRows(reader, measure, request))
  const { tree } = measure
  const asked = request.slices.length > 0 || (isAdditive(tree) && tree.given_for === 'centre') ? [...units.values()] : [units.get(null) ?? []]
  return asked.flatMap((rows) => chosenOf(tree, rows, request))
}

/** Nothing given is no data, and a statement that nobody counted is that; neither becomes a zero. */
export function figureOf(rows: readonly EnteredRow[]): Observation {
  const known = rows.flatMap(({ value }) => (value === null ? [] : [exact(value)]))
  const none = { num: null, den: null, n: null, dueOn: null }
  return known.length > 0 ? { ...none, state: 'ok', value: sum(known) } : { ...none, state: rows.length > 0 ? 'not-recorded' : 'no-data', value: null }
}

/** The whole and each centre with a figure of its own. */
export async function observeEntered(reader: StatisticsReader, measure: EnteredMeasure, request: ObservationRequest): Promise<Observed> {
  const units = byUnit(await readRows(reader, measure, request))
  const centres = new Map([...units].flatMap(([code, rows]) => (code === null ? [] : [[code, figureOf(chosenOf(measure.tree, rows, request))] as const])))
  return { total: figureOf(await readChosen(reader, measure, request)), centres, missing: figureOf([]) }
}
