import { z } from 'zod'
import type { Door } from '../../../platform/http/door'
import { get, notFound, page, post, type Route } from '../../../platform/http/route'
import { isUuid } from '../../../kernel/id'
import { findEmployerLine } from '../../employers/index'
import { vacancyFunnel } from '../happenings'
import { entryForm } from '../model'
import { EmployerVacancies } from '../pages/employer'
import { typedOf } from '../pages/read-content'
import { VacancyPage } from '../pages/vacancy'
import { listVacancies } from '../queries/list'
import { contentOf } from '../queries/record'
import { listFindings, presentFindings } from '../queries/records'
import { titleOf } from '../titles'
import { advertBody, findOwn, nameOfEmployer } from './answers'
import { entryPage, takeEntry } from './entering'
import { keepingRoutes } from './keep'

const door: Door = { who: ['employer'], reach: 'own', subject: 'vacancy', strength: 'one', audit: 'read', purpose: 'placement', limit: 'own' }
const writeDoor: Door = { ...door, audit: 'write', key: 'required', body: advertBody }
const prefix = '/employer/vacancies'

/** Employer self-service: my vacancies, a new one, and everything that keeps one up to date. */
export const employerVacancyRoutes: Route[] = [
  get(prefix, {
    door,
    handle: async ({ tx, ui, actor }) => {
      if (!actor.employerId) return notFound
      const { rows } = await listVacancies(tx, { centreIds: null, employerId: actor.employerId, words: '', state: null, ownerId: null, page: 1 }, 200)
      const employer = await findEmployerLine(tx, actor.employerId)
      return page(ui.t('vacancies.mine.title'), <EmployerVacancies rows={rows} isVerified={employer?.state === 'verified'} />)
    },
  }),
  get(`${prefix}/new`, {
    door,
    query: z.object({ from: z.string().max(40).optional() }),
    handle: async (request) => {
      const { tx, query, actor } = request
      const employer = actor.employerId ? await findEmployerLine(tx, actor.employerId) : undefined
      if (!employer) return notFound
      const earlier = query.from && isUuid(query.from) ? await findOwn(tx, query.from) : undefined
      const typed = earlier ? typedOf(contentOf(earlier)) : { posts: '1', ...(employer.provinceCode ? { place: employer.provinceCode } : {}) }
      return entryPage(request, { employer, prefix, origin: 'self-service', isStaff: false }, typed)
    },
  }),
  post(`${prefix}/new`, {
    door: writeDoor,
    form: entryForm,
    handle: async (request) => {
      const { actor, tx } = request
      const employer = actor.employerId ? await findEmployerLine(tx, actor.employerId) : undefined
      return employer ? takeEntry(request, { employer, prefix, origin: 'self-service', isStaff: false }) : notFound
    },
  }),
  get(`${prefix}/:id`, {
    door,
    handle: async ({ tx, ui, params }) => {
      const vacancy = await findOwn(tx, params['id'])
      if (!vacancy) return notFound
      const steps = []
      for (const provider of vacancyFunnel.entries) steps.push(...(await provider(tx, vacancy.id)))
      const body = (
        <VacancyPage
          vacancy={vacancy}
          employer={{ id: vacancy.employerId, name: await nameOfEmployer(tx, vacancy.employerId, ui.lang) }}
          findings={presentFindings(await listFindings(tx, vacancy.id))}
          funnel={steps.map((step) => ({ ...step, href: '/employer/candidates' }))}
          history={[]}
          reports={[]}
          home={`${prefix}/${vacancy.id}`}
          isStaff={false}
          mayInspect={false}
        />
      )
      tx.note({ action: 'vacancy.read', subjectKind: 'vacancy', subjectId: vacancy.id })
      return page(titleOf(vacancy, ui.lang), body)
    },
  }),
  ...keepingRoutes(prefix, door, writeDoor),
]

