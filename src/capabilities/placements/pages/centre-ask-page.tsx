import { RadioField } from '../../../platform/web/fields'
import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, SummaryList, Tag, type TagColour } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { askReasons, type CentreAsk, type OwnAsk } from '../queries/centre-asks'
import { Errors, type TypedForm, typedText } from './move-forms'

/** What the reader can do, or did, about a candidate of another centre. */
export interface Asking {
  handle: string
  vacancyId: string
  centre: string
  ask: OwnAsk | undefined
}

const colours: Record<OwnAsk['state'], TagColour> = { open: 'yellow', referred: 'green', declined: 'grey', closed: 'grey' }
const reasonWords = (ui: Ui, reason: string | null) => (reason ? ui.t(`placements.ask.reason.${reason}`) : '')

/** One tap asks the centre; after that, how the request stands. A request that ended by itself can be made again. */
export function AskCell({ asking }: { asking: Asking }) {
  const ui = useUi()
  const { ask, centre } = asking
  const button = (
    <Form action={ui.to('/centre-asks')} requestKey={ui.newKey()}>
      <HiddenField name="vacancy" value={asking.vacancyId} />
      <HiddenField name="ask" value={asking.handle} />
      <SubmitButton look="secondary" text={<>{ui.t('placements.ask')}<span class="govuk-visually-hidden"> {centre}</span></>} />
    </Form>
  )
  if (!ask) return button
  return (
    <>
      <Tag text={ui.t(`placements.ask.state.${ask.state}`)} colour={colours[ask.state]} />
      <br />
      {ask.state === 'open' ? ui.t('placements.ask.by', { day: ui.day(ask.dueOn) }) : ask.state === 'referred' ? ui.day(ask.answeredOn) : reasonWords(ui, ask.reason)}
      {ask.state === 'closed' ? button : null}
    </>
  )
}

export interface AskPageProps {
  ask: CentreAsk
  person: { name: string; about: string; href: string }
  vacancy: { title: string; about: string; href: string }
  askingCentre: string
  referHref: string
  explainHref: string
  form: TypedForm
  requestKey: string
}

/** The pair that another centre asks about: put the person forward, or say why not. */
export function AskPage({ ask, person, vacancy, askingCentre, referHref, explainHref, form, requestKey }: AskPageProps) {
  const ui = useUi()
  const isOpen = ask.state === 'open'
  return (
    <>
      <BackLink href={ui.to('/desk')} text={ui.t('web.nav.desk')} />
      <Errors form={form} />
      <h1 class="govuk-heading-l">{ui.t('placements.ask.title')}</h1>
      <SummaryList
        rows={[
          { key: ui.t('placements.person'), value: <><a class="govuk-link" href={person.href}>{person.name}</a><br />{person.about}</> },
          { key: ui.t('placements.vacancy'), value: <><a class="govuk-link" href={vacancy.href}>{vacancy.title}</a><br />{vacancy.about}</> },
          { key: ui.t('placements.ask.from'), value: askingCentre },
          { key: ui.t('placements.ask.on'), value: ui.day(ask.askedOn) },
          { key: ui.t('web.state'), value: <><Tag text={ui.t(`placements.ask.state.${isOpen ? 'waiting' : ask.state}`)} colour={colours[ask.state]} /> {isOpen ? ui.t('placements.ask.by', { day: ui.day(ask.dueOn) }) : reasonWords(ui, ask.reason)}</> },
        ]}
      />
      <p class="govuk-body"><a class="govuk-link" href={explainHref}>{ui.t('matching.explain.link')}</a></p>
      {isOpen ? (
        <>
          <InsetText>{ui.t('placements.ask.lead')}</InsetText>
          <ButtonGroup><ButtonLink href={referHref} text={ui.t('placements.refer')} /></ButtonGroup>
          <h2 class="govuk-heading-m">{ui.t('placements.ask.decline-title')}</h2>
          <Form action={ui.to(`/centre-asks/${ask.id}`)} requestKey={requestKey}>
            <RadioField
              name="reason" label={ui.t('placements.ask.why')} hint={ui.t('placements.ask.why.hint')} value={typedText(form.typed, 'reason') || null} error={form.errors['reason'] ? ui.t(form.errors['reason']) : undefined} required
              options={askReasons.map((value) => ({ value, text: ui.t(`placements.ask.reason.${value}`) }))}
            />
            <SubmitButton look="secondary" text={ui.t('placements.ask.decline')} />
          </Form>
        </>
      ) : null}
    </>
  )
}
