import { z } from 'zod'
import { isUuid } from '../../../kernel/id'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { findContactWay } from '../../jobseekers/index'
import { keptOf, searchQuery, typedOf } from '../routes/portal'
import { renewSearch, saveSearch, stopSearch } from './actions'
import { SearchesPage, StopPage, StoppedPage } from './pages'
import { listSearches, markOpened, stopByKey } from './queries'
import { frequencies } from './rules'

const ownDoor: Door = { who: ['jobseeker'], reach: 'own', subject: 'person', strength: 'one', audit: 'read', purpose: 'matching', basis: 'own', limit: 'own' }
const ownWrite: Door = { ...ownDoor, key: 'required', audit: 'write', body: 8 }
const linkDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: the link of a message shows nothing about anybody', limit: 'public-page' }

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor' | 'platform'>

async function showSearches({ tx, ui, actor, platform }: Request, refusal?: string): Promise<Answer> {
  if (!actor.personId) return notFound
  const { channel } = await findContactWay(tx, actor.personId, platform.country.nameOrder)
  const body = <SearchesPage searches={await listSearches(tx, actor.personId)} canBeTold={channel === 'sms'} refusal={refusal} />
  return page(ui.t('vacancies.alert.title'), body, refusal ? { status: 409 } : {})
}

const change = (name: string, run: typeof stopSearch): Route =>
  post(`/me/searches/:id/${name}`, {
    door: ownWrite,
    handle: async ({ tx, ui, actor, params }) => (actor.personId && (await run(tx, actor.personId, params['id'] ?? '')) ? seeOther(ui.to('/me/searches')) : notFound),
  })

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
    form: searchQuery.extend({ frequency: z.enum(frequencies) }),
    handle: async (request) => {
      const { tx, ui, actor, form } = request
      if (!actor.personId || !form.ok) return notFound
      const typed = typedOf(form.value)
      const { since: _since, ...filters } = keptOf(ui, typed)
      const saved = await saveSearch(tx, actor.personId, { language: ui.lang, words: typed.q, filters, frequency: form.value.frequency })
      return saved.ok ? seeOther(ui.to('/me/searches')) : showSearches(request, ui.t(`vacancies.alert.${saved.reason}`))
    },
  }),
  change('stop', stopSearch),
  change('renew', renewSearch),
  get('/alerts/:key', { door: linkDoor, handle: async ({ ui, params }) => (isUuid(params['key'] ?? '') ? page(ui.t('vacancies.alert.stop.title'), <StopPage stopKey={params['key'] ?? ''} />, { noindex: true }) : notFound) }),
  post('/alerts/:key', {
    door: { ...linkDoor, key: 'required', body: 2 },
    handle: async ({ tx, ui, params }) => (isUuid(params['key'] ?? '') && (await stopByKey(tx, params['key'] ?? '')) ? page(ui.t('vacancies.alert.stopped.title'), <StoppedPage />, { noindex: true }) : notFound),
  }),
]
