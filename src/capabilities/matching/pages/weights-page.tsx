import { BackLink, Details, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { WeightsInForce } from '../queries/panel'
import { constants } from '../score/constants'
import { parts } from '../score/facts'
import { partMost } from '../score/reasons'
import { VersionErrors, type VersionsProps, WeightsVersions } from './weights-versions'
import { partName } from './words'

/** Every constant of the score that is in force, and where each number comes from. */
export function WeightsPage({ weights, unmeasured, ...versions }: { weights: WeightsInForce | undefined; unmeasured: readonly string[] } & VersionsProps) {
  const ui = useUi()
  const number = (value: number) => ui.number(value)
  return (
    <>
      <BackLink href={ui.to('/match-panel')} text={ui.t('matching.panel.title')} />
      <VersionErrors errors={versions.typed.errors} />
      <h1 class="govuk-heading-l">{ui.t('matching.weights.title')}</h1>
      <p class="govuk-body">{ui.t('matching.weights.lead')}</p>
      <DataTable
        caption={ui.t('matching.explain.parts')} empty="" columns={[{ key: 'part', text: ui.t('matching.part') }, { key: 'most', text: ui.t('matching.weights.most'), numeric: true }]}
        rows={[...parts.map((part) => ({ cells: { part: partName(ui, part), most: number(partMost[part]) } })), { cells: { part: <strong>{ui.t('matching.sum')}</strong>, most: <strong>{number(Object.values(partMost).reduce((sum, one) => sum + one, 0))}</strong> } }]}
      />
      <SummaryList
        rows={[
          { key: ui.t('matching.weights.skills'), value: ui.t('matching.weights.skills-value', { least: number(constants.skillsLeast), each: number(constants.skillsPerDeclared), most: number(constants.skillsDeclaredMost) }) },
          { key: ui.t('matching.weights.expansion'), value: `${number(constants.expansion)} %` },
          { key: ui.t('matching.weights.closeness'), value: [...constants.closeness].reverse().map(number).join(' · ') },
          { key: ui.t('matching.weights.lines'), value: [...constants.lineFactors.wanted, constants.lineFactors.last, constants.lineFactors.past].map(number).join(' · ') },
        ]}
      />
      <h2 class="govuk-heading-m">{ui.t('matching.weights.origin')}</h2>
      {weights ? (
        <SummaryList
          rows={[
            { key: ui.t('matching.weights.version'), value: weights.version }, { key: ui.t('matching.weights.digest'), value: <span class="op-slip__address">{weights.digest.slice(0, 16)}</span> },
            { key: 'country.json', value: ui.t('matching.weights.country', { age: number(weights.minAge), km: number(weights.commuteKm), days: number(weights.restDays), currency: weights.currency ?? '–' }) },
            { key: 'skill-weights.csv', value: ui.t('matching.weights.rows', { count: weights.skills }) }, { key: 'skill-profiles.csv', value: ui.t('matching.weights.rows', { count: weights.profiles }) },
            { key: 'district-distances.csv', value: ui.t('matching.weights.rows', { count: weights.distances }) }, { key: 'related-occupations.csv', value: ui.t('matching.weights.rows', { count: weights.related }) },
            { key: 'legal-requirements.csv', value: ui.t('matching.weights.rows', { count: weights.legal }) },
          ]}
        />
      ) : <p class="govuk-body">{ui.t('matching.weights.none')}</p>}
      {unmeasured.length > 0 ? (
        <Details summary={ui.t('matching.weights.unmeasured', { count: unmeasured.length })}>
          <p class="govuk-body">{ui.t('matching.weights.unmeasured-lead')}</p>
          <p class="govuk-body">{unmeasured.map((code) => ui.place(code)).join(', ')}</p>
        </Details>
      ) : null}
      <WeightsVersions {...versions} />
      <p class="govuk-body">{ui.t('matching.advice')}</p>
    </>
  )
}
