import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'
import { byKey, listVersions, toMeasure, versionAt } from '../editor/own-queries'
import type { AnyMeasure } from '../language/composed'
import { allMeasures, findAnyMeasure } from '../language/composed-catalogue'

/** Measures in force: those of the program, and the agency's own in the version that counts a day. */
export interface MeasuresInForce {
  find(id: string, day: CalendarDate): AnyMeasure | undefined
  list(day: CalendarDate): AnyMeasure[]
}

export async function readMeasures(reader: Reader): Promise<MeasuresInForce> {
  const versions = byKey(await listVersions(reader))
  const ownAt = (id: string, day: CalendarDate) => {
    const version = versionAt(versions.get(id) ?? [], day)
    return version && toMeasure(version)
  }
  return {
    find: (id, day) => findAnyMeasure(id) ?? ownAt(id, day),
    list: (day) => [...allMeasures, ...[...versions.keys()].flatMap((id) => ownAt(id, day) ?? [])],
  }
}
