import { sql } from 'kysely'
import { addDays, type CalendarDate, daysBetween } from '../../../kernel/calendar'
import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { type EmployerLine, isVerified, listEmployerLines } from '../../employers/index'
import { blankContent, type ClosingReason, longestWindow, type Origin, usualWindow, type VacancyContent } from '../model'
import { contentColumns } from '../queries/record'
import { searchWordsOf } from '../queries/search-words'
import { forgetSearches } from '../search'
import { check, readCheckGround } from './send'

/** One row of the register `vacancies` of an import, with its employer and centre already found. */
export interface ImportedVacancy {
  sourceSystem: string
  sourceId: string
  employerId: string
  titleKm?: string | null
  titleLo?: string | null
  /** In the national language, where the file does not say which. */
  titleNative?: string | null
  titleEn?: string | null
  isco?: string | null
  occupationTyped?: string | null
  duties: string
  requirements: string
  posts: number
  contract: string
  hoursPerWeek?: number | null
  provinceCode?: string | null
  districtCode?: string | null
  workplaceText?: string | null
  wageMin?: string | null
  wageMax?: string | null
  currency?: string | null
  wagePeriod?: string | null
  educationMin?: string | null
  experienceMinYears?: string | null
  statedSex: string
  ageMin?: number | null
  ageMax?: number | null
  receivedOn: CalendarDate
  closesOn?: CalendarDate | null
  state: 'open' | 'closed'
  closingReason?: ClosingReason | null
  postsFilled?: number
  centreId: string
  origin: Origin
}
export type ImportVerdict = { verdict: 'new' | 'same'; id: string } | { verdict: 'wrong'; reason: 'no-employer' | 'no-title' | 'under-legal-age' | 'wage-order' | 'filled-over-posts' }

export interface ImportOptions {
  /** Unflagged rows of verified employers are published at once: an inspector answers for the whole file. */
  publish?: boolean
}

const rowsOfOneInsert = 100

const contentOfRow = (row: ImportedVacancy, platform: Platform, today: CalendarDate): VacancyContent => {
  const national = platform.country.languages[0]
  const native = row.titleNative ?? null
  const days = row.closesOn ? daysBetween(today, row.closesOn) : usualWindow
  return {
    ...blankContent, titleKm: row.titleKm ?? (national === 'km' ? native : null), titleLo: row.titleLo ?? (national === 'lo' ? native : null), titleEn: row.titleEn ?? (national === 'en' ? native : null),
    occupationTyped: row.occupationTyped ?? null, isco: row.isco ?? null, duties: row.duties, requirements: row.requirements, posts: row.posts, contract: row.contract,
    hoursPerWeek: row.hoursPerWeek ?? null, provinceCode: row.provinceCode ?? null, districtCode: row.districtCode ?? null, workplaceText: row.workplaceText ?? null,
    wageMin: row.wageMin ?? null, wageMax: row.wageMax ?? null, wageCurrency: row.currency ?? null, wagePeriod: row.wagePeriod ?? null, wageShown: (row.wageMin ?? row.wageMax ?? null) !== null,
    educationMin: row.educationMin ?? null, experienceMinYears: row.experienceMinYears ?? null, statedSex: row.statedSex, statedAgeMin: row.ageMin ?? null, statedAgeMax: row.ageMax ?? null,
    windowDays: days >= 1 ? Math.min(days, longestWindow) : usualWindow,
  }
}

function faultOf(row: ImportedVacancy, employer: EmployerLine | undefined, platform: Platform): Extract<ImportVerdict, { verdict: 'wrong' }> | null {
  const wrong = (reason: Extract<ImportVerdict, { verdict: 'wrong' }>['reason']) => ({ verdict: 'wrong' as const, reason })
  if (!employer) return wrong('no-employer')
  if (![row.titleNative, row.titleEn, row.titleKm, row.titleLo].some((title) => title)) return wrong('no-title')
  if (typeof row.ageMin === 'number' && row.ageMin < platform.country.minimumWorkingAge) return wrong('under-legal-age')
  if (row.wageMin && row.wageMax && Number(row.wageMin) > Number(row.wageMax)) return wrong('wage-order')
  return (row.postsFilled ?? 0) > row.posts ? wrong('filled-over-posts') : null
}

async function knownRows(tx: Tx, rows: readonly ImportedVacancy[]): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (const system of new Set(rows.map(({ sourceSystem }) => sourceSystem))) {
    const ids = rows.filter(({ sourceSystem }) => sourceSystem === system).map(({ sourceId }) => sourceId)
    const found = await sql<{ id: string; source: string }>`select id, source_id as source from vacancy where source_system = ${system} and source_id = any (${ids}::text[])`.execute(tx.db)
    for (const { id, source } of found.rows) known.set(`${system} ${source}`, id)
  }
  return known
}

