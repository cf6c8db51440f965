import { sql } from 'kysely'
import { addWorkingDays, type Weekday } from '../../../kernel/calendar'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { findEmployerLine } from '../../employers/index'
import type { Vacancy, VacancyContent } from '../model'
import { mayKeep } from '../policy'
import { contentColumns, contentOf } from '../queries/record'
import { writeHistory, writePostsChange } from '../queries/records'
import { searchWordsOf } from '../queries/search-words'
import { changesBetween, needsInspection } from '../rules/changes'
import { isPossible } from '../rules/transitions'
import { check, readCheckGround, refreshFindings } from './send'
import { updateVacancy } from './state'

export type EditRefusal = 'stale' | 'not-allowed' | 'wrong-state' | 'fewer-than-filled' | 'refused-limit' | 'employer-closed'

/**
 * Changes what a vacancy says. `version` is the one that the writer saw. A change of wage, place, duties, contact or
 * limits, or of the posts by half, goes back to the inspector.
 */
export async function editVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, content: VacancyContent, version: number): Promise<Outcome<{ inspected: boolean }, EditRefusal>> {
  const { actor, today } = tx.context
  if (!mayKeep(actor, vacancy)) return refused('not-allowed')
  if (vacancy.state === 'closed' || vacancy.state === 'rejected') return refused('wrong-state')
  if (vacancy.version !== version) return refused('stale')
  if (content.posts < vacancy.filled) return refused('fewer-than-filled')
  const changes = changesBetween(contentOf(vacancy), content)
  if (changes.length === 0) return done({ inspected: false })
  const employer = await findEmployerLine(tx, vacancy.employerId)
  if (!employer) return refused('employer-closed')
  const back = isPossible(vacancy.state, 'change') && needsInspection(changes, vacancy.posts, content.posts)
  const found = vacancy.state === 'draft' ? [] : check(tx, platform, content, employer, await readCheckGround(tx, platform))
  if (found.some(({ effect }) => effect === 'refuse')) return refused('refused-limit')
  const { tokens, rankWords } = searchWordsOf(content, employer, platform.country)
  const written = await updateVacancy(tx, platform, vacancy, {
    ...contentColumns(content), find_tokens: tokens, rank_words: sql<string>`${rankWords}::tsvector`,
    ...(content.isco !== vacancy.isco ? { coded_by: content.isco ? actor.accountId : null } : {}),
    ...(back ? { state: 'inspecting', decision_due_on: addWorkingDays(today, 1, { workDays: platform.country.workDays as Weekday[], holidays: platform.country.holidays }) } : {}),
  })
  if (!written) return refused('stale')
  const lines = changes.map(({ field, before, after }) => ({ field: field as string, before, after }))
  await writeHistory(tx, vacancy, back ? [...lines, { field: 'state', before: vacancy.state, after: 'inspecting' }] : lines)
  if (vacancy.receivedOn !== null && content.posts !== vacancy.posts) {
    const delta = content.posts - vacancy.posts
    await writePostsChange(tx, vacancy, delta > 0 ? 'increase' : 'decrease', delta)
  }
  if (vacancy.state !== 'draft') await refreshFindings(tx, { ...vacancy, ...content }, found)
  tx.note({ action: 'vacancy.edit', subjectKind: 'vacancy', subjectId: vacancy.id, fields: changes.map(({ field }) => field) })
  return done({ inspected: back })
}

/** A person confirms the occupation. The search words follow, because people look for the name of the occupation too. */
export async function codeOccupation(tx: Tx, platform: Platform, vacancy: Vacancy, isco: string): Promise<Outcome<void, 'stale' | 'not-allowed' | 'wrong-state'>> {
  const { actor } = tx.context
  if (!mayKeep(actor, vacancy)) return refused('not-allowed')
  if (vacancy.state === 'closed' || vacancy.state === 'rejected') return refused('wrong-state')
  const employer = await findEmployerLine(tx, vacancy.employerId)
  const { tokens, rankWords } = searchWordsOf({ ...contentOf(vacancy), isco }, employer ?? null, platform.country)
  const written = await updateVacancy(tx, platform, vacancy, { isco, coded_by: actor.accountId, find_tokens: tokens, rank_words: sql<string>`${rankWords}::tsvector` })
  if (!written) return refused('stale')
  await writeHistory(tx, vacancy, [{ field: 'isco', before: vacancy.isco, after: isco }])
  tx.note({ action: 'vacancy.code', subjectKind: 'vacancy', subjectId: vacancy.id, fields: ['isco'] })
  return done()
}
