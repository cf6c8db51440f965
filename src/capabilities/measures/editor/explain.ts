import type { Condition, CountingTree, Tree } from '../language/tree'
import { findEvent } from '../language/vocabulary'

/** The words of one language: sentences by key, and what a code of a field means. */
export interface Speech {
  say(key: string, parameters?: Readonly<Record<string, string | number>>): string
  code(event: string, field: string, code: string): string
}

const plain = ({ say, code }: Speech, event: string, field: string, value: unknown): string =>
  typeof value === 'boolean' ? say(value ? 'measures.yes' : 'measures.no') : code(event, field, String(value))

function conditionText(speech: Speech, event: string, condition: Condition): string {
  const { say } = speech
  const [head, ...rest] = condition
  if (head === 'any' || head === 'all') {
    const texts = (rest as unknown as Condition[]).map((one) => conditionText(speech, event, one))
    return texts.length === 0 ? say(head === 'all' ? 'measures.yes' : 'measures.no') : `(${joined(speech, texts, head === 'all' ? 'and' : 'or')})`
  }
  if (head === 'not') return say('measures.say.not', { text: conditionText(speech, event, rest[0] as unknown as Condition) })
  const [operator, value] = rest as unknown as [string, unknown]
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  const separator = operator === 'between' ? '–' : say('measures.list-separator')
  return say(`measures.says.${operator}`, { field: say(`measures.field.${head}`), value: values.map((one) => plain(speech, event, head, one)).join(separator) })
}

const joined = ({ say }: Speech, texts: readonly string[], word: 'and' | 'or'): string => texts.slice(1).reduce((left, right) => say(`measures.say.${word}`, { left, right }), texts[0] ?? '')

/** What a counting does, in sentences: what, where, which day, whose, what comes late. Defaults of the event are part of it. */
function countingText(speech: Speech, tree: CountingTree): string[] {
  const { say } = speech
  const word = findEvent(tree.event)
  const event = say(`measures.event.${tree.event}`)
  const of = 'of' in tree && tree.of ? say(`measures.field.${tree.of}`) : ''
  const head = tree.kind === 'count_distinct' ? say('measures.say.count_distinct', { field: say(`measures.field.${tree.by}`), event })
    : tree.kind === 'stock_at' ? say(of ? 'measures.say.stock_sum' : tree.at === 'first' ? 'measures.say.stock_first' : 'measures.say.stock_at', { field: of, event })
    : say(`measures.say.${tree.kind}`, { field: of, event })
  const conditions = [...(word?.defaults ?? []), ...(tree.where ?? [])].map((condition) => conditionText(speech, tree.event, condition))
  const isSpan = tree.kind === 'stock_at' && !of
  return [
    head,
    ...(conditions.length > 0 ? [say('measures.say.where', { conditions: joined(speech, conditions, 'and') })] : []),
    ...(isSpan ? [] : [say('measures.say.day', { day: say(`measures.day.${tree.date_field ?? word?.dates[0] ?? 'fact_date'}`) })]),
    ...(tree.dedupe && tree.dedupe.length > 0 ? [say('measures.say.once', { fields: tree.dedupe.map((field) => say(`measures.field.${field}`)).join(say('measures.list-separator')) })] : []),
    say('measures.say.credit'),
    say('measures.say.late', { days: tree.late_days ?? 30 }),
  ]
}

/** The definition of a measure in plain sentences, made from its tree and nothing else. */
export function explain(speech: Speech, tree: Tree): string[] {
  if (tree.kind !== 'ratio') return countingText(speech, tree)
  return [
    speech.say('measures.say.ratio', { scale: tree.scale }),
    speech.say('measures.say.first', { text: countingText(speech, tree.num).join(' ') }),
    speech.say('measures.say.second', { text: countingText(speech, tree.den).join(' ') }),
  ]
}
