import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import yauzl from 'yauzl'

/** Concepts of an ESCO release, with the relations between occupations and skills as indexes into both lists. */
export interface Esco {
  occupations: readonly EscoOccupation[]
  skills: readonly EscoSkill[]
  /** One entry for each accepted relation; `essential` or else optional. */
  relations: readonly EscoRelation[]
  /** Broader skill or group of a skill, by URI. */
  broaderSkills: ReadonlyMap<string, readonly string[]>
  /** Titles that the definitions of ISCO unit groups give as examples, their own and those they say stand elsewhere. */
  iscoExamples: readonly { isco: string; text: string }[]
  /** Definitions of unit groups. */
  iscoDefinitions: readonly { isco: string; text: string }[]
  /** Relations that name a concept which the files do not hold. */
  refused: readonly string[]
  counts: { iscoGroups: number; occupationLabels: number; skillLabels: number; relationsRead: number; unitGroupsUsed: number }
}
export interface EscoOccupation {
  uri: string
  isco: string
  label: string
  otherLabels: readonly string[]
  description: string
}
export interface EscoSkill {
  uri: string
  label: string
  otherLabels: readonly string[]
  type: string
}
export interface EscoRelation {
  occupation: number
  skill: number
  essential: boolean
}

/** The files of ESCO are not where they were looked for, or lack a column. The sentence says what to do. */
export class EscoRefusal extends Error {}

type Row = Record<string, string>
type Opener = () => Promise<Readable>

/** Reads the official CSV packages: ZIP files, or a folder that holds them or the CSV files. `language` is that of the labels. */
export async function readEsco(paths: readonly string[], language = 'en'): Promise<Esco> {
  const archives: yauzl.ZipFile[] = []
  try {
    return await assemble(await findFiles(paths, archives), language)
  } finally {
    for (const archive of archives) archive.close()
  }
}

