import type { Block, DocumentTree } from '../../../platform/documents/tree'
import type { Platform } from '../../../platform/platform'
import type { Ui } from '../../../platform/web/ui'
import { type AnyMeasure, definitionHash, definitionIn, sentencesIn } from '../../measures/index'
import type { IndicatorRecord, TextByLanguage } from '../model'
import { labelOf } from '../pages/words'

type Speaker = Pick<Ui, 'lang' | 't' | 'day' | 'today'>
export interface DefinedIndicator {
  readonly indicator: IndicatorRecord
  readonly measure: AnyMeasure | undefined
}

/** What the indicators mean, to print and hand out: the text of the statistician, and below it what follows from the definition itself. */
export function definitionDocument(ui: Speaker, platform: Platform, defined: readonly DefinedIndicator[], frameworks: readonly { readonly key: string; readonly titles: unknown }[]): DocumentTree {
  const used = frameworks.filter(({ key }) => defined.some(({ indicator }) => indicator.framework === key))
  const blocks = used.flatMap(({ key, titles }): Block[] => {
    const own = defined.filter(({ indicator }) => indicator.framework === key)
    const pillars = [...new Map(own.map(({ indicator: { pillar } }) => [pillar.key, pillar])).values()]
    return [
      { kind: 'paragraph', text: labelOf(ui, titles as TextByLanguage) },
      ...pillars.flatMap((pillar): Block[] => [
        { kind: 'heading', level: 2, text: labelOf(ui, pillar.titles) },
        ...own.filter(({ indicator }) => indicator.pillar.key === pillar.key).flatMap((one) => definitionOfOne(ui, platform, one)),
      ]),
    ]
  })
  return { title: ui.t('performance.definitions.title'), language: ui.lang, footer: `OpenPES · ${ui.day(ui.today)}`, pageText: ui.t('performance.page'), blocks }
}

function definitionOfOne(ui: Speaker, platform: Platform, { indicator, measure }: DefinedIndicator): Block[] {
  const row = (key: string, value: string) => ({ name: ui.t(key), value })
  const head: Block = { kind: 'heading', level: 3, text: labelOf(ui, indicator.labels) }
  if (!measure) return [head, { kind: 'note', text: ui.t('performance.not-measured.why') }]
  const text = definitionIn(platform, measure, ui.lang) ?? ''
  const sentences = sentencesIn(platform, measure, ui.lang)
  return [head, {
    kind: 'facts',
    rows: [
      ...(text === '' ? [] : [row('performance.definitions.what', text)]), ...(sentences.length === 0 ? [] : [row('performance.definitions.how', sentences.join('\n'))]),
      row('performance.definitions.direction', ui.t(`performance.direction.${indicator.direction}`)), row('performance.definitions.stretch', ui.t(`performance.accumulation.${indicator.accumulation}`)),
      ...(indicator.slices.length === 0 ? [] : [row('performance.definitions.slices', indicator.slices.map((slice) => ui.t(`measures.by.${slice}`)).join(ui.t('measures.list-separator')))]),
      row('performance.definitions.measure', ui.t('performance.definitions.measure.version', { id: measure.id, version: measure.version })), row('measures.editor.hash', definitionHash(measure.tree)),
    ],
  }]
}
