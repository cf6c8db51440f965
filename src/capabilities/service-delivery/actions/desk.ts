import { newId } from '../../../kernel/id'
import { done, refused, type Outcome } from '../../../kernel/outcome'
import type { CalendarDate } from '../../../kernel/calendar'
import type { Country } from '../../../platform/country/index'
import type { Reader, Tx } from '../../../platform/db/database'
import type { Language } from '../../../platform/i18n/words'
import type { Platform } from '../../../platform/platform'
import { type DeskItem, type DeskProvider, registry } from '../../../platform/providers'
import { type Deferral, listDeferrals } from '../queries/desk'
import { workingCalendar } from '../rules/clock'
import * as rules from '../rules/desk'
import { nameShown } from './own-desk'

/** What capabilities put on the desk. */
export const deskItems = registry<DeskProvider>()
/** What waits for headquarters and statisticians, who have no counter. */
export const nationalDeskItems = registry<DeskProvider>()

export interface Desk {
  /** The page of my items, in the order in which they are worked through. */
  mine: readonly DeskItem[]
  /** The page of my centre's, owned by nobody; they follow mine. */
  unowned: readonly DeskItem[]
  counts: { mine: number; unowned: number; later: number }
  /** Put off to a later day, with the reason; only when they are asked for. */
  later: readonly (DeskItem & { deferral: Deferral })[]
  /** Open items of each colleague; for the chief. */
  load: ReadonlyMap<string, { open: number; overdue: number }>
  /** Kinds that are there, with their number, before the filter. */
  kinds: ReadonlyMap<string, number>
}

export interface DeskView {
  /** `capability.kind`. */
  kind?: string | undefined
  /** Whose desk: the actor's own, or a colleague's when the chief looks. */
  accountId: string | null
  /** Which stretch of the list; default all of it. */
  from?: number | undefined
  limit?: number | undefined
  withLater?: boolean | undefined
  /** Language of the page, for names. */
  language: Language
  /** The desk of those without a counter. */
  isNational?: boolean | undefined
  /** One item alone, to look at before it is put off. */
  item?: string | undefined
}

export const kindOf = ({ capability, kind }: Pick<DeskItem, 'capability' | 'kind'>) => `${capability}.${kind}`

/** Everything that waits for this account and its centre, in order. Each provider is asked once. */
export async function gatherDesk(reader: Reader, platform: Platform, view: DeskView): Promise<Desk> {
  const { actor, today } = reader.context
  const items: DeskItem[] = []
  for (const provider of (view.isNational ? nationalDeskItems : deskItems).entries) items.push(...(await provider(reader, platform, view.language)))
  const deferrals = actor.centreId ? await listDeferrals(reader, actor.centreId) : new Map<string, Deferral>()
  const load = new Map<string, { open: number; overdue: number }>()
  const open: DeskItem[] = []
  const later: (DeskItem & { deferral: Deferral })[] = []
  for (const item of items) {
    const deferral = deferrals.get(rules.keyOf(item))
    if (item.ownerId !== null && !deferral) count(load, item, today)
    if (!rules.isMine(item, view.accountId)) continue
    if (deferral && !item.urgent) later.push({ ...item, deferral })
    else open.push(item)
  }
  const kinds = new Map<string, number>()
  for (const item of open) kinds.set(kindOf(item), (kinds.get(kindOf(item)) ?? 0) + 1)
  const asked = open.filter((item) => (!view.kind || kindOf(item) === view.kind) && (!view.item || item.id === view.item)).sort(rules.byPressure(today))
  const mine = asked.filter(({ ownerId }) => ownerId !== null)
  const unowned = asked.filter(({ ownerId }) => ownerId === null)
  const from = view.from ?? 0
  const shown = await nameShown(reader, [...mine, ...unowned].slice(from, from + (view.limit ?? asked.length)), view.language)
  return {
    mine: shown.filter(({ ownerId }) => ownerId !== null),
    unowned: shown.filter(({ ownerId }) => ownerId === null),
    counts: { mine: mine.length, unowned: unowned.length, later: later.length },
    later: view.withLater ? await nameLater(reader, later, view.language) : [],
    load, kinds,
  }
}

async function nameLater(reader: Reader, later: (DeskItem & { deferral: Deferral })[], language: string) {
  const sorted = later.sort((a, b) => (a.deferral.until_day < b.deferral.until_day ? -1 : 1))
  const named = await nameShown(reader, sorted, language)
  return sorted.map((item, i) => ({ ...item, about: named[i]?.about ?? item.about }))
}

function count(load: Map<string, { open: number; overdue: number }>, item: DeskItem, today: CalendarDate): void {
  const of = load.get(item.ownerId ?? '') ?? { open: 0, overdue: 0 }
  of.open += 1
  if (rules.pressureOf(item, today) === 'overdue') of.overdue += 1
  load.set(item.ownerId ?? '', of)
}

export type DeferralRefusal = 'no-centre' | 'later-day' | 'later-too-far' | 'later-reason'

/** Puts an item off to a day, with the reason; the chief sees both. */
export async function putOff(tx: Tx, country: Country, form: { kind: string; item: string; until: CalendarDate; reason: string }): Promise<Outcome<void, DeferralRefusal>> {
  const { actor, now, today } = tx.context
  if (!actor.centreId || !actor.accountId) return refused('no-centre')
  const judged = rules.putOff(form.until, form.reason, today, workingCalendar(country))
  if (!judged.ok) return judged
  const id = newId()
  await tx.db
    .insertInto('desk_deferral')
    .values({ id, created_at: now, created_by: actor.accountId, centre_id: actor.centreId, item_kind: form.kind, item_id: form.item, until_day: judged.value, reason: form.reason })
    .execute()
  tx.note({ action: 'desk.put-off', subjectKind: 'desk-item', subjectId: form.item, fields: ['item_kind', 'until_day'] })
  return done()
}
