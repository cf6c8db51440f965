import { exact } from '../../../kernel/exact'
import { TextField } from '../../../platform/web/fields'
import { FieldSet, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { PeerLine } from '../reading/peers'
import { fewestPeers } from '../rules/comparison/peers'
import { centreText, Errors, fieldOf, numberText, type Shown } from './words'

export interface PeersProps {
  year: number
  lines: readonly PeerLine[]
  /** Name of the group by centre: as it is set, else as it is proposed. */
  groups: ReadonlyMap<string, string>
  isSet: boolean
  form: Shown
  requestKey: string
}

/** Which centres are compared with each other in a year: by the people on their register and the posts of their market. */
export function PeersPage({ year, lines, groups, isSet, form, requestKey }: PeersProps) {
  const ui = useUi()
  const number = (value: number, places: number) => numberText(ui, exact(value.toFixed(places)), places)
  const tooFew = lines.length < fewestPeers
  return (
    <>
      <BackLink href={ui.to('/performance')} text={ui.t('performance.back')} />
      <h1 class="govuk-heading-l">{ui.t('performance.peers.title', { year })}</h1>
      <Errors errors={form.errors} />
      <p class="govuk-body">{ui.t('performance.peers.how', { number: fewestPeers })}</p>
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`/performance/peers?year=${year + 1}`)}>{ui.t('performance.peers.other', { year: year + 1 })}</a> · <a class="govuk-link" href={ui.to(`/performance/peers?year=${year - 1}`)}>{ui.t('performance.peers.other', { year: year - 1 })}</a></p>
      <DataTable
        caption={ui.t(isSet ? 'performance.peers.set' : 'performance.peers.proposed')}
        columns={[{ key: 'name', text: ui.t('web.centre') }, { key: 'people', text: ui.t('performance.peers.caseload'), numeric: true }, { key: 'posts', text: ui.t('performance.peers.posts'), numeric: true }, { key: 'group', text: ui.t('performance.peers.group') }]}
        rows={lines.map(({ centre, caseload, postsPerSeeker }) => ({ cells: { name: centreText(ui, centre), people: number(caseload, 1), posts: number(postsPerSeeker, 2), group: groups.get(centre.code) ?? '–' } }))}
        empty={ui.t('performance.empty')}
      />
      {tooFew ? <InsetText>{ui.t('performance.peers.few', { number: fewestPeers })}</InsetText> : null}
      {isSet ? <InsetText>{ui.t('performance.peers.fixed')}</InsetText> : null}
      {!isSet && !tooFew ? (
        <Form action={ui.to('/performance/peers')} requestKey={requestKey}>
          <HiddenField name="year" value={year} />
          <FieldSet legend={ui.t('performance.peers.form')} hint={ui.t('performance.peers.form.hint')} size="m">
            {lines.map(({ centre }) => <TextField {...fieldOf(ui, form, `group-${centre.code}`, groups.get(centre.code) ?? '')} label={centreText(ui, centre)} width={10} />)}
          </FieldSet>
          <SubmitButton text={ui.t('performance.peers.save', { year })} />
        </Form>
      ) : null}
    </>
  )
}
