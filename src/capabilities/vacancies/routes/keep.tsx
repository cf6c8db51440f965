import { z } from 'zod'
import { findSkills, nameSkills } from '../../../platform/classifications/skills/find-skills'
import type { Reader } from '../../../platform/db/database'
import { skillSearchButton, skillSearchField } from '../../../platform/web/skill-picker'
import type { Ui } from '../../../platform/web/ui'
import { parseDay } from '../../../platform/text/dates'
import { type Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { Outcome } from '../../../kernel/outcome'
import { codeOccupation, editVacancy } from '../actions/edit'
import { closeVacancy, extendVacancy, pauseVacancy, reopenVacancy, resumeVacancy } from '../actions/publish'
import { previewFindings, sendVacancy } from '../actions/send'
import { closingReasons, editForm, pauseReasons, unfilledReasons, type Vacancy } from '../model'
import { suggestOccupations } from '../occupation-suggestions'
import { ConflictPage, EditPage } from '../pages/edit'
import { type Errors, readEdit, typedOf } from '../pages/read-content'
import { OccupationPage, ReviewPage } from '../pages/review'
import { contentOf } from '../queries/record'
import { changesBetween } from '../rules/changes'
import { isPossible } from '../rules/transitions'
import { findOwn, nameOfEmployer, refusedPage, shownErrors } from './answers'

const reasonForm = z.object({ reason: z.string().max(300, 'errors.too-long').optional() })
const closeForm = reasonForm.extend({ why: z.string().max(40, 'errors.too-long').optional() })
const untilForm = z.object({ until: z.string().max(60, 'errors.too-long').optional() })
const occupationForm = z.object({ isco: z.string().max(10).optional(), other: z.string().max(10).optional(), then: z.string().max(10).optional() })

/** The ticked skills by name, and those found for the words. */
async function skillsFor(reader: Reader, { country, lang }: Ui, picked: readonly string[], words: string) {
  return { chosen: await nameSkills(reader, country, [...new Set(picked)], lang), found: await findSkills(reader, country, words, lang), words }
}

/** The addresses that staff and employers both have, below `prefix`: change, code, send, pause, resume, extend, close, reopen. */
export function keepingRoutes(prefix: string, readDoor: Door, writeDoor: Door): Route[] {
  const homeOf = (id: string) => `${prefix}/${id}`
  const wide = !prefix.startsWith('/employer')

  /** A button on the page of a vacancy: does one thing and goes back to it. */
  const button = <F extends z.ZodType>(name: string, form: F, act: (request: Incoming<z.output<F>, undefined>, vacancy: Vacancy, typed: z.output<F>) => Promise<Outcome<unknown, string>>): Route =>
    post(`${prefix}/:id/${name}`, {
      door: writeDoor,
      form,
      handle: async (request) => {
        const { tx, ui, params } = request
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        if (!request.form.ok) return refusedPage(ui, 'not-valid', homeOf(vacancy.id))
        const outcome = await act(request as unknown as Incoming<z.output<F>, undefined>, vacancy, request.form.value as z.output<F>)
        return outcome.ok ? seeOther(ui.to(homeOf(vacancy.id))) : refusedPage(ui, outcome.reason, homeOf(vacancy.id))
      },
    })

  const refuse = (reason: string): Promise<Outcome<never, string>> => Promise.resolve({ ok: false, reason })

  return [
    get(`${prefix}/:id/edit`, {
      door: readDoor,
      handle: async ({ tx, ui, params }) => {
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        const isApproved = isPossible(vacancy.state, 'change')
        return page(ui.t('vacancies.edit.title'), <EditPage typed={typedOf(contentOf(vacancy))} errors={{}} version={vacancy.version} home={homeOf(vacancy.id)} isApproved={isApproved} skills={await skillsFor(tx, ui, vacancy.skillsMust, '')} />, { wide })
      },
    }),
    post(`${prefix}/:id/edit`, {
      door: writeDoor,
      form: editForm,
      handle: async ({ tx, ui, params, form, platform }): Promise<Answer> => {
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        const home = homeOf(vacancy.id)
        const picked = [form.typed['skillsMust'] ?? []].flat()
        const skills = await skillsFor(tx, ui, picked, [form.typed[skillSearchField] ?? ''].flat()[0] ?? '')
        const again = (errors: Errors) => {
          const version = Number(form.typed['_version']) || vacancy.version
          return page(ui.t('vacancies.edit.title'), <EditPage typed={form.typed} errors={errors} version={version} home={home} isApproved={isPossible(vacancy.state, 'change')} skills={skills} />, { wide, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
        }
        if (form.typed[skillSearchButton] !== undefined) return again({})
        if (!form.ok) return again(shownErrors(ui, form))
        const read = readEdit(ui, { ...form.value, skillsMust: skills.chosen.map(({ code }) => code) }, contentOf(vacancy))
        if (!read.ok) return again(read.errors)
        const outcome = await editVacancy(tx, platform, vacancy, read.content, Number(form.value._version))
        if (outcome.ok) return seeOther(ui.to(home))
        if (outcome.reason !== 'stale') return outcome.reason === 'refused-limit' || outcome.reason === 'fewer-than-filled' ? again({ _form: ui.t(`vacancies.refusal.${outcome.reason}`) }) : refusedPage(ui, outcome.reason, home)
        const changes = changesBetween(contentOf(vacancy), read.content)
        const body = <ConflictPage typed={form.typed} stored={typedOf(contentOf(vacancy))} changes={changes} version={vacancy.version} home={home} />
        return page(ui.t('vacancies.conflict.title'), body, { wide, status: 409 })
      },
    }),
    get(`${prefix}/:id/occupation`, {
      door: readDoor,
      query: z.object({ then: z.enum(['send', 'draft']).optional() }),
      handle: async ({ tx, ui, params, query }) => {
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        const suggestions = suggestOccupations([vacancy.occupationTyped, vacancy.titleKm, vacancy.titleLo, vacancy.titleEn], ui.country)
        return page(ui.t('vacancies.occupation.title'), <OccupationPage vacancy={vacancy} suggestions={suggestions} home={homeOf(vacancy.id)} then={query.then ?? 'draft'} />, { wide })
      },
    }),
    post(`${prefix}/:id/occupation`, {
      door: writeDoor,
      form: occupationForm,
      handle: async ({ tx, ui, params, form, platform }) => {
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        const home = homeOf(vacancy.id)
        if (!form.ok) return refusedPage(ui, 'not-valid', home)
        const code = form.value.other || form.value.isco || 'later'
        if (code !== 'later') {
          if (!ui.country.occupations.entries.get(code)?.isSelectable) return refusedPage(ui, 'no-such-occupation', home)
          const coded = await codeOccupation(tx, platform, vacancy, code)
          if (!coded.ok) return refusedPage(ui, coded.reason, home)
        }
        return seeOther(ui.to(form.value.then === 'send' && vacancy.state === 'draft' ? `${home}/send` : home))
      },
    }),
    get(`${prefix}/:id/send`, {
      door: readDoor,
      handle: async ({ tx, ui, params, platform }) => {
        const vacancy = await findOwn(tx, params['id'])
        if (!vacancy) return notFound
        if (vacancy.state !== 'draft') return refusedPage(ui, 'wrong-state', homeOf(vacancy.id))
        const found = await previewFindings(tx, platform, vacancy)
        const employer = await nameOfEmployer(tx, vacancy.employerId, ui.lang)
        return page(ui.t('vacancies.send.title'), <ReviewPage vacancy={vacancy} found={found} employer={employer} home={homeOf(vacancy.id)} />, { wide })
      },
    }),
    button('send', z.object({}), ({ tx, platform }, vacancy) => sendVacancy(tx, platform, vacancy)),
    button('resume', z.object({}), ({ tx, platform }, vacancy) => resumeVacancy(tx, platform, vacancy)),
    button('pause', reasonForm, ({ tx, platform }, vacancy, { reason }) => {
      const known = pauseReasons.find((one) => one === reason)
      return known ? pauseVacancy(tx, platform, vacancy, known) : refuse('no-reason')
    }),
    button('extend', untilForm, ({ tx, platform }, vacancy, { until }) => {
      const day = parseDay(until ?? '')
      return day.ok ? extendVacancy(tx, platform, vacancy, day.value) : refuse('no-day')
    }),
    button('close', closeForm, ({ tx, platform }, vacancy, { reason, why }) => {
      const known = closingReasons.find((one) => one === reason)
      return known ? closeVacancy(tx, platform, vacancy, known, { unfilledReason: unfilledReasons.find((one) => one === why) }) : refuse('no-reason')
    }),
    button('reopen', reasonForm, ({ tx, platform }, vacancy, { reason }) => ((reason ?? '').length >= 5 ? reopenVacancy(tx, platform, vacancy, reason ?? '') : refuse('short-reason'))),
  ]
}
