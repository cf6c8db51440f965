import { activityChecks } from './activities'
import { calendarChecks } from './calendar'
import { figureChecks } from './figures'
import { type Check, type CheckInput, type Finding, findingsOf } from './finding'
import { formChecks } from './form'
import { targetChecks } from './targets'

const all: readonly Check[] = [...targetChecks, ...figureChecks, ...activityChecks, ...calendarChecks, ...formChecks]

/** Runs every rule; one that breaks is itself a finding, never silence. In the order of the rules. */
export function runChecks(input: CheckInput, checks: readonly Check[] = all): Finding[] {
  const found = checks.flatMap((check) => {
    try {
      return check(input)
    } catch (error) {
      return [findingsOf('PR00', 'error')({ subject: check.name, printed: error instanceof Error ? error.message : 'unknown' })]
    }
  })
  return found.sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
}
