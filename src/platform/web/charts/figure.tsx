import type { Child } from 'hono/jsx'
import { DataTable, type Column, type Row } from '../table'

/** What every chart needs beside its numbers. All words come translated. */
export interface ChartProps {
  /** Unique on the page. */
  id: string
  title: string
  /** One sentence that says what the chart shows, for those who do not see it. */
  description: string
  /** Below the title: unit, period, who is counted. */
  note?: Child
  /** Source line under the chart. */
  source?: Child
  /** Words on the link that opens the table of the same numbers. */
  tableText: string
  /** Shown when there is nothing to draw. */
  empty: string
}

/** The frame of a chart: title, picture, and always the same numbers as a table. */
export function Figure(props: ChartProps & { columns: readonly Column[]; rows: readonly Row[]; children?: Child }) {
  return (
    <figure class="op-figure" id={props.id}>
      <figcaption class="op-figure__caption">
        <span class="op-figure__title">{props.title}</span>
        {props.note ? <span class="op-figure__note">{props.note}</span> : null}
      </figcaption>
      {props.rows.length === 0 ? <p class="op-empty">{props.empty}</p> : props.children}
      {props.source ? <p class="op-figure__source">{props.source}</p> : null}
      {props.rows.length === 0 ? null : (
        <details class="govuk-details op-figure__table">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {props.tableText}
              <span class="govuk-visually-hidden"> {props.title}</span>
            </span>
          </summary>
          <DataTable
            caption={props.title}
            captionHidden
            columns={props.columns}
            rows={props.rows}
            empty={props.empty}
          />
        </details>
      )}
    </figure>
  )
}

/**
 * The picture. Lengths across are per cent and text keeps its size, so a phone and a wide screen both read well;
 * with `viewBox` the whole picture scales. A picture with links is a group, because an image may hold no links.
 */
export function Picture(props: {
  id: string
  title: string
  description: string
  /** Greatest width in pixels; the whole room when left out. */
  width?: number | undefined
  height?: number | undefined
  viewBox?: string | undefined
  links: boolean
  class?: string | undefined
  children?: Child
}) {
  const names = { title: `${props.id}-title`, description: `${props.id}-description` }
  return (
    <svg
      class={`op-chart${props.class ? ` ${props.class}` : ''}`}
      width={props.width ?? '100%'}
      height={props.height}
      viewBox={props.viewBox}
      role={props.links ? 'group' : 'img'}
      aria-labelledby={names.title}
      aria-describedby={names.description}
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id={names.title}>{props.title}</title>
      <desc id={names.description}>{props.description}</desc>
      {props.children}
    </svg>
  )
}

/** A mark of a chart; with `href` it opens the records that it counts. */
export function Mark(props: { href?: string | undefined; text: string; children?: Child }) {
  if (props.href === undefined) {
    return (
      <g aria-hidden="true">
        <title>{props.text}</title>
        {props.children}
      </g>
    )
  }
  return (
    <a href={props.href} class="op-chart__link">
      <title>{props.text}</title>
      <g aria-hidden="true">{props.children}</g>
    </a>
  )
}

/** A number in the table twin, linked like its mark. */
export function Figured(props: { href?: string | undefined; text: string }) {
  return props.href === undefined ? (
    <>{props.text}</>
  ) : (
    <a class="govuk-link" href={props.href}>
      {props.text}
    </a>
  )
}

/** `12.5%` with at most two decimals: a length across the picture. */
export function percent(share: number): string {
  return `${Math.round(share * 10000) / 100}%`
}
