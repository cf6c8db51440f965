import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.generated'

interface ColumnRow {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: 'YES' | 'NO'
  has_default: boolean
  is_view: boolean
}

const scalar: Record<string, string> = {
  uuid: 'string', text: 'string', name: 'string', bpchar: 'string', varchar: 'string', int2: 'number', int4: 'number', int8: 'number',
  float8: 'number', bool: 'boolean', timestamptz: 'Date', bytea: 'Buffer', tsvector: 'string', interval: 'string', time: 'string',
}

function typeOf(udt: string): string {
  if (udt.startsWith('_')) return `${typeOf(udt.slice(1))}[]`
  if (udt === 'date') return 'CalendarDate'
  if (udt === 'numeric') return 'ColumnType<string, string | number, string | number>'
  if (udt === 'jsonb' || udt === 'json') return 'ColumnType<unknown, string, string>'
  const known = scalar[udt]
  if (!known) throw new Error(`No TypeScript type is known for the column type ${udt}.`)
  return known
}

function columnLine({ column_name, udt_name, is_nullable, has_default, is_view }: ColumnRow): string {
  const base = typeOf(udt_name)
  const optional = is_nullable === 'YES'
  if (is_view) return `  ${column_name}: ColumnType<${optional ? `${base.startsWith('ColumnType') ? 'string' : base} | null` : base}, never, never>`
  const wide = base.startsWith('ColumnType<') ? base.slice('ColumnType<'.length, -1).split(', ') : null
  if (wide) {
    const [read, insert, update] = wide as [string, string, string]
    if (optional) return `  ${column_name}: ColumnType<${read} | null, ${insert} | null | undefined, ${update} | null>`
    return has_default ? `  ${column_name}: ColumnType<${read}, ${insert} | undefined, ${update}>` : `  ${column_name}: ColumnType<${read}, ${insert}, ${update}>`
  }
  const value = optional ? `${base} | null` : base
  return `  ${column_name}: ${has_default ? `Generated<${value}>` : value}`
}

const interfaceName = (table: string) => table.split('_').map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')

/** The text of `tables.generated.ts` for the schema that the database has. */
export async function describeTables(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<ColumnRow>`
    select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default is not null as has_default, t.table_type = 'VIEW' as is_view
    from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.table_name not like 'pg\\_%'
    order by c.table_name, c.ordinal_position`.execute(db)
  const byTable = grouped(rows)
  const interfaces = [...byTable].map(([table, columns]) => `export interface ${interfaceName(table)} {\n${columns.map(columnLine).join('\n')}\n}`)
  const index = [...byTable.keys()].map((table) => `  ${table}: ${interfaceName(table)}`)
  return `// Generated from the migrated schema; a test compares. To renew: UPDATE_TABLES=1 npx vitest run src/platform/db/tables.test.ts
import type { ColumnType, Generated } from 'kysely'
import type { CalendarDate } from '../../kernel/calendar'

${interfaces.join('\n\n')}

export interface Tables {
${index.join('\n')}
}
`
}

function grouped(rows: readonly ColumnRow[]): Map<string, ColumnRow[]> {
  const map = new Map<string, ColumnRow[]>()
  for (const row of rows) map.set(row.table_name, [...(map.get(row.table_name) ?? []), row])
  return map
}
