import { Form, SubmitButton } from '../../../platform/web/form'
import { InsetText, Panel } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { StartQuestion } from './candidate-pages'
import { readable } from './referral-page'

/** What a link shows before it is tapped: the job and the code, no name. */
export function LinkOpening(props: { action: string; vacancy: string; code: string; due: string; requestKey: string }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('placements.link.title')}</h1>
      <p class="govuk-body-l">{ui.t('placements.link.about', { vacancy: props.vacancy, code: readable(props.code) })}</p>
      {props.due ? <InsetText>{ui.t('placements.link.due', { day: props.due })}</InsetText> : null}
      <Form action={props.action} requestKey={props.requestKey}>
        <SubmitButton text={ui.t('placements.link.open')} />
      </Form>
    </>
  )
}

export function LinkStart(props: { action: string; day: string; code: string; requestKey: string; forPerson: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t(props.forPerson ? 'placements.link.start.person' : 'placements.link.start.employer', { day: props.day })}</h1>
      <p class="govuk-body">{ui.t('placements.link.start.about', { code: readable(props.code) })}</p>
      <StartQuestion action={props.action} day={props.day} requestKey={props.requestKey} done={false} code={props.code} />
    </>
  )
}

export function LinkThanks({ text }: { text: string }) {
  const ui = useUi()
  return <Panel title={ui.t('placements.thanks')}>{text}</Panel>
}

export function LinkExpired() {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('placements.link.expired')}</h1>
      <p class="govuk-body">{ui.t('placements.link.expired.hint')}</p>
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/sign-in')}>{ui.t('accounts.sign-in')}</a></p>
    </>
  )
}
