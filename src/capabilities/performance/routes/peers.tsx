import { previousPeriod } from '../../../kernel/period'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { groundOf } from '../../measures/index'
import { peersForm } from '../model'
import { PeersPage } from '../pages/peers'
import { nothingTyped, type Shown } from '../pages/words'
import { listPeers, savePeers } from '../queries/peers'
import { readPeerFacts } from '../reading/peers'
import { fewestPeers } from '../rules/comparison/peers'
import { placeOf, settingDoor, settingPost, yearQuery } from './asking'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'actor' | 'ui'>

async function show({ tx, platform, actor, ui }: Request, year: number, form: Shown = nothingTyped): Promise<Answer> {
  const place = await placeOf(tx, platform, actor, {})
  if (!place) return notFound
  const { lines, proposal } = await readPeerFacts(await groundOf(tx, platform), place.centres, previousPeriod(place.newest))
  const known = await listPeers(tx, year)
  const proposed = proposal.flatMap((codes, at) => codes.map((code) => [code, String.fromCodePoint(65 + at)] as const))
  const groups = new Map(known.length > 0 ? known.map(({ code, name }) => [code, name] as const) : proposed)
  const body = <PeersPage year={year} lines={lines} groups={groups} isSet={known.length > 0} form={form} requestKey={ui.newKey()} />
  return page(ui.t('performance.peers.title', { year }), body, Object.keys(form.errors).length > 0 ? { status: 422, wide: true } : { wide: true })
}

export const peerRoutes: Route[] = [
  get('/performance/peers', {
    door: { ...settingDoor, audit: 'none: figures only, no record is shown' },
    query: yearQuery,
    handle: async (request) => show(request, Number(request.query.year ?? request.tx.context.today.slice(0, 4))),
  }),
  post('/performance/peers', {
    door: settingPost,
    form: peersForm,
    handle: async (request) => {
      const { tx, platform, actor, form, ui } = request
      const year = Number(form.typed['year'] ?? tx.context.today.slice(0, 4))
      if (!form.ok) return show(request, Number.isInteger(year) ? year : Number(tx.context.today.slice(0, 4)), form)
      const place = await placeOf(tx, platform, actor, {})
      if (!place) return notFound
      if ((await listPeers(tx, form.value.year)).length > 0) return show(request, form.value.year, { typed: form.typed, errors: { _form: 'performance.refusal.peers-fixed' } })
      const named = place.centres.map((centre) => ({ centre, field: `group-${centre.code}`, name: String(form.typed[`group-${centre.code}`] ?? '').trim().slice(0, 80) })).filter(({ name }) => name !== '')
      const groups = new Map([...new Set(named.map(({ name }) => name))].map((name) => [name, named.filter((one) => one.name === name)]))
      const small = named.filter(({ name }) => (groups.get(name)?.length ?? 0) < fewestPeers)
      if (named.length === 0) return show(request, form.value.year, { typed: form.typed, errors: { _form: 'performance.refusal.peers-none' } })
      if (small.length > 0) return show(request, form.value.year, { typed: form.typed, errors: Object.fromEntries(small.map(({ field }) => [field, 'performance.refusal.group-small'])) })
      await savePeers(tx, form.value.year, new Map([...groups].map(([name, members]) => [name, members.map(({ centre }) => centre.id)])))
      return seeOther(ui.to(`/performance/peers?year=${form.value.year}`))
    },
  }),
]
