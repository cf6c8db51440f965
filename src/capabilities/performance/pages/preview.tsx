import { SummaryList } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import type { AnyMeasure } from '../../measures/index'
import type { TargetPreview } from '../reading/preview'
import type { Attained } from '../rules/attainment'
import { goalText, shareText, valueText } from './words'

const attainedText = (ui: Ui, attained: Attained | null): string => (attained === null ? '–' : attained.share ? shareText(ui, attained.share) : ui.t(attained.isMet ? 'performance.standing.met' : 'performance.standing.not-met'))

/** The number of a target as it would be printed. */
export const previewText = (ui: Ui, measure: AnyMeasure, { published, band, exact, isShare }: Pick<TargetPreview, 'published' | 'band' | 'exact' | 'isShare'>): string => {
  if (band) return `${valueText(ui, measure, band.lo)} – ${valueText(ui, measure, band.hi)}`
  if (!published) return ui.t('performance.kind.not_due')
  const text = goalText(ui, measure, isShare, published)
  return exact && exact.denominator !== 1n && !isShare ? `${text} (${ui.t('performance.target.exact', { value: valueText(ui, measure, exact, 1) })})` : text
}

/** What a change would mean, before anybody signs it. Warnings never block. */
export function Preview({ measure, preview }: { measure: AnyMeasure; preview: TargetPreview }) {
  const ui = useUi()
  return (
    <section id="preview">
      <h2 class="govuk-heading-m">{ui.t('performance.preview')}</h2>
      <SummaryList
        rows={[
          { key: ui.t('performance.target'), value: `${previewText(ui, measure, preview)}${preview.differs ? ` · ${ui.t('performance.preview.differs')}` : ''}` },
          { key: ui.t('performance.preview.before'), value: attainedText(ui, preview.before) }, { key: ui.t('performance.preview.after'), value: attainedText(ui, preview.after) },
        ]}
      />
      <Warnings warnings={preview.warnings} />
    </section>
  )
}

export function Warnings({ warnings }: Pick<TargetPreview, 'warnings'>) {
  const ui = useUi()
  return warnings.length === 0 ? null : (
    <ul class="govuk-list govuk-list--bullet">
      {warnings.map((warning) => <li><strong>{ui.t('performance.warning')}:</strong> {ui.t(`performance.warning.${warning}`)}</li>)}
    </ul>
  )
}

/** Old and new attainment in one line, for a table. */
export const changeText = (ui: Ui, { before, after }: TargetPreview): string => ui.t('performance.preview.both', { before: attainedText(ui, before), after: attainedText(ui, after) })
