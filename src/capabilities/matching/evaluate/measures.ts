/** How good a ranking is against graded labels (1 to 3). */
export interface Quality {
  ndcg: number
  recall: number
  reciprocalRank: number
}

const gain = (grade: number, rank: number) => grade / Math.log2(1 + rank)

/** nDCG at k with linear grades, share of the relevant found, and one over the rank of the first. Nothing relevant: null. */
export function qualityOf(ranking: readonly string[], relevant: Readonly<Record<string, number>>, top: number): Quality | null {
  const grades = Object.values(relevant).sort((a, b) => b - a)
  if (grades.length === 0) return null
  const ideal = grades.slice(0, top).reduce((sum, grade, at) => sum + gain(grade, at + 1), 0)
  let found = 0
  let hits = 0
  let first = 0
  ranking.slice(0, top).forEach((candidate, at) => {
    const grade = relevant[candidate]
    if (grade === undefined) return
    found += gain(grade, at + 1)
    hits += 1
    if (first === 0) first = at + 1
  })
  return { ndcg: found / ideal, recall: hits / grades.length, reciprocalRank: first === 0 ? 0 : 1 / first }
}

/** Means over all profiles that have labels. */
export function meanQuality(all: readonly (Quality | null)[]): Quality & { profiles: number } {
  const known = all.filter((quality): quality is Quality => quality !== null)
  const mean = (pick: (quality: Quality) => number) => (known.length === 0 ? 0 : known.reduce((sum, quality) => sum + pick(quality), 0) / known.length)
  return { profiles: known.length, ndcg: mean(({ ndcg }) => ndcg), recall: mean(({ recall }) => recall), reciprocalRank: mean(({ reciprocalRank }) => reciprocalRank) }
}
