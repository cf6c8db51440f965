import type { UpdateObject } from 'kysely'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Tables } from '../../../platform/db/tables.generated'
import type { Language } from '../../../platform/i18n/words'
import { queueMessage } from '../../../platform/messages/outbox'
import type { Platform } from '../../../platform/platform'
import { findEmployerContactWay } from '../../employers/index'
import { tellAtOnce } from '../alerts/tell'
import type { Vacancy } from '../model'
import { writeHistory } from '../queries/records'
import { after, type VacancyEvent } from '../rules/transitions'
import { forgetSearches } from '../search'
import { titleOf } from '../titles'

export type StateRefusal = 'wrong-state' | 'stale'
type Columns = UpdateObject<Tables, 'vacancy'>

/** Writes columns of the version that was read; nothing is written when somebody was faster. */
export async function updateVacancy(tx: Tx, platform: Platform, vacancy: Vacancy, set: Columns): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('vacancy')
    .set({ ...set, version: vacancy.version + 1 })
    .where('id', '=', vacancy.id)
    .where('version', '=', vacancy.version)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return false
  tx.afterCommit(() => forgetSearches(platform))
  return true
}

/** Moves a vacancy along its life, with its line in the history and in the audit. */
export async function move(tx: Tx, platform: Platform, vacancy: Vacancy, event: VacancyEvent, set: Columns = {}): Promise<Outcome<Vacancy, StateRefusal>> {
  const next = after(vacancy.state, event)
  if (!next.ok) return next
  if (!(await updateVacancy(tx, platform, vacancy, { ...set, state: next.value }))) return refused('stale')
  await writeHistory(tx, vacancy, [{ field: 'state', before: vacancy.state, after: next.value }])
  if (event === 'publish') await tellAtOnce(tx, [vacancy.id])
  tx.note({ action: `vacancy.${event}`, subjectKind: 'vacancy', subjectId: vacancy.id, fields: Object.keys(set) })
  return done({ ...vacancy, state: next.value, version: vacancy.version + 1 })
}

/** Tells the employer something about a vacancy in its own language. The sentence gets the title and the parameters. */
export async function tellEmployer(tx: Tx, platform: Platform, vacancy: Vacancy, template: string, parameters: Record<string, string | number>, uniqueKey?: string): Promise<void> {
  const way = await findEmployerContactWay(tx, vacancy.employerId)
  const language = (way.language || platform.country.languages[0]) as Language
  await queueMessage(tx, {
    template: `vacancies.${template}`, language, channel: way.channel, address: way.address, employerId: vacancy.employerId, centreId: vacancy.centreId,
    body: platform.words.say(language, `vacancies.message.${template}`, { title: titleOf(vacancy, language), ...parameters }), ...(uniqueKey ? { uniqueKey } : {}),
  })
}
