import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Reader, Tx } from '../../db/database'
import type { Esco } from './read-esco'

export interface ReleaseName {
  /** For example 1.1.1. */
  version: string
  language: 'en' | 'km' | 'lo'
}
export interface ImportedRelease {
  /** `same`: these files were loaded before and nothing was written. */
  state: 'new' | 'same'
  labels: number
  /** Labels longer than 300 characters, left out. */
  tooLong: number
}

const owner = 'European Commission'
const licence = 'This service uses the ESCO classification of the European Commission.'

/** Of what is stored: the same concepts, labels and relations give the same digest, however the files are packed. */
export function digestOf({ occupations, skills, relations }: Esco): string {
  return createHash('sha256').update(JSON.stringify([occupations, skills, relations])).digest('hex')
}

/** Version in the name of a file or folder, such as esco-v1.1.1. */
export const versionIn = (path: string): string | undefined => /(?:^|[^0-9])v?(\d+\.\d+(?:\.\d+)?)(?:[^0-9.]|$)/.exec(path)?.[1]

/** Loads a release: occupations, skills, labels, relations, and the relations that were refused. All or nothing. */
export async function importEsco(tx: Tx, esco: Esco, { version, language }: ReleaseName): Promise<Outcome<ImportedRelease, 'version-has-other-content'>> {
  const digest = digestOf(esco)
  const held = await tx.db.selectFrom('code_list').select(['digest']).where('list', '=', 'esco-occupation').where('version', '=', version).executeTakeFirst()
  if (held) return held.digest === digest ? done({ state: 'same', labels: 0, tooLong: 0 }) : refused('version-has-other-content')
  const lists = { occupation: await addList(tx, 'esco-occupation', version, language, digest, esco), skill: await addList(tx, 'esco-skill', version, language, digest, esco) }
  const occupations = await addCodes(tx, lists.occupation, esco.occupations.map(({ uri, isco }) => ({ code: uri, parent: isco, kind: '' })))
  const skills = await addCodes(tx, lists.skill, esco.skills.map(({ uri, type }) => ({ code: uri, parent: null, kind: type })))
  const rows = [...labelRows(esco.occupations, occupations), ...labelRows(esco.skills, skills)]
  const fitting = rows.filter(({ label }) => label.length <= 300)
  await addLabels(tx, fitting, language, `ESCO ${version}`)
  await addRelations(tx, esco, occupations, skills)
  const lost = esco.refused.map((line) => line.split(' '))
  await sql`insert into refused_relation (list_id, occupation, skill)
    select ${lists.occupation}, o, s from unnest(${lost.map(([one]) => one ?? '')}::text[], ${lost.map(([, one]) => one ?? '')}::text[]) as x(o, s) on conflict do nothing`.execute(tx.db)
  tx.note({ action: 'classification.import', subjectKind: 'code_list', fields: ['code', 'code_label', 'occupation_skill'] })
  return done({ state: 'new', labels: fitting.length, tooLong: rows.length - fitting.length })
}

