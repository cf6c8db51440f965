import type { HistoryEntry } from '../../../platform/providers'
import { SelectField, TextArea } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { EmptyState, Tag, Timeline } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi, type Ui } from '../../../platform/web/ui'
import { nameIn } from '../../../platform/country/index'
import { parseIsoDay } from '../../../kernel/calendar'
import { consentPurposes, scopedConsents } from '../model'
import type { LiveConsent } from '../queries/consents'
import type { AccessRow } from '../queries/record'
import { PersonFrame, type TopFacts } from './person'
import { listOptions } from './words'

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Days and codes of an entry as the reader sees them. */
export function historyText(ui: Ui, entry: HistoryEntry): string {
  const shown = Object.fromEntries(
    Object.entries(entry.parameters).map(([name, value]) => {
      const day = name.endsWith('Day') ? parseIsoDay(String(value)) : undefined
      if (day) return [name, ui.day(day)]
      if (!name.endsWith('Code')) return [name, value]
      const list = kebab(name.slice(0, -4))
      const service = list === 'service' ? ui.country.services.find(({ code }) => code === value) : undefined
      if (service) return [name, nameIn(service.names, ui.lang)]
      return [name, list === 'occupation' ? ui.occupation(String(value)) : list === 'place' ? ui.place(String(value)) : ui.label(list, String(value))]
    }),
  )
  return ui.t(entry.key, shown)
}

export interface NoteLine {
  at: Date
  by: string
  body: string
}

/** One time line of everything, and the centre's own notes beside it. */
export function HistoryTab({ facts, entries, notes, error, typed }: { facts: TopFacts; entries: HistoryEntry[]; notes: NoteLine[]; error?: string | undefined; typed?: string }) {
  const ui = useUi()
  return (
    <PersonFrame facts={facts} tab="history">
      <div class="op-columns">
        <div>
          <h2 class="govuk-heading-m">{ui.t('jobseekers.history.title')}</h2>
          {entries.length === 0 ? <EmptyState title={ui.t('jobseekers.history.empty')} /> : null}
          <Timeline
            items={entries.map((entry) => ({
              title: entry.href ? <a class="govuk-link" href={ui.to(entry.href)}>{historyText(ui, entry)}</a> : historyText(ui, entry), on: ui.day(entry.on), isoDate: entry.on,
            }))}
          />
        </div>
        <div>
          <h2 class="govuk-heading-m">{ui.t('jobseekers.notes.title')}</h2>
          <ErrorSummary title={ui.t('web.error.title')} errors={error ? [{ field: 'body', text: error }] : []} />
          <Form action={ui.to(`/jobseekers/${facts.person.id}/notes`)} requestKey={ui.newKey()}>
            <TextArea name="body" label={ui.t('jobseekers.notes.new')} hint={ui.t('jobseekers.notes.hint')} error={error} value={typed} rows={3} maxlength={4000} />
            <SubmitButton text={ui.t('jobseekers.notes.save')} look="secondary" />
          </Form>
          <Timeline items={notes.map(({ at, by, body }) => ({ title: body, by, on: ui.moment(at), isoDate: at.toISOString() }))} />
        </div>
      </div>
    </PersonFrame>
  )
}

export interface ConsentList {
  live: readonly LiveConsent[]
  words: (purpose: string) => string
  /** Where the answers go: `<base>/consents`. */
  base: string
  /** Staff say how the person was asked. */
  askMethod: boolean
}

