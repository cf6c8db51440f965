import type { CalendarDate } from '../../../kernel/calendar'
import { DateField, TextArea, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Tag, type TagColour } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { NoteRow, NoteSubject } from '../queries/notes'
import { Errors, fieldOf, nothingTyped, Section, type Shown } from './words'

export interface NotesProps {
  subject: NoteSubject
  /** What the questions are about, as the reader's language names it. */
  about: string
  back: string
  /** Address of this page without language; forms go below it. */
  path: string
  notes: readonly NoteRow[]
  mayAsk: boolean
  mayAnswer: boolean
  /** May close notes of others too. */
  isHeadquarters: boolean
  actorId: string
  form: Shown
  /** The note whose answer was refused. */
  at: string | null
  newKey: () => string
}
const colours: Record<string, TagColour> = { open: 'yellow', answered: 'blue', closed: 'grey' }

/** Questions to a post about one subject. A text is never edited; it is answered, and whoever asked closes it. */
export function NotesPage(props: NotesProps) {
  const ui = useUi()
  const { form, at } = props
  const shown = at === null ? form : nothingTyped
  return (
    <>
      <BackLink href={ui.to(props.back)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{props.about}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.notes')}</h1>
      <Errors errors={form.errors} />
      {props.notes.length === 0 ? <p class="govuk-body">{ui.t('performance.notes.empty')}</p> : null}
      {props.notes.map((note) => <Note {...props} note={note} />)}
      {props.mayAsk ? (
        <Section title={ui.t('performance.note.new')} id="ask">
          <Form action={ui.to(props.path)} requestKey={props.newKey()}>
            <TextArea {...fieldOf(ui, shown, 'text')} label={ui.t('performance.note.text')} hint={ui.t('performance.note.text.hint')} rows={3} />
            <TextField {...fieldOf(ui, shown, 'post')} label={ui.t('performance.note.post')} hint={ui.t('performance.owner.hint')} />
            <DateField {...fieldOf(ui, shown, 'dueOn')} label={ui.t('performance.due')} hint={ui.t('performance.day.hint')} />
            <SubmitButton text={ui.t('performance.note.ask')} />
          </Form>
        </Section>
      ) : null}
    </>
  )
}

function Note({ note, mayAnswer, isHeadquarters, actorId, form, at, newKey }: NotesProps & { note: NoteRow }) {
  const ui = useUi()
  const shown = at === note.id ? form : nothingTyped
  const due = note.due_on ? ` · ${ui.t('performance.due')}: ${ui.day(note.due_on as CalendarDate)}` : ''
  return (
    <Section title={<>{ui.t('performance.note.to', { post: note.addressee_post })} <Tag colour={colours[note.state] ?? 'grey'} text={ui.t(`performance.note.${note.state}`)} /></>}>
      <p class="govuk-body">{note.text}</p>
      <p class="govuk-hint">{`${note.asked_by ?? '–'}, ${ui.moment(note.created_at)}${due}`}</p>
      {note.answer && note.answered_at ? (
        <>
          <p class="govuk-body"><strong>{ui.t('performance.note.answer')}:</strong> {note.answer}</p>
          <p class="govuk-hint">{`${note.answerer ?? '–'}, ${ui.moment(note.answered_at)}`}</p>
        </>
      ) : null}
      {note.state === 'open' && mayAnswer ? (
        <Form action={ui.to(`/performance/notes/${note.id}/answer`)} requestKey={newKey()}>
          <TextArea {...fieldOf(ui, shown, 'answer')} id={at === note.id ? undefined : `answer-${note.id}`} label={ui.t('performance.note.answer')} rows={2} />
          <SubmitButton look="secondary" text={ui.t('performance.note.do-answer')} />
        </Form>
      ) : null}
      {note.state === 'answered' && mayAnswer && (note.created_by === actorId || isHeadquarters) ? (
        <Form action={ui.to(`/performance/notes/${note.id}/close`)} requestKey={newKey()}><SubmitButton look="secondary" text={ui.t('performance.note.do-close')} /></Form>
      ) : null}
    </Section>
  )
}

/** The way to the questions about a subject, with how many are open. */
export function NotesLink({ href, notes }: { href: string; notes: readonly Pick<NoteRow, 'state'>[] }) {
  const ui = useUi()
  const open = notes.filter(({ state }) => state === 'open').length
  return <p class="govuk-body"><a class="govuk-link" href={ui.to(href)}>{notes.length === 0 ? ui.t('performance.notes.ask') : ui.t('performance.notes.link', { number: notes.length, open })}</a></p>
}
