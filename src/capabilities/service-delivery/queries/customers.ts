import type { Reader } from '../../../platform/db/database'
import { employerName, listEmployerLines } from '../../employers/index'
import { listPersonLines, personName } from '../../jobseekers/index'
import type { Customer } from '../model'

/** A person of the reader's centre behind a card. What the front desk needs to know, no more. */
export const findPersonByCard = (reader: Reader, cardNumber: string) =>
  reader.db.selectFrom('person').select(['id', 'sex']).where('card_number', '=', cardNumber).where('state', '=', 'current').executeTakeFirst()

export const listPeopleByCard = (reader: Reader, cardNumbers: readonly string[]) =>
  cardNumbers.length === 0
    ? Promise.resolve([])
    : reader.db.selectFrom('person').select(['id', 'sex', 'card_number']).where('card_number', 'in', [...cardNumbers]).where('state', '=', 'current').execute()

interface OfCustomer {
  person_id: string | null
  employer_id: string | null
}

export interface CustomerNames {
  /** The name that the reader may see; undefined for nobody, '' when the record is out of reach. */
  of(row: OfCustomer): string | undefined
}

/** The names behind rows of a list; each person shown is written to the access log. */
export async function nameCustomers(reader: Reader, rows: readonly OfCustomer[], language: string, purpose: string): Promise<CustomerNames> {
  const ids = (pick: (row: OfCustomer) => string | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))]
  const people = ids((row) => row.person_id)
  const employers = ids((row) => row.employer_id)
  const personLines = people.length > 0 ? await listPersonLines(reader, people, purpose) : new Map<string, never>()
  const employerLines = employers.length > 0 ? await listEmployerLines(reader, employers) : new Map<string, never>()
  return {
    of: ({ person_id, employer_id }) => {
      if (person_id !== null) {
        const line = personLines.get(person_id)
        return line ? personName(line, language) : ''
      }
      if (employer_id === null) return undefined
      const line = employerLines.get(employer_id)
      return line ? employerName(line, language) : ''
    },
  }
}

/** Whether the reader may act for this customer: the record is in reach. */
export async function isInReach(reader: Reader, customer: Customer): Promise<boolean> {
  const found =
    customer.kind === 'person'
      ? await reader.db.selectFrom('person').select('id').where('id', '=', customer.id).where('state', '=', 'current').executeTakeFirst()
      : await reader.db.selectFrom('employer').select('id').where('id', '=', customer.id).executeTakeFirst()
  return found !== undefined
}

/** Staff who hold a post at the centre today, for filters and for who gives a service. */
export const listStaff = (reader: Reader, centreId: string) =>
  reader.db
    .selectFrom('post_holding as h')
    .innerJoin('account as a', 'a.id', 'h.account_id')
    .select(['a.id', 'a.display_name as name'])
    .where('h.centre_id', '=', centreId)
    .where('h.from_day', '<=', reader.context.today)
    .where((e) => e.or([e('h.to_day', 'is', null), e('h.to_day', '>=', reader.context.today)]))
    .orderBy('a.display_name')
    .execute()
