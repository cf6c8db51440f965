import { contactsPart, documentPart } from './contact'
import { counsellorPart } from './counsellor'
import { birthPart, namePart, placePart } from './facts'
import type { AnyPart } from './part'
import { educationPart, experiencePart, languagesPart, needsPart, skillsPart, workStatusPart } from './skills'
import { wishesPart } from './work'

/** Every part of a record that is edited by itself. */
export const allParts: readonly AnyPart[] = [
  namePart, birthPart, placePart, contactsPart, documentPart, wishesPart, educationPart, experiencePart, skillsPart, languagesPart, workStatusPart, needsPart, counsellorPart,
]
