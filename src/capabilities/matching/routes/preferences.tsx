import { z } from 'zod'
import { versionOf } from '../../../platform/http/body'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import { parseNumber } from '../../../platform/text/numbers'
import { numberFormatOf } from '../../../platform/text/number-format'
import type { Ui } from '../../../platform/web/ui'
import { findPersonLine, personName } from '../../jobseekers/index'
import { findPreferences, listEarlierWork, type Preferences, savePreferences } from '../actions/preferences'
import { PreferencesPage, type TypedPreferences, typedOf } from '../pages/preferences-page'
import { nameEmployers } from '../queries/employers'
import { own, staff, writing } from './doors'

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'actor'>
const several = (most: number) => z.union([z.string().max(60).transform((one) => [one]), z.array(z.string().max(60)).max(most)]).default([])
const form = z.object({ commute: z.string().max(20).default(''), wage: z.string().max(40).default(''), limits: several(2), notAgain: several(20), blocked: several(100) })
const saved = { saved: z.literal('yes').optional() }

interface Whose {
  personId: string
  person: string | null
  base: string
  back: { href: string; text: string }
}

async function show(request: Request, whose: Whose, at: { typed?: TypedPreferences; version?: number; errors?: Record<string, string>; isSaved?: boolean; status?: 409 | 422 }): Promise<Answer> {
  const { tx, ui } = request
  const now = await findPreferences(tx, whose.personId)
  const employers = await nameEmployers(tx, [...new Set([...now.blockedEmployers, ...(at.typed?.blocked ?? [])])], ui.lang)
  const body = (
    <PreferencesPage
      action={ui.to(whose.base)} back={whose.back} person={whose.person} personId={whose.person === null ? null : whose.personId} version={at.version ?? now.version} typed={at.typed ?? typedOf(now)}
      earlier={(await listEarlierWork(tx, whose.personId)).map((code) => ({ code, name: ui.occupation(code) }))} employers={employers} currency={ui.country.currencies[0]?.code ?? ''} errors={at.errors ?? {}} isSaved={at.isSaved ?? false}
    />
  )
  return page(ui.t('matching.preferences.title'), body, { noindex: true, ...(at.status ? { status: at.status } : {}) })
}

/** The numbers of the form; undefined where one was not understood. */
function read(ui: Ui, typed: TypedPreferences): { errors: Record<string, string>; commuteKm: number | null; wage: string | null } {
  const number = (text: string, decimals: number) =>
    text.trim() === '' ? null : parseNumber(text, { language: ui.lang, decimals, format: numberFormatOf(ui.country.numberFormat as never, ui.lang), currencies: ui.country.currencies })
  const [commute, wage] = [number(typed.commute, 0), number(typed.wage, 2)]
  const commuteKm = commute?.ok ? Number(commute.value.decimal) : null
  const errors: Record<string, string> = {
    ...(commute && (!commute.ok || Number(commute.value.decimal) > 500) ? { commute: ui.t('matching.preferences.commute-wrong') } : {}),
    ...(wage && (!wage.ok || Number(wage.value.decimal) > 999_999_999) ? { wage: ui.t('matching.preferences.wage-wrong') } : {}),
  }
  return { errors, commuteKm, wage: wage?.ok ? wage.value.decimal : null }
}

async function save(request: Request & Pick<Incoming<z.output<typeof form>, unknown>, 'form'>, whose: Whose): Promise<Answer> {
  const { tx, ui, form: sent } = request
  if (!sent.ok) return notFound
  const { commute, wage: wageTyped, limits, notAgain, blocked } = sent.value
  const typed: TypedPreferences = { commute, wage: wageTyped, night: limits.includes('night'), access: limits.includes('access'), notAgain, blocked }
  const version = versionOf(sent.typed['_version'])
  const { errors, commuteKm, wage } = read(ui, typed)
  if (Object.keys(errors).length > 0) return show(request, whose, { typed, version, errors, status: 422 })
  const earlier = await listEarlierWork(tx, whose.personId)
  const before = await findPreferences(tx, whose.personId)
  const wanted: Preferences = {
    version, commuteKm, expectedWage: wage, noNight: typed.night, accessNeeded: typed.access, notAgain: notAgain.filter((code) => earlier.includes(code)),
    // The form can only let go of an employer; blocking begins at a job.
    blockedEmployers: before.blockedEmployers.filter((id) => blocked.includes(id)),
  }
  const outcome = await savePreferences(tx, whose.personId, wanted)
  return outcome.ok ? seeOther(savedAt(request, whose)) : show(request, whose, { typed, errors: { _form: ui.t('errors.stale') }, status: 409 })
}

/** The person of a form, when the reader may see them; without an id, the reader. */
async function find({ tx, ui, actor }: Request, personId?: string): Promise<Whose | undefined> {
  const line = await findPersonLine(tx, personId ?? actor.personId ?? '', 'matching')
  if (!line) return undefined
  const name = personName(line, ui.lang)
  return personId === undefined
    ? { personId: line.id, person: null, base: '/me/preferences', back: { href: ui.to('/me/matches'), text: ui.t('matching.mine.title') } }
    : { personId: line.id, person: name, base: '/matches/preferences', back: { href: ui.to(`/jobseekers/${line.id}/vacancies`), text: name } }
}

const savedAt = ({ ui }: Request, { person, personId, base }: Whose) => ui.to(`${base}?${person === null ? '' : `person=${personId}&`}saved=yes`)

export const preferenceRoutes: Route[] = [
  get('/me/preferences', {
    door: own, query: z.strictObject(saved),
    handle: async (request) => {
      const whose = await find(request)
      return whose ? show(request, whose, { isSaved: request.query.saved === 'yes' }) : notFound
    },
  }),
  post('/me/preferences', {
    door: { ...own, ...writing }, form,
    handle: async (request) => {
      const whose = await find(request)
      return whose ? save(request, whose) : notFound
    },
  }),
  get('/matches/preferences', {
    door: staff, query: z.strictObject({ person: z.uuid(), ...saved }),
    handle: async (request) => {
      const whose = await find(request, request.query.person)
      return whose ? show(request, whose, { isSaved: request.query.saved === 'yes' }) : notFound
    },
  }),
  post('/matches/preferences', {
    door: { ...staff, ...writing }, form: form.extend({ person: z.uuid() }),
    handle: async (request) => {
      const whose = request.form.ok ? await find(request, request.form.value.person) : undefined
      return whose ? save(request, whose) : notFound
    },
  }),
]
