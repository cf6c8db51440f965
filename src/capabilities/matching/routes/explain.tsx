import { z } from 'zod'
import { type Answer, get, notFound, page, type Route, seeOther } from '../../../platform/http/route'
import type { Tx } from '../../../platform/db/database'
import type { Platform } from '../../../platform/platform'
import { BackLink } from '../../../platform/web/parts'
import type { Ui } from '../../../platform/web/ui'
import { findPersonLine, listPersonLines, personName } from '../../jobseekers/index'
import { findVacancyLine, vacancyTitle } from '../../vacancies/index'
import { ranksOfPerson } from '../both-ways'
import { ComparePage } from '../pages/compare-page'
import { ExplainPage } from '../pages/explain-page'
import { skillNamer } from '../pages/skill-names'
import { usualLength } from '../proposals'
import { listPersonFacts, listVacancyFacts, readGround } from '../queries/facts'
import { listResting, refreshFacts, scorePairs } from '../queries/scores'
import { deepest } from '../rules/both-ways'
import { dayNumber } from '../score/days'
import { explain } from '../score/explain'
import { own, staff } from './doors'

interface View {
  title: string
  back: { href: string; text: string }
  forPerson: boolean
  actions: readonly { href: string; text: string }[]
  /** Where the person agrees to matching. */
  agreeHref: string
  /** For staff: at which place of the vacancy's list the person stands. */
  platform?: Platform
}

async function placeWords(tx: Tx, ui: Ui, personId: string, vacancyId: string, platform: Platform): Promise<string> {
  const place = (await ranksOfPerson(tx, personId, [vacancyId], platform)).get(vacancyId) ?? null
  return place === null ? ui.t('matching.explain.place-beyond', { most: deepest }) : ui.t('matching.explain.place', { place, shown: usualLength })
}

async function explainPair(tx: Tx, ui: Ui, personId: string, vacancyId: string, { platform, agreeHref, ...view }: View): Promise<Answer> {
  const { today } = tx.context
  await refreshFacts(tx.db, today)
  const [[person], [vacancy], ground] = [await listPersonFacts(tx.db, [personId]), await listVacancyFacts(tx.db, [vacancyId]), await readGround(tx.db)]
  if (!person || !vacancy) {
    const body = (
      <>
        <BackLink href={view.back.href} text={view.back.text} />
        <h1 class="govuk-heading-l">{view.title}</h1>
        <p class="govuk-body">{ui.t(person ? 'matching.explain.not-open' : 'matching.explain.not-agreed')}</p>
        {person ? null : <p class="govuk-body"><a class="govuk-link" href={agreeHref}>{ui.t(view.forPerson ? 'matching.explain.agree-own' : 'matching.explain.agree')}</a></p>}
      </>
    )
    return page(view.title, body, { noindex: true })
  }
  const isResting = (await listResting(tx, { personId }, today)).has(vacancyId)
  const explanation = explain(person, vacancy, dayNumber(today), ground, isResting)
  const place = platform && explanation.pair.filter === 0 ? await placeWords(tx, ui, personId, vacancyId, platform) : undefined
  const body = <ExplainPage {...view} explanation={explanation} place={place} skillName={skillNamer(ui, ground)} version={ground.version} />
  return page(view.title, body, { wide: true, noindex: true })
}

const pair = z.strictObject({ person: z.uuid(), vacancy: z.uuid() })
const two = z.strictObject({ vacancy: z.uuid(), p: z.union([z.uuid(), z.array(z.uuid()).max(50)]).optional() })
const ownVacancy = z.strictObject({ vacancy: z.uuid() })

export const explainRoutes: Route[] = [
  get('/matches/explain', {
    door: staff, query: pair,
    handle: async ({ tx, ui, platform, query }) => {
      const [person, vacancy] = [await findPersonLine(tx, query.person, 'matching'), await findVacancyLine(tx, query.vacancy)]
      if (!person || !vacancy) return notFound
      const [name, title] = [personName(person, ui.lang), vacancyTitle(vacancy, ui.lang)]
      return explainPair(tx, ui, person.id, vacancy.id, {
        title: ui.t('matching.explain.title', { person: name, vacancy: title }), back: { href: ui.to(`/vacancies/${vacancy.id}/candidates`), text: title }, forPerson: false, platform, agreeHref: ui.to(`/jobseekers/${person.id}/consents`),
        actions: [{ href: ui.to(`/referrals/new?person=${person.id}&vacancy=${vacancy.id}`), text: ui.t('matching.refer') }, { href: ui.to(`/matches/review?person=${person.id}&vacancy=${vacancy.id}`), text: ui.t('matching.review.ask') }, { href: ui.to(`/jobseekers/${person.id}`), text: ui.t('matching.explain.correct') }],
      })
    },
  }),
  get('/matches/compare', {
    door: staff, query: two,
    handle: async ({ tx, ui, query }) => {
      const vacancy = await findVacancyLine(tx, query.vacancy)
      const chosen = [...new Set([query.p ?? []].flat())]
      if (!vacancy) return notFound
      const candidates = ui.to(`/vacancies/${vacancy.id}/candidates`)
      if (chosen.length !== 2) return seeOther(`${candidates}?choose=two`)
      const people = [...(await listPersonLines(tx, chosen, 'matching')).values()]
      await refreshFacts(tx.db, tx.context.today)
      const scored = new Map((await scorePairs(tx.db, chosen, [vacancy.id], tx.context.today, false)).map((one) => [one.personId, one]))
      const [left, right] = people.flatMap((person) => {
        const found = scored.get(person.id)
        if (!found) return []
        return [{ name: personName(person, ui.lang), href: ui.to(`/matches/explain?person=${person.id}&vacancy=${vacancy.id}`), score: found.score, parts: found.parts, referHref: ui.to(`/referrals/new?person=${person.id}&vacancy=${vacancy.id}`) }]
      }).sort((a, b) => b.score - a.score)
      if (!left || !right) return notFound
      return page(ui.t('matching.compare.title'), <ComparePage title={ui.t('matching.compare.title')} back={{ href: candidates, text: vacancyTitle(vacancy, ui.lang) }} left={left} right={right} />, { wide: true, noindex: true })
    },
  }),
  get('/me/matches/explain', {
    door: own, query: ownVacancy,
    handle: async ({ tx, ui, actor, query }) => {
      const vacancy = await findVacancyLine(tx, query.vacancy)
      if (!vacancy) return notFound
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: actor.personId ?? '', purpose: 'matching', basis: 'own', fields: ['matches'] })
      return explainPair(tx, ui, actor.personId ?? '', vacancy.id, {
        title: ui.t('matching.explain.title-own', { vacancy: vacancyTitle(vacancy, ui.lang) }), back: { href: ui.to('/me/matches'), text: ui.t('matching.mine.title') }, forPerson: true, agreeHref: ui.to('/me/consents'),
        actions: [{ href: ui.to(`/jobs/${vacancy.code}/apply`), text: ui.t('matching.mine.apply') }, { href: ui.to(`/me/matches/review?vacancy=${vacancy.id}`), text: ui.t('matching.review.ask') }, { href: ui.to('/me'), text: ui.t('matching.explain.correct-own') }],
      })
    },
  }),
]
