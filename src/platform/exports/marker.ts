/*
 * The header of a guarded file carries a mark on its first heading: "source_id [openpes-1]". Only where the importer
 * finds it does it take guards away; a foreign file may hold real apostrophes.
 */

const mark = ' [openpes-1]'

export function markHeading(heading: string): string {
  return heading + mark
}

export function isMarkedHeading(heading: string): boolean {
  return heading.trimEnd().endsWith(mark)
}

export function withoutMark(heading: string): string {
  return isMarkedHeading(heading) ? heading.trimEnd().slice(0, -mark.length) : heading
}
