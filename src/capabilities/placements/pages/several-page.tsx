import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { ReferRefusal } from '../actions/refer'

/** One of several people for a vacancy, and what stands against it. */
export interface SeveralLine {
  id: string
  name: string
  about: string
  refusal: ReferRefusal | undefined
}

/** Who will be asked and who cannot be, with one button. */
export function SeveralPage({ title, back, vacancyId, lines, refusal, requestKey }: { title: string; back: string; vacancyId: string; lines: readonly SeveralLine[]; refusal: ReferRefusal | undefined; requestKey: string }) {
  const ui = useUi()
  const ready = lines.filter((line) => line.refusal === undefined)
  return (
    <>
      <BackLink href={back} text={ui.t('placements.several.back')} />
      <h1 class="govuk-heading-l">{title}</h1>
      <InsetText>{ui.t(refusal ? `placements.refusal.${refusal}` : 'placements.several.advice')}</InsetText>
      <DataTable
        caption={ui.t('placements.several.caption')} empty=""
        columns={[{ key: 'name', text: ui.t('placements.person') }, { key: 'about', text: ui.t('web.details') }, { key: 'what', text: ui.t('placements.several.what') }]}
        rows={lines.map(({ id, name, about, refusal: against }) => ({
          cells: {
            name: <a class="govuk-link" href={ui.to(`/jobseekers/${id}`)}>{name}</a>, about,
            what: against ? <Tag colour="grey" text={ui.t(`placements.refusal.${against}`)} /> : ui.t('placements.several.will-ask'),
          },
        }))}
      />
      {!refusal && ready.length > 0 ? (
        <Form action={ui.to('/referrals/several')} requestKey={requestKey}>
          <HiddenField name="vacancy" value={vacancyId} />
          {ready.map(({ id }) => <HiddenField name="p" value={id} />)}
          <SubmitButton text={ui.t('placements.several.send', { count: ready.length })} />
        </Form>
      ) : null}
    </>
  )
}
