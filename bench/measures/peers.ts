// The peers: one statement that both PostgreSQL and DuckDB understand, over the same tables.
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type pg from 'pg'

const counted = `from service_event e join country_service k on k.code = e.service_code and k.counts join person p on p.id = e.person_id
  left join person_place q on q.person_id = p.id and q.kind = 'current' join centre c on c.id = e.centre_id where not e.reversed and e.audience = 'jobseeker'`

/** month, province, sex, value. People of this country have one place each, which the plain statement may use. */
export const plainTable = `select left(cast(cast(e_month as date) as varchar), 7) as month, province, sex, cast(count(*) as int) as value from (
  select date_trunc('month', e.given_on) as e_month, q.province_code as province, p.sex ${counted} and e.given_on between date '2024-12-01' and date '2026-11-30') x group by e_month, province, sex`

export const plainList = (centre: string, sex: string, month: string) => `select e.stat_key, e.given_on, c.code, p.sex, q.province_code, cast(count(*) over () as int) as rows ${counted}
  and c.code = '${centre}' and p.sex = '${sex}' and e.given_on between date '${month}-01' and date '${month}-31' order by e.given_on desc, e.stat_key limit 50`

export async function duckRows<Row>(duck: DuckDBConnection, text: string): Promise<Row[]> {
  return (await duck.runAndReadAll(text)).getRowObjects() as Row[]
}

const tables: Readonly<Record<string, string>> = {
  service_event: 'stat_key uuid, centre_id uuid, service_code varchar, audience varchar, person_id uuid, given_on date, reversed boolean',
  person: 'id uuid, sex varchar, birth_year int',
  person_place: 'person_id uuid, kind varchar, province_code varchar',
  centre: 'id uuid, code varchar',
  country_service: 'code varchar, counts boolean',
}

/** Brings the columns that the statements read into DuckDB. */
export async function exportRows(client: pg.Client, duck: DuckDBConnection, folder: string): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    const names = columns.split(', ').map((column) => column.split(' ')[0])
    const file = join(folder, `${table}.csv`)
    const out = createWriteStream(file)
    await client.query(`declare export_rows cursor with hold for select ${names.join(', ')} from ${table}`)
    for (;;) {
      const { rows } = await client.query<unknown[]>({ text: 'fetch 50000 from export_rows', rowMode: 'array' })
      if (rows.length === 0) break
      const isRoom = out.write(rows.map((row) => row.map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value))).join(',')).join('\n') + '\n')
      if (!isRoom) await new Promise<void>((resolve) => void out.once('drain', () => resolve()))
    }
    await client.query('close export_rows')
    await new Promise<void>((resolve) => void out.end(() => resolve()))
    await duck.run(`create table ${table} (${columns})`)
    await duck.run(`insert into ${table} select * from read_csv('${file}', header = false, columns = {${columns.split(', ').map((column) => `'${column.split(' ')[0]}': '${column.split(' ')[1]?.toUpperCase()}'`).join(', ')}})`)
  }
}
