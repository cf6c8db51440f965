import { buildClueModel } from './clue-model'
import { buildLikeness } from './likeness'
import { readTitle, titleWords } from './title-features'

export type LabelSource = 'title' | 'example' | 'agency' | 'esco' | 'esco-other' | 'memory'

/** A label that is known to mean a code: of the classification, its example titles, ESCO, the agency, or learned. */
export interface KnownLabel {
  code: string
  text: string
  source: LabelSource
}
/** Text that describes a code: a definition, a list of tasks. */
export interface KnownText {
  code: string
  text: string
}
export interface Suggestion {
  code: string
  /** From 0 to 1. */
  score: number
  strength: 'strong' | 'fair' | 'weak'
  /** The label that is most like the title; empty when only single words told. */
  label: string
  source: LabelSource
  /** Words that title and label share. */
  words: readonly string[]
}
export interface OccupationCoder {
  readonly labels: number
  /** At most `top` unit groups for a title in any of the languages, best first. Advice: a person decides. */
  suggest(title: string, top?: number, duties?: string): Suggestion[]
}

/** How much a label is believed: in likeness, and as evidence for its words. ESCO places some everyday titles oddly. */
const trust: Record<LabelSource, { likeness: number; evidence: number }> = {
  memory: { likeness: 1.08, evidence: 6 }, example: { likeness: 1.06, evidence: 6 }, agency: { likeness: 1.06, evidence: 4 },
  title: { likeness: 1, evidence: 3 }, esco: { likeness: 1, evidence: 2 }, 'esco-other': { likeness: 0.94, evidence: 1 },
}
const textEvidence = 0.25
const mostNeighbours = 60
/** A neighbour counts with this power of its likeness, so that one good label beats many poor ones. */
const sharpness = 3
/** Parts of the score: the best label, the share of near labels, the chance by words; then duties, on top of it. */
const part = { best: 0.35, near: 0.15, words: 0.5, duties: 0.15 } as const
const nearPower = 0.5
const chancePower = 0.35
/** A trusted label that says exactly the same. */
const same = 0.25

/** Builds the coder over labels of all languages. Tuned on own titles only; see docs/how-to/code-occupations.md. */
export function buildCoder(labels: readonly KnownLabel[], texts: readonly KnownText[] = []): OccupationCoder {
  const titles = labels.map(({ text }) => readTitle(text))
  const likeness = buildLikeness(titles, labels.map(({ source }) => trust[source].likeness))
  const model = buildClueModel([
    ...labels.map(({ code, source }, at) => ({ code, title: titles[at] ?? readTitle(''), weight: trust[source].evidence, isText: false })),
    ...texts.map(({ code, text }) => ({ code, title: { words: titleWords(text), head: undefined, pairs: [] }, weight: textEvidence, isText: true })),
  ])
  const keyOf = (words: readonly string[]) => [...new Set(words)].sort().join(' ')
  const exact = new Map<string, Set<string>>()
  labels.forEach(({ code, source }, at) => {
    if (trust[source].likeness <= 1) return
    const key = keyOf(titles[at]?.words ?? [])
    exact.set(key, (exact.get(key) ?? new Set()).add(code))
  })

  return {
    labels: labels.length,
    suggest(text, top = 5, duties = '') {
      const title = readTitle(text)
      if (title.words.length === 0) return []
      const found = new Map<string, { best: number; at: number | undefined; near: number }>()
      let all = 0
      for (const { at, like } of likeness.nearest(title, mostNeighbours)) {
        const code = labels[at]?.code ?? ''
        const held = found.get(code)
        all += like ** sharpness
        if (held) held.near += like ** sharpness
        else found.set(code, { best: like, at, near: like ** sharpness })
      }
      const chances = model.chances(title)
      for (const code of chances.keys()) if (!found.has(code)) found.set(code, { best: 0, at: undefined, near: 0 })
      const byDuties = duties.trim() === '' ? undefined : model.chances({ words: titleWords(duties), head: undefined, pairs: [] })
      const equal = exact.get(keyOf(title.words))
      const scored = [...found].map(([code, { best, at, near }]) => {
        const told = part.best * best + part.near * (all > 0 ? near / all : 0) ** nearPower + part.words * (chances.get(code) ?? 0) ** chancePower
        return { code, at, score: told + (equal?.has(code) ? same : 0) + part.duties * (byDuties?.get(code) ?? 0) ** chancePower }
      })
      scored.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
      return spread(scored, top).map(({ code, at, score }) => suggestionOf(title.words, code, score, at === undefined ? undefined : labels[at]))
    },
  }
}

const strengthOf = (score: number) => (score >= 0.8 ? 'strong' : score >= 0.5 ? 'fair' : 'weak')

function suggestionOf(words: readonly string[], code: string, score: number, label: KnownLabel | undefined): Suggestion {
  const own = new Set(words)
  return {
    code, score: Math.min(1, Math.round(score * 10_000) / 10_000), strength: strengthOf(score), label: label?.text ?? '', source: label?.source ?? 'title',
    words: [...new Set(titleWords(label?.text ?? ''))].filter((word) => own.has(word)),
  }
}

/** At most two of one minor group among the first ones, unless their scores are close. */
function spread<T extends { code: string; score: number }>(scored: readonly T[], top: number): T[] {
  const chosen: T[] = []
  for (const candidate of scored) {
    if (chosen.length === top) break
    const siblings = chosen.filter(({ code }) => code.slice(0, 3) === candidate.code.slice(0, 3))
    const closest = siblings.at(-1)
    if (siblings.length < 2 || (closest && closest.score - candidate.score < 0.05)) chosen.push(candidate)
  }
  return chosen
}
