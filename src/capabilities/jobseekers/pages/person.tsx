import type { Child } from 'hono/jsx'
import { formatPhone } from '../../../platform/text/phone'
import { BackLink, ButtonLink, InsetText, NotificationBanner, SummaryList, type SummaryRow, Tabs } from '../../../platform/web/parts'
import { ButtonGroup } from '../../../platform/web/form'
import { useUi, type Ui } from '../../../platform/web/ui'
import { personName } from '../lines'
import type { PersonRow } from '../queries/people'
import type { PersonRecord } from '../queries/record'
import type { RegistrationRow } from '../queries/registrations'
import { ageAt } from '../rules'
import { StateTag } from './find'
import { ageText, birthText, BothNames, cardText, languageNames } from './words'

export type PersonTab = 'work' | 'about' | 'history' | 'consents' | 'access'
export interface TopFacts {
  person: PersonRow
  record: PersonRecord
  registration: RegistrationRow | undefined
  counsellor: string | null
  /** The message that the last act left, already in words. */
  notice?: string | undefined
}

export function phoneText(ui: Ui, contact: { kind: string; value: string; e164: string | null }): string {
  if (contact.e164) return formatPhone(contact.e164, ui.country.phoneRegion)
  return contact.kind === 'phone' ? `${contact.value} (${ui.t('jobseekers.phone.not-callable')})` : contact.value
}

/** The frame of every page about one person: who it is, what to do, and the tabs. */
export function PersonFrame({ facts, tab, children }: { facts: TopFacts; tab: PersonTab; children?: Child }) {
  const ui = useUi()
  const { person, record, registration } = facts
  const at = (path: string) => ui.to(`/jobseekers/${person.id}${path}`)
  const contact = record.contacts[0]
  const age = ageAt(person.birth, ui.today)
  const line = [
    cardText(person.cardNumber), ageText(ui, person.birth), ui.label('sex', person.sex), languageNames[person.language] ?? person.language, ui.place(person.districtCode),
    contact ? phoneText(ui, contact) : ui.t('jobseekers.no-contact'),
  ]
  const tabs: { name: PersonTab; path: string }[] = [
    { name: 'work', path: '' }, { name: 'about', path: '/about' }, { name: 'history', path: '/history' }, { name: 'consents', path: '/consents' }, { name: 'access', path: '/access' },
  ]
  return (
    <>
      <BackLink href={ui.to('/jobseekers')} text={ui.t('jobseekers.find.title')} />
      {facts.notice ? (
        <NotificationBanner title={ui.t('jobseekers.done')} success>
          <p class="govuk-body">{facts.notice}</p>
        </NotificationBanner>
      ) : null}
      <h1 class="govuk-heading-l"><BothNames person={person} /></h1>
      <p class="govuk-body">
        {line.filter((part) => part !== '').join(' · ')} <StateTag state={registration?.state ?? person.registrationState} />
      </p>
      {record.needs.length > 0 ? (
        <p class="govuk-body"><strong>{ui.t('jobseekers.needs.title')}</strong> {record.needs.map(({ code, note }) => note ?? ui.label('accommodation-need', code)).join(', ')}</p>
      ) : null}
      {age !== null && age < ui.country.minimumWorkingAge ? <InsetText>{ui.t('jobseekers.too-young', { age: ui.country.minimumWorkingAge })}</InsetText> : null}
      <Acts person={person} registration={registration} />
      <Tabs label={ui.t('jobseekers.tabs')} items={tabs.map(({ name, path }) => ({ href: at(path), text: ui.t(`jobseekers.tab.${name}`), current: name === tab }))} />
      {children}
    </>
  )
}

