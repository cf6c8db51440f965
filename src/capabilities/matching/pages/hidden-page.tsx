import { SelectField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Pagination, Tabs } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { type Hidden, hiddenJobReasons, hiddenPeopleReasons, type HiddenReason } from '../queries/alike'
import { filterWords } from './explain-page'

export type HiddenOf = 'jobs' | 'people'
export const reasonsOf = (of: HiddenOf): readonly HiddenReason[] => (of === 'jobs' ? hiddenJobReasons : hiddenPeopleReasons)
export const hiddenHref = (ui: Ui, of: HiddenOf, why?: HiddenReason, page?: number) => ui.to(`/match-panel/never-shown?of=${of}${why ? `&why=${why}` : ''}${page && page > 1 ? `&page=${page}` : ''}`)
export const hiddenTotal = (counts: ReadonlyMap<HiddenReason, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

/** How many were never shown for each reason; each leads to their names. */
export function HiddenCounts({ of, counts }: { of: HiddenOf; counts: ReadonlyMap<HiddenReason, number> }) {
  const ui = useUi()
  const caption = ui.t(`matching.panel.hidden-${of}`)
  return (
    <DataTable
      caption={caption} empty={`${caption}: ${ui.t('matching.panel.none-hidden')}`} columns={[{ key: 'why', text: ui.t('matching.hidden.why') }, { key: 'count', text: ui.t(`matching.hidden.${of}`), numeric: true }]}
      rows={reasonsOf(of).flatMap((why) => (counts.get(why) ? [{ cells: { why: <a class="govuk-link" href={hiddenHref(ui, of, why)}>{ui.t(`matching.hidden.why-${why}`)}</a>, count: ui.number(counts.get(why) ?? 0) } }] : []))}
    />
  )
}

export interface HiddenPageProps {
  of: HiddenOf
  why: HiddenReason | undefined
  counts: ReadonlyMap<HiddenReason, number>
  rows: readonly (Hidden & { name: string; href: string | undefined; filter: number | undefined })[]
  page: number
  pages: number
  hasPeople: boolean
}

/** Who or what stood in nobody's list, by name, with what keeps them off. */
export function HiddenPage({ of, why, counts, rows, page, pages, hasPeople }: HiddenPageProps) {
  const ui = useUi()
  const total = hiddenTotal(counts)
  return (
    <>
      <BackLink href={ui.to('/match-panel')} text={ui.t('matching.panel.title')} />
      <h1 class="govuk-heading-l">{ui.t('matching.panel.hidden')}</h1>
      {hasPeople ? <Tabs label={ui.t('matching.panel.hidden')} items={(['jobs', 'people'] as const).map((one) => ({ href: hiddenHref(ui, one), text: ui.t(`matching.hidden.${one}`), current: one === of }))} /> : null}
      <InsetText>{ui.t(`matching.hidden.lead-${of}`)}</InsetText>
      <DataTable
        caption={ui.t('matching.hidden.count', { count: why ? (counts.get(why) ?? 0) : total })} empty={ui.t('matching.panel.none-hidden')}
        filter={
          <Form method="get" action={ui.to('/match-panel/never-shown')} class="op-filter__form">
            <HiddenField name="of" value={of} />
            <SelectField name="why" label={ui.t('matching.hidden.why')} value={why ?? ''} emptyText={`${ui.t('web.all')} (${ui.number(total)})`} options={reasonsOf(of).map((value) => ({ value, text: `${ui.t(`matching.hidden.why-${value}`)} (${ui.number(counts.get(value) ?? 0)})` }))} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        columns={[
          { key: 'name', text: ui.t(of === 'jobs' ? 'matching.panel.vacancy' : 'matching.review.person') }, { key: 'since', text: ui.t(of === 'jobs' ? 'matching.panel.published' : 'matching.hidden.registered') },
          { key: 'why', text: ui.t('matching.hidden.why') }, { key: 'filter', text: ui.t('matching.hidden.filter') },
        ]}
        rows={rows.map((row) => ({
          cells: {
            name: row.href ? <a class="govuk-link" href={row.href}>{row.name}</a> : row.name, since: ui.day(row.since), why: ui.t(`matching.hidden.why-${row.why}`), filter: row.filter === undefined ? '–' : filterWords(ui, row.filter, false),
          },
        }))}
        pagination={
          <Pagination
            label={ui.t('web.page-of', { page, pages })} previous={page > 1 ? { href: hiddenHref(ui, of, why, page - 1), text: ui.t('web.previous') } : undefined}
            next={page < pages ? { href: hiddenHref(ui, of, why, page + 1), text: ui.t('web.next') } : undefined}
          />
        }
      />
    </>
  )
}
