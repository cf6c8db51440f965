import { sql } from 'kysely'
import type { Lang } from '../../country/model'
import type { Reader, Tx } from '../../db/database'
import { textKey } from '../../text/text-key'

/** What staff confirmed for a title. `usual`: at least three times by at least two centres, so it comes first. */
export interface Remembered {
  isco: string
  times: number
  centres: number
  isUsual: boolean
}

const keyOf = (title: string) => textKey(title).slice(0, 200)

/** A person confirmed this code for this title. Empty titles are not remembered. */
export async function rememberCode(tx: Tx, { title, lang, isco }: { title: string; lang: Lang; isco: string }): Promise<void> {
  const key = keyOf(title)
  if (key === '') return
  const centre = tx.context.actor.centreId
  await sql`insert into code_memory (language, text_key, isco, times, centres, last_on)
    values (${lang}, ${key}, ${isco}, 1, ${centre === null ? [] : [centre]}::uuid[], ${tx.context.today})
    on conflict (language, text_key, isco) do update set times = code_memory.times + 1, last_on = excluded.last_on,
      centres = (select coalesce(array_agg(distinct c), '{}') from unnest(code_memory.centres || excluded.centres) c)`.execute(tx.db)
  tx.note({ action: 'classification.remember', subjectKind: 'code_memory', fields: ['times', 'centres'] })
}

/** A later correction takes one confirmation back. */
export async function forgetCode(tx: Tx, { title, lang, isco }: { title: string; lang: Lang; isco: string }): Promise<void> {
  await sql`update code_memory set times = greatest(0, times - 1) where language = ${lang} and text_key = ${keyOf(title)} and isco = ${isco}`.execute(tx.db)
  tx.note({ action: 'classification.forget', subjectKind: 'code_memory', fields: ['times'] })
}

/** What was confirmed for a title in any language, the most often first. */
export async function listRemembered(reader: Reader, title: string): Promise<Remembered[]> {
  const rows = await reader.db.selectFrom('code_memory').select(['isco', 'times', 'centres']).where('text_key', '=', keyOf(title)).where('times', '>', 0).execute()
  const byCode = new Map<string, { times: number; centres: Set<string> }>()
  for (const { isco, times, centres } of rows) {
    const held = byCode.get(isco) ?? { times: 0, centres: new Set() }
    byCode.set(isco, { times: held.times + times, centres: new Set([...held.centres, ...centres]) })
  }
  return [...byCode]
    .map(([isco, { times, centres }]) => ({ isco, times, centres: centres.size, isUsual: times >= 3 && centres.size >= 2 }))
    .sort((a, b) => b.times - a.times || (a.isco < b.isco ? -1 : 1))
}
