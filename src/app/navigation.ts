import type { Actor } from '../kernel/actor'

interface Entry {
  path: string
  key: string
}

const portal: Entry[] = [
  { path: '/', key: 'web.home' },
  { path: '/jobs', key: 'web.nav.jobs' },
  { path: '/centres', key: 'web.nav.centres' },
  { path: '/s', key: 'web.nav.status' },
]

const counter: Entry[] = [
  { path: '/desk', key: 'web.nav.desk' },
  { path: '/visits', key: 'web.nav.visits' },
  { path: '/jobseekers', key: 'web.nav.jobseekers' },
  { path: '/employers', key: 'web.nav.employers' },
  { path: '/vacancies', key: 'web.nav.vacancies' },
  { path: '/referrals', key: 'web.nav.referrals' },
  { path: '/placements', key: 'web.nav.placements' },
  { path: '/this-month', key: 'web.nav.this-month' },
]

const figures: Entry[] = [
  { path: '/this-month', key: 'web.nav.this-month' },
  { path: '/centres', key: 'web.nav.centres' },
  { path: '/jobs', key: 'web.nav.jobs' },
]

/** What each role finds in the menu: the pages that its doors open. */
export function navigationFor(actor: Actor): readonly Entry[] {
  switch (actor.role) {
    case 'public':
    case 'system':
      return [...portal, { path: '/register', key: 'web.nav.register' }, { path: '/sign-in', key: 'accounts.sign-in' }]
    case 'jobseeker':
      return [...portal.slice(0, 2), { path: '/me', key: 'web.nav.me' }, { path: '/me/applications', key: 'web.nav.applications' }]
    case 'employer':
      return [{ path: '/employer/candidates', key: 'web.nav.candidates' }, { path: '/jobs', key: 'web.nav.jobs' }]
    case 'counsellor':
    case 'chief':
      return counter
    case 'headquarters':
      return counter.filter(({ path }) => ['/employers', '/vacancies', '/this-month'].includes(path)).concat({ path: '/centres', key: 'web.nav.centres' })
    default:
      return figures
  }
}
