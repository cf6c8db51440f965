import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database'

export interface Parties {
  personId?: string | undefined
  employerId?: string | undefined
}

const setParties = (tx: Tx, person: string, employer: string) =>
  sql`select set_config('openpes.person_id', ${person}, true), set_config('openpes.employer_id', ${employer}, true)`.execute(tx.db)

/**
 * Runs one step of the agency's own work for the parties of a record that the actor has just been allowed to change:
 * telling the person how it stands when the employer answers, opening follow-ups, taking a post of a vacancy.
 * What the actor may read afterwards is as it was.
 */
export async function onBehalfOf<T>(tx: Tx, { personId, employerId }: Parties, run: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ person: string; employer: string }>`
    select current_setting('openpes.person_id') as person, current_setting('openpes.employer_id') as employer`.execute(tx.db)
  const before = rows[0] ?? { person: 'none', employer: 'none' }
  await setParties(tx, personId ?? before.person, employerId ?? before.employer)
  const result = await run()
  await setParties(tx, before.person, before.employer)
  return result
}
