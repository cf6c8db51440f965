import { exact, multiply, toNumber } from '../../../kernel/exact'
import { listPeriodsWithin, type Period } from '../../../kernel/period'
import { DateField, NumberField, RadioField } from '../../../platform/web/fields'
import { FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { monthText } from '../../measures/index'
import { spreadKinds } from '../model'
import type { BoardLine } from '../reading/board'
import { shareDue } from '../rules/spread'
import { indicatorHref } from './address'
import { centreText, Errors, fieldOf, lineName, shareText, type Shown, valueText } from './words'

export interface SpreadProps {
  line: BoardLine
  month: Period
  centre: CentreLine | null
  /** Past years with figures, newest first: what a seasonal profile may rest on. */
  years: readonly number[]
  form: Shown
  requestKey: string
}
export const monthFields = Array.from({ length: 12 }, (_, month) => `m${month + 1}`)

/** Which part of a yearly target is due in which month. */
export function SpreadPage({ line, month, centre, years, form, requestKey }: SpreadProps) {
  const ui = useUi()
  const { spread, target, measure } = line
  const spot = { ...line, month, centre }
  const period = target?.period
  const months = period ? listPeriodsWithin(period, 'month') : []
  const typed = spread.kind === 'manual' ? spread.weights.map(toNumber) : monthFields.map(() => null)
  const name = (at: number) => monthText(ui, { ...month, kind: 'month', key: `${month.key.slice(0, 4)}-${String(at + 1).padStart(2, '0')}`, from: `${month.key.slice(0, 4)}-${String(at + 1).padStart(2, '0')}-01` as Period['from'] }).replace(/[\s]*[0-9០-៩໐-໙]{4}[\s]*/, '')
  return (
    <>
      <BackLink href={indicatorHref(ui, spot)} text={ui.t('performance.back.indicator')} />
      <span class="govuk-caption-l">{centre ? centreText(ui, centre) : ui.t('performance.national')}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.spread.title', { name: lineName(ui, line) })}</h1>
      <Errors errors={form.errors} />
      <p class="govuk-body">{ui.t('performance.spread.how')}</p>
      {months.length > 0 && target?.published && period && !line.isShare ? (
        <DataTable
          caption={ui.t('performance.spread.now', { kind: ui.t(`performance.spread.${spread.kind}`) })}
          columns={[{ key: 'month', text: ui.t('performance.month') }, { key: 'share', text: ui.t('performance.spread.until'), numeric: true }, { key: 'due', text: ui.t('performance.due'), numeric: true }]}
          rows={months.map((one) => {
            const share = shareDue(spread, period, one.to)
            return { cells: { month: monthText(ui, one), share: shareText(ui, share), due: target.published ? valueText(ui, measure, multiply(target.published, share), 1) : '–' } }
          })}
          empty={ui.t('performance.empty')}
        />
      ) : <InsetText>{ui.t('performance.spread.no-target')}</InsetText>}
      <Form action={indicatorHref(ui, spot, '/spread')} requestKey={requestKey}>
        <HiddenField name="centre" value={centre?.code ?? ''} />
        <RadioField
          {...fieldOf(ui, form, 'kind', spread.kind)} label={ui.t('performance.spread.kind')}
          options={spreadKinds.map((value) => ({ value, text: ui.t(`performance.spread.${value}`), hint: value === 'seasonal' ? ui.t(years.length === 0 ? 'performance.spread.seasonal.none' : 'performance.spread.seasonal.years', { years: years.join(', ') }) : ui.t(`performance.spread.${value}.hint`) }))}
        />
        <DateField {...fieldOf(ui, form, 'stepOn', spread.kind === 'step' ? spread.on.split('-').reverse().join('/') : '')} label={ui.t('performance.spread.step-on')} hint={ui.t('performance.day.hint')} />
        <FieldSet legend={ui.t('performance.spread.weights')} hint={ui.t('performance.spread.weights.hint')} size="s">
          {monthFields.map((field, at) => <NumberField {...fieldOf(ui, form, field, typed[at] === null ? '' : ui.number(exactNumber(typed[at])))} decimal label={name(at)} width={5} />)}
        </FieldSet>
        <SubmitButton text={ui.t('performance.save')} />
      </Form>
    </>
  )
}
const exactNumber = (value: number | null | undefined): number => toNumber(exact((value ?? 0).toFixed(6)))
