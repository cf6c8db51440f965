import type { Platform } from '../../platform/platform'
import { option } from '../verbs'
import { generate } from './run'

type Say = (line: string) => void

export const generateUsage = 'generate --people N [--vacancies M] [--seed S] [--months 24] [--invented]: invented people, employers, jobs and what happened to them'

/** `openpes generate ...`. The same seed on the same store adds nothing twice. */
export async function generateVerb(platform: Platform, words: readonly string[], say: Say): Promise<number> {
  const number = (name: string, usual: number) => Math.trunc(Number(option(words, name) ?? usual))
  const people = number('people', 0)
  const seed = number('seed', 1)
  const months = number('months', 24)
  const vacancies = number('vacancies', Math.ceil(people / 10))
  if (!(people > 0 && people <= 2_000_000 && vacancies >= 0 && vacancies <= 1_000_000 && months >= 1 && months <= 120)) {
    say(`npx openpes ${generateUsage}`)
    return 2
  }
  if (!platform.country.demonstration && !words.includes('--invented')) {
    say('This is not the demonstration country: invented people would stand among real ones. Add --invented if this store is for trying out.')
    return 1
  }
  return (await generate(platform, { people, vacancies, seed, months }, say)) ? 0 : 1
}
