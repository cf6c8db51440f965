import { CompiledQuery } from 'kysely'
import type { StatisticsReader } from '../../platform/db/database'
import type { Statement } from './language/compile'

/** Runs a statement of the compiler as the statistics role. */
export async function rowsOf<Row>({ db }: StatisticsReader, { text, values }: Statement): Promise<Row[]> {
  const { rows } = await db.getExecutor().executeQuery<Row>(CompiledQuery.raw(text, [...values]) as CompiledQuery<Row>)
  return rows
}
