import { SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type AnyMeasure, definitionOf, type Measure, measureName } from '../../measures/index'
import { accumulationsOf } from '../actions/framework'
import type { IndicatorRecord } from '../model'
import type { listPillars } from '../queries/framework'
import { directions } from '../rules/attainment'
import { Errors, fieldOf, labelOf, type Shown } from './words'

export interface FrameworkProps {
  indicators: readonly { indicator: IndicatorRecord; measure: AnyMeasure | undefined }[]
  /** Measures of the agency that are in force and in no framework. */
  unused: readonly AnyMeasure[]
  maySet: boolean
  newKey: () => string
}

/** What is judged, by which measure, and what could be. */
export function FrameworkPage({ indicators, unused, maySet, newKey }: FrameworkProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/performance')} text={ui.t('performance.back')} />
      <h1 class="govuk-heading-l">{ui.t('performance.framework.title')}</h1>
      <p class="govuk-body">{ui.t('performance.framework.text')}</p>
      <DataTable
        caption={ui.t('performance.framework.unused')}
        columns={[{ key: 'name', text: ui.t('performance.framework.measure') }, ...(maySet ? [{ key: 'do', text: ui.t('performance.enter.do') }] : [])]}
        rows={unused.map((measure) => ({
          cells: {
            name: <>{measureName(ui, measure)}<br /><span class="govuk-hint">{definitionOf(ui, measure)}</span></>,
            do: <a class="govuk-link" href={ui.to(`/performance/framework/${measure.id}/add`)}>{ui.t('performance.framework.use')}<span class="govuk-visually-hidden"> {measureName(ui, measure)}</span></a>,
          },
        }))}
        empty={ui.t('performance.framework.unused.none')}
      />
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/measures')}>{ui.t('performance.framework.measures')}</a></p>
      <DataTable
        caption={ui.t('performance.framework.indicators')}
        columns={[{ key: 'name', text: ui.t('performance.indicator') }, { key: 'pillar', text: ui.t('performance.framework.pillar') }, { key: 'measure', text: ui.t('performance.framework.measure') }, { key: 'do', text: ui.t('performance.enter.do') }]}
        rows={indicators.map(({ indicator, measure }) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/performance/indicators/${indicator.address}`)}>{labelOf(ui, indicator.labels)}</a>, pillar: labelOf(ui, indicator.pillar.titles),
            measure: measure ? ui.t('performance.framework.version', { id: measure.id, version: measure.version }) : ui.t('performance.state.not-measured'),
            do: indicator.isOwn && maySet ? <Form action={ui.to(`/performance/framework/${indicator.address}/retire`)} requestKey={newKey()}><SubmitButton look="secondary" text={<>{ui.t('performance.framework.retire')}<span class="govuk-visually-hidden"> {labelOf(ui, indicator.labels)}</span></>} /></Form> : ui.t(indicator.isOwn ? 'performance.framework.of-agency' : 'performance.framework.of-file'),
          },
        }))}
        empty={ui.t('performance.empty')}
      />
    </>
  )
}

export interface AddIndicatorProps {
  measure: AnyMeasure
  pillars: Awaited<ReturnType<typeof listPillars>>
  form: Shown
  requestKey: string
}

/** How a measure is used: under which heading, under which name, and which way is better. */
export function AddIndicatorPage({ measure, pillars, form, requestKey }: AddIndicatorProps) {
  const ui = useUi()
  const names = (measure as Measure).own?.names ?? {}
  return (
    <>
      <BackLink href={ui.to('/performance/framework')} text={ui.t('performance.framework.title')} />
      <span class="govuk-caption-l">{measure.id}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.framework.add', { name: measureName(ui, measure) })}</h1>
      <Errors errors={form.errors} />
      <p class="govuk-body">{definitionOf(ui, measure)}</p>
      <InsetText>{ui.t('performance.framework.add.text')}</InsetText>
      <Form action={ui.to(`/performance/framework/${measure.id}/add`)} requestKey={requestKey}>
        <SelectField {...fieldOf(ui, form, 'pillar', pillars[0]?.id)} label={ui.t('performance.framework.pillar')} options={pillars.map(({ id, titles }) => ({ value: id, text: labelOf(ui, titles as Readonly<Record<string, string>>) }))} />
        {(['km', 'lo', 'en'] as const).map((language) => <TextField {...fieldOf(ui, form, `label_${language}`, names[language])} label={ui.t(`performance.framework.label.${language}`)} hint={language === 'km' ? ui.t('performance.framework.label.hint') : undefined} />)}
        <SelectField {...fieldOf(ui, form, 'direction', 'up')} label={ui.t('performance.framework.direction')} options={directions.map((one) => ({ value: one, text: ui.t(`performance.framework.direction.${one}`) }))} />
        <SelectField {...fieldOf(ui, form, 'accumulation', accumulationsOf(measure)[0])} label={ui.t('performance.framework.accumulation')} options={accumulationsOf(measure).map((one) => ({ value: one, text: ui.t(`performance.framework.accumulation.${one}`) }))} />
        <SubmitButton text={ui.t('performance.framework.save')} />
      </Form>
    </>
  )
}
