import { z } from 'zod'
import { get, notFound, page, type Route } from '../../../platform/http/route'
import { centreName, listCentres } from '../../centres/index'
import { listPersonLines, personName } from '../../jobseekers/index'
import { askHandle, countRemoved, dayNumber, dayOf, deepest, listAnonymous, listLastAnswers, listPersonFacts, rankPeople, ranksOfVacancy, recordList, RemovedTable, toMatch, usualLength, WhyNotForm } from '../../matching/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { seeAnswers } from '../actions/centre-asks'
import { type CandidateFilter, CandidateFilterForm, contactDays, isNarrowed } from '../pages/candidate-filter'
import { type ProposalLine, ProposalPage } from '../pages/proposals'
import { listOwnAsks } from '../queries/centre-asks'
import { answerHref, explainHref, matchingDoor, personAbout, referHref, referralsBy, vacancyAbout } from './proposals'

const asked = z.strictObject({
  choose: z.enum(['two', 'some']).optional(), ask: z.enum(['sent', 'gone', 'already']).optional(), asked: z.coerce.number().int().min(0).max(200).optional(), of: z.coerce.number().int().min(0).max(200).optional(), district: z.string().regex(/^\d{0,8}$/).optional(), within: z.enum([...contactDays, '']).optional(), ready: z.literal('yes').optional(), fresh: z.literal('yes').optional(),
})

export const candidateRoutes: Route[] = [
  get('/vacancies/:id/candidates', {
    door: matchingDoor,
    query: asked,
    handle: async (request) => {
      const { tx, ui, params, platform, query } = request
      const vacancy = await findVacancyLine(tx, params['id'] ?? '')
      if (!vacancy) return notFound
      const isFiltered = isNarrowed(query)
      const { pairs: ranked, engine } = await rankPeople(tx, vacancy.id, isFiltered ? deepest : usualLength, platform)
      const known = await referralsBy(request, { vacancyId: vacancy.id }, 'person_id')
      const people = await listPersonLines(tx, [...new Set([...ranked.map(({ personId }) => personId), ...known.keys()])], 'matching')
      const facts = new Map((await listPersonFacts(tx.db, ranked.flatMap(({ personId }) => (people.has(personId) ? [personId] : [])))).map((one) => [one.personId, one]))
      const answers = await listLastAnswers(tx, { vacancyId: vacancy.id })
      const oldest = query.within ? dayNumber(tx.context.today) - Number(query.within) : null
      const fits = ({ personId, checks }: (typeof ranked)[number]) => {
        const [person, contact] = [people.get(personId), facts.get(personId)?.contactOn ?? null]
        return person !== undefined && (!query.district || person.districtCode === query.district) && (oldest === null || (contact !== null && contact >= oldest))
          && (!query.ready || checks === 0) && (!query.fresh || (!known.has(personId) && !answers.has(personId)))
      }
      const fitting = isFiltered ? ranked.filter(fits) : ranked
      const pairs = fitting.slice(0, usualLength)
      const places = new Map(ranked.map(({ personId }, at) => [personId, at + 1]))
      if (pairs.length > 0) await recordList(tx, { kind: 'candidates', subjectId: vacancy.id, engine, pairs }, new Set(people.keys()))
      const own = await ranksOfVacancy(tx, vacancy.id, pairs.flatMap(({ personId }) => facts.get(personId) ?? []), platform)
      const ranksOf = (id: string) => {
        const rank = own.get(id)
        return rank === undefined ? undefined : ui.t('matching.both.ranks', { own: rank === null ? `${deepest}+` : String(rank), other: String(places.get(id)) })
      }
      const contactOf = (id: string) => {
        const day = facts.get(id)?.contactOn
        return day === undefined ? undefined : day === null ? ui.t('placements.contact.none') : ui.t('placements.contact.last', { day: ui.day(dayOf(day)) })
      }
      const others = isFiltered ? [] : [...known.keys()].filter((id) => !places.has(id)).map((id) => ({ id, centreId: null, match: { score: 0, reasons: [], checks: [], line: 0 } }))
      const centres = new Map((await listCentres(tx)).map((centre) => [centre.id, centreName(ui, centre)]))
      const strangers = await listAnonymous(tx, pairs.filter(({ personId }) => !people.has(personId)))
      const asks = new Map((await listOwnAsks(tx, vacancy.id)).reverse().map((ask) => [ask.handle, ask]))
      await seeAnswers(tx, vacancy.id)
      const stranger = (id: string, match: ProposalLine['match'], centre: string): ProposalLine => {
        const [handle, { isco = null, district = null } = {}] = [askHandle(platform, id, vacancy.id), strangers.get(id)]
        return { id: handle, name: ui.t('matching.anonymous'), about: [ui.occupation(isco), district ? ui.place(district) : '', centre].filter(Boolean).join(' · '), href: '', match, explainHref: '', referHref: '', referral: undefined, asking: { handle, vacancyId: vacancy.id, centre, ask: asks.get(handle) } }
      }
      const lines = [...pairs.map((found) => ({ id: found.personId, match: toMatch(found), centreId: found.centreId })), ...others].flatMap(({ id, match, centreId }): ProposalLine[] => {
        const person = people.get(id)
        if (!person) return centreId === null ? [] : [stranger(id, match, centres.get(centreId) ?? '')]
        return [{
          id, name: personName(person, ui.lang), about: personAbout(ui, person), href: ui.to(`/jobseekers/${id}`), match, explainHref: explainHref(ui, id, vacancy.id), referHref: referHref(ui, id, vacancy.id), referral: known.get(id),
          answerHref: answerHref(ui, id, vacancy.id), answer: answers.get(id), ranks: ranksOf(id), contact: contactOf(id),
        }]
      })
      const removed = await countRemoved(tx, vacancy.id, tx.context.today)
      const title = ui.t('placements.candidates.title', { vacancy: vacancyTitle(vacancy, ui.lang) })
      const districts = [...new Set([...people.values()].flatMap(({ districtCode }) => districtCode ?? []).concat(query.district ? [query.district] : []))]
      const body = (
        <ProposalPage
          title={title} back={{ href: ui.to(`/vacancies/${vacancy.id}`), text: vacancyTitle(vacancy, ui.lang) }} column={ui.t('placements.person')}
          caption={isFiltered ? ui.t('placements.candidates.filtered', { shown: pairs.length, found: fitting.length, ranked: ranked.length }) : ui.t('placements.candidates.caption')}
          empty={ui.t(isFiltered ? 'placements.candidates.none-fits' : vacancy.state === 'published' ? 'placements.candidates.empty' : 'placements.candidates.not-published')} lines={lines} note={vacancyAbout(ui, vacancy)}
          filter={<CandidateFilterForm action={ui.to(`/vacancies/${vacancy.id}/candidates`)} filter={query satisfies CandidateFilter} districts={districts} />}
          compare={{ vacancyId: vacancy.id, missing: query.choose, asked: query.asked === undefined ? undefined : { count: query.asked, all: query.of ?? query.asked }, centreAsk: query.ask }}
        >
          <h2 class="govuk-heading-m">{ui.t('matching.removed.title')}</h2>
          <RemovedTable counts={removed} of="people" forPerson={false} />
          <WhyNotForm action={ui.to('/matches/why-not')} known={{ vacancy: vacancy.id }} about="person" />
        </ProposalPage>
      )
      return page(title, body, { wide: true })
    },
  }),
]
