import { newPublicCode } from '../../../kernel/code'
import { newId } from '../../../kernel/id'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { EmployerLine } from '../../employers/index'
import type { Origin, VacancyContent } from '../model'
import { contentColumns } from '../queries/record'
import { searchWordsOf } from '../queries/search-words'

/** Writes a draft. It belongs to the centre of whoever took it; an employer's own goes to the employer's centre. */
export async function enterVacancy(tx: Tx, platform: Platform, employer: EmployerLine, content: VacancyContent, origin: Origin): Promise<string> {
  const { actor, now, today } = tx.context
  const id = newId()
  const { tokens, rankWords } = searchWordsOf(content, employer, platform.country)
  const ofStaff = actor.role !== 'employer'
  await tx.db
    .insertInto('vacancy')
    .values({
      ...contentColumns(content), id, created_at: now, created_by: actor.accountId, code: newPublicCode(), stat_key: globalThis.crypto.randomUUID(),
      employer_id: employer.id, centre_id: ofStaff ? (actor.centreId ?? employer.centreId) : employer.centreId,
      owner_id: ofStaff ? actor.accountId : employer.ownerId, origin, coded_by: content.isco ? actor.accountId : null, isic: employer.isic, state: 'draft',
      entered_on: today, find_tokens: tokens, rank_words: sql<string>`${rankWords}::tsvector`,
    })
    .execute()
  tx.note({ action: 'vacancy.enter', subjectKind: 'vacancy', subjectId: id })
  return id
}
