import type { CalendarDate } from '../../../kernel/calendar'
import type { Period } from '../../../kernel/period'
import { TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { CentreLine } from '../../centres/index'
import { type DayStatement, monthText } from '../../measures/index'
import { centreText, Errors, fieldOf, nothingTyped, Section, type Shown } from './words'

export interface DaysProps {
  centre: CentreLine
  month: Period
  silent: readonly CalendarDate[]
  stated: readonly DayStatement[]
  /** Whether the reader may state anything now. */
  mayState: boolean
  /** The day whose form was refused. */
  at: string | null
  form: Shown
  newKey: () => string
}

/** The days of a month without records: each was open and nobody came, was closed, or its records are still to be entered. */
export function DaysPage(props: DaysProps) {
  const ui = useUi()
  const { centre, month, silent, stated, mayState, form, at, newKey } = props
  const path = ui.to(`/performance/months/${month.key}/${centre.code}/days`)
  return (
    <>
      <BackLink href={ui.to(`/performance/months/${month.key}/${centre.code}`)} text={ui.t('performance.back')} />
      <span class="govuk-caption-l">{centreText(ui, centre)}, {monthText(ui, month)}</span>
      <h1 class="govuk-heading-l">{ui.t('performance.days')}</h1>
      <Errors errors={form.errors} />
      <p class="govuk-body">{ui.t('performance.days.text')}</p>
      {silent.length === 0 ? <p class="govuk-body">{ui.t('performance.days.none')}</p> : null}
      {silent.map((day) => (
        <Section title={ui.day(day)} id={`day-${day}`}>
          {mayState ? (
            <Form action={path} requestKey={newKey()}>
              <HiddenField name="day" value={day} />
              <TextField {...fieldOf(ui, at === day ? form : nothingTyped, 'reason')} id={at === day ? 'reason' : `reason-${day}`} label={ui.t('performance.days.reason')} maxlength={300} />
              <div class="govuk-button-group">
                <SubmitButton name="kind" value="nil" look="secondary" text={ui.t('performance.days.nil')} />
                <SubmitButton name="kind" value="closed" look="secondary" text={ui.t('performance.days.closed')} />
              </div>
            </Form>
          ) : null}
        </Section>
      ))}
      {stated.length > 0 ? (
        <Section title={ui.t('performance.days.stated')}>
          <ul class="govuk-list">
            {stated.map(({ id, day, kind, reason }) => (
              <li>
                {ui.day(day)}: {ui.t(`performance.days.${kind}`)}{reason ? ` (${reason})` : ''}
                {mayState ? (
                  <Form action={`${path}/withdraw`} requestKey={newKey()}>
                    <HiddenField name="statement" value={id} />
                    <SubmitButton look="secondary" text={ui.t('performance.days.withdraw', { day: ui.day(day) })} />
                  </Form>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