async function addList(tx: Tx, list: 'esco-occupation' | 'esco-skill', version: string, language: string, digest: string, { counts, occupations, skills, relations, refused: lost }: Esco): Promise<number> {
  const added = await tx.db
    .insertInto('code_list')
    .values({
      list, version, language, owner, source: 'https://esco.ec.europa.eu', licence, digest, state: 'active', imported_at: tx.context.now,
      imported_by: tx.context.actor.accountId,
      counts: JSON.stringify({ ...counts, occupations: occupations.length, skills: skills.length, relations: relations.length, refused: lost.length }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.db.updateTable('code_list').set({ state: 'retired' }).where('list', '=', list).where('id', '<>', added.id).execute()
  return added.id
}

const rowsAtOnce = 10_000
async function inPieces<T>(rows: readonly T[], write: (piece: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) await write(rows.slice(from, from + rowsAtOnce))
}

/** Ids in the order of the codes. */
async function addCodes(tx: Tx, list: number, codes: readonly { code: string; parent: string | null; kind: string }[]): Promise<number[]> {
  const ids = new Map<string, number>()
  let sort = 0
  await inPieces(codes, async (piece) => {
    const { rows } = await sql<{ id: number; code: string }>`insert into code (list_id, code, parent, kind, sort)
      select ${list}, c, p, k, ${sort} + n from unnest(${piece.map(({ code }) => code)}::text[], ${piece.map(({ parent }) => parent)}::text[], ${piece.map(({ kind }) => kind)}::text[]) with ordinality as x(c, p, k, n)
      returning id, code`.execute(tx.db)
    for (const { id, code } of rows) ids.set(code, id)
    sort += piece.length
  })
  return codes.map(({ code }) => ids.get(code) ?? 0)
}

interface LabelRow {
  id: number
  label: string
  kind: 'official' | 'alternative'
}
function labelRows(concepts: readonly { label: string; otherLabels: readonly string[] }[], ids: readonly number[]): LabelRow[] {
  return concepts.flatMap(({ label, otherLabels }, at) => {
    const id = ids[at] ?? 0
    return [{ id, label, kind: 'official' as const }, ...[...new Set(otherLabels)].filter((other) => other !== label).map((other) => ({ id, label: other, kind: 'alternative' as const }))]
  })
}

const addLabels = (tx: Tx, rows: readonly LabelRow[], language: string, source: string) =>
  inPieces(rows, (piece) =>
    sql`insert into code_label (code_id, language, label, kind, source)
      select i, ${language}, l, k, ${source} from unnest(${piece.map(({ id }) => id)}::int[], ${piece.map(({ label }) => label)}::text[], ${piece.map(({ kind }) => kind)}::text[]) as x(i, l, k)`.execute(tx.db))

async function addRelations(tx: Tx, esco: Esco, occupations: readonly number[], skills: readonly number[]): Promise<void> {
  const strongest = new Map<string, { occupation: number; skill: number; essential: boolean }>()
  for (const { occupation, skill, essential } of esco.relations) {
    const key = `${occupation} ${skill}`
    if (!strongest.has(key) || essential) strongest.set(key, { occupation: occupations[occupation] ?? 0, skill: skills[skill] ?? 0, essential })
  }
  await inPieces([...strongest.values()], (piece) =>
    sql`insert into occupation_skill (occupation_id, skill_id, essential)
      select o, s, e from unnest(${piece.map(({ occupation }) => occupation)}::int[], ${piece.map(({ skill }) => skill)}::int[], ${piece.map(({ essential }) => essential)}::boolean[]) as x(o, s, e)`.execute(tx.db))
}

/** Text that must stand where ESCO is shown; null when no release is loaded. */
export async function escoAcknowledgement(reader: Reader): Promise<{ version: string; text: string } | null> {
  const row = await reader.db.selectFrom('code_list').select(['version', 'licence']).where('list', '=', 'esco-occupation').where('state', '=', 'active').executeTakeFirst()
  return row ? { version: row.version, text: row.licence } : null
}

/** Labels of occupations of the active release, for suggestions: the unit group and the text. */
export async function listEscoLabels(reader: Reader): Promise<{ isco: string; label: string; isPreferred: boolean }[]> {
  const rows = await reader.db
    .selectFrom('code_list').innerJoin('code', 'code.list_id', 'code_list.id').innerJoin('code_label', 'code_label.code_id', 'code.id')
    .select(['code.parent', 'code_label.label', 'code_label.kind'])
    .where('code_list.list', '=', 'esco-occupation').where('code_list.state', '=', 'active')
    .orderBy('code.sort').orderBy('code_label.label')
    .execute()
  return rows.map(({ parent, label, kind }) => ({ isco: parent ?? '', label, isPreferred: kind !== 'alternative' }))
}
