import { z } from 'zod'
import { addDays } from '../../../kernel/calendar'
import { isUuid } from '../../../kernel/id'
import type { Tx } from '../../../platform/db/database'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { findContactWay } from '../../jobseekers/index'
import { keptOf, typedOf } from '../routes/read-search'
import { changeSearch, saveSearch } from './actions'
import { RenewedPage, RenewPage, SearchesPage, StopPage, StoppedPage } from './pages'
import { listSearches, markOpened, renewByKey, stopByKey } from './queries'
import { daysKept, frequencies, searchActs } from './rules'

const ownDoor: Door = { who: ['jobseeker'], reach: 'own', subject: 'person', strength: 'one', audit: 'read', purpose: 'matching', basis: 'own', limit: 'own' }
const ownWrite: Door = { ...ownDoor, key: 'required', audit: 'write', body: 8 }
const linkDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: the link of a message shows nothing about anybody', limit: 'public-page' }

const saveForm = z.object({
  q: z.string().optional(), province: z.string().optional(), group: z.string().optional(), contract: z.string().optional(), wage: z.string().optional(), education: z.string().optional(),
  accessible: z.string().optional(), since: z.string().optional(), frequency: z.enum(frequencies),
})

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor' | 'platform'>

async function showSearches({ tx, ui, actor, platform }: Request, refusal?: string): Promise<Answer> {
  if (!actor.personId) return notFound
  const { channel } = await findContactWay(tx, actor.personId, platform.country.nameOrder)
  const body = <SearchesPage searches={await listSearches(tx, actor.personId)} canBeTold={channel === 'sms'} refusal={refusal} />
  return page(ui.t('vacancies.alert.title'), body, refusal ? { status: 409 } : {})
}

export const actForm = z.object({ act: z.enum(searchActs, 'errors.required') })

/** The page of a link in a message, and what its button does. */
function behindLink(path: string, name: 'stop' | 'renew', Ask: typeof StopPage, Done: typeof StoppedPage, run: (tx: Tx, key: string) => Promise<boolean>): Route[] {
  const doneTitle = { stop: 'vacancies.alert.stopped.title', renew: 'vacancies.alert.renewed.title' }[name]
  return [
    get(path, { door: linkDoor, handle: async ({ ui, params: { key = '' } }) => (isUuid(key) ? page(ui.t(`vacancies.alert.${name}.title`), <Ask stopKey={key} />, { noindex: true }) : notFound) }),
    post(path, {
      door: { ...linkDoor, key: 'required', body: 2 },
      handle: async ({ tx, ui, params: { key = '' } }) => (isUuid(key) && (await run(tx, key)) ? page(ui.t(doneTitle), <Done />, { noindex: true }) : notFound),
    }),
  ]
}

export const alertRoutes: Route[] = [
  get('/me/searches', {
    door: ownDoor,
    handle: async (request) => {
      if (request.actor.personId) await markOpened(request.tx, request.actor.personId)
      return showSearches(request)
    },
  }),
  post('/me/searches', {
    door: ownWrite,
    form: saveForm,
    handle: async (request) => {
      const { tx, ui, actor, form } = request
      if (!actor.personId || !form.ok) return notFound
      const { frequency, ...fields } = form.value
      const typed = typedOf(fields)
      const { since: _since, ...filters } = keptOf(ui, typed)
      const saved = await saveSearch(tx, actor.personId, { language: ui.lang, words: typed.q, filters, frequency })
      return saved.ok ? seeOther(ui.to('/me/searches')) : showSearches(request, ui.t(`vacancies.alert.${saved.reason}`))
    },
  }),
  post('/me/searches/:id', {
    door: ownWrite,
    form: actForm,
    handle: async ({ tx, ui, actor, params, form }) =>
      actor.personId && form.ok && (await changeSearch(tx, actor.personId, params['id'] ?? '', form.value.act)) ? seeOther(ui.to('/me/searches')) : notFound,
  }),
  ...behindLink('/alerts/:key', 'stop', StopPage, StoppedPage, stopByKey),
  ...behindLink('/alerts/:key/renew', 'renew', RenewPage, RenewedPage, (tx, key) => renewByKey(tx, key, addDays(tx.context.today, daysKept))),
]
