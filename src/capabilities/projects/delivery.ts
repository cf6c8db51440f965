import { compare, exact, type Exact, multiply } from '../../kernel/exact'
import { elapsedBy } from './months'
import type { PrintedActivity, PrintedReport } from './printed-report'
import { hasPlan, plannedPercent } from './plan/work-plan'
import type { Counted } from './readings'

/** How the planned percent of an activity is known: recorded, or a straight line somebody chose and named. */
export interface DeliveryBasis {
  name: string
  /** Planned percent of an activity by the cut-off; null when none is recorded, and then it can be neither on schedule nor late. */
  planned(activity: PrintedActivity): Exact | null
}
export interface Delivery extends Counted {
  scope: string
  unit: 'activity' | 'output'
  basis: string
  isComputable: boolean
  isDefault: boolean
}

const hundred = exact(100)

/** The recorded plan first; the straight lines are offered beside it, never assumed. */
export function basesOf({ project, activities }: PrintedReport, until: string): DeliveryBasis[] {
  const { start_actual: start, end_actual: end } = project.planning
  const launch = project.dated_statements.find(({ event, planned }) => event === 'project_launched' && !planned)?.date.slice(0, 7)
  const line = (name: string, from: string): DeliveryBasis => {
    const { months, of, share } = elapsedBy(from, end, until)
    const planned = multiply(share, hundred)
    return { name: `${name} ${months}/${of}`, planned: () => planned }
  }
  const recorded: DeliveryBasis = hasPlan({ activities }) ? { name: 'recorded plan', planned: (activity) => plannedPercent(activity, until) } : { name: 'no plan recorded', planned: () => null }
  return [recorded, line('straight line project dates', start), ...(launch ? [line('straight line from launch', launch)] : [])]
}

const outputOf = ({ country, objectiveNo, outputNo }: PrintedActivity) => `${country} ${objectiveNo}.${outputNo}`

/** Activities on schedule of those with a percentage; "n.a." is put off and counts nowhere. An output is on schedule when all of them are. */
function countDelivery(activities: readonly PrintedActivity[], plannedOf: DeliveryBasis['planned'], unit: 'activity' | 'output'): Counted {
  const underway = activities.flatMap((activity) => {
    const planned = plannedOf(activity)
    return activity.percent === null || planned === null ? [] : [{ activity, onSchedule: compare(exact(activity.percent), planned) >= 0 }]
  })
  if (unit === 'activity') return { met: underway.filter(({ onSchedule }) => onSchedule).length, due: underway.length }
  const outputs = new Map<string, boolean>()
  for (const { activity, onSchedule } of underway) outputs.set(outputOf(activity), (outputs.get(outputOf(activity)) ?? true) && onSchedule)
  return { met: [...outputs.values()].filter(Boolean).length, due: outputs.size }
}

/** Scopes of activities carry the objective numbers of section 4, as the indicators do. */
export function activityScopes({ project, activities }: PrintedReport): { name: string; activities: readonly PrintedActivity[] }[] {
  const numberOf = ({ country, objectiveNo }: PrintedActivity) =>
    project.objectives.find((objective) => objective.country === country && objective.number_in_section_3 === objectiveNo)?.number_in_section_4
  const countries = [...new Set(activities.map(({ country }) => country))]
  const objectives = [...new Set(project.objectives.map(({ number_in_section_4: number }) => number))].sort((a, b) => a - b)
  return [
    { name: 'programme', activities },
    ...countries.map((country) => ({ name: `country ${country}`, activities: activities.filter((activity) => activity.country === country) })),
    ...objectives.map((number) => ({ name: `objective ${number}`, activities: activities.filter((activity) => numberOf(activity) === number) })),
  ]
}

/** Delivery of every scope, by activity and by output, on every basis. */
export function allDeliveries(report: PrintedReport, until: string): Delivery[] {
  const bases = basesOf(report, until)
  return activityScopes(report).flatMap(({ name, activities }) =>
    (['activity', 'output'] as const).flatMap((unit) =>
      bases.map(({ name: basis, planned }, index): Delivery => {
        const counted = countDelivery(activities, planned, unit)
        return { scope: name, unit, basis, ...counted, isComputable: counted.due > 0, isDefault: name === 'programme' && unit === 'activity' && index === 0 }
      }),
    ),
  )
}
