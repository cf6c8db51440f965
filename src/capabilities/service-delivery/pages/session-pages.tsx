import type { Fields } from '../../../platform/http/route'
import { DateField, NumberField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, Pagination, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { rowsPerPage } from '../model'
import type { SessionRecord } from '../queries/sessions'
import { automaticCodes } from '../rules/services'
import { CustomerLink, type Errors, errorText, Faults, filterText, Heading, serviceName, sexName, typedText } from './parts'
import { CounterTabs } from './visit-tabs'

export function SessionListPage({ url, rows, page }: { url: URL; rows: readonly SessionRecord[]; page: number }) {
  const ui = useUi()
  const href = (to: number) => {
    const next = new URLSearchParams(url.searchParams)
    next.set('page', String(to))
    return `${url.pathname}?${next.toString()}`
  }
  return (
    <>
      <Heading>{ui.t('service-delivery.sessions')}</Heading>
      <CounterTabs current="sessions" />
      <ButtonLink href={ui.to('/group-sessions/new')} text={ui.t('service-delivery.session.new')} />
      <DataTable
        caption={ui.t('service-delivery.sessions')}
        captionHidden
        filter={
          <Form method="get" action={url.pathname}>
            <DateField name="from" label={ui.t('service-delivery.from-day')} value={filterText(url, 'from')} />
            <DateField name="to" label={ui.t('service-delivery.to-day')} value={filterText(url, 'to')} />
            <SelectField name="code" label={ui.t('service-delivery.service')} emptyText={ui.t('web.all')} value={filterText(url, 'code')} options={ui.country.services.filter(({ audience }) => audience === 'jobseeker').map(({ code }) => ({ value: code, text: serviceName(ui, code) }))} />
            <SubmitButton text={ui.t('web.filter')} look="secondary" />
          </Form>
        }
        columns={[
          { key: 'topic', text: ui.t('service-delivery.topic') },
          { key: 'day', text: ui.t('web.day') },
          { key: 'service', text: ui.t('service-delivery.service') },
          { key: 'place', text: ui.t('service-delivery.place') },
          { key: 'staff', text: ui.t('service-delivery.staff') },
          { key: 'seats', text: ui.t('service-delivery.seats'), numeric: true },
        ]}
        rows={rows.slice(0, rowsPerPage).map((session) => ({
          cells: {
            topic: (
              <a class="govuk-link" href={ui.to(`/group-sessions/${session.id}`)}>
                {session.topic}
              </a>
            ),
            day: ui.day(session.held_on as never),
            service: serviceName(ui, session.service_code),
            place: session.place ?? '',
            staff: session.staff ?? '',
            seats: ui.t('service-delivery.seats-taken', { taken: session.taken, seats: session.seats }),
          },
        }))}
        empty={ui.t('service-delivery.sessions.empty')}
        pagination={
          <Pagination
            label={ui.t('service-delivery.sessions')}
            previous={page > 1 ? { href: href(page - 1), text: ui.t('web.previous') } : undefined}
            next={rows.length > rowsPerPage ? { href: href(page + 1), text: ui.t('web.next') } : undefined}
          />
        }
      />
    </>
  )
}

export function SessionForm({ typed, errors }: { typed: Fields; errors: Errors }) {
  const ui = useUi()
  const field = (name: string) => ({ name, value: typedText(typed, name), error: errorText(ui, errors, name) })
  const offered = ui.country.services.filter(({ audience, code }) => audience === 'jobseeker' && !automaticCodes.has(code))
  return (
    <>
      <BackLink href={ui.to('/group-sessions')} text={ui.t('service-delivery.sessions')} />
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.session.new')}</Heading>
      <Form action={ui.to('/group-sessions/new')} requestKey={ui.newKey()}>
        <TextField {...field('topic')} label={ui.t('service-delivery.topic')} required maxlength={150} />
        <SelectField {...field('code')} label={ui.t('service-delivery.service')} required emptyText="" options={offered.map(({ code }) => ({ value: code, text: serviceName(ui, code) }))} />
        <DateField {...field('day')} label={ui.t('web.day')} hint={ui.t('service-delivery.day.hint')} required />
        <TextField {...field('place')} label={ui.t('service-delivery.place')} maxlength={150} />
        <NumberField {...field('seats')} label={ui.t('service-delivery.seats')} width={4} required />
        <NumberField {...field('minutes')} label={ui.t('service-delivery.minutes-taken')} width={4} />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}

export interface SessionPageProps {
  session: SessionRecord
  attendees: readonly { id: string; person_id: string | null; employer_id: string | null; sex: string; name: string | undefined }[]
  counts: { instances: number; female: number; distinct: number }
  typed: Fields
  errors: Errors
  /** Cards that nobody of this centre holds, as typed. */
  unknown: readonly string[]
}

/** One session: who was there by name, how many without, and the list to add. */
export function SessionPage({ session, attendees, counts, typed, errors, unknown }: SessionPageProps) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/group-sessions')} text={ui.t('service-delivery.sessions')} />
      <Faults errors={errors} />
      <Heading>{session.topic}</Heading>
      <SummaryList
        rows={[
          { key: ui.t('service-delivery.service'), value: serviceName(ui, session.service_code) },
          { key: ui.t('web.day'), value: ui.day(session.held_on as never) },
          ...(session.place ? [{ key: ui.t('service-delivery.place'), value: session.place }] : []),
          ...(session.staff ? [{ key: ui.t('service-delivery.staff'), value: session.staff }] : []),
          { key: ui.t('service-delivery.seats'), value: ui.t('service-delivery.seats-taken', { taken: session.taken, seats: session.seats }) },
          { key: ui.t('service-delivery.session.counted'), value: ui.t('service-delivery.session.numbers', { instances: counts.instances, female: counts.female, distinct: counts.distinct }) },
        ]}
      />
      <div class="op-columns">
        <Form action={ui.to(`/group-sessions/${session.id}/attendees`)} requestKey={ui.newKey()}>
          <TextArea name="cards" label={ui.t('service-delivery.cards')} hint={ui.t('service-delivery.cards.hint')} rows={8} value={typedText(typed, 'cards')} error={unknown.length > 0 ? ui.t('service-delivery.cards.unknown', { cards: unknown.join(', ') }) : errorText(ui, errors, 'cards')} />
          <FieldSet legend={ui.t('service-delivery.unnamed')} hint={ui.t('service-delivery.unnamed.hint')} size="s">
            <NumberField name="unnamed_f" label={sexName(ui, 'F')} width={4} value={typedText(typed, 'unnamed_f')} error={errorText(ui, errors, 'unnamed_f')} />
            <NumberField name="unnamed_m" label={sexName(ui, 'M')} width={4} value={typedText(typed, 'unnamed_m')} error={errorText(ui, errors, 'unnamed_m')} />
            <NumberField name="unnamed_ns" label={sexName(ui, 'not-stated')} width={4} value={typedText(typed, 'unnamed_ns')} error={errorText(ui, errors, 'unnamed_ns')} />
          </FieldSet>
          <SubmitButton text={ui.t('service-delivery.session.add')} />
        </Form>
        <DataTable
          caption={ui.t('service-delivery.attendees')}
          columns={[
            { key: 'who', text: ui.t('web.name') },
            { key: 'sex', text: ui.t('web.sex') },
            { key: 'service', text: ui.t('service-delivery.service') },
          ]}
          rows={attendees.map((attendee) => ({
            cells: {
              who: <CustomerLink row={attendee} name={attendee.name} />,
              sex: sexName(ui, attendee.sex),
              service: (
                <a class="govuk-link" href={ui.to(`/services/${attendee.id}`)}>
                  {ui.t('web.details')}
                </a>
              ),
            },
          }))}
          empty={ui.t('service-delivery.attendees.empty')}
        />
      </div>
    </>
  )
}