async function assemble(files: ReadonlyMap<string, Opener>, language: string): Promise<Esco> {
  const rowsOf = (name: string, columns: readonly string[]) => readRows(files, name, columns)
  const isco = await rowsOf(`ISCOGroups_${language}.csv`, ['code', 'description'])
  const knownGroups = new Set(isco.map((row) => row['code']))
  const iscoDefinitions = isco.filter(({ code = '' }) => code.length === 4).map(({ code = '', description = '' }) => ({ isco: code, text: description }))
  const iscoExamples = iscoDefinitions.flatMap(({ isco: code, text }) => examplesOf(code, text, knownGroups))
  const occupations: EscoOccupation[] = []
  const occupationAt = new Map<string, number>()
  for (const row of await rowsOf(`occupations_${language}.csv`, ['conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'description'])) {
    const { conceptUri: uri = '', iscoGroup = '', preferredLabel: label = '' } = row
    if (!knownGroups.has(iscoGroup)) throw new EscoRefusal(`occupations_${language}.csv: ${uri} names the ISCO group ${iscoGroup}, which is not in ISCOGroups_${language}.csv.`)
    occupationAt.set(uri, occupations.length)
    occupations.push({ uri, isco: iscoGroup, label, otherLabels: labelsOf(row['altLabels']), description: row['description'] ?? '' })
  }
  const skills: EscoSkill[] = []
  const skillAt = new Map<string, number>()
  for (const row of await rowsOf(`skills_${language}.csv`, ['conceptUri', 'skillType', 'preferredLabel', 'altLabels'])) {
    const { conceptUri: uri = '', preferredLabel: label = '', skillType: type = '' } = row
    skillAt.set(uri, skills.length)
    skills.push({ uri, label, otherLabels: labelsOf(row['altLabels']), type: type || 'skill/competence' })
  }
  const relations: EscoRelation[] = []
  const refused: string[] = []
  let relationsRead = 0
  for (const { occupationUri = '', skillUri = '', relationType } of await rowsOf('occupationSkillRelations.csv', ['occupationUri', 'relationType', 'skillUri'])) {
    relationsRead += 1
    const occupation = occupationAt.get(occupationUri)
    const skill = skillAt.get(skillUri)
    if (occupation === undefined || skill === undefined) refused.push(`${occupationUri} ${skillUri}`)
    else relations.push({ occupation, skill, essential: relationType === 'essential' })
  }
  return {
    occupations, skills, relations, refused, iscoExamples, iscoDefinitions,
    broaderSkills: files.has('broaderRelationsSkillPillar.csv') ? broaderOf(await rowsOf('broaderRelationsSkillPillar.csv', ['conceptUri', 'broaderUri'])) : new Map(),
    counts: {
      iscoGroups: isco.length, relationsRead, unitGroupsUsed: new Set(occupations.map((occupation) => occupation.isco)).size,
      occupationLabels: occupations.reduce((sum, { otherLabels }) => sum + otherLabels.length, 0),
      skillLabels: skills.reduce((sum, { otherLabels }) => sum + otherLabels.length, 0),
    },
  }
}

/** A definition lists example titles, then titles of other groups with their codes behind a dash. */
function examplesOf(isco: string, definition: string, known: ReadonlySet<string | undefined>): { isco: string; text: string }[] {
  const found: { isco: string; text: string }[] = []
  let part: 'here' | 'elsewhere' | 'none' = 'none'
  for (const line of definition.split('\n').map((text) => text.trim())) {
    if (/^examples of (?:the )?occupations classified here/i.test(line)) part = 'here'
    else if (/^some related occupations classified elsewhere/i.test(line)) part = 'elsewhere'
    else if (/^(?:note|excluded|it should)/i.test(line)) part = 'none'
    const item = /^[-\u2013\u2022]\s*(.+)$/.exec(line)?.[1]?.trim()
    if (item === undefined || part === 'none') continue
    const [, text = '', code = ''] = /^(.+?)\s*[-\u2013]\s*(\d{4})$/.exec(item) ?? []
    if (part === 'here' && item.length < 80) found.push({ isco, text: item })
    if (part === 'elsewhere' && known.has(code)) found.push({ isco: code, text })
  }
  return found
}

const labelsOf = (cell: string | undefined) => (cell ?? '').split('\n').map((text) => text.trim()).filter(Boolean)

function broaderOf(rows: readonly Row[]): Map<string, string[]> {
  const broader = new Map<string, string[]>()
  for (const { conceptUri = '', broaderUri = '' } of rows) broader.set(conceptUri, [...(broader.get(conceptUri) ?? []), broaderUri])
  return broader
}

async function readRows(files: ReadonlyMap<string, Opener>, name: string, columns: readonly string[]): Promise<Row[]> {
  const open = files.get(name)
  if (!open) throw new EscoRefusal(`The file ${name} is missing. Give the folder or the ZIP files of the official CSV package of ESCO (classification and relations).`)
  const rows: Row[] = []
  const parser = (await open()).pipe(parse({ columns: true, bom: true, skip_empty_lines: true, relax_quotes: false }))
  for await (const record of parser as AsyncIterable<Row>) {
    if (rows.length === 0) {
      const lacking = columns.filter((column) => !(column in record))
      if (lacking.length > 0) throw new EscoRefusal(`The file ${name} has no column ${lacking.join(', ')}.`)
    }
    rows.push(Object.fromEntries(columns.map((column) => [column, record[column] ?? ''])))
  }
  return rows
}

async function findFiles(paths: readonly string[], archives: yauzl.ZipFile[]): Promise<Map<string, Opener>> {
  const files = new Map<string, Opener>()
  for (const path of paths) {
    if (!existsSync(path)) throw new EscoRefusal(`There is no file or folder ${path}.`)
    const found = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]
    for (const file of found) {
      if (/\.csv$/i.test(file)) files.set(basename(file), async () => createReadStream(file))
      if (/\.zip$/i.test(file)) for (const [name, opener] of await entriesOf(file, archives)) files.set(name, opener)
    }
  }
  return files
}

/** The CSV entries of a ZIP by their names without folders. Each is read as a stream when it is needed. */
function entriesOf(file: string, archives: yauzl.ZipFile[]): Promise<Map<string, Opener>> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return reject(new EscoRefusal(`${basename(file)} is not a readable ZIP file.`))
      archives.push(zip)
      const entries = new Map<string, Opener>()
      zip.on('entry', (entry: yauzl.Entry) => {
        if (/\.csv$/i.test(entry.fileName)) {
          entries.set(basename(entry.fileName), () =>
            new Promise<Readable>((opened, failed) => zip.openReadStream(entry, (fault, stream) => (fault ? failed(fault) : opened(stream)))))
        }
        zip.readEntry()
      })
      zip.on('end', () => resolve(entries))
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}
