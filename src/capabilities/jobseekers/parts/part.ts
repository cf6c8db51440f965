import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import type { SkillChoice } from '../../../platform/classifications/skills/find-skills'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Fields } from '../../../platform/http/route'
import type { Platform } from '../../../platform/platform'
import type { Ui } from '../../../platform/web/ui'
import type { FieldFaults } from '../model'

/** One part of a person's record that is edited by itself: names, place, wanted work and so on. */
export interface Part<Value> {
  /** Last word of its address; `jobseekers.part.<name>` is its title. */
  name: string
  /** The person may change it too, on the own page. */
  forPerson: boolean
  /** The person is found by it. */
  isSearched: boolean
  schema: z.ZodType<Value>
  /** What is stored, as the form would send it. */
  load(reader: Reader, personId: string, ui: Ui): Promise<Fields>
  /** Writes; or tells what is wrong and writes nothing. */
  save(tx: Tx, platform: Platform, personId: string, value: Value, ui: Ui): Promise<FieldFaults | null>
  Body(props: PartProps): Child
  /** What a stored or typed value says, where two versions are shown side by side. */
  show?(ui: Ui, field: string, value: string): string
}
export interface PartProps {
  typed: Fields
  errors: Readonly<Record<string, string>>
  /** Choices that depend on the person, such as the counsellors of the centre. */
  choices: Readonly<Record<string, readonly { value: string; text: string }[]>>
  /** On a part with skills: those that are ticked, and those found for the words. */
  skills?: { chosen: readonly SkillChoice[]; found: readonly SkillChoice[]; words: string } | undefined
}
export type AnyPart = Part<unknown> & {
  choices?(reader: Reader, personId: string, ui: Ui): Promise<PartProps['choices']>
  skills?(reader: Reader, ui: Ui, typed: Fields): Promise<PartProps['skills']>
}

/** A part among others; its form and its saving fit together here. */
export const definePart = <Value>(part: Part<Value> & Pick<AnyPart, 'choices' | 'skills'>): AnyPart => part as unknown as AnyPart
