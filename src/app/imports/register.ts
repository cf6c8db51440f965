import type { CalendarDate } from '../../kernel/calendar'
import type { Reader, Tx } from '../../platform/db/database'
import { keyOf, knownRows } from '../../platform/imports/batches'
import { checkRows, type RowMistake } from '../../platform/imports/check-rows'
import type { CellRefusal, Columns, RowTexts } from '../../platform/imports/column'
import { type DryRun, type GoodRow, type ReadRow, refuseRows, type RowValues, type Verdict, type WrongCell } from '../../platform/imports/dry-run'
import type { Checked } from '../../platform/imports/fault'
import { mapColumns, type MappedColumns } from '../../platform/imports/map-columns'
import type { FileDayOrder, Mapping } from '../../platform/imports/mapping'
import type { RawTable } from '../../platform/imports/read-table'
import type { Platform } from '../../platform/platform'

export const registerNames = ['jobseekers', 'employers', 'vacancies', 'placements', 'services', 'visits', 'centres'] as const
export type RegisterName = (typeof registerNames)[number]
export const isRegisterName = (text: string): text is RegisterName => (registerNames as readonly string[]).includes(text)

/** What a register needs to read a file: the country, the reader's day, and the centres that the reader may write for. */
export interface ImportScope {
  readonly platform: Platform
  readonly today: CalendarDate
  readonly centreByCode: ReadonlyMap<string, string>
}

export interface ImportChoices {
  readonly sourceSystem: string
  readonly mapping?: Mapping | undefined
  readonly dayOrder?: FileDayOrder | undefined
  /** Fills columns that the file does not have. */
  readonly constants?: Readonly<Record<string, string>> | undefined
}

/** What came of a row: the record's id, or why the register did not take it. */
export type Written =
  | { readonly id: string; readonly verdict: 'new' | 'same'; /** Another kind of record than the register's own. */ readonly kind?: 'group-sessions'; /** More records of the same row. */ readonly others?: readonly string[] }
  | { readonly reason: string; readonly column?: string }

export interface WrittenRow {
  readonly row: number
  readonly sourceSystem: string
  readonly sourceId: string
  readonly hash: string
  readonly written: Written
}

/** A file that was checked. `write` hands rows to the register inside a transaction. */
export interface CheckedFile {
  readonly register: RegisterName
  readonly mapped: MappedColumns
  readonly dryRun: DryRun<unknown>
  /** Counts that a reader should know before committing, by message key. */
  readonly notes: readonly { readonly key: string; readonly count: number }[]
  write(tx: Tx): Promise<WrittenRow[]>
}

export interface Register {
  readonly name: RegisterName
  columns(scope: ImportScope): Columns<never>
  check(reader: Reader, table: RawTable, scope: ImportScope, choices: ImportChoices): Promise<Checked<CheckedFile>>
}

/** Ids of records that rows point at, by register and key. */
export type Links = ReadonlyMap<string, string>

interface Definition<Values, Row> {
  readonly name: RegisterName
  columns(scope: ImportScope): Columns<Values>
  checkRow?(texts: RowTexts, scope: ImportScope): readonly RowMistake[]
  /** Loads what rows point at; what is missing is asked for by `row`, which answers with the wrong cell. */
  links?(reader: Reader, rows: readonly GoodRow<Values>[]): Promise<Links>
  row(row: ReadRow<Values>, links: Links, scope: ImportScope): { readonly ok: true; readonly value: Row } | (CellRefusal & { readonly column: string })
  /** Keys that the register itself holds, written by other means than an import. */
  held?(reader: Reader, sourceSystem: string, sourceIds: readonly string[]): Promise<ReadonlySet<string>>
  notes?(rows: readonly Row[], scope: ImportScope): { key: string; count: number }[]
  write(tx: Tx, platform: Platform, rows: readonly Row[]): Promise<readonly Written[]>
}

export function defineRegister<Values, Row>(definition: Definition<Values, Row>): Register {
  const { name } = definition
  return {
    name,
    columns: (scope) => definition.columns(scope) as unknown as Columns<never>,
    async check(reader, table, scope, choices) {
      const columns = definition.columns(scope)
      const mapped = mapColumns(table, columns, withConstants(choices))
      let known = new Map<string, { hash: string; recordId: string }>()
      let held: ReadonlySet<string> = new Set()
      const checked = await checkRows<Values>(table, {
        columns, mapping: mapped, sourceSystem: choices.sourceSystem, dayOrder: choices.dayOrder ?? choices.mapping?.dayOrder,
        checkRow: (texts) => definition.checkRow?.(texts, scope) ?? [],
        prepare: async (rows) => {
          const ids = rows.map(({ key }) => key.sourceId)
          known = await knownRows(reader, name, ids)
          held = (await definition.held?.(reader, choices.sourceSystem, ids)) ?? held
        },
        compare: ({ key, hash }): Verdict => {
          const earlier = known.get(keyOf(key.sourceSystem, key.sourceId))
          if (earlier) return earlier.hash === hash ? { state: 'same' } : { state: 'changed', columns: [] }
          return { state: held.has(key.sourceId) ? 'same' : 'new' }
        },
      })
      if (!checked.ok) return checked
      return { ok: true, value: await linkRows(reader, definition, checked.value, mapped, scope) }
    },
  }
}

/** Resolves what each new row points at; a row whose target is missing becomes a wrong one. */
async function linkRows<Values, Row>(
  reader: Reader, definition: Definition<Values, Row>, dryRun: DryRun<Values>, mapped: MappedColumns, scope: ImportScope,
): Promise<CheckedFile> {
  const fresh = dryRun.good.filter(({ verdict }) => verdict.state === 'new')
  const links = (await definition.links?.(reader, fresh)) ?? new Map<string, string>()
  const refused: WrongCell[] = []
  const rows: Row[] = []
  const sources: GoodRow<Values>[] = []
  for (const good of fresh) {
    const made = definition.row(good, links, scope)
    if (made.ok) {
      rows.push(made.value)
      sources.push(good)
    } else {
      const { column, reason, params = {}, instead } = made
      const heading = mapped.mapped.find((one) => one.column.name === column)?.heading ?? ''
      const value = (good.values as RowValues<Record<string, unknown>>)[column]
      refused.push({ row: good.row, column, heading, value: typeof value === 'string' ? value : '', reason, params, instead })
    }
  }
  return {
    register: definition.name,
    mapped,
    dryRun: refuseRows(dryRun, refused),
    notes: (definition.notes?.(rows, scope) ?? []).filter(({ count }) => count > 0),
    async write(tx) {
      if (rows.length === 0) return []
      const written = await definition.write(tx, scope.platform, rows)
      return sources.map(({ row, key, hash }, i) => ({
        row, sourceSystem: key.sourceSystem, sourceId: key.sourceId, hash, written: written[i] ?? { reason: 'register-refused' },
      }))
    },
  }
}

/** The mapping of the file, with values for columns that neither the mapping nor the reader's file fills. */
function withConstants({ mapping, constants }: ImportChoices): Mapping | undefined {
  const given = Object.entries(constants ?? {})
  if (given.length === 0) return mapping
  const columns = new Map(mapping?.columns)
  for (const [name, value] of given) columns.set(name, { ...columns.get(name), default: value })
  return { ...mapping, columns }
}
