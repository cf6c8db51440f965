import { parseExact, toText } from '../../kernel/exact'
import { parseRule } from '../performance/index'
import type { Finding } from './checks/finding'

/** Says a message in the language of the reader. */
export type Say = (key: string, parameters?: Readonly<Record<string, string | number>>) => string

/**
 * Figures of a report stand as the form prints them, digits in groups of three with commas, in every language: beside
 * a printed "16,800" no reader should meet "16.800".
 */
export function figureText(decimal: string): string {
  const value = parseExact(decimal)
  if (!value) return decimal
  const text = toText(value)
  if (text.includes('/')) return text
  const [whole = '', decimals] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}

/** A stored rule such as `pct_over_baseline:10` in words. */
export function ruleText(say: Say, rule: string, baseline: string): string {
  const parsed = parseRule(rule)
  if (!parsed.ok) return rule
  const { value } = parsed
  const base = baseline === '' ? '–' : figureText(baseline)
  switch (value.kind) {
    case 'pct_over_baseline':
      return say('projects.rule.pct_over_baseline', { number: value.by.startsWith('-') ? value.by : `+${value.by}`, baseline: base })
    case 'add':
      return say('projects.rule.add', { number: figureText(value.by), baseline: base })
    case 'absolute':
      return say('projects.rule.absolute', { number: figureText(value.to) })
    case 'rate':
      return say('projects.rule.rate', { number: figureText(value.to) })
    case 'maintain':
      return say('projects.rule.maintain', { baseline: base })
    case 'not_due':
      return say('projects.rule.not_due')
  }
}

/** Longest piece of printed text inside a sentence, in characters; the whole stands beside it. */
const longestQuote = 160
const quote = (text: string) => (text.length > longestQuote ? `${text.slice(0, longestQuote).trimEnd()}…` : text)

/** The sentence of a finding: what, where, what is printed and what is right. */
export function sayFinding(say: Say, { key, parameters }: Pick<Finding, 'key' | 'parameters'>): string {
  const text = (name: string) => String(parameters[name] ?? '')
  const figures = ['right', 'baseline', 'step'].filter((name) => name in parameters)
  return say(key, {
    ...parameters,
    printed: quote(text('printed')),
    ...Object.fromEntries(figures.map((name) => [name, figureText(text(name))])),
    ...('rule' in parameters && text('rule') !== '' ? { rule: ruleText(say, text('rule'), text('baseline')) } : {}),
    ...('place' in parameters ? { place: say(`projects.place.${text('place')}`) } : {}),
    ...('who' in parameters ? { who: text('who').split(' ').map((who) => say(`projects.who.${who}`)).join(', ') } : {}),
  })
}
