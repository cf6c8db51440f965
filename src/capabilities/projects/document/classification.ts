import type { Block } from '../../../platform/documents/tree'
import { defaultReading, planBasis, type ProgressResult } from '../progress-result'
import type { ReadingRow } from '../reading-rows'
import type { Say } from '../sentences'
import { paragraphs, wordsFor } from './words'

/** Names of switches and scopes in the language of the reader. */
export function settingText(say: Say, { denominator, unit, comparison, basis }: Pick<ReadingRow, 'denominator' | 'unit' | 'comparison' | 'basis'>): string {
  return [denominator, unit, comparison].filter(Boolean).map((code) => say(`projects.switch.${code}`)).concat(basis === '' ? [] : [basisText(say, basis)]).join(' · ')
}

/** "months 5/12 | no plan recorded" in words. */
export const basisText = (say: Say, basis: string): string =>
  basis.split(' | ').map((piece) => {
    const [, name = piece, share = ''] = /^(.*?)(?: (\d+\/\d+))?$/.exec(piece) ?? []
    return `${say(`projects.basis.${name.replaceAll(' ', '-')}`)}${share === '' ? '' : ` ${share}`}`
  }).join(' | ')

export function scopeText(say: Say, scope: string): string {
  const [kind = '', name = ''] = scope.split(' ')
  return say(`projects.scope.${kind}`, { name })
}

export const classText = (say: Say, name: string) => (name === 'not computable' ? say('projects.not-computable') : name)

/** The boxes of the form with the tick, the computed class beside it, how the readings spread, and the justification. */
export function classificationBlocks(result: ProgressResult, say: Say, kind: 'output' | 'objective'): Block[] {
  const doc = wordsFor(say)
  const form = result.report.project.classification_forms[kind]
  const part = `${kind}_classification` as const
  const reading = defaultReading(result, part)
  const eight = result.readings.filter((row) => row.part === part && row.scope === 'programme' && (kind === 'objective' ? !row.basis.startsWith('days') : row.basis.endsWith(planBasis(result)) && !row.basis.startsWith('days')))
  const spread = form.boxes.map(({ name }) => ({ name, count: eight.filter((row) => row.class === name).length })).filter(({ count }) => count > 0)
  return [
    { kind: 'heading', level: 3, text: doc(`classification.${kind}`) },
    { kind: 'boxes', items: form.boxes.map((box) => ({ text: [{ text: `${box.name}. `, bold: true }, { text: box.sentence_printed }], ticked: box.ticked })) },
    ...(reading ? [{
      kind: 'note' as const,
      text: [
        { text: doc('computed', { class: classText(say, reading.class), met: reading.met ?? 0, due: reading.due ?? 0, share: reading.share ?? '–' }), bold: true },
        { text: ` ${doc(reading.agreesWithTick ? 'tick-agrees' : 'tick-differs', { ticked: reading.ticked || '–' })}` },
        { text: ` ${doc('spread', { readings: spread.map(({ name, count }) => `${name} ${count}`).join(', ') })}` },
        ...(reading.isHalfMissing ? [{ text: ` ${doc('half-missing')}` }] : []),
      ],
    }] : []),
    ...paragraphs(form.justification_printed, doc('empty')),
  ]
}
