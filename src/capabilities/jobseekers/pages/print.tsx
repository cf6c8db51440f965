import { BackLink, Panel, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { personName } from '../lines'
import { aboutRows, phoneText, type TopFacts, workRows } from './person'
import { BothNames, cardText } from './words'

function Frame({ facts, heading, children }: { facts: TopFacts; heading: string; children?: unknown }) {
  const ui = useUi()
  return (
    <article class="op-print">
      <BackLink href={ui.to(`/jobseekers/${facts.person.id}`)} text={personName(facts.person, ui.lang)} />
      <h1 class="govuk-heading-l">{heading}</h1>
      {children as never}
      <p class="govuk-hint">{ui.t('jobseekers.printed', { day: ui.day(ui.today) })}</p>
    </article>
  )
}

/** One page with everything a counsellor needs beside a person. Without notes and groups. */
export function SummaryPage({ facts, documentNumbers }: { facts: TopFacts; documentNumbers: (sealed: string | null) => string }) {
  const ui = useUi()
  return (
    <Frame facts={facts} heading={`${personName(facts.person, ui.lang)} · ${cardText(facts.person.cardNumber)}`}>
      <SummaryList rows={[...aboutRows(ui, facts, null, documentNumbers), ...workRows(ui, facts.record, null)]} />
    </Frame>
  )
}

/** What an employer may be handed by the person: work and skills, no document, no group, no needs, no birth date. */
export function CvPage({ facts }: { facts: TopFacts }) {
  const ui = useUi()
  const { person, record } = facts
  const phone = record.contacts.find(({ kind }) => kind === 'phone')
  return (
    <Frame facts={facts} heading={personName(person, ui.lang)}>
      <p class="govuk-body">
        <BothNames person={person} />
        <br />
        {[ui.place(person.districtCode), phone ? phoneText(ui, phone) : ''].filter((text) => text !== '').join(' · ')}
      </p>
      <SummaryList rows={workRows(ui, record, null).slice(0, 5)} />
    </Frame>
  )
}

/** The slip that a person takes home: name, card number and the centre's phone. */
export function SlipPage({ facts, phone }: { facts: TopFacts; phone: string | null }) {
  const ui = useUi()
  return (
    <Frame facts={facts} heading={ui.t('jobseekers.slip.title')}>
      <Panel title={cardText(facts.person.cardNumber)}>{personName(facts.person, ui.lang)}</Panel>
      <p class="govuk-body">{ui.t('jobseekers.slip.keep')}</p>
      {phone ? <p class="govuk-body">{ui.t('jobseekers.slip.phone', { phone })}</p> : null}
      <p class="govuk-body">{ui.t('jobseekers.slip.free')}</p>
    </Frame>
  )
}
