import type { Child } from 'hono/jsx'
import { buttonClass, type ButtonLook } from './form'

/** The large green box that says something is done, for example with a reference number. */
export function Panel(props: { title: Child; children?: Child }) {
  return (
    <div class="govuk-panel govuk-panel--confirmation">
      <h1 class="govuk-panel__title">{props.title}</h1>
      {props.children ? <div class="govuk-panel__body">{props.children}</div> : null}
    </div>
  )
}

/** `id` must differ when a page carries two. */
export function NotificationBanner(props: {
  title: Child
  success?: boolean | undefined
  id?: string | undefined
  children?: Child
}) {
  const id = props.id ?? 'notification-title'
  return (
    <div
      class={`govuk-notification-banner${props.success ? ' govuk-notification-banner--success' : ''}`}
      role={props.success ? 'alert' : 'region'}
      aria-labelledby={id}
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={id}>
          {props.title}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{props.children}</div>
    </div>
  )
}

export interface SummaryRow {
  key: Child
  value: Child
  /** `hidden` is read out after the text, so that "Change" says what it changes. */
  actions?: readonly { href: string; text: Child; hidden?: string | undefined }[] | undefined
}

export function SummaryList(props: { rows: readonly SummaryRow[] }) {
  const acts = props.rows.some((row) => row.actions && row.actions.length > 0)
  return (
    <dl class="govuk-summary-list">
      {props.rows.map((row) => (
        <div class={`govuk-summary-list__row${acts && !row.actions ? ' govuk-summary-list__row--no-actions' : ''}`}>
          <dt class="govuk-summary-list__key">{row.key}</dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {row.actions && row.actions.length > 0 ? (
            <dd class="govuk-summary-list__actions">
              {row.actions.map((action) => (
                <a class="govuk-link op-action" href={action.href}>
                  {action.text}
                  {action.hidden ? <span class="govuk-visually-hidden"> {action.hidden}</span> : null}
                </a>
              ))}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}

export type TagColour = 'teal' | 'grey' | 'green' | 'yellow' | 'red' | 'blue'

export function Tag(props: { text: Child; colour?: TagColour | undefined }) {
  return <strong class={`govuk-tag op-tag--${props.colour ?? 'teal'}`}>{props.text}</strong>
}

/** Tabs that are links to pages. `label` names the group for a screen reader. */
export function Tabs(props: {
  label: string
  items: readonly { href: string; text: Child; current?: boolean | undefined; count?: string | undefined }[]
}) {
  return (
    <nav class="op-tabs" aria-label={props.label}>
      <ul class="op-tabs__list">
        {props.items.map((item) => (
          <li>
            <a class="op-tabs__link" href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.text}
              {item.count === undefined ? null : <span class="op-tabs__count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export interface TimelineItem {
  title: Child
  by?: Child
  /** The day as shown, and in ISO form for machines. */
  on: string
  isoDate?: string | undefined
  children?: Child
}

/** What happened, newest first. */
export function Timeline(props: { items: readonly TimelineItem[]; headingLevel?: 2 | 3 | undefined }) {
  return (
    <ol class="op-timeline">
      {props.items.map((item) => (
        <li class="op-timeline__item">
          <div class="op-timeline__header">
            {props.headingLevel === 2 ? (
              <h2 class="op-timeline__title">{item.title}</h2>
            ) : (
              <h3 class="op-timeline__title">{item.title}</h3>
            )}
            {item.by ? <span class="op-timeline__by">{item.by}</span> : null}
          </div>
          <p class="op-timeline__date">
            <time datetime={item.isoDate}>{item.on}</time>
          </p>
          {item.children ? <div class="op-timeline__text">{item.children}</div> : null}
        </li>
      ))}
    </ol>
  )
}

interface PageEnd {
  href: string
  text: string
}

export interface PageNumber {
  /** The number as the reader's language writes it; `gap` stands for pages left out. */
  text: string
  href?: string | undefined
  label?: string | undefined
  current?: boolean | undefined
  gap?: boolean | undefined
}

/** Previous and next, with page numbers where they are known. Shows nothing when there is one page. */
export function Pagination(props: {
  label: string
  previous?: PageEnd | undefined
  next?: PageEnd | undefined
  pages?: readonly PageNumber[] | undefined
}) {
  if (!props.previous && !props.next && (props.pages?.length ?? 0) < 2) return null
  return (
    <nav class="govuk-pagination" aria-label={props.label}>
      {props.previous ? <PageEndLink {...props.previous} end="prev" /> : null}
      {props.pages ? (
        <ul class="govuk-pagination__list">
          {props.pages.map((page) => (
            <PageItem {...page} />
          ))}
        </ul>
      ) : null}
      {props.next ? <PageEndLink {...props.next} end="next" /> : null}
    </nav>
  )
}

function PageEndLink(props: PageEnd & { end: 'prev' | 'next' }) {
  return (
    <div class={`govuk-pagination__${props.end}`}>
      <a class="govuk-link govuk-pagination__link" href={props.href} rel={props.end}>
        {props.end === 'prev' ? <span aria-hidden="true">← </span> : null}
        <span class="govuk-pagination__link-title">{props.text}</span>
        {props.end === 'next' ? <span aria-hidden="true"> →</span> : null}
      </a>
    </div>
  )
}

function PageItem(page: PageNumber) {
  if (page.gap) return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
  return (
    <li class={`govuk-pagination__item${page.current ? ' govuk-pagination__item--current' : ''}`}>
      <a
        class="govuk-link govuk-pagination__link"
        href={page.href}
        aria-label={page.label}
        aria-current={page.current ? 'page' : undefined}
      >
        {page.text}
      </a>
    </li>
  )
}

export function BackLink(props: { href: string; text: Child }) {
  return (
    <a class="govuk-back-link" href={props.href}>
      {props.text}
    </a>
  )
}

export function Details(props: { summary: Child; open?: boolean | undefined; children?: Child }) {
  return (
    <details class="govuk-details" open={props.open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  )
}

export function InsetText(props: { children?: Child }) {
  return <div class="govuk-inset-text">{props.children}</div>
}

/** A number that opens the records behind it. `note` says for example how it changed. */
export function StatTile(props: { label: Child; value: Child; href?: string | undefined; note?: Child }) {
  return (
    <div class="op-stat">
      <p class="op-stat__label">{props.label}</p>
      <p class="op-stat__value">{props.href ? <a href={props.href}>{props.value}</a> : props.value}</p>
      {props.note ? <p class="op-stat__note">{props.note}</p> : null}
    </div>
  )
}

/** Tiles side by side as far as they fit. */
export function StatTiles(props: { children?: Child }) {
  return <div class="op-stats">{props.children}</div>
}

/** Says that there is nothing here, why, and what to do. */
export function EmptyState(props: { title: Child; children?: Child }) {
  return (
    <div class="op-empty-state">
      <h2 class="govuk-heading-s">{props.title}</h2>
      {props.children}
    </div>
  )
}

export function ButtonLink(props: { href: string; text: Child; look?: ButtonLook | undefined }) {
  return (
    <a href={props.href} class={buttonClass(props.look)} draggable={false}>
      {props.text}
    </a>
  )
}