function Acts({ person, registration }: { person: PersonRow; registration: RegistrationRow | undefined }) {
  const ui = useUi()
  const at = (path: string) => ui.to(`/jobseekers/${person.id}${path}`)
  const link = (href: string, key: string) => <ButtonLink href={href} text={ui.t(`jobseekers.act.${key}`)} look="secondary" />
  const print = ['slip', 'summary', 'cv'] as const
  return (
    <>
      <ButtonGroup>
        {registration?.state === 'pending' ? <ButtonLink href={at('/review')} text={ui.t('jobseekers.act.review')} /> : null}
        {registration?.state === 'active' ? <ButtonLink href={at('/vacancies')} text={ui.t('jobseekers.act.vacancies')} /> : null}
        {registration?.state === 'active' ? link(ui.to(`/referrals/new?person=${person.id}`), 'refer') : null}
        {link(ui.to(`/services/new?person=${person.id}`), 'service')}
        {link(ui.to(`/appointments/new?person=${person.id}`), 'appointment')}
        {link(ui.to(`/plans?person=${person.id}`), 'plan')}
        {registration?.state === 'active' ? link(at('/searches'), 'searches') : null}
        {link(at('/registration'), 'registration')}
      </ButtonGroup>
      <p class="govuk-body">
        {ui.t('jobseekers.print')}{' '}
        {print.map((name, index) => (
          <>
            {index > 0 ? ' · ' : ''}
            <a class="govuk-link" href={at(`/${name}`)}>{ui.t(`jobseekers.act.${name}`)}</a>
          </>
        ))}
      </p>
    </>
  )
}

function listed(all: readonly Child[]): Child {
  const texts = all.filter((text) => text !== '')
  if (texts.length < 2) return texts[0] ?? '–'
  return <ul class="govuk-list">{texts.map((text) => <li>{text}</li>)}</ul>
}

/** What matching still lacks: answers that are named, not only counted. */
export function missingAnswers(record: PersonRecord): string[] {
  const missing: string[] = []
  if (record.wishes.some(({ isco }) => isco === null) || record.wishes.length === 0) missing.push('occupation')
  if (record.education.length === 0) missing.push('education')
  if (record.experience.length === 0) missing.push('experience')
  if (record.skills.length === 0) missing.push('skills')
  if (!record.workStatus) missing.push('work-status')
  return missing
}

function MissingAnswers({ record, at }: { record: PersonRecord; at: (path: string) => string }) {
  const ui = useUi()
  const missing = missingAnswers(record)
  if (missing.length === 0) return null
  return (
    <InsetText>
      {ui.t('jobseekers.missing', { count: missing.length })}{' '}
      {missing.map((name, index) => (
        <>
          {index > 0 ? ' · ' : ''}
          <a class="govuk-link" href={at(name === 'occupation' ? '/occupation' : `/edit/${name}`)}>{ui.t(`jobseekers.part.${name}`)}</a>
        </>
      ))}
    </InsetText>
  )
}

/** The wish and what stands behind it, each part with its own change link. */
export function workRows(ui: Ui, record: PersonRecord, at: ((part: string) => string) | null): SummaryRow[] {
  const row = (part: string, value: Child): SummaryRow => ({
    key: ui.t(`jobseekers.part.${part}`), value,
    ...(at ? { actions: [{ href: at(part), text: ui.t('web.edit'), hidden: ui.t(`jobseekers.part.${part}`) }] } : {}),
  })
  const wish = record.wishes[0]
  const terms = wish
    ? [
        ui.label('wish-place', wish.reach), ...(wish.reach === 'list' ? [wish.places.map((code) => ui.place(code)).join(', ')] : []),
        ...(wish.wage_min && wish.wage_currency ? [`≥ ${ui.money(wish.wage_min, wish.wage_currency)} / ${ui.label('wage-period', wish.wage_period)}`] : []),
        ...(wish.hours_per_week ? [ui.t('jobseekers.hours', { hours: wish.hours_per_week })] : []),
        ...(wish.earliest_start ? [ui.t('jobseekers.from-day', { day: ui.day(wish.earliest_start) })] : []), ...wish.contracts.map((code) => ui.label('contract', code)),
      ]
    : []
  const status = record.workStatus
  return [
    row('wishes', listed([...record.wishes.map(({ title_typed, isco }) => (isco ? `${title_typed} (${isco} ${ui.occupation(isco)})` : `${title_typed} (${ui.t('jobseekers.not-coded')})`)), terms.join(' · ')].filter((text) => text !== ''))),
    row('education', listed(record.education.map(({ education_code, finished_year }) => {
      const level = ui.country.education.find(({ code }) => code === education_code)
      return `${level?.names[ui.lang] ?? education_code}${finished_year ? ` (${finished_year})` : ''}`
    }))),
    row('experience', listed(record.experience.map(({ title_typed, employer_text, years }) => [title_typed, employer_text, years ? ui.t('jobseekers.years', { years: ui.number(Number(years)) }) : null].filter(Boolean).join(', ')))),
    row('skills', record.skills.length === 0 ? '–' : record.skills.map(({ skill_code, label_typed }) => {
      const skill = ui.country.skills.find(({ code }) => code === skill_code)
      return skill?.names[ui.lang] ?? label_typed
    }).join(', ')),
    row('languages', listed(record.languages.map(({ language, spoken, written }) => {
      const names = ui.country.languagesSpoken.find(({ code }) => code === language)?.names
      return `${names?.[ui.lang] ?? language} ${[spoken, written].filter(Boolean).join(' / ')}`
    }))),
    row('work-status', status ? listed((['without_work', 'available', 'searching'] as const).map((name) => `${ui.t(`jobseekers.status.${name}`)}: ${ui.t(`jobseekers.answer.${status[name]}`)}`)) : '–'),
  ]
}

