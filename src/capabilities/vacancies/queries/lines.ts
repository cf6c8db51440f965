import { parsePublicCode } from '../../../kernel/code'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import type { RecordFinder } from '../../../platform/providers'
import type { State, VacancyLine } from '../model'
import { openReferralsAllowed } from '../rules/decisions'
import { forgetSearches } from '../search'
import { moveFilled, writePostsChange } from './records'

const lines = (reader: Reader) =>
  reader.db
    .selectFrom('vacancy')
    .select([
      'id', 'code', 'employer_id', 'centre_id', 'owner_id', 'title_km', 'title_lo', 'title_en', 'isco', 'isic', 'posts', 'filled', 'state', 'contract', 'hours_per_week', 'province_code',
      'district_code', 'wage_min', 'wage_max', 'wage_currency', 'wage_period', 'wage_shown', 'public_display', 'published_on', 'valid_until', 'max_open_referrals',
    ])

type LineRow = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>

const toLine = (row: LineRow): VacancyLine => ({
  id: row.id, code: row.code, employerId: row.employer_id, centreId: row.centre_id, ownerId: row.owner_id, titleKm: row.title_km, titleLo: row.title_lo, titleEn: row.title_en,
  isco: row.isco, isic: row.isic, posts: row.posts, filled: row.filled, state: row.state as State, contract: row.contract, hoursPerWeek: row.hours_per_week,
  provinceCode: row.province_code, districtCode: row.district_code, wageMin: row.wage_min, wageMax: row.wage_max, wageCurrency: row.wage_currency, wagePeriod: row.wage_period,
  wageShown: row.wage_shown, publicDisplay: row.public_display, publishedOn: row.published_on, validUntil: row.valid_until,
  maxOpenReferrals: openReferralsAllowed({ posts: row.posts, maxOpenReferrals: row.max_open_referrals }),
})

export async function findVacancyLine(reader: Reader, id: string): Promise<VacancyLine | undefined> {
  const row = await lines(reader).where('id', '=', id).executeTakeFirst()
  return row && toLine(row)
}

/** By the code as people type it. */
export async function findVacancyByCode(reader: Reader, code: string): Promise<VacancyLine | undefined> {
  const parsed = parsePublicCode(code)
  if (!parsed.ok) return undefined
  const row = await lines(reader).where('code', '=', parsed.value).executeTakeFirst()
  return row && toLine(row)
}

export async function listVacancyLines(reader: Reader, ids: readonly string[]): Promise<Map<string, VacancyLine>> {
  if (ids.length === 0) return new Map()
  const rows = await lines(reader).where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((row) => [row.id, toLine(row)]))
}

/** Takes or gives back one post and writes the change; false when all posts are filled, or none is. */
export async function movePosts(tx: Tx, platform: Platform, vacancyId: string, delta: 1 | -1): Promise<boolean> {
  const moved = await moveFilled(tx, vacancyId, delta)
  if (!moved) return false
  await writePostsChange(tx, moved, delta > 0 ? 'filled' : 'unfilled', -delta)
  tx.note({ action: 'vacancy.move-posts', subjectKind: 'vacancy', subjectId: vacancyId, fields: ['filled'] })
  tx.afterCommit(() => forgetSearches(platform))
  return true
}

/** The staff page of the vacancy behind a statistic's key. */
export const findVacancyByKey: RecordFinder = async (reader, key) => {
  const row = await reader.db.selectFrom('vacancy').select('id').where('stat_key', '=', key).executeTakeFirst()
  return row && `/vacancies/${row.id}`
}
