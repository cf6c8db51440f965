import { daysInMonth } from '../../kernel/calendar'
import { type Finding, findingsOf } from './checks/finding'
import { malformedFigures } from './printed-number'

interface Line {
  number: number
  text: string
}

const linesOf = (text: string): Line[] => text.split(/\r?\n/).map((line, index) => ({ number: index + 1, text: line }))

/** The rules that can be run on bare text: figures, left-over prompts, figures without a source, one event on two days. */
export function lintText(text: string): Finding[] {
  const lines = linesOf(text)
  return [...lines.flatMap(malformed), ...lines.flatMap(prompts), ...lines.flatMap(worldFigures), ...twoDays(lines), ...noSuchDays(lines)].sort((a, b) => Number(a.sourceLine) - Number(b.sourceLine))
}

const subjectOf = ({ number }: Line) => `line ${number}`

function malformed(line: Line): Finding[] {
  const find = findingsOf('PR01', 'error')
  return malformedFigures(line.text).map((printed) => find({ subject: subjectOf(line), printed, sourceLine: line.number, variant: 'text' }))
}

function prompts(line: Line): Finding[] {
  const find = findingsOf('PR30', 'error')
  return [...line.text.matchAll(/<[^<>]{3,}>/g)].map(([printed]) => find({ subject: subjectOf(line), printed, sourceLine: line.number, variant: 'text' }))
}

function worldFigures(line: Line): Finding[] {
  const found = /\d[\d.,]*\s+(?:million|billion|trillion)\b/i.exec(line.text)
  return found && !/\b(?:source|according to)\b|\[\d+\]/i.test(line.text) ? [findingsOf('PR31', 'notice')({ subject: subjectOf(line), kind: 'propose', printed: found[0], sourceLine: line.number })] : []
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const monthNumber = (word: string) => months.findIndex((month) => month.startsWith(word.toLowerCase().slice(0, 3))) + 1
const writtenDay = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${months.join('|')}|${months.map((month) => month.slice(0, 3)).join('|')})\\.?,?\\s+(\\d{4})\\b|\\b(\\d{4})-(\\d{2})-(\\d{2})\\b`, 'gi')

interface Told {
  day: string
  printed: string
  line: number
  phrases: ReadonlySet<string>
}

/** Words that name no event. */
const plain = new Set('the a an of on in at and or for to was were is are be been with by from it its this that held took place day date report which has have had will would also as'.split(' '))

function phrasesOf(sentence: string): Set<string> {
  const words = sentence.toLowerCase().replace(writtenDay, ' ').replace(/[^\p{L}\p{M}\s]/gu, ' ').split(/\s+/).filter((word) => word.length > 2 && !plain.has(word) && !months.includes(word))
  return new Set(words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`))
}

function toldDays(lines: readonly Line[]): Told[] {
  return lines.flatMap(({ number, text }) =>
    text.split(/(?<=[.;!?])\s+(?=\p{Lu}|$)/u).flatMap((sentence) => {
      const found = [...sentence.matchAll(writtenDay)].map((match) => ({ printed: match[0], day: dayOf(match) }))
      return found.length === 1 ? found.map((one) => ({ ...one, line: number, phrases: phrasesOf(sentence) })) : []
    }),
  )
}

function dayOf([, day, month, year, isoYear, isoMonth, isoDay]: RegExpMatchArray): string {
  const two = (value: string | number) => String(value).padStart(2, '0')
  return isoYear === undefined ? `${year ?? ''}-${two(monthNumber(month ?? ''))}-${two(day ?? '')}` : `${isoYear}-${isoMonth ?? ''}-${isoDay ?? ''}`
}

/** Two sentences that share a phrase and name different days: a person decides whether they mean one event. */
function twoDays(lines: readonly Line[]): Finding[] {
  const find = findingsOf('PR21', 'error')
  const told = toldDays(lines)
  const seen = new Set<string>()
  return told.flatMap((a, index) =>
    told.slice(index + 1).flatMap((b) => {
      const shared = [...a.phrases].filter((phrase) => b.phrases.has(phrase))
      const [phrase] = shared
      const key = `${phrase ?? ''} ${[a.day, b.day].sort().join()}`
      if (a.day === b.day || phrase === undefined || seen.has(key)) return []
      seen.add(key)
      return [find({ subject: `line ${a.line};line ${b.line}`, kind: 'propose', printed: `${a.printed} | ${b.printed}`, sourceLine: a.line, variant: 'text', parameters: { phrase, dates: `${a.printed} | ${b.printed}` } })]
    }),
  )
}

/** A written day that no calendar has. */
function noSuchDays(lines: readonly Line[]): Finding[] {
  const find = findingsOf('PR21', 'error')
  return lines.flatMap(({ number, text }) =>
    [...text.matchAll(writtenDay)].flatMap((match) => {
      const day = dayOf(match)
      const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
      const isThere = month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
      return isThere ? [] : [find({ subject: `line ${number}`, printed: match[0], sourceLine: number, variant: 'no-day' })]
    }),
  )
}
