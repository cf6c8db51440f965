import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, type Route } from '../../../platform/http/route'
import { findPersonLine, personName } from '../../jobseekers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { courses } from '../courses'
import { type GapLine, GapsPage } from '../pages/gaps-page'
import { type LearnLine, LearnPage } from '../pages/learn-page'
import { skillNamer } from '../pages/skill-names'
import { rankVacancies } from '../proposals'
import { firstId, type KnownGround, listPersonFacts, listVacancyFacts, nextVacancyFacts, readGround } from '../queries/facts'
import { listCaseloadIds } from '../queries/people'
import { refreshFacts } from '../queries/scores'
import { sharedGaps, skillGaps } from '../rules/skill-gaps'
import { dayNumber } from '../score/days'
import { own, staff } from './doors'

/** Vacancies that are looked at, best first. */
const mostLookedAt = 200
const jobsShown = 20
/** People of a caseload and vacancies that are compared for the page of shared gaps. */
const [mostPeople, mostVacancies] = [200, 500]

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform'>

async function linesOf({ tx, ui, platform }: Request, personId: string, hrefOf: (job: { id: string; code: string }) => string): Promise<LearnLine[]> {
  const { pairs } = await rankVacancies(tx, personId, mostLookedAt, platform)
  const [person] = await listPersonFacts(tx.db, [personId])
  if (!person || pairs.length === 0) return []
  const ground = await readGround(tx.db)
  const gaps = skillGaps(person, await listVacancyFacts(tx.db, pairs.map(({ vacancyId }) => vacancyId)), dayNumber(tx.context.today), ground)
  const jobs = await listVacancyLines(tx, gaps.flatMap(({ vacancyIds }) => vacancyIds))
  const name = skillNamer(ui, ground)
  return Promise.all(gaps.map(async ({ skill, vacancyIds }) => ({
    skill: name(skill), count: vacancyIds.length,
    jobs: vacancyIds.slice(0, jobsShown).flatMap((id) => {
      const job = jobs.get(id)
      return job ? [{ href: hrefOf(job), title: vacancyTitle(job, ui.lang) }] : []
    }),
    courses: await coursesFor(tx, ui.lang, ground, skill),
  })))
}

const coursesFor = async (tx: Request['tx'], lang: Request['ui']['lang'], ground: KnownGround, skill: number) =>
  (await Promise.all(courses.entries.map((provider) => provider(tx, ground.skillCode(skill) ?? '', lang)))).flat()

/** What many people of a counsellor lack, or of a whole centre for its chief. */
async function showShared({ tx, ui }: Request): Promise<Answer> {
  const { today, actor } = tx.context
  await refreshFacts(tx.db, today)
  const isCentre = actor.role === 'chief'
  const people = await listPersonFacts(tx.db, await listCaseloadIds(tx, isCentre ? null : actor.accountId, mostPeople))
  const vacancies = await nextVacancyFacts(tx.db, firstId, mostVacancies)
  const ground = await readGround(tx.db)
  const name = skillNamer(ui, ground)
  const shared = sharedGaps(people.map((person) => skillGaps(person, vacancies, dayNumber(today), ground, Number.MAX_SAFE_INTEGER)))
  const lines: GapLine[] = []
  for (const gap of shared) lines.push({ skill: name(gap.skill), people: gap.people, vacancies: gap.vacancies, courses: await coursesFor(tx, ui.lang, ground, gap.skill) })
  return page(ui.t('matching.gaps.title'), <GapsPage lines={lines} people={people.length} isCentre={isCentre} />, { wide: true })
}

async function show(request: Request, personId: string, person: string | null, back: { href: string; text: string }, hrefOf: (job: { id: string; code: string }) => string): Promise<Answer> {
  const { ui } = request
  return page(ui.t('matching.learn.title'), <LearnPage back={back} person={person} lines={await linesOf(request, personId, hrefOf)} />, { noindex: true })
}

const counted: Door = { who: staff.who, reach: 'centre', strength: 'two', audit: 'none: counts of five and more, nobody is named', limit: 'staff' }

export const learnRoutes: Route[] = [
  get('/matches/gaps', { door: counted, handle: showShared }),
  get('/me/matches/learn', {
    door: own,
    handle: async (request) => {
      const { tx, ui, actor } = request
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: actor.personId ?? '', purpose: 'matching', basis: 'own', fields: ['matches'] })
      return show(request, actor.personId ?? '', null, { href: ui.to('/me/matches'), text: ui.t('matching.mine.title') }, ({ code }) => ui.to(`/jobs/${code}`))
    },
  }),
  get('/matches/learn', {
    door: staff, query: z.strictObject({ person: z.uuid() }),
    handle: async (request) => {
      const { tx, ui, query } = request
      const line = await findPersonLine(tx, query.person, 'matching')
      if (!line) return notFound
      const name = personName(line, ui.lang)
      return show(request, line.id, name, { href: ui.to(`/jobseekers/${line.id}/vacancies`), text: name }, ({ id }) => ui.to(`/vacancies/${id}`))
    },
  }),
]
