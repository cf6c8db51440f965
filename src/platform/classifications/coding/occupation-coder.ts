import { titleFeatures, titleWords } from './title-features'
import { buildWordModel } from './word-model'

/** A label that is known to mean a code: of the classification, of ESCO, or of the agency. */
export interface KnownLabel {
  code: string
  text: string
  source: 'title' | 'example' | 'agency' | 'esco' | 'esco-other' | 'memory'
}
export interface Suggestion {
  code: string
  /** From 0 to 1. */
  score: number
  strength: 'strong' | 'fair' | 'weak'
  /** The label that is most like the title. */
  label: string
  source: KnownLabel['source']
  /** Words that title and label share. */
  words: readonly string[]
}
export interface OccupationCoder {
  readonly labels: number
  /** At most `top` unit groups for a title in any of the languages, best first. Advice: a person decides. */
  suggest(title: string, top?: number, duties?: string): Suggestion[]
}

interface Posting {
  at: number[]
  weight: number[]
}
export const knobs = { neighbours: 40, sharpness: 6, best: 0.62, votes: 0.14, words: 0.24, trust: { title: 1, example: 1.06, agency: 1.06, esco: 1, 'esco-other': 0.94, memory: 1.08 } as Record<string, number> }

export function buildCoder(labels: readonly KnownLabel[]): OccupationCoder {
  const features = labels.map(({ text }) => titleFeatures(text))
  const holders = new Map<string, number>()
  for (const one of features) for (const name of one.keys()) holders.set(name, (holders.get(name) ?? 0) + 1)
  const idf = (name: string) => Math.log(1 + labels.length / (holders.get(name) ?? 1))
  const postings = new Map<string, Posting>()
  features.forEach((one, at) => {
    const weighted = [...one].map(([name, weight]) => [name, weight * idf(name)] as const)
    const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    for (const [name, weight] of weighted) {
      let posting = postings.get(name)
      if (!posting) postings.set(name, (posting = { at: [], weight: [] }))
      posting.at.push(at)
      posting.weight.push(weight / length)
    }
  })
  const model = buildWordModel(labels)

  /** Likeness of the title to every label that shares something with it. */
  function likeness(title: string): Float32Array {
    const likenesses = new Float32Array(labels.length)
    const weighted = [...titleFeatures(title)].map(([name, weight]) => [name, weight * idf(name)] as const)
    const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    for (const [name, weight] of weighted) {
      const posting = postings.get(name)
      if (!posting) continue
      for (let index = 0; index < posting.at.length; index += 1) {
        const at = posting.at[index] ?? 0
        likenesses[at] = (likenesses[at] ?? 0) + (weight / length) * (posting.weight[index] ?? 0)
      }
    }
    for (let at = 0; at < labels.length; at += 1) likenesses[at] = (likenesses[at] ?? 0) * (knobs.trust[labels[at]?.source ?? 'title'] ?? 1)
    return likenesses
  }

  return {
    labels: labels.length,
    suggest(title, top = 5) {
      const likenesses = likeness(title)
      const near = nearest(likenesses, knobs.neighbours)
      const byCode = new Map<string, { best: number; at: number; votes: number }>()
      for (const at of near) {
        const label = labels[at]
        const like = likenesses[at] ?? 0
        if (!label || like <= 0) continue
        const held = byCode.get(label.code)
        const vote = like ** knobs.sharpness
        if (!held) byCode.set(label.code, { best: like, at, votes: vote })
        else {
          held.votes += vote
          if (like > held.best) Object.assign(held, { best: like, at })
        }
      }
      const all = [...byCode.values()].reduce((sum, { votes }) => sum + votes, 0) || 1
      const likely = model.chances(titleWords(title))
      for (const [code] of likely) if (!byCode.has(code)) byCode.set(code, { best: 0, at: model.labelOf(code), votes: 0 })
      const scored = [...byCode].map(([code, { best, at, votes }]) => ({ code, at, score: knobs.best * best + knobs.votes * (votes / all) + knobs.words * (likely.get(code) ?? 0) }))
      scored.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
      return spread(scored, top).map(({ code, at, score }) => suggestionOf(title, code, score, labels[at]))
    },
  }
}

const strengthOf = (score: number) => (score >= 0.75 ? 'strong' : score >= 0.45 ? 'fair' : 'weak')

function suggestionOf(title: string, code: string, score: number, label: KnownLabel | undefined): Suggestion {
  const own = new Set(titleWords(title))
  return {
    code, score: Math.min(1, Math.round(score * 10_000) / 10_000), strength: strengthOf(score), label: label?.text ?? '', source: label?.source ?? 'title',
    words: [...new Set(titleWords(label?.text ?? ''))].filter((word) => own.has(word)),
  }
}

function nearest(likenesses: Float32Array, most: number): number[] {
  const found: number[] = []
  let least = 0
  likenesses.forEach((like, at) => {
    if (like <= least) return
    found.push(at)
    if (found.length < most * 8) return
    found.sort((a, b) => (likenesses[b] ?? 0) - (likenesses[a] ?? 0))
    found.length = most
    least = likenesses[found[most - 1] ?? 0] ?? 0
  })
  return found.sort((a, b) => (likenesses[b] ?? 0) - (likenesses[a] ?? 0)).slice(0, most)
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
