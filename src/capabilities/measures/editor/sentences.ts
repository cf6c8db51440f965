import type { Language } from '../../../platform/i18n/words'
import type { Platform } from '../../../platform/platform'
import { type AnyMeasure, isComposed } from '../language/composed'
import { speechOf } from './codes'
import { explain } from './explain'

/** What follows from the tree of a measure, sentence by sentence; none for one that is made of other measures or entered. */
export const sentencesIn = ({ words, country }: Platform, { tree }: AnyMeasure, language: Language): string[] => (isComposed(tree) ? [] : explain(speechOf(words, country, language), tree))
