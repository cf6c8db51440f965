import { DateField, SelectField, TextArea } from '../../../platform/web/fields'
import { ButtonGroup, ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { InsetText, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { WeightsVersion } from '../actions/weights'

export interface VersionsProps {
  versions: readonly WeightsVersion[]
  /** The files differ from what is in force. */
  isNew: boolean
  mayChange: boolean
  reader: string | null
  typed: { report: string; from: string; errors: Record<string, string> }
}

const shortMark = (digest: string) => <span class="op-slip__address">{digest.slice(0, 12)}</span>

function Waiting({ version, mayDecide, isOwn }: { version: WeightsVersion; mayDecide: boolean; isOwn: boolean }) {
  const ui = useUi()
  return (
    <>
      <h2 class="govuk-heading-m" id="field-decide">{ui.t('matching.weights.waiting')}</h2>
      <p class="govuk-body">{ui.t('matching.weights.proposed', { who: version.proposer ?? '–', day: ui.day(version.proposedOn), from: ui.day(version.validFrom) })}</p>
      <InsetText>{version.report.split('\n').map((line) => <p class="govuk-body">{line}</p>)}</InsetText>
      {isOwn && mayDecide ? <p class="govuk-body">{ui.t('matching.weights.refusal.same-person')}</p> : null}
      {mayDecide && !isOwn ? (
        <Form action={ui.to('/match-weights/decide')} requestKey={ui.newKey()}>
          <HiddenField name="id" value={version.id} />
          <ButtonGroup>
            <SubmitButton name="answer" value="approved" text={ui.t('matching.weights.approve')} />
            <SubmitButton name="answer" value="refused" text={ui.t('matching.weights.refuse')} look="secondary" />
          </ButtonGroup>
        </Form>
      ) : null}
    </>
  )
}

function Propose({ versions, isNew, typed }: Pick<VersionsProps, 'versions' | 'isNew' | 'typed'>) {
  const ui = useUi()
  const earlier = versions.filter(({ state, isInForce }) => state === 'approved' && !isInForce)
  const options = [...(isNew ? [{ value: 'files', text: ui.t('matching.weights.files') }] : []), ...earlier.map(({ id, digest, validFrom }) => ({ value: id, text: ui.t('matching.weights.earlier', { mark: digest.slice(0, 12), day: ui.day(validFrom) }) }))]
  if (options.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.weights.propose')}</h2>
      <Form action={ui.to('/match-weights/propose')} requestKey={ui.newKey()}>
        <SelectField name="what" label={ui.t('matching.weights.what')} options={options} error={typed.errors['what']} />
        <TextArea name="report" label={ui.t('matching.weights.report')} hint={ui.t('matching.weights.report-hint')} value={typed.report} error={typed.errors['report']} rows={8} maxlength={4000} />
        <DateField name="from" label={ui.t('matching.weights.from')} hint={ui.t('matching.weights.from-hint')} value={typed.from} error={typed.errors['from']} />
        <SubmitButton text={ui.t('matching.weights.propose')} />
      </Form>
    </>
  )
}

/** What was in force, what waits, and the two people behind each. */
export function WeightsVersions({ versions, isNew, mayChange, reader, typed }: VersionsProps) {
  const ui = useUi()
  const waiting = versions.find(({ state }) => state === 'waiting')
  return (
    <>
      {isNew && !waiting ? <InsetText>{ui.t('matching.weights.new-files')}</InsetText> : null}
      {waiting ? <Waiting version={waiting} mayDecide={mayChange} isOwn={waiting.proposedBy === reader} /> : null}
      {mayChange && !waiting ? <Propose versions={versions} isNew={isNew} typed={typed} /> : null}
      <DataTable
        caption={ui.t('matching.weights.history')} empty={ui.t('matching.weights.none')}
        columns={[{ key: 'from', text: ui.t('matching.weights.from') }, { key: 'mark', text: ui.t('matching.weights.mark') }, { key: 'rows', text: ui.t('matching.weights.content') }, { key: 'who', text: ui.t('matching.weights.who') }, { key: 'state', text: ui.t('matching.weights.state') }]}
        rows={versions.map((one) => ({
          cells: {
            from: ui.day(one.validFrom), mark: shortMark(one.digest), rows: ui.t('matching.weights.counts', { skills: one.skills, profiles: one.profiles, related: one.related }),
            who: one.proposedBy ? [one.proposer, one.decider].filter(Boolean).join(' · ') : ui.t('matching.weights.installed'),
            state: <Tag text={ui.t(`matching.weights.state-${one.isInForce ? 'in-force' : one.state}`)} colour={one.isInForce ? 'green' : one.state === 'waiting' ? 'yellow' : 'grey'} />,
          },
        }))}
      />
    </>
  )
}

export const VersionErrors = ({ errors }: { errors: Record<string, string> }) => {
  const ui = useUi()
  return <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, text]) => ({ field, text }))} />
}
