import { CheckboxField, SelectField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { useUi } from '../../../platform/web/ui'

/** What narrows a list of candidates. */
export interface CandidateFilter {
  district?: string | undefined
  /** Days since the last contact. */
  within?: '30' | '60' | '90' | '' | undefined
  /** Nothing must be checked first. */
  ready?: 'yes' | undefined
  /** Neither referred nor answered yet. */
  fresh?: 'yes' | undefined
}
export const contactDays = ['30', '60', '90'] as const
export const isNarrowed = ({ district, within, ready, fresh }: CandidateFilter): boolean => Boolean(district || within || ready || fresh)

export function CandidateFilterForm({ action, filter, districts }: { action: string; filter: CandidateFilter; districts: readonly string[] }) {
  const ui = useUi()
  const all = { value: '', text: ui.t('web.all') }
  const names = districts.map((value) => ({ value, text: ui.place(value) })).sort((a, b) => a.text.localeCompare(b.text, ui.lang))
  return (
    <Form method="get" action={action} class="op-filter__form">
      <SelectField name="district" label={ui.t('placements.filter.district')} value={filter.district ?? ''} options={[all, ...names]} />
      <SelectField name="within" label={ui.t('placements.filter.contact')} value={filter.within ?? ''} options={[all, ...contactDays.map((days) => ({ value: days, text: ui.t('placements.filter.within', { days }) }))]} />
      <CheckboxField name="ready" options={[{ value: 'yes', text: ui.t('placements.filter.ready') }]} values={filter.ready ? ['yes'] : []} />
      <CheckboxField name="fresh" options={[{ value: 'yes', text: ui.t('placements.filter.fresh') }]} values={filter.fresh ? ['yes'] : []} />
      <SubmitButton text={ui.t('web.filter')} look="secondary" />
    </Form>
  )
}
