import { addDays } from '../../../kernel/calendar'
import { done, type Outcome, refused } from '../../../kernel/outcome'
import type { Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import type { Kept } from '../search'
import * as queries from './queries'
import { daysKept, type Frequency, mostSearches, type SearchAct } from './rules'

const note = (tx: Tx, event: 'save' | SearchAct, personId: string) =>
  tx.note({ action: `saved-search.${event}`, subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: tx.context.actor.role === 'jobseeker' ? 'own' : 'consent' })

const byName = (filters: Kept) => JSON.stringify(Object.entries(filters).sort())

/** Keeps a search for a person, told by the person or by staff at the counter. The same search twice is one. */
export async function saveSearch(tx: Tx, personId: string, search: { language: Language; words: string; filters: Kept; frequency: Frequency }): Promise<Outcome<void, 'too-many'>> {
  const { actor, today } = tx.context
  const expiresOn = addDays(today, daysKept)
  const held = await queries.listSearches(tx, personId)
  const same = held.find(({ words, filters }) => words === search.words && byName(filters) === byName(search.filters))
  if (same) {
    const newSince = same.state === 'active' ? same.newSince : today
    await queries.changeSearch(tx, personId, same.id, { state: 'active', stateReason: null, frequency: search.frequency, expiresOn, newSince, unopened: 0 })
  } else {
    if (held.filter(({ state }) => state !== 'ended').length >= mostSearches) return refused('too-many')
    await queries.insertSearch(tx, { ...search, personId, expiresOn, savedBy: actor.role === 'jobseeker' ? null : actor.accountId })
  }
  note(tx, 'save', personId)
  return done()
}

/** False when the person has no such search. */
type SearchStep = (tx: Tx, personId: string, id: string) => Promise<boolean>

const stopSearch: SearchStep = async (tx, personId, id) => {
  const isDone = await queries.changeSearch(tx, personId, id, { state: 'ended', stateReason: 'stopped' })
  if (isDone) note(tx, 'stop', personId)
  return isDone
}

const pauseSearch: SearchStep = async (tx, personId, id) => {
  const search = (await queries.listSearches(tx, personId)).find((one) => one.id === id)
  if (search?.state !== 'active') return search !== undefined
  note(tx, 'pause', personId)
  return queries.changeSearch(tx, personId, id, { state: 'paused', stateReason: 'asked' })
}

/** Sends for 90 days from today. A search that rested tells nothing of jobs that came meanwhile. */
const renewSearch: SearchStep = async (tx, personId, id) => {
  const search = (await queries.listSearches(tx, personId)).find((one) => one.id === id)
  if (!search) return false
  const newSince = search.state === 'active' ? search.newSince : tx.context.today
  note(tx, 'renew', personId)
  return queries.changeSearch(tx, personId, id, { state: 'active', stateReason: null, unopened: 0, newSince, expiresOn: addDays(tx.context.today, daysKept) })
}

const steps: Readonly<Record<SearchAct, SearchStep>> = { renew: renewSearch, pause: pauseSearch, stop: stopSearch }

export const changeSearch = (tx: Tx, personId: string, id: string, act: SearchAct): Promise<boolean> => steps[act](tx, personId, id)
