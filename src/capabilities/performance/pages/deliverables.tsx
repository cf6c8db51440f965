import { FileField, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { Tag, type TagColour } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { ActivityLine } from '../queries/plans'
import { fieldOf, nothingTyped, Section, type Shown } from './words'

type Deliverable = ActivityLine['deliverables'][number]
export interface DeliverablesProps {
  deliverables: readonly Deliverable[]
  actorId: string
  /** Whoever works at the centre shows what is done. */
  mayShow: boolean
  mayAccept: boolean
  form: Shown
  /** The deliverable whose form was refused. */
  at: string | null
  newKey: () => string
}
const colours: Record<string, TagColour> = { open: 'grey', done: 'blue', accepted: 'green' }

/** What an activity brings, each with its evidence; the camera of a phone is one tap away. */
export function Deliverables(props: DeliverablesProps) {
  const ui = useUi()
  return (
    <Section title={ui.t('performance.deliverables')} id="deliverables">
      {props.deliverables.length === 0 ? <p class="govuk-body">{ui.t('performance.deliverables.empty')}</p> : null}
      {props.deliverables.map((one) => (
        <>
          <h3 class="govuk-heading-s">{one.title} <Tag colour={colours[one.state] ?? 'grey'} text={ui.t(`performance.deliverable.${one.state}`)} /></h3>
          {one.evidence ? <p class="govuk-body">{ui.t('performance.evidence')}: {one.evidence}</p> : null}
          {one.files.length > 0 ? (
            <ul class="govuk-list">
              {one.files.map((file, number) => (
                <li><a class="govuk-link" href={ui.to(`/performance/evidence/${file.id}`)}>{ui.t(`performance.evidence.${file.media_type === 'application/pdf' ? 'file' : 'photo'}`, { number: number + 1, day: ui.moment(file.created_at) })}</a></li>
              ))}
            </ul>
          ) : null}
          <Step {...props} deliverable={one} />
        </>
      ))}
    </Section>
  )
}

function Step({ deliverable, actorId, mayShow, mayAccept, form, at, newKey }: DeliverablesProps & { deliverable: Deliverable }) {
  const ui = useUi()
  const path = ui.to(`/performance/deliverables/${deliverable.id}`)
  if (deliverable.state === 'done' && mayAccept) {
    if (deliverable.done_by === actorId) return <p class="govuk-hint">{ui.t('performance.needs-another')}</p>
    return (
      <Form action={path} requestKey={newKey()}>
        <HiddenField name="step" value="accepted" />
        <SubmitButton look="secondary" text={ui.t('performance.deliverable.do-accept')} />
      </Form>
    )
  }
  if (deliverable.state !== 'open' || !mayShow) return null
  const shown = at === deliverable.id ? form : nothingTyped
  return (
    <Form action={path} requestKey={newKey()} files>
      <HiddenField name="step" value="done" />
      <TextField {...fieldOf(ui, shown, 'evidence')} id={at === deliverable.id ? undefined : `evidence-${deliverable.id}`} label={ui.t('performance.evidence')} hint={ui.t('performance.evidence.hint')} />
      <FileField name="file" id={at === deliverable.id ? undefined : `file-${deliverable.id}`} label={ui.t('performance.evidence.add')} hint={ui.t('performance.evidence.add.hint')} error={shown.errors['file'] ? ui.t(shown.errors['file']) : undefined} accept="image/jpeg,image/png,application/pdf" />
      <SubmitButton text={ui.t('performance.deliverable.do-done')} />
    </Form>
  )
}
