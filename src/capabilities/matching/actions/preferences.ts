import { done, type Outcome, refused } from '../../../kernel/outcome'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../../platform/db/database'
import { refreshFacts } from '../queries/scores'

/** What a person rules out for their lists. Nothing here lowers points; it takes pairs out, or says how far the person goes. */
export interface Preferences {
  /** 0 while nothing was saved. */
  version: number
  /** Kilometres to work each day; null: the country's usual. */
  commuteKm: number | null
  noNight: boolean
  /** Only workplaces with access; unknown ones stay. */
  accessNeeded: boolean
  /** Monthly wage in the base currency, decimal text. */
  expectedWage: string | null
  /** ISCO codes of earlier work that the person does not want again. */
  notAgain: readonly string[]
  blockedEmployers: readonly string[]
}
const nothingSaid: Preferences = { version: 0, commuteKm: null, noNight: false, accessNeeded: false, expectedWage: null, notAgain: [], blockedEmployers: [] }

export async function findPreferences(reader: Reader, personId: string): Promise<Preferences> {
  const row = await reader.db
    .selectFrom('match_preference')
    .select(['version', 'commute_km as commuteKm', 'no_night as noNight', 'access_needed as accessNeeded', 'expected_wage as expectedWage', 'not_again as notAgain', 'blocked_employers as blockedEmployers'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? nothingSaid
}

export async function savePreferences(tx: Tx, personId: string, { version, ...wanted }: Preferences): Promise<Outcome<void, 'stale'>> {
  const values = {
    commute_km: wanted.commuteKm, no_night: wanted.noNight, access_needed: wanted.accessNeeded, expected_wage: wanted.expectedWage, not_again: [...wanted.notAgain], blocked_employers: [...wanted.blockedEmployers],
  }
  const saved = version === 0
    ? await tx.db.insertInto('match_preference').values({ person_id: personId, ...values }).onConflict((conflict) => conflict.column('person_id').doNothing()).executeTakeFirst()
    : await tx.db.updateTable('match_preference').set({ ...values, version: version + 1 }).where('person_id', '=', personId).where('version', '=', version).executeTakeFirst()
  const count = 'numUpdatedRows' in saved ? saved.numUpdatedRows : saved.numInsertedOrUpdatedRows
  if (Number(count ?? 0) === 0) return refused('stale')
  tx.note({ action: 'match.preference', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: tx.context.actor.personId === personId ? 'own' : 'assignment', fields: Object.keys(values) })
  await refreshFacts(tx.db, tx.context.today)
  return done()
}

/** No more vacancies of this employer in the person's lists. */
export async function blockEmployer(tx: Tx, personId: string, employerId: string): Promise<void> {
  const now = await findPreferences(tx, personId)
  if (!now.blockedEmployers.includes(employerId)) await savePreferences(tx, personId, { ...now, blockedEmployers: [...now.blockedEmployers, employerId] })
}

/** ISCO codes of the work that a person did before. */
export async function listEarlierWork(reader: Reader, personId: string): Promise<string[]> {
  const { rows } = await sql<{ isco: string }>`select distinct e.isco from experience e where e.person_id = ${personId} and e.isco <> '' order by 1`.execute(reader.db)
  return rows.map(({ isco }) => isco)
}
