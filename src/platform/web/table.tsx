import type { Child } from 'hono/jsx'

export interface Column {
  key: string
  text: string
  /** Right-aligned, digits of equal width. */
  numeric?: boolean | undefined
  /** Address of the same list sorted by this column. */
  sortHref?: string | undefined
  sorted?: 'ascending' | 'descending' | undefined
}

export interface Row {
  cells: Readonly<Record<string, Child>>
  /** Value of the row's checkbox, when rows can be chosen. */
  value?: string | undefined
  /** What a screen reader calls the checkbox, for example the person's name. */
  chooseText?: string | undefined
  chosen?: boolean | undefined
  total?: boolean | undefined
}

export interface DataTableProps {
  caption: Child
  /** Keep the caption for screen readers when a heading above says the same. */
  captionHidden?: boolean | undefined
  columns: readonly Column[]
  rows: readonly Row[]
  /** Shown instead of the table when there is no row. */
  empty: Child
  /** A filter form above the table; it stays when nothing was found. */
  filter?: Child
  /** Checkboxes: `name` of the field, `form` id of the form that sends them, `text` heading of their column. */
  choose?: { name: string; text: string; form?: string | undefined } | undefined
  /** A `Pagination`, shown below. */
  pagination?: Child
}

/** A table. On a phone every row is a card and every cell shows its column's name, so nothing scrolls sideways. */
export function DataTable(props: DataTableProps) {
  return (
    <div class="op-table-block">
      {props.filter ? <div class="op-filter">{props.filter}</div> : null}
      {props.rows.length === 0 ? <p class="op-empty">{props.empty}</p> : <Grid {...props} />}
      {props.pagination}
    </div>
  )
}

function Grid(props: DataTableProps) {
  const sortable = props.columns.some((column) => column.sortHref)
  return (
    <table class={`govuk-table op-table${sortable ? ' op-table--sortable' : ''}`} role="table">
      <caption class={props.captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--s'}>
        {props.caption}
      </caption>
      <thead class="govuk-table__head" role="rowgroup">
        <tr class="govuk-table__row" role="row">
          {props.choose ? (
            <th class="govuk-table__header op-table__choose" scope="col" role="columnheader">
              <span class="govuk-visually-hidden">{props.choose.text}</span>
            </th>
          ) : null}
          {props.columns.map((column) => (
            <Heading {...column} />
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role="rowgroup">
        {props.rows.map((row) => (
          <tr class={`govuk-table__row${row.total ? ' op-table__total' : ''}`} role="row">
            {props.choose ? <Choose {...props.choose} row={row} /> : null}
            {props.columns.map((column, index) => (
              <Cell column={column} first={index === 0}>
                {row.cells[column.key]}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Heading(column: Column) {
  const numeric = column.numeric ? ' govuk-table__header--numeric' : ''
  const fixed = column.sortHref ? '' : ' op-table__fixed'
  const arrow = column.sorted === 'ascending' ? ' ▲' : column.sorted === 'descending' ? ' ▼' : ''
  return (
    <th class={`govuk-table__header${numeric}${fixed}`} scope="col" role="columnheader" aria-sort={column.sorted}>
      {column.sortHref ? (
        <a class="op-table__sort" href={column.sortHref}>
          {column.text}
          {arrow ? <span aria-hidden="true">{arrow}</span> : null}
        </a>
      ) : (
        column.text
      )}
    </th>
  )
}

function Cell(props: { column: Column; first: boolean; children?: Child }) {
  const { column } = props
  if (props.first) {
    return (
      <th class="govuk-table__header op-table__name" scope="row" role="rowheader" data-label={column.text}>
        {props.children}
      </th>
    )
  }
  const numeric = column.numeric ? ' govuk-table__cell--numeric' : ''
  return (
    <td class={`govuk-table__cell${numeric}`} role="cell" data-label={column.text}>
      <span class="op-table__value">{props.children}</span>
    </td>
  )
}

function Choose(props: { name: string; form?: string | undefined; row: Row }) {
  const { row } = props
  return (
    <td class="govuk-table__cell op-table__choose" role="cell">
      {row.value === undefined ? null : (
        <input
          class="op-tick"
          type="checkbox"
          name={props.name}
          value={row.value}
          checked={row.chosen}
          form={props.form}
          aria-label={row.chooseText ?? row.value}
        />
      )}
    </td>
  )
}
