import { z } from 'zod'
import { type Answer, get, type Incoming, notFound, page, type Route } from '../../../platform/http/route'
import { writePdf } from '../../../platform/documents/pdf'
import { centreName, findCentre } from '../../centres/index'
import { findPersonLine, personName } from '../../jobseekers/index'
import { findSlip, makeSlip, mostOnSlip } from '../actions/slip'
import { slipDocument } from '../pages/slip-document'
import { SlipJobs, SlipPage, slipText } from '../pages/slip-page'
import { own, staff } from './doors'

const vacancies = z.union([z.uuid().transform((one) => [one]), z.array(z.uuid()).min(1).max(mostOnSlip)]).optional()
const look = { vacancy: vacancies, large: z.literal('yes').optional() }
const forPerson = z.strictObject({ person: z.uuid(), ...look })
const forMe = z.strictObject(look)
interface Wanted {
  vacancy?: readonly string[] | undefined
  large?: 'yes' | undefined
}

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'actor' | 'url'>

const languageNames = { en: 'English', km: 'ខ្មែរ', lo: 'ລາວ' } as const

async function textOf({ tx, ui, platform, actor }: Request, personId: string, { vacancy }: Wanted) {
  const slip = await makeSlip(tx, platform, personId, vacancy ?? [])
  if (!slip) return undefined
  const centre = actor.centreIds[0] ? await findCentre(tx, actor.centreIds[0]) : undefined
  return slipText(ui, slip, centre && { name: centreName(ui, centre), phone: centre.phone }, `${platform.siteAddress}/${ui.lang}/s/${slip.code}`)
}

async function show(request: Request, personId: string, wanted: Wanted, back: { href: string; text: string }, base: string): Promise<Answer> {
  const { ui, url } = request
  const text = await textOf(request, personId, wanted)
  const title = ui.t('matching.slip.title')
  if (!text) return page(title, <p class="govuk-body">{ui.t('matching.slip.nothing')}</p>, { noindex: true })
  const isLarge = wanted.large === 'yes'
  const asked = new URLSearchParams(url.search)
  const other = new URLSearchParams(asked)
  if (isLarge) other.delete('large')
  else other.set('large', 'yes')
  const offered = (['en', 'km', 'lo'] as const).filter((lang) => lang !== ui.lang && (ui.country.languages as readonly string[]).includes(lang))
  const body = (
    <SlipPage
      text={text} back={back} isLarge={isLarge} fileHref={ui.to(`${base}/file?${asked}`)} sizeHref={ui.to(`${base}?${other}`)}
      languages={offered.map((lang) => ({ href: `/${lang}${base}?${asked}`, text: languageNames[lang], lang }))}
    />
  )
  return page(title, body, { noindex: true })
}

async function file(request: Request, personId: string, wanted: Wanted): Promise<Answer> {
  const text = await textOf(request, personId, wanted)
  if (!text) return notFound
  return { kind: 'file', bytes: await writePdf(slipDocument(request.ui, text, wanted.large === 'yes')), type: 'application/pdf', name: 'jobs.pdf' }
}

/** The page behind the short address of a slip; undefined when the code is of no slip. */
export async function answerSlip({ tx, ui, params }: Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params'>): Promise<Answer | undefined> {
  const found = await findSlip(tx, params['code'] ?? '')
  return found && page(ui.t('matching.slip.title'), <SlipJobs open={found.open} closed={found.closed} day={ui.day(found.madeOn)} />, { noindex: true })
}

export const slipRoutes: Route[] = [
  get('/matches/slip', {
    door: staff, query: forPerson,
    handle: async (request) => {
      const { tx, ui, query } = request
      const person = await findPersonLine(tx, query.person, 'matching')
      return person ? show(request, person.id, query, { href: ui.to(`/jobseekers/${person.id}/vacancies`), text: personName(person, ui.lang) }, '/matches/slip') : notFound
    },
  }),
  get('/matches/slip/file', {
    door: staff, query: forPerson,
    handle: async (request) => ((await findPersonLine(request.tx, request.query.person, 'matching')) ? file(request, request.query.person, request.query) : notFound),
  }),
  get('/me/matches/slip', {
    door: own, query: forMe,
    handle: (request) => show(request, request.actor.personId ?? '', request.query, { href: request.ui.to('/me/matches'), text: request.ui.t('matching.mine.title') }, '/me/matches/slip'),
  }),
  get('/me/matches/slip/file', { door: own, query: forMe, handle: (request) => file(request, request.actor.personId ?? '', request.query) }),
]
