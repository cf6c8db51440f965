import type { Actor } from '../kernel/actor'

interface Entry {
  path: string
  key: string
  /** What stands behind the path in the link. */
  query?: string
}

const portal: Entry[] = [
  { path: '/', key: 'web.home' },
  { path: '/jobs', key: 'web.nav.jobs' },
  { path: '/centres', key: 'web.nav.centres' },
  { path: '/s', key: 'web.nav.status' },
]

const performance: Entry = { path: '/performance', key: 'performance.title' }

const counter: Entry[] = [
  { path: '/desk', key: 'web.nav.desk' },
  { path: '/visits', key: 'web.nav.visits' },
  { path: '/jobseekers', key: 'web.nav.jobseekers' },
  { path: '/employers', key: 'web.nav.employers' },
  { path: '/vacancies', key: 'web.nav.vacancies' },
  { path: '/referrals', key: 'web.nav.referrals' },
  { path: '/placements', key: 'web.nav.placements' },
  { path: '/this-month', key: 'web.nav.this-month' },
  performance,
]

const matching: Entry = { path: '/match-panel', key: 'matching.panel.nav' }
const staff: Entry = { path: '/staff', key: 'accounts.staff' }
const own: Entry = { path: '/account', key: 'accounts.own' }
/** Without a counter an empty desk gives way to the figures on arrival; whoever asks for it sees that nothing waits. */
const decisions: Entry = { path: '/desk', key: 'web.nav.desk', query: '?view=waiting' }

const projects: Entry = { path: '/projects', key: 'projects.page.projects' }

const figures: Entry[] = [
  { path: '/this-month', key: 'web.nav.this-month' },
  performance,
  { path: '/centres', key: 'web.nav.centres' },
  { path: '/jobs', key: 'web.nav.jobs' },
]

const forRegistrars = (actor: Actor): Entry[] => (actor.duties.includes('registrar') ? [{ path: '/imports', key: 'imports.title' }] : [])

/** What each role finds in the menu: the pages that its doors open. */
export function navigationFor(actor: Actor): readonly Entry[] {
  switch (actor.role) {
    case 'public':
    case 'system':
      return [...portal, { path: '/register', key: 'web.nav.register' }, { path: '/sign-in', key: 'accounts.sign-in' }]
    case 'jobseeker':
      return [...portal.slice(0, 2), { path: '/me/matches', key: 'matching.mine.title' }, { path: '/me', key: 'web.nav.me' }, { path: '/me/applications', key: 'web.nav.applications' }]
    case 'employer':
      return [
        { path: '/employer', key: 'employers.own.home' }, { path: '/employer/vacancies', key: 'employers.own.vacancies' }, { path: '/employer/candidates', key: 'web.nav.candidates' },
        { path: '/employer/placements', key: 'employers.own.placements' }, { path: '/jobs', key: 'web.nav.jobs' },
      ]
    case 'counsellor':
      return [...counter, ...forRegistrars(actor), own]
    case 'chief':
      return [...counter, matching, ...forRegistrars(actor), staff, own]
    case 'headquarters':
      return [decisions, ...counter.filter(({ path }) => ['/employers', '/vacancies', '/this-month', '/performance'].includes(path)), { path: '/centres', key: 'web.nav.centres' }, matching, projects, staff, own]
    case 'statistician':
      return [decisions, ...figures, projects, own]
    case 'administrator':
      return [staff, { path: '/centres', key: 'web.nav.centres' }, own]
    default:
      return [...figures, projects, own]
  }
}