/**
 * Takes rows of a register in. Open ones wait for the inspector with their findings; a row known by its source is
 * the same and is left alone. Verdicts come in the order of the rows.
 */
export async function importVacancies(tx: Tx, platform: Platform, rows: readonly ImportedVacancy[], options: ImportOptions = {}): Promise<ImportVerdict[]> {
  const { today } = tx.context
  const employers = await listEmployerLines(tx, [...new Set(rows.map(({ employerId }) => employerId))])
  const known = await knownRows(tx, rows)
  const ground = await readCheckGround(tx, platform)
  const records: VacancyRecordParts[] = []
  const verdicts = rows.map((row): ImportVerdict => {
    const key = `${row.sourceSystem} ${row.sourceId}`
    const before = known.get(key)
    if (before) return { verdict: 'same', id: before }
    const employer = employers.get(row.employerId)
    const fault = faultOf(row, employer, platform)
    if (fault || !employer) return fault ?? { verdict: 'wrong', reason: 'no-employer' }
    const content = contentOfRow(row, platform, today)
    const found = row.state === 'open' ? check(tx, platform, content, employer, ground) : []
    if (found.some(({ effect }) => effect === 'refuse')) return { verdict: 'wrong', reason: 'under-legal-age' }
    const record = recordOf(tx, platform, row, content, employer, options.publish === true && found.length === 0 && isVerified(employer, today))
    known.set(key, record.vacancy.id)
    records.push({ ...record, findings: found.map((one) => ({ id: newId(), created_at: tx.context.now, vacancy_id: record.vacancy.id, centre_id: row.centreId, ...one, words: one.words?.slice(0, 300) ?? null })) })
    return { verdict: 'new', id: record.vacancy.id }
  })
  await writeRecords(tx, records)
  if (records.length > 0) tx.afterCommit(() => forgetSearches(platform))
  return verdicts
}

type VacancyRecordParts = ReturnType<typeof recordOf>

function recordOf(tx: Tx, platform: Platform, row: ImportedVacancy, content: VacancyContent, employer: EmployerLine, published: boolean) {
  const { actor, now, today } = tx.context
  const id = newId()
  const closed = row.state === 'closed'
  const filled = row.postsFilled ?? 0
  const closedOn = closed ? (row.closesOn && row.closesOn <= today ? row.closesOn : today) : null
  const { tokens, rankWords } = searchWordsOf(content, employer, platform.country)
  const vacancy = {
    ...contentColumns(content), id, created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: globalThis.crypto.randomUUID(), employer_id: row.employerId,
    centre_id: row.centreId, owner_id: null, origin: row.origin, coded_by: row.isco ? actor.accountId : null, isic: employer.isic, filled,
    state: closed ? 'closed' : published ? 'published' : 'inspecting', received_on: row.receivedOn, decision_due_on: closed || published ? null : today,
    published_on: published ? today : closed ? row.receivedOn : null, valid_until: published ? addDays(today, content.windowDays) : closed ? (row.closesOn ?? closedOn) : null,
    closed_on: closedOn, closing_reason: closed ? (row.closingReason ?? (filled >= row.posts ? 'filled-by-centre' : 'not-filled')) : null,
    source_system: row.sourceSystem, source_id: row.sourceId, entered_on: today, find_tokens: tokens, rank_words: sql<string>`${rankWords}::tsvector`,
  }
  const change = (kind: string, day: CalendarDate, delta: number) => ({ id: newId(), created_at: now, created_by: actor.accountId, vacancy_id: id, centre_id: row.centreId, day, delta, kind, reason: 'import' })
  const changes = [
    change('received', row.receivedOn, row.posts),
    ...(filled > 0 ? [change('filled', closedOn ?? today, -filled)] : []),
    ...(closed && filled < row.posts ? [change('closed', closedOn ?? today, filled - row.posts)] : []),
  ]
  return { vacancy, changes, findings: [] as { id: string; created_at: Date; vacancy_id: string; centre_id: string; rule: string; ground: string | null; words: string | null; effect: string }[] }
}

async function writeRecords(tx: Tx, records: readonly VacancyRecordParts[]): Promise<void> {
  for (let at = 0; at < records.length; at += rowsOfOneInsert) {
    const part = records.slice(at, at + rowsOfOneInsert)
    await tx.db.insertInto('vacancy').values(part.map(({ vacancy }) => vacancy)).execute()
    await tx.db.insertInto('vacancy_posts_change').values(part.flatMap(({ changes }) => changes)).execute()
    const findings = part.flatMap((one) => one.findings)
    if (findings.length > 0) await tx.db.insertInto('vacancy_finding').values(findings).execute()
    for (const { vacancy } of part) tx.note({ action: 'vacancy.import', subjectKind: 'vacancy', subjectId: vacancy.id })
  }
}
