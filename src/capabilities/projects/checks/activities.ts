import { type Check, findingsOf, groupBy, holdsWord, plainWords } from './finding'

const outputIdOf = (id: string) => id.replace(/\.[^.]*$/, '')

/** One text under several activities. */
const copied: Check = ({ report }) => {
  const find = findingsOf('PR19', 'warning')
  const groups = groupBy(report.activities.filter(({ summary }) => plainWords(summary) !== ''), ({ summary }) => plainWords(summary))
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => find({ subject: members.map(({ id }) => id).join(';'), printed: members[0]?.summary ?? '', sourceLine: members.map(({ sourceLine }) => sourceLine).join(';'), parameters: { count: members.length } }))
}

/** Far ahead, although the text speaks of the first of several. */
const aheadOfText: Check = ({ report, words }) => {
  const find = findingsOf('PR20', 'warning')
  return report.activities.flatMap(({ id, percent, percentPrinted, summary, sourceLine }) =>
    percent !== null && Number(percent) >= 70 && holdsWord(summary, words.first) ? [find({ subject: id, kind: 'propose', printed: `${percentPrinted}: ${summary}`, sourceLine, parameters: { percent } })] : [],
  )
}

/** Numbers that are missing below the highest of an output. */
const numberingGap: Check = ({ report }) => {
  const find = findingsOf('PR22', 'notice')
  return [...groupBy(report.activities, ({ id }) => outputIdOf(id))].flatMap(([output, members]) => {
    const numbers = members.map(({ activityNo }) => Number(activityNo.split('.').at(-1)))
    const missing = Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1).filter((number) => !numbers.includes(number))
    if (missing.length === 0) return []
    const prefix = members[0]?.activityNo.split('.').slice(0, -1).join('.') ?? ''
    return [find({ subject: output, printed: members.map(({ activityNo }) => activityNo).join(', '), sourceLine: members[0]?.sourceLine, parameters: { missing: missing.map((number) => `${prefix}.${number}`).join(', ') } })]
  })
}

/** An output that says its objective again. */
const repeatsObjective: Check = ({ report }) => {
  const find = findingsOf('PR23', 'warning')
  const wordsOf = (text: string) => new Set(plainWords(text).split(' '))
  const alike = (a: Set<string>, b: Set<string>) => {
    const shared = [...a].filter((word) => b.has(word)).length
    return shared / (a.size + b.size - shared)
  }
  return report.project.outputs.flatMap(({ id, country, objective_no: number, wording_printed: wording, source_line: line }) => {
    const objective = report.project.objectives.find((candidate) => candidate.country === country && candidate.number_in_section_3 === number)
    if (!objective) return []
    const best = Math.max(...[objective.wording_in_section_3_printed, objective.wording_in_section_4_printed].map((text) => alike(wordsOf(wording), wordsOf(text))))
    return best >= 0.8 ? [find({ subject: id, printed: wording, sourceLine: line })] : []
  })
}

/** Words where a number belongs, or a status that is a sentence while the summary is empty. */
const wordsInNumber: Check = ({ report }) => {
  const find = findingsOf('PR24', 'warning')
  return report.activities.flatMap(({ id, percentPrinted, percent, status, summary, sourceLine }) => {
    if (percent !== null && !/^\s*\d+(\.\d+)?\s*%?\s*$/.test(percentPrinted)) return [find({ subject: id, printed: percentPrinted, sourceLine, variant: 'percent' })]
    return summary.trim() === '' && plainWords(status).split(' ').length >= 4 ? [find({ subject: id, printed: status, sourceLine, variant: 'summary' })] : []
  })
}

/** Nothing done, and the text moves the work to a later year: deferred, not late. */
const postponed: Check = ({ report }) => {
  const find = findingsOf('PR34', 'notice')
  const year = Number(report.project.reporting.period_to.slice(0, 4))
  return report.activities.flatMap(({ id, percent, status, summary, sourceLine }) => {
    if (percent === null || Number(percent) !== 0) return []
    const text = `${status} ${summary}`
    const later = [...text.matchAll(/\b(?:shift(?:ed)?|postponed?|mov(?:e|ed)|deferred)\s+(?:un)?to\s+(?:\w+\s+){0,2}?(\d{4})\b/gi)].map(([, found]) => Number(found)).find((found) => found > year)
    return later ? [find({ subject: id, kind: 'propose', printed: text.trim(), sourceLine, parameters: { year: later } })] : []
  })
}

export const activityChecks: readonly Check[] = [copied, aheadOfText, numberingGap, repeatsObjective, wordsInNumber, postponed]
