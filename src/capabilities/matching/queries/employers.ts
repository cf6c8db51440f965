import { sql } from 'kysely'
import type { Reader } from '../../../platform/db/database'
import { employerName } from '../../employers/index'

/** Names of employers as whoever may see one of their vacancies may know them; without a name, the id's first letters. */
export async function nameEmployers(reader: Reader, ids: readonly string[], lang: string): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; nameNative: string | null; nameLatin: string | null }>`
    select e.id, n.name_native as "nameNative", n.name_latin as "nameLatin" from unnest(${ids}::uuid[]) e(id)
    left join lateral (select p.* from vacancy v cross join lateral public_employer(v.id) p where v.employer_id = e.id limit 1) n on true`.execute(reader.db)
  return rows.map(({ id, ...names }) => ({ id, name: employerName(names, lang) || id.slice(0, 8) }))
}
