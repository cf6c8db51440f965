import type { Child } from 'hono/jsx'
import { ErrorSummary } from '../../../platform/web/form'
import { BackLink, Tabs, Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { isInside } from '../policy'
import { figureText } from '../sentences'

/** What a text area needs to count its characters, with or without a limit. */
export const countedIn = (ui: Ui, limit: number | null) =>
  limit === null ? { words: ui.t('projects.page.count', { count: '{count}' }) } : { words: ui.t('projects.page.of-limit', { count: '{count}', limit: figureText(String(limit)) }), limit }

export interface ReportHead {
  code: string
  title: string
  sequence: number
  from: string
  to: string
  state: string
}

export const tabs = ['report', 'figures', 'activities', 'risks', 'classification', 'findings', 'sign-off', 'compare', 'export'] as const
export type TabName = (typeof tabs)[number]

const colours: Record<string, TagColour> = { draft: 'yellow', prepared: 'blue', reviewed: 'blue', approved: 'green', sent: 'green' }

/** Heading, state and tabs of a report; everything about one report stands inside it. */
export function ReportFrame({ head, tab, errors = {}, children }: { head: ReportHead; tab: TabName; errors?: Readonly<Record<string, string>>; children?: Child }) {
  const ui = useUi()
  const base = `/projects/${head.code}/reports/${head.sequence}`
  const shown = isInside(ui.actor) ? tabs : (['report', 'export'] as const)
  return (
    <>
      <BackLink href={ui.to(`/projects/${head.code}`)} text={head.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.report-number', { number: head.sequence })}</h1>
      <p class="govuk-body">
        {head.from} – {head.to} <Tag text={ui.t(`projects.report.${head.state}`)} colour={colours[head.state] ?? 'grey'} />
      </p>
      <Tabs
        label={ui.t('projects.page.parts')}
        items={shown.map((name) => ({ href: ui.to(name === 'report' ? base : `${base}/${name}`), text: ui.t(`projects.tab.${name}`), current: name === tab }))}
      />
      {children}
    </>
  )
}
