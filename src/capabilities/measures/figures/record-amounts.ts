import { add, type Exact, exact, sum, toText, zero } from '../../../kernel/exact'

/** What each record of a list counts for, by its key. */
export type Amounts = ReadonlyMap<string, Exact>

/** A row of a list of records. One of a list without amounts counts once; an unknown amount adds nothing. */
export interface Listed {
  readonly record_key: string | null
  readonly day: string
  readonly amount?: string | null
}

/**
 * A record that comes several times, such as changes of one vacancy, adds up. A row without a key, such as a day's tally,
 * is named by its day and amount and counted among its like, so that the order of the rows does not matter.
 */
export function amountsOf(rows: readonly Listed[]): Amounts {
  const amounts = new Map<string, Exact>()
  const alike = new Map<string, number>()
  for (const { record_key, day, amount = '1' } of rows) {
    const value = exact(amount ?? '0')
    const like = `without-key-${day}-${toText(value)}`
    if (record_key === null) alike.set(like, (alike.get(like) ?? 0) + 1)
    const key = record_key ?? `${like}-${alike.get(like)}`
    amounts.set(key, add(amounts.get(key) ?? zero, value))
  }
  return amounts
}

const byPlace = /^without-key-(\d{4}-\d{2}-\d{2})-\d+$/
/** Amounts as they were stored. Rows without a key were once named by their place in the list; they are given today's names. */
export const storedAmounts = (rows: readonly { readonly record_key: string; readonly amount: string }[]): Amounts =>
  amountsOf(rows.map(({ record_key, amount }) => {
    const day = byPlace.exec(record_key)?.[1]
    return { record_key: day === undefined ? record_key : null, day: day ?? '', amount }
  }))

export const totalOf = (amounts: Amounts): Exact => sum([...amounts.values()])
