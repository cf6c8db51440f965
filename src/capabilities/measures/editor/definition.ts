import type { Language } from '../../../platform/i18n/words'
import type { Platform } from '../../../platform/platform'
import { type AnyMeasure, isComposed } from '../language/composed'
import { speechOf } from './codes'
import { explain } from './explain'

/** What a measure counts, in one language. Where the agency wrote no text of its own in it, the sentences that follow from the tree. */
export function definitionIn({ words, country }: Platform, measure: AnyMeasure, language: Language): string | undefined {
  const { id, tree } = measure
  const own = 'own' in measure ? measure.own : undefined
  if (own) return own.texts[language] || (isComposed(tree) ? undefined : explain(speechOf(words, country, language), tree).join(' '))
  const key = `measures.definition.${id}`
  return words.has(key) ? words.say(language, key) : undefined
}
