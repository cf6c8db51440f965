import { z } from 'zod'

const skill = z.union([
  z.string().min(1).transform((uri) => ({ uri, role: 'essential' as const })),
  z.object({ uri: z.string().min(1), role: z.enum(['essential', 'optional']).default('essential') }),
])
const occupation = z.object({
  isco: z.string().optional(),
  esco: z.string().optional(),
  kind: z.enum(['wanted', 'last', 'past']).default('wanted'),
  rank: z.number().int().min(1).max(3).default(1),
})
const entry = z.object({
  id: z.string().min(1).max(200),
  occupations: z.array(occupation).max(6).default([]),
  skills: z.array(skill).max(500).default([]),
  exclude: z.array(z.string()).default([]),
})
export type Entry = z.output<typeof entry>
const label = z.object({ id: z.string(), relevant: z.record(z.string(), z.number().int().min(1).max(3)) })
export type Labels = ReadonlyMap<string, Readonly<Record<string, number>>>

export interface JsonlFault {
  file: string
  line: number
  message: string
}
export interface ReadEntries {
  entries: Entry[]
  faults: JsonlFault[]
  /** Fields that were not used, each told once. */
  unknownFields: string[]
  /** ISCO codes that are not of the list and were taken as unknown (`lenient`). */
  unknownCodes: number
}

const knownFields = new Set(['id', 'occupations', 'skills', 'exclude'])
const mostFaults = 100

/** Reads profiles or candidates, one object per line. Every fault is told with its line; ids are unique in a file. */
export function readEntries(text: string, file: string, options: { isIsco: (code: string) => boolean; lenient: boolean; mostOccupations: 1 | 6 }): ReadEntries {
  const read: ReadEntries = { entries: [], faults: [], unknownFields: [], unknownCodes: 0 }
  const seen = new Set<string>()
  forEachObject(text, file, read.faults, (value, line) => {
    const fault = (message: string) => void (read.faults.length < mostFaults && read.faults.push({ file, line, message }))
    for (const field of Object.keys(value)) if (!knownFields.has(field) && !read.unknownFields.includes(field)) read.unknownFields.push(field)
    const parsed = entry.safeParse(value)
    if (!parsed.success) return fault(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
    if (parsed.data.occupations.length > options.mostOccupations) return fault(`at most ${options.mostOccupations} occupation${options.mostOccupations === 1 ? '' : 's'}`)
    if (seen.has(parsed.data.id)) return fault(`the id "${parsed.data.id}" stands here a second time`)
    seen.add(parsed.data.id)
    for (const one of parsed.data.occupations) {
      if (one.isco === undefined || options.isIsco(one.isco)) continue
      if (!options.lenient) return fault(`"${one.isco}" is not an ISCO-08 code`)
      read.unknownCodes += 1
      delete one.isco
    }
    read.entries.push(parsed.data)
  })
  return read
}

/** Labels for the measurement after the ranking. */
export function readLabels(text: string, file: string): { labels: Labels; faults: JsonlFault[] } {
  const faults: JsonlFault[] = []
  const labels = new Map<string, Readonly<Record<string, number>>>()
  forEachObject(text, file, faults, (value, line) => {
    const parsed = label.safeParse(value)
    if (parsed.success) labels.set(parsed.data.id, parsed.data.relevant)
    else faults.push({ file, line, message: 'a label is {"id": ..., "relevant": {"candidate id": 1 to 3}}' })
  })
  return { labels, faults }
}

function forEachObject(text: string, file: string, faults: JsonlFault[], visit: (value: Record<string, unknown>, line: number) => void): void {
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      if (faults.length < mostFaults) faults.push({ file, line: index + 1, message: 'this line is not JSON' })
      return
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) visit(value as Record<string, unknown>, index + 1)
    else if (faults.length < mostFaults) faults.push({ file, line: index + 1, message: 'this line is not an object' })
  })
}
