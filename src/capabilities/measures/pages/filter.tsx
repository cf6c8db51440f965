import { listLastMonths } from '../../../kernel/period'
import { nameIn } from '../../../platform/country/country'
import { HiddenField, Form, SubmitButton } from '../../../platform/web/form'
import { SelectField } from '../../../platform/web/fields'
import { useUi } from '../../../platform/web/ui'
import type { Question } from '../asking'
import type { Dimension } from '../language/vocabulary'
import { ageText, centreName, monthText } from './words'

const monthsToChoose = 24

/** Month, and for those who may cut figures also centre, sex, age band and group. Works without script. */
export function FigureFilter({ question, action }: { question: Question; action: string }) {
  const ui = useUi()
  const { asked, measure, newest, centres } = question
  const of = (dimension: Dimension) => asked.slices.find((slice) => slice.dimension === dimension)?.value
  const months = listLastMonths(monthsToChoose, newest.to).reverse()
  const all = ui.t('web.all')
  return (
    <Form method="get" action={ui.to(action)}>
      <HiddenField name="measure" value={measure.id} />
      <SelectField name="month" label={ui.t('measures.month')} value={asked.month.key} options={months.map((month) => ({ value: month.key, text: monthText(ui, month) }))} />
      {asked.sight.level === 'all' ? (
        <SelectField name="centre" label={ui.t('web.centre')} value={of('centre')} emptyText={all} options={centres.map((centre) => ({ value: centre.code, text: centreName(ui, centre) }))} />
      ) : null}
      {asked.sight.level === 'released' ? null : (
        <>
          <SelectField name="sex" label={ui.t('web.sex')} value={of('sex')} emptyText={all} options={(ui.country.lists.get('sex') ?? []).map(({ code }) => ({ value: code, text: ui.label('sex', code) }))} />
          <SelectField
            name="age" label={ui.t('measures.by.age_band')} value={of('age_band')} emptyText={all}
            options={[...ui.country.ageBands.map(({ code }) => code), 'not-stated'].map((code) => ({ value: code, text: ageText(ui, code) }))}
          />
          <SelectField name="group" label={ui.t('measures.by.group')} value={of('group')} emptyText={all} options={ui.country.groups.map((group) => ({ value: group.code, text: nameIn(group.names, ui.lang) }))} />
        </>
      )}
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
}