export function WorkTab({ facts }: { facts: TopFacts }) {
  const ui = useUi()
  const at = (path: string) => ui.to(`/jobseekers/${facts.person.id}${path}`)
  return (
    <PersonFrame facts={facts} tab="work">
      <MissingAnswers record={facts.record} at={at} />
      <SummaryList rows={workRows(ui, facts.record, (part) => at(`/edit/${part}`))} />
      {facts.record.wishes.some(({ isco }) => isco === null) ? <ButtonLink href={at('/occupation')} text={ui.t('jobseekers.part.occupation')} look="secondary" /> : null}
    </PersonFrame>
  )
}

export function aboutRows(ui: Ui, facts: Pick<TopFacts, 'person' | 'record' | 'counsellor'>, at: ((part: string) => string) | null, documentNumbers: (sealed: string | null) => string): SummaryRow[] {
  const { person, record, counsellor } = facts
  const row = (part: string, value: Child): SummaryRow => ({
    key: ui.t(`jobseekers.part.${part}`), value,
    ...(at ? { actions: [{ href: at(part), text: ui.t('web.edit'), hidden: ui.t(`jobseekers.part.${part}`) }] } : {}),
  })
  const former = record.names.filter(({ kind }) => kind !== 'current').map((name) => personName({ nameNative: name.name_native, nameLatin: name.name_latin }, ui.lang))
  const place = record.place
  return [
    row('name', listed([<BothNames person={person} />, ...former.map((name) => ui.t('jobseekers.former-name', { name }))])),
    row('birth', listed([birthText(ui, person.birth), ui.label('sex', person.sex), languageNames[person.language] ?? person.language, ...(person.interpreterNeed ? [person.interpreterNeed] : [])])),
    row('place', listed([[place?.commune_code, place?.district_code, place?.province_code].filter(Boolean).map((code) => ui.place(code)).join(', '), place?.text ?? '', record.home ? ui.t('jobseekers.home-place', { place: ui.place(record.home.district_code) }) : ''].filter((text) => text !== ''))),
    row('contacts', listed(record.contacts.length === 0 ? [ui.label('no-contact-reason', person.noContactReason)] : record.contacts.map((contact) => `${ui.label('contact-kind', contact.kind)}: ${phoneText(ui, contact)} (${ui.label('contact-owner', contact.owner)}${contact.shared_with_others ? `, ${ui.t('jobseekers.contact.shared')}` : ''})`))),
    row('document', listed(record.documents.length === 0 ? [ui.label('no-document-reason', person.noDocumentReason)] : record.documents.map(({ type, number_sealed, seen_on }) => {
      const kind = ui.country.identityDocuments.find(({ code }) => code === type)
      return `${kind?.names[ui.lang] ?? type} ${documentNumbers(number_sealed)}${seen_on ? ` (${ui.t('jobseekers.document.seen-on', { day: ui.day(seen_on) })})` : ''}`
    }))),
    row('needs', listed(record.needs.map(({ code, note }) => note ?? ui.label('accommodation-need', code)))),
    ...(at && counsellor !== undefined ? [row('counsellor', counsellor ?? '–')] : []),
  ]
}

export function AboutTab({ facts, documentNumbers }: { facts: TopFacts; documentNumbers: (sealed: string | null) => string }) {
  const ui = useUi()
  const at = (path: string) => ui.to(`/jobseekers/${facts.person.id}${path}`)
  return (
    <PersonFrame facts={facts} tab="about">
      <SummaryList rows={aboutRows(ui, facts, (part) => at(`/edit/${part}`), documentNumbers)} />
      <p class="govuk-body">
        <a class="govuk-link" href={at('/groups')}>{ui.t('jobseekers.groups.title')}</a>
      </p>
    </PersonFrame>
  )
}
