import type { Reader } from '../../platform/db/database'
import { findPersonRow, listPersonRows, type PersonRow } from './queries/people'
import { ageAt } from './rules'

export interface PersonLine {
  id: string
  cardNumber: string
  nameNative: string | null
  nameLatin: string | null
  sex: string
  /** At the reader's day; null when it was not stated. */
  ageYears: number | null
  provinceCode: string | null
  districtCode: string | null
  language: string
  /** Present main counsellor. */
  counsellorId: string | null
}

const toLine = (row: PersonRow, reader: Reader): PersonLine => ({
  id: row.id, cardNumber: row.cardNumber, nameNative: row.nameNative, nameLatin: row.nameLatin, sex: row.sex, ageYears: ageAt(row.birth, reader.context.today),
  provinceCode: row.provinceCode, districtCode: row.districtCode, language: row.language, counsellorId: row.counsellorId,
})

/** On whose ground somebody reads: the person's own record, or the people of the centre. */
export const basisOf = (reader: Reader, personId: string): string => (reader.context.actor.personId === personId ? 'own' : 'assignment')

export const noteView = (reader: Reader, personId: string, purpose: string): void =>
  reader.note({ action: 'person.view', subjectKind: 'person', subjectId: personId, purpose, basis: basisOf(reader, personId) })

/** One person inside the reader's scope; the read is audited with its purpose. */
export async function findPersonLine(reader: Reader, id: string, purpose: string): Promise<PersonLine | undefined> {
  const row = await findPersonRow(reader, id)
  if (!row) return undefined
  noteView(reader, id, purpose)
  return toLine(row, reader)
}

/** People inside the reader's scope by id; each shown person is audited. */
export async function listPersonLines(reader: Reader, ids: readonly string[], purpose: string): Promise<Map<string, PersonLine>> {
  const rows = await listPersonRows(reader, [...new Set(ids)])
  for (const { id } of rows) noteView(reader, id, purpose)
  return new Map(rows.map((row) => [row.id, toLine(row, reader)]))
}

/** Native name on a page in the national script, else Latin; never empty. */
export function personName(line: Pick<PersonLine, 'nameNative' | 'nameLatin'>, lang: string): string {
  const [first, second] = lang === 'en' ? [line.nameLatin, line.nameNative] : [line.nameNative, line.nameLatin]
  return first ?? second ?? '–'
}
