import { sql } from 'kysely'
import type { Country, Lang, Names } from '../../country/index'
import type { Reader } from '../../db/database'
import { firstCharacters } from '../../text/pieces'
import { textKey } from '../../text/text-key'

/** A skill that can be picked. `code`: of the country's own list, or a URI of ESCO. */
export interface SkillChoice {
  code: string
  label: string
  /** Language in which the label is written. */
  language: Lang
  /** Whose label it is: `country`, or the release of a loaded classification such as "ESCO 1.1.1". */
  source: string
}

const longestTyped = 100
const fewestLetters = 2
const mostFound = 12

/** Skills whose labels hold what was typed: the country's own first, then those of a loaded classification in the reader's language and in English. */
export async function findSkills(reader: Reader, country: Country, typed: string, language: Lang): Promise<SkillChoice[]> {
  const key = textKey(firstCharacters(typed, longestTyped))
  if (Array.from(key).length < fewestLetters) return []
  const own = country.skills.filter(({ names }) => Object.values(names).some((name) => textKey(name).includes(key))).map(({ code, names }) => ofCountry(code, names, language))
  const pattern = `%${key.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<SkillChoice>`
    select c.code, coalesce(p.label, l.label) as label, coalesce(p.language, l.language) as language, coalesce(p.source, l.source) as source
    from (select x.code_id, min(x.label) as label, min(x.language) as language, min(x.source) as source, bool_or(x.kind <> 'alternative') as own
          from code_label x join code y on y.id = x.code_id join code_list z on z.id = y.list_id and z.list = 'esco-skill' and z.state = 'active'
          where lower(x.label) like ${pattern} and x.language in (${language}, 'en') group by x.code_id) l
    join code c on c.id = l.code_id
    left join lateral (select q.label, q.language, q.source from code_label q where q.code_id = c.id and q.kind <> 'alternative' and q.language in (${language}, 'en') order by (q.language = ${language}) desc limit 1) p on true
    order by l.own desc, length(coalesce(p.label, l.label)), 2 limit ${mostFound}`.execute(reader.db)
  return [...own, ...rows].slice(0, mostFound)
}

/** The labels of skills that were picked, in the reader's language, else in English; unknown codes are left out. */
export async function nameSkills(reader: Reader, country: Country, codes: readonly string[], language: Lang): Promise<SkillChoice[]> {
  const own = new Map(country.skills.map(({ code, names }) => [code, ofCountry(code, names, language)]))
  const others = codes.filter((code) => !own.has(code))
  const { rows } = others.length === 0 ? { rows: [] } : await sql<SkillChoice>`
    select distinct on (c.code) c.code, l.label, l.language, l.source from code c join code_list z on z.id = c.list_id and z.list = 'esco-skill' join code_label l on l.code_id = c.id and l.kind <> 'alternative'
    where c.code = any (${others}::text[]) and l.language in (${language}, 'en') order by c.code, (z.state = 'active') desc, (l.language = ${language}) desc`.execute(reader.db)
  const loaded = new Map(rows.map((row) => [row.code, row]))
  return codes.flatMap((code) => own.get(code) ?? loaded.get(code) ?? [])
}

/** Names of picked skills that the country's own list does not hold, by code and language. */
export async function namesOfLoaded(reader: Reader, codes: readonly string[]): Promise<Record<string, Names>> {
  const loaded = codes.filter((code) => code.includes(':'))
  if (loaded.length === 0) return {}
  const { rows } = await sql<{ code: string; names: Names }>`
    select c.code, jsonb_object_agg(l.language, l.label order by (z.state = 'active')) as names from code c join code_list z on z.id = c.list_id and z.list = 'esco-skill'
    join code_label l on l.code_id = c.id and l.kind <> 'alternative' where c.code = any (${loaded}::text[]) group by c.code`.execute(reader.db)
  return Object.fromEntries(rows.map(({ code, names }) => [code, names]))
}

function ofCountry(code: string, names: Readonly<Partial<Record<Lang, string>>>, language: Lang): SkillChoice {
  const shown = ([language, 'en', 'km', 'lo'] as const).find((one) => names[one])
  return { code, label: (shown ? names[shown] : undefined) ?? code, language: shown ?? language, source: 'country' }
}
