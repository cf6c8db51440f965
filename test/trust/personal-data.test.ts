import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../src/platform/db/database'
import { freshStore } from '../harness/store'

const root = join(import.meta.dirname, '../..')
const folders = [
  join(root, 'src/platform'),
  ...readdirSync(join(root, 'src/capabilities')).map((name) => join(root, 'src/capabilities', name)),
]
const header = ['table', 'column', 'holds', 'sensitivity', 'purpose', 'basis', 'retention', 'erasure', 'shown_to', 'export']
const sensitivities = ['none', 'personal', 'contact', 'identifier', 'special', 'free', 'secret']
const purposes = ['registration', 'matching', 'referral', 'counselling', 'programme', 'survey', 'statistics', 'security', 'legal-duty', '']
const bases = ['public-task', 'consent', 'contract', 'legal-duty', 'vital-interest', '']

interface Line {
  table: string
  column: string
  sensitivity: string
  purpose: string
  basis: string
  export: string
}
interface Column {
  table: string
  column: string
}

const files = folders.map((folder) => join(folder, 'personal-data.csv')).filter((file) => existsSync(file))
const register = files.flatMap((file) => parse(readFileSync(file, 'utf8'), { columns: true, skip_empty_lines: true, trim: true }) as Line[])
const keyOf = ({ table, column }: Column) => `${table}.${column}`

function faultsOf(lines: readonly Line[], columns: readonly Column[]): string[] {
  const known = new Map<string, number>()
  for (const line of lines) known.set(keyOf(line), (known.get(keyOf(line)) ?? 0) + 1)
  const real = new Set(columns.map(keyOf))
  return [
    ...[...real].filter((key) => !known.has(key)).map((key) => `${key}: not in the register`),
    ...[...known].filter(([key]) => !real.has(key)).map(([key]) => `${key}: no such column`),
    ...[...known].filter(([, count]) => count > 1).map(([key]) => `${key}: stands twice`),
    ...lines.filter(({ sensitivity }) => !sensitivities.includes(sensitivity)).map((line) => `${keyOf(line)}: sensitivity "${line.sensitivity}"`),
    ...lines.filter(({ purpose }) => purpose.split(/[ ;|+]+/).some((code) => !purposes.includes(code))).map((line) => `${keyOf(line)}: purpose "${line.purpose}"`),
    ...lines.filter(({ basis }) => basis.split(/[ ;|+]+/).some((code) => !bases.includes(code))).map((line) => `${keyOf(line)}: basis "${line.basis}"`),
    ...lines.filter(({ sensitivity, purpose, basis }) => sensitivity !== 'none' && (purpose === '' || basis === '')).map((line) => `${keyOf(line)}: personal without purpose or basis`),
  ]
}

describe('the register of personal data (Z13)', () => {
  let db: Db
  let columns: Column[]
  beforeAll(async () => {
    db = await freshStore()
    const { rows } = await sql<Column>`
      select c.relname as "table", a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration' order by 1, 2`.execute(db.asLogin)
    columns = rows
  })
  afterAll(() => db.close())

  it('has one line for each column of each table, with known codes', () => {
    expect(faultsOf(register, columns)).toEqual([])
  })

  it('has the same heading in every folder', () => {
    expect(files.map((file) => readFileSync(file, 'utf8').split('\n')[0]?.trim()).filter((line) => line !== header.join(','))).toEqual([])
  })

  it('notices a new column, a lost one and an unknown code (control)', () => {
    const some = register.slice(0, 3)
    const same = some.map(({ table, column }) => ({ table, column }))
    const [first] = some
    if (!first) throw new Error('the register is empty')
    expect(faultsOf(some, [...same, { table: 'person', column: 'new_one' }])).toEqual(['person.new_one: not in the register'])
    expect(faultsOf(some, same.slice(1))).toEqual([`${keyOf(first)}: no such column`])
    expect(faultsOf([{ ...first, sensitivity: 'rather secret' }], same.slice(0, 1))).toHaveLength(1)
  })

  it('lets no fact view read a column that is not "none" or "personal"', async () => {
    const { rows } = await sql<Column>`
      select c.relname as "table", a.attname as "column" from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('openpes_facts', c.oid, a.attnum, 'select')`.execute(db.asLogin)
    const heavy = new Set(register.filter(({ sensitivity }) => ['contact', 'identifier', 'secret', 'free'].includes(sensitivity)).map(keyOf))
    expect(rows.map(keyOf).filter((key) => heavy.has(key))).toEqual([])
  })
})
