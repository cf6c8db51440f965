import { z } from 'zod'
import { addDays } from '../../../kernel/calendar'
import { get, page, type Route } from '../../../platform/http/route'
import { findConsent } from '../../jobseekers/index'
import { listVacancyLines, vacancyTitle } from '../../vacancies/index'
import { recordList } from '../actions/lists'
import { listReviewsOf } from '../actions/reviews'
import { aboutJob } from '../pages/about-job'
import { MyJobsPage } from '../pages/my-jobs'
import { rankVacancies, toMatch } from '../proposals'
import { countRemovedFor, countSeen } from '../queries/panel'
import { shuffleTail } from '../score/spread'
import { own } from './doors'

const [onPage, pages, daysUnseen] = [10, 5, 14]

export const myMatchRoutes: Route[] = [
  get('/me/matches', {
    door: own, query: z.strictObject({ saved: z.uuid().optional(), asked: z.literal('yes').optional(), page: z.coerce.number().int().min(1).max(pages).default(1), day: z.iso.date().optional() }),
    handle: async ({ tx, ui, platform, actor, query }) => {
      const personId = actor.personId ?? ''
      const { today } = tx.context
      const { pairs: all, engine } = await rankVacancies(tx, personId, onPage * pages, platform)
      const before = (query.page - 1) * onPage
      // Whoever turns a page after midnight goes on in the order of the page before.
      const day = query.day === addDays(today, -1) ? addDays(today, -1) : today
      const pairs = shuffleTail(all, day).slice(before, before + onPage)
      const ids = pairs.map(({ vacancyId }) => vacancyId)
      const lines = await listVacancyLines(tx, ids)
      const seen = await countSeen(tx, ids, addDays(today, -daysUnseen))
      if (pairs.length > 0) await recordList(tx, { kind: 'vacancies', subjectId: personId, engine, pairs, before }, new Set([personId]))
      const jobs = pairs.flatMap((found) => {
        const line = lines.get(found.vacancyId)
        if (!line) return []
        return [{
          id: line.id, title: vacancyTitle(line, ui.lang), about: aboutJob(ui, line), rivals: Math.round(found.vacancyTie / 10) / 10, isHardlySeen: (seen.get(line.id) ?? 0) === 0, href: ui.to(`/jobs/${line.code}`),
          match: toMatch(found),
        }]
      })
      tx.note({ action: 'person.view', subjectKind: 'person', subjectId: personId, purpose: 'matching', basis: 'own', fields: ['matches'] })
      const agreed = (await findConsent(tx, personId, 'matching')) !== undefined
      const body = (
        <MyJobsPage
          jobs={jobs} agreed={agreed} putAway={query.saved ?? null} isAsked={query.asked === 'yes'} page={query.page} day={day} hasMore={all.length > before + onPage}
          removed={agreed && all.length === 0 ? await countRemovedFor(tx, personId, today) : null} reviews={await listReviewsOf(tx, personId)}
        />
      )
      return page(ui.t('matching.mine.title'), body, { noindex: true })
    },
  }),
]
