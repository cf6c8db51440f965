import { BackLink, InsetText } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { type Parts, parts } from '../score/facts'
import { partMost } from '../score/reasons'
import { partName, pointsOf } from './words'

export interface Compared {
  name: string
  href: string
  score: number
  parts: Parts
  referHref: string
}

/** Two people for one vacancy, part by part, and in one sentence why one stands above the other. */
export function ComparePage({ title, back, left, right }: { title: string; back: { href: string; text: string }; left: Compared; right: Compared }) {
  const ui = useUi()
  const [upper, lower] = left.score >= right.score ? [left, right] : [right, left]
  const most = parts.map((part) => ({ part, more: upper.parts[part] - lower.parts[part] })).sort((a, b) => b.more - a.more)[0]
  return (
    <>
      <BackLink href={back.href} text={back.text} />
      <h1 class="govuk-heading-l">{title}</h1>
      <InsetText>
        {upper.score === lower.score || !most
          ? ui.t('matching.compare.equal', { points: ui.number(upper.score) })
          : ui.t('matching.compare.above', { upper: upper.name, lower: lower.name, more: ui.number(upper.score - lower.score), part: partName(ui, most.part), partMore: ui.number(most.more) })}
      </InsetText>
      <DataTable
        caption={ui.t('matching.compare.caption')} empty=""
        columns={[{ key: 'part', text: ui.t('matching.part') }, { key: 'left', text: left.name, numeric: true }, { key: 'right', text: right.name, numeric: true }]}
        rows={[
          ...parts.map((part) => ({ cells: { part: partName(ui, part), left: pointsOf(ui, left.parts[part], partMost[part]), right: pointsOf(ui, right.parts[part], partMost[part]) } })),
          { cells: { part: <strong>{ui.t('matching.sum')}</strong>, left: <strong>{ui.number(left.score)}</strong>, right: <strong>{ui.number(right.score)}</strong> } },
        ]}
      />
      {[left, right].map(({ name, href, referHref }) => (
        <p class="govuk-body"><a class="govuk-link" href={href}>{name}</a> · <a class="govuk-link" href={referHref}>{ui.t('matching.refer')}<span class="govuk-visually-hidden"> {name}</span></a></p>
      ))}
    </>
  )
}
