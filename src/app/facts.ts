import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Country } from '../platform/country/index'
import type { Db } from '../platform/db/database'
import type { FactViews } from '../platform/db/migrate'

/**
 * The fact views of all capabilities: `facts.sql` in each folder, in the order of their names.
 * `@person(id, day)` in them stands for the columns of a person on a day (key, sex, age, place, groups): the text of
 * `jobseekers/facts.person.sql`, written in place so that it is read with the rights of the views' owner.
 * It is one row whatever happens, joined from the left, so that PostgreSQL leaves it out where no column of it is asked.
 */
export function readFactViews(root: string): FactViews[] {
  const inSource = join(root, 'src/capabilities')
  const person = readFileSync(join(inSource, 'jobseekers/facts.person.sql'), 'utf8')
  const expand = (text: string) =>
    text.replace(/\b(?:left )?join lateral @person/g, 'left join lateral @person').replace(/@person\(([^,()]+),\s*([^,()]+)\)/g, (_, id: string, day: string) => person.replaceAll(':person', id.trim()).replaceAll(':day', day.trim()))
  return readdirSync(inSource)
    .sort()
    .filter((name) => existsSync(join(inSource, name, 'facts.sql')))
    .map((name) => ({ name, sql: expand(readFileSync(join(inSource, name, 'facts.sql'), 'utf8')) }))
}

/** Writes the country's age bands, levels of education, derived groups and services where the fact views read them. */
export async function writeCountryTables(db: Db, country: Country): Promise<void> {
  await db.wholeStore(async (store) => {
    await store.deleteFrom('country_age_band').execute()
    await store.insertInto('country_age_band').values(country.ageBands.map(({ code, from, to }) => ({ code, age_from: from, age_to: to }))).execute()
    await store.deleteFrom('country_education').execute()
    const levels = country.education.flatMap(({ code, iscedLevel }) => (iscedLevel === 'none' ? [{ code, isced: 0 }] : /^[0-8]$/.test(iscedLevel) ? [{ code, isced: Number(iscedLevel) }] : []))
    if (levels.length > 0) await store.insertInto('country_education').values(levels).execute()
    await store.deleteFrom('country_service').execute()
    if (country.services.length > 0) {
      await store.insertInto('country_service').values(country.services.map(({ code, audience, family, counts }) => ({ code, audience, family, counts }))).execute()
    }
    await store.deleteFrom('country_derived_group').execute()
    const derived = country.groups.filter(({ kind }) => kind === 'derived')
    if (derived.length === 0) return
    await store.insertInto('country_derived_group').values(derived.map(({ code, sex, ageFrom, ageTo }) => ({ code, sex, age_from: ageFrom, age_to: ageTo }))).execute()
  })
}
