import { sql } from 'kysely'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Reader } from '../../../platform/db/database'

export interface PublicEmployer {
  nameNative: string | null
  nameLatin: string | null
}

/** The employer of a public vacancy, unless its name is not shown. */
export async function findPublicEmployer(reader: Reader, vacancyId: string): Promise<PublicEmployer | undefined> {
  const { rows } = await sql<PublicEmployer>`select name_native as "nameNative", name_latin as "nameLatin" from public_employer(${vacancyId}::uuid)`.execute(reader.db)
  return rows[0]
}

export interface FeedRow {
  id: string
  code: string
  titleKm: string | null
  titleLo: string | null
  titleEn: string | null
  duties: string
  publishedOn: CalendarDate
  validUntil: CalendarDate
  provinceCode: string | null
  districtCode: string | null
}

/** Public vacancies, newest first. */
export async function listPublic(reader: Reader, most: number): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select id, code, title_km as "titleKm", title_lo as "titleLo", title_en as "titleEn", left(duties, 500) as duties, published_on as "publishedOn", valid_until as "validUntil",
      province_code as "provinceCode", district_code as "districtCode"
    from vacancy where state = 'published' and public_display and valid_until >= ${reader.context.today} order by published_on desc, id limit ${most}`.execute(reader.db)
  return rows
}
