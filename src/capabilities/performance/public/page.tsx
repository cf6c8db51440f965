import type { CalendarDate } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { Details, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { definitionOf, monthText } from '../../measures/index'
import { actualText, labelOf, Section, shareText, valueText } from '../pages/words'
import type { PublicFigures, PublicLine } from './reading'

/** What the agency reached, for everybody: released figures with what they mean and what changed since. */
export function PublicPage({ found, planned }: { found: PublicFigures | undefined; planned: { month: Period; day: CalendarDate } }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('performance.public.title')}</h1>
      <p class="govuk-body">{ui.t('performance.public.text')}</p>
      {found ? <Figures {...found} /> : <InsetText>{ui.t('performance.public.none')}</InsetText>}
      <p class="govuk-body">{ui.t('performance.public.next', { month: monthText(ui, planned.month), day: ui.day(planned.day) })}</p>
    </>
  )
}

function Figures({ month, months, lines: all }: PublicFigures) {
  const ui = useUi()
  // What nobody records yet says nothing to the public.
  const lines = all.filter(({ actual }) => !['not-measured', 'not-collected', 'no-data'].includes(actual.state))
  const pillars = [...new Map(lines.map(({ indicator }) => [indicator.pillar.key, indicator.pillar])).values()]
  const revised = lines.filter((line) => line.revised !== null)
  return (
    <>
      <p class="govuk-body-l">{ui.t('performance.public.until', { month: monthText(ui, month) })}</p>
      {months.length > 1 ? (
        <Form method="get" action={ui.to('/public/performance')}>
          <SelectField name="month" label={ui.t('performance.data-until')} value={month.key} options={months.map((one) => ({ value: one.key, text: monthText(ui, one) }))} />
          <SubmitButton text={ui.t('web.filter')} look="secondary" />
        </Form>
      ) : null}
      {pillars.map((pillar) => (
        <Section title={labelOf(ui, pillar.titles)}>
          <DataTable
            caption={labelOf(ui, pillar.titles)} captionHidden
            columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'value', text: ui.t('performance.value'), numeric: true }, { key: 'target', text: ui.t('performance.target'), numeric: true }, { key: 'share', text: ui.t('performance.public.of-target'), numeric: true }]}
            rows={lines.filter(({ indicator }) => indicator.pillar.key === pillar.key).map((line) => ({ cells: { name: labelOf(ui, line.indicator.labels), value: actualText(ui, line.measure, line.actual), target: targetText(ui, line), share: shareText(ui, line.whole?.share ?? null) } }))}
            empty={ui.t('performance.empty')}
          />
          <Meanings lines={lines.filter(({ indicator }) => indicator.pillar.key === pillar.key)} />
        </Section>
      ))}
      <Section title={ui.t('performance.public.revisions')} id="revisions">
        {revised.length === 0 ? <p class="govuk-body">{ui.t('performance.public.revisions.none')}</p> : (
          <ul class="govuk-list govuk-list--bullet">{revised.map((line) => <li>{ui.t('performance.public.revised', { name: labelOf(ui, line.indicator.labels), before: actualText(ui, line.measure, line.actual), now: valueText(ui, line.measure, line.revised), day: ui.day(ui.today) })}</li>)}</ul>
        )}
      </Section>
      <p class="govuk-body">{ui.t('performance.public.hidden')}</p>
      <ul class="govuk-list">
        {(['csv', 'json'] as const).map((form) => <li><a class="govuk-link" href={`/api/v1/public/performance.${form}?month=${month.key}`}>{ui.t(`performance.public.${form}`)}</a></li>)}
        <li><a class="govuk-link" href="/api/v1/public/performance-definitions.csv">{ui.t('performance.download.definitions')}</a></li>
      </ul>
    </>
  )
}

/** What each figure counts, and over which days. */
function Meanings({ lines }: { lines: readonly PublicLine[] }) {
  const ui = useUi()
  return (
    <Details summary={ui.t('performance.public.meaning')}>
      <SummaryList
        rows={lines.flatMap(({ indicator, measure, window }) => (measure ? [{
          key: labelOf(ui, indicator.labels), value: `${definitionOf(ui, measure)} ${ui.t('performance.from-to', { from: ui.day(window.from), to: ui.day(window.to) })}`,
        }] : []))}
      />
    </Details>
  )
}

const targetText = (ui: Ui, { target, measure }: PublicLine): string =>
  target?.published ? valueText(ui, measure, target.published) : target?.band ? `${valueText(ui, measure, target.band.lo)} – ${valueText(ui, measure, target.band.hi)}` : '–'