/** Every purpose with its words, the present answer and the other one as a button. */
export function Consents({ live, words, base, askMethod }: ConsentList) {
  const ui = useUi()
  const open = consentPurposes.filter((purpose) => !scopedConsents.includes(purpose) && purpose !== 'functioning')
  // Groups stand on the person's own page only: staff open them with a purpose.
  const scoped = live.filter(({ purpose, scope_kind, answer }) => answer === 'given' && (scope_kind !== null || (!askMethod && purpose.startsWith('group:'))))
  const nameOf = (purpose: string) => {
    const group = ui.country.groups.find(({ code }) => purpose === `group:${code}`)
    return group ? nameIn(group.names, ui.lang) : ui.label('consent-purpose', purpose)
  }
  return (
    <>
      {open.map((purpose) => <OneConsent purpose={purpose} answer={live.find((one) => one.purpose === purpose && one.scope_kind === null)} words={words} base={base} askMethod={askMethod} />)}
      <h2 class="govuk-heading-m">{ui.t('jobseekers.consents.scoped')}</h2>
      <DataTable
        caption={ui.t('jobseekers.consents.scoped')}
        captionHidden
        columns={[
          { key: 'purpose', text: ui.t('jobseekers.consents.purpose') },
          { key: 'at', text: ui.t('web.day') },
          { key: 'end', text: ui.t('web.actions') },
        ]}
        rows={scoped.map((one) => ({
          cells: {
            purpose: nameOf(one.purpose),
            at: ui.moment(one.at),
            end: (
              <Form action={ui.to(`${base}/consents/withdraw`)} requestKey={ui.newKey()}>
                <HiddenField name="consent" value={one.id} />
                <SubmitButton text={ui.t('jobseekers.consents.withdraw')} look="secondary" />
              </Form>
            ),
          },
        }))}
        empty={ui.t('jobseekers.consents.scoped-empty')}
      />
    </>
  )
}

function OneConsent({ purpose, answer, words, base, askMethod }: { purpose: string; answer: LiveConsent | undefined } & Omit<ConsentList, 'live'>) {
  const ui = useUi()
  const isGiven = answer?.answer === 'given'
  const colour = !answer ? 'grey' : isGiven ? 'green' : 'red'
  return (
    <section>
      <h2 class="govuk-heading-s" id={`consent-${purpose}`}>
        {ui.label('consent-purpose', purpose)} <Tag text={ui.t(`jobseekers.consent.${answer?.answer ?? 'not-asked'}`)} colour={colour} />
      </h2>
      <p class="govuk-body" lang={ui.lang}>{words(purpose)}</p>
      {answer ? <p class="govuk-hint">{ui.t('jobseekers.consent.said', { day: ui.moment(answer.at), method: ui.label('consent-method', answer.method) })}</p> : null}
      <div class="op-filter">
        <Form action={ui.to(`${base}/consents`)} requestKey={ui.newKey()}>
          <HiddenField name="purpose" value={purpose} />
          {askMethod ? <SelectField id={`method-${purpose}`} name="method" label={ui.t('jobseekers.consent.method')} value="screen" options={listOptions(ui, 'consent-method')} /> : null}
          {isGiven ? null : <SubmitButton text={ui.t('jobseekers.consent.yes')} name="answer" value="given" look="secondary" />}
          {answer?.answer === 'refused' ? null : <SubmitButton text={ui.t(isGiven ? 'jobseekers.consents.withdraw' : 'jobseekers.consent.no')} name="answer" value="refused" look="secondary" />}
        </Form>
      </div>
    </section>
  )
}

export function ConsentsTab({ facts, list }: { facts: TopFacts; list: ConsentList }) {
  return (
    <PersonFrame facts={facts} tab="consents">
      <Consents {...list} />
    </PersonFrame>
  )
}

/** Who looked and who changed what. */
export function AccessTable({ rows }: { rows: readonly AccessRow[] }) {
  const ui = useUi()
  const actionText = (action: string) => {
    const key = `jobseekers.access.${action.replace('.', '-')}`
    return ui.has(key) ? ui.t(key) : ui.t('jobseekers.access.other')
  }
  return (
    <DataTable
      caption={ui.t('jobseekers.access.title')}
      columns={[
        { key: 'at', text: ui.t('web.day') },
        { key: 'who', text: ui.t('jobseekers.access.who') },
        { key: 'what', text: ui.t('jobseekers.access.what') },
        { key: 'why', text: ui.t('jobseekers.access.why') },
      ]}
      rows={rows.map(({ at, role, centre, action, purpose }) => ({
        cells: {
          at: ui.moment(at),
          who: [role && ui.has(`web.role.${role}`) ? ui.t(`web.role.${role}`) : ui.t('jobseekers.access.system'), centre].filter(Boolean).join(' · '),
          what: actionText(action),
          why: purpose && ui.has(`jobseekers.purpose.${purpose}`) ? ui.t(`jobseekers.purpose.${purpose}`) : '',
        },
      }))}
      empty={ui.t('jobseekers.access.empty')}
    />
  )
}

export function AccessTab({ facts, rows }: { facts: TopFacts; rows: readonly AccessRow[] }) {
  return (
    <PersonFrame facts={facts} tab="access">
      <AccessTable rows={rows} />
    </PersonFrame>
  )
}
