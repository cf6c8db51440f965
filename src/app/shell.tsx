import { isStaff } from '../kernel/actor'
import { languages, type Language } from '../platform/i18n/words'
import type { Answer, Page } from '../platform/http/route'
import type { Platform } from '../platform/platform'
import { Layout, SignOutForm } from '../platform/web/layout'
import { type Ui, UiProvider } from '../platform/web/ui'
import { navigationFor } from './navigation'

const languageNames: Record<Language, string> = { en: 'English', km: 'ខ្មែរ', lo: 'ລາວ' }

/** The whole page around an answer. */
export function shell({ ui, platform, path }: { ui: Ui; platform: Platform; path: string }, answer: Page): string {
  const rest = path.replace(/^\/(en|km|lo)(?=\/|$)/, '')
  const offered = languages.filter((language) => (platform.country.languages as readonly string[]).includes(language))
  const { actor } = ui
  const document = (
    <UiProvider value={ui}>
      <Layout
        lang={ui.lang}
        title={answer.title}
        siteName={ui.t('web.site')}
        home={ui.to('/')}
        skipText={ui.t('web.skip')}
        menuText={ui.t('web.menu')}
        nav={navigationFor(actor).map(({ path: to, key, query }) => ({ href: `${ui.to(to)}${query ?? ''}`, text: ui.t(key), current: rest === to || (to !== '/' && rest.startsWith(`${to}/`)) }))}
        languages={offered.map((language) => ({ href: `/${language}${rest}`, lang: language, text: languageNames[language], current: language === ui.lang }))}
        account={
          actor.role === 'public'
            ? undefined
            : {
                name: ui.t(`web.role.${actor.role}`, {}) + (actor.centreCode ? ` · ${actor.centreCode}` : ''),
                href: ui.to(actor.role === 'jobseeker' ? '/me' : actor.role === 'employer' ? '/employer' : '/desk'),
                signOut: <SignOutForm action={ui.to('/sign-out')} text={ui.t('web.sign-out')} />,
              }
        }
        banner={platform.country.demonstration ? ui.t('web.demonstration') : undefined}
        footer={[
          { href: ui.to('/jobs'), text: ui.t('web.nav.jobs') },
          { href: ui.to('/centres'), text: ui.t('web.nav.centres') },
          { href: ui.to('/published-reports'), text: ui.t('projects.page.published') },
          { href: ui.to('/public/performance'), text: ui.t('performance.public.title') },
          { href: ui.to('/sign-in/staff'), text: ui.t('accounts.staff-sign-in') },
        ]}
        footerText={ui.t('web.footer')}
        assets={platform.assets}
        wide={answer.wide}
      >
        {answer.body}
      </Layout>
    </UiProvider>
  )
  const html = String(document)
  const head = [answer.noindex || isStaff(actor) ? '<meta name="robots" content="noindex">' : '', answer.head ? String(answer.head) : ''].join('')
  return head ? html.replace('</head>', () => `${head}</head>`) : html
}

const statuses = [403, 404, 409, 410, 422, 429] as const

/** A refusal or a fault as a page: what happened and what to do next. */
export function refusal(ui: Ui, status: number, { key, parameters }: { key: string; parameters?: Record<string, string | number> }): Answer {
  const body = (
    <>
      <h1 class="govuk-heading-l">{ui.t('errors.title')}</h1>
      <p class="govuk-body">{ui.t(key, parameters)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={ui.to('/')}>
          {ui.t('web.home')}
        </a>
      </p>
    </>
  )
  const shown = statuses.find((known) => known === status) ?? (status as 404)
  return { kind: 'page', title: ui.t('errors.title'), body, status: shown, noindex: true }
}
