import type { Platform } from '../../platform/platform'
import { closeOverdueVacancies, dropInventedMessages } from './close-week'
import { sourceOf, tellStory } from './story'
import { readWorld } from './world'

const sentences = {
  'no-centre': 'There is no job centre yet. Import some first: npx openpes import centres FILE',
  'no-verifier': 'Employers are verified by a person. Make an account first: npx openpes account create NAME --role counsellor --centre CODE --duties verifier,inspector',
}

/** Invents people and their history. Answers with false, and a sentence, when this store cannot take them. */
export async function generate(platform: Platform, { people, vacancies, seed, months }: Record<'people' | 'vacancies' | 'seed' | 'months', number>, say: (line: string) => void): Promise<boolean> {
  const known = await platform.db.wholeStore((db) => db.selectFrom('registration').select('id').where('source_system', '=', sourceOf(seed)).limit(1).executeTakeFirst())
  if (known) {
    say(`People of seed ${seed} are in this store already. Choose another --seed.`)
    return false
  }
  const world = await readWorld(platform)
  if (typeof world === 'string') {
    say(sentences[world])
    return false
  }
  say(`Inventing ${people} people and ${vacancies} vacancies over ${months} months (seed ${seed}) ...`)
  const counts = await tellStory(world, { people, vacancies, seed, months, say, closeWeek: closeOverdueVacancies })
  await dropInventedMessages(world)
  say(Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', '))
  return true
}
