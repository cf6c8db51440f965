import type { Fields } from '../../../platform/http/route'
import { DateField, SelectField, TextArea, TextField } from '../../../platform/web/fields'
import { ErrorSummary, FieldSet, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { heldAs, type Side, sides } from '../committee-rules'
import { mayWrite } from '../policy'
import type { Meeting, Seat } from '../queries/committee'
import type { ProjectRow } from '../queries/projects'
import { countedIn } from './frame'

type Attendance = ReadonlyMap<string, ReadonlyMap<string, string | null>>
type Errors = Readonly<Record<string, string>>

const presentAt = (meeting: Meeting, seats: readonly Seat[], attendance: Attendance): Side[] => [...new Set(seats.filter(({ id }) => attendance.get(meeting.id)?.has(id)).map(({ side }) => side))]

function Held({ meeting, seats, attendance }: { meeting: Meeting; seats: readonly Seat[]; attendance: Attendance }) {
  const ui = useUi()
  const held = heldAs({ isSigned: meeting.minutes_signed_on !== null, present: presentAt(meeting, seats, attendance) })
  if (!held) return <Tag text={ui.t('projects.meeting.planned')} colour="grey" />
  if (held.without.length === 0) return <Tag text={ui.t('projects.meeting.held')} colour="green" />
  return <Tag text={ui.t('projects.meeting.without', { sides: held.without.map((side) => ui.t(`projects.side.${side}`)).join(', ') })} colour="yellow" />
}

/** Seats by side, and meetings with who was there. */
export function CommitteePage({ project, seats, meetings, attendance, errors, typed }: { project: ProjectRow; seats: readonly Seat[]; meetings: readonly Meeting[]; attendance: Attendance; errors: Errors; typed: Fields }) {
  const ui = useUi()
  const base = `/projects/${project.code}/committee`
  const value = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '')
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}`)} text={project.title} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ field, text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.committee')}</h1>
      <DataTable
        caption={ui.t('projects.kinds.meeting')}
        columns={[{ key: 'title', text: ui.t('projects.kind.meeting') }, { key: 'on', text: ui.t('projects.doc.date') }, { key: 'seats', text: ui.t('projects.page.seats-taken'), numeric: true }, { key: 'state', text: ui.t('projects.page.state') }]}
        rows={meetings.map((meeting) => ({
          cells: {
            title: <a class="govuk-link" href={ui.to(`${base}/${meeting.id}`)}>{meeting.title}</a>, on: meeting.happened_on ?? '–', seats: `${attendance.get(meeting.id)?.size ?? 0} / ${seats.length}`,
            state: <Held meeting={meeting} seats={seats} attendance={attendance} />,
          },
        }))}
        empty={ui.t('projects.page.no-records')}
      />
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`/projects/${project.code}/register?kind=meeting`)}>{ui.t('projects.page.add-meeting')}</a></p>
      <DataTable
        caption={ui.t('projects.page.seats')}
        columns={[{ key: 'side', text: ui.t('projects.page.side') }, { key: 'post', text: ui.t('projects.page.post') }]}
        rows={seats.map((seat) => ({ cells: { side: ui.t(`projects.side.${seat.side}`), post: seat.post } }))}
        empty={ui.t('projects.page.no-records')}
      />
      {mayWrite(ui.actor) ? (
        <Form action={ui.to(`${base}/seats`)} requestKey={ui.newKey()}>
          <SelectField name="side" label={ui.t('projects.page.side')} value={value('side')} options={sides.map((side) => ({ value: side, text: ui.t(`projects.side.${side}`) }))} />
          <TextField name="post" label={ui.t('projects.page.post')} hint={ui.t('projects.page.owner.hint')} value={value('post')} error={errors['post'] ? ui.t(errors['post']) : undefined} maxlength={200} />
          <SubmitButton text={ui.t('projects.page.add-seat')} look="secondary" />
        </Form>
      ) : null}
    </>
  )
}

/** One meeting: its pack, agenda, attendance by seat and sex, minutes and their signature. */
export function MeetingPage({ project, meeting, seats, attendance, errors, typed }: { project: ProjectRow; meeting: Meeting; seats: readonly Seat[]; attendance: Attendance; errors: Errors; typed: Fields }) {
  const ui = useUi()
  const base = `/projects/${project.code}/committee/${meeting.id}`
  const isOpen = mayWrite(ui.actor) && meeting.minutes_signed_on === null
  const taken = attendance.get(meeting.id)
  const value = (name: string, stored: string) => (typeof typed[name] === 'string' ? typed[name] : stored)
  const choice = (seat: Seat) => value(`seat-${seat.id}`, taken?.has(seat.id) ? (taken.get(seat.id) ?? 'present') : '')
  return (
    <>
      <BackLink href={ui.to(`/projects/${project.code}/committee`)} text={ui.t('projects.page.committee')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, key]) => ({ ...(field.startsWith('_') ? {} : { field }), text: ui.t(key) }))} />
      <h1 class="govuk-heading-l">{meeting.title}</h1>
      <p class="govuk-body">{meeting.happened_on ?? ''} <Held meeting={meeting} seats={seats} attendance={attendance} /></p>
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`${base}/pack.html`)}>{ui.t('projects.page.pack')}</a> · <a class="govuk-link" href={ui.to(`${base}/pack.pdf`)}>{ui.t('projects.page.pack-pdf')}</a></p>
      {isOpen ? (
        <>
          <Form action={ui.to(base)} requestKey={ui.newKey()} version={meeting.version}>
            <TextArea name="agenda" label={ui.t('projects.page.agenda')} rows={5} value={value('agenda', meeting.agenda)} counted={countedIn(ui, 4000)} error={errors['agenda'] ? ui.t(errors['agenda']) : undefined} />
            <FieldSet legend={ui.t('projects.page.attendance')}>
              {seats.map((seat) => (
                <SelectField
                  name={`seat-${seat.id}`} label={`${ui.t(`projects.side.${seat.side}`)}: ${seat.post}`} value={choice(seat)} emptyText={ui.t('projects.seat.empty')}
                  options={(['F', 'M', 'present'] as const).map((sex) => ({ value: sex, text: ui.t(`projects.seat.${sex}`) }))}
                />
              ))}
            </FieldSet>
            <TextArea name="minutes" label={ui.t('projects.page.minutes')} rows={10} value={value('minutes', meeting.minutes)} counted={countedIn(ui, 8000)} error={errors['minutes'] ? ui.t(errors['minutes']) : undefined} />
            <SubmitButton text={ui.t('web.save')} />
          </Form>
          <Form action={ui.to(`${base}/sign`)} requestKey={ui.newKey()}>
            <DateField name="on" label={ui.t('projects.page.minutes-signed')} value={value('on', '')} error={errors['on'] ? ui.t(errors['on']) : undefined} />
            <SubmitButton text={ui.t('projects.page.sign-minutes')} look="secondary" />
          </Form>
        </>
      ) : (
        <>
          {meeting.minutes_signed_on ? <InsetText>{ui.t('projects.page.minutes-signed')}: {meeting.minutes_signed_on}</InsetText> : null}
          <h2 class="govuk-heading-m">{ui.t('projects.page.agenda')}</h2>
          <p class="govuk-body op-kept-lines">{meeting.agenda || '–'}</p>
          <h2 class="govuk-heading-m">{ui.t('projects.page.attendance')}</h2>
          <ul class="govuk-list govuk-list--bullet">{seats.map((seat) => <li>{ui.t(`projects.side.${seat.side}`)}: {seat.post} – {ui.t(`projects.seat.${taken?.has(seat.id) ? (taken.get(seat.id) ?? 'present') : 'empty'}`)}</li>)}</ul>
          <h2 class="govuk-heading-m">{ui.t('projects.page.minutes')}</h2>
          <p class="govuk-body op-kept-lines">{meeting.minutes || '–'}</p>
        </>
      )}
    </>
  )
}
