import type { Role } from '../../../kernel/actor'
import type { DeskItem, DeskProvider } from '../../../platform/providers'
import { listWaitingEntries } from '../../measures/index'

/** Who may confirm or refuse what another person entered. */
export const deciders: readonly Role[] = ['headquarters', 'statistician']

/** Entered figures that wait for the reader: not those that the reader entered. */
export const figureDesk: DeskProvider = async (reader, { words, country }, language = country.languages[0]) => {
  const { actor } = reader.context
  if (!deciders.includes(actor.role)) return []
  return (await listWaitingEntries(reader)).filter(({ enteredBy }) => enteredBy !== actor.accountId).map(({ id, measure, period, centreCode, enteredOn }): DeskItem => ({
    kind: 'figure-to-confirm', capability: 'performance', id, about: [words.say(language, `measures.name.${measure}`), period, ...(centreCode ? [centreCode] : [])].join(', '), since: enteredOn, due: null, ownerId: null,
    href: `/performance/figures/entries/${id}`,
  }))
}
