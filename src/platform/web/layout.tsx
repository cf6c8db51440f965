import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'

/** Addresses of the built files, as `tools/build-assets.mjs` writes them to `manifest.json`. */
export interface Assets {
  css: string
  js: string
  /** Regular weight of the font of each script; Latin needs none, system fonts come first. */
  fonts?: Readonly<Record<string, string>> | undefined
}

export interface PageLink {
  href: string
  text: string
}

export interface NavLink extends PageLink {
  current?: boolean | undefined
}

export interface LanguageLink extends NavLink {
  /** Language of the page that the link leads to; its name is written in that language. */
  lang: string
}

export interface LayoutProps {
  lang: string
  dir?: 'ltr' | 'rtl' | undefined
  /** Title of this page, without the name of the site. */
  title: string
  /** Name of the public employment service. */
  siteName: string
  /** Where the wordmark leads; the start page of the language when left out. */
  home?: string | undefined
  skipText: string
  nav: readonly NavLink[]
  /** Word on the button that opens the navigation on a phone; without it all links stay visible. */
  menuText?: string | undefined
  languages: readonly LanguageLink[]
  account?: { name: string; href: string; signOut: Child } | undefined
  /** Notice above the content on every page, for example that this is a demonstration. */
  banner?: Child
  phase?: { tag: string; text: Child } | undefined
  breadcrumbs?: readonly PageLink[] | undefined
  /** What a screen reader calls the breadcrumb list. */
  breadcrumbsLabel?: string | undefined
  footer: readonly PageLink[]
  footerText: Child
  assets: Assets
  /** Dense full-width pages for staff; without it the generous pages of the public portal. */
  wide?: boolean | undefined
  children?: Child
}

/** The name of the product is the same in every language. */
const productName = 'OpenPES'

const mark =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%230b5563'/%3E%3Ccircle cx='16' cy='16' r='8' fill='none' stroke='white' stroke-width='4'/%3E%3C/svg%3E"

/** The whole HTML document of one page. */
export function Layout(props: LayoutProps) {
  const width = props.wide ? 'op-width op-width--wide' : 'op-width'
  const font = props.assets.fonts?.[props.lang]
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={props.lang} dir={props.dir ?? 'ltr'} class="govuk-template">
        <head>
          <meta charset="utf-8" />
          <title>{props.title === props.siteName ? props.title : `${props.title} – ${props.siteName}`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="theme-color" content="#0b5563" />
          <link rel="stylesheet" href={props.assets.css} />
          {font ? <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" /> : null}
          <link rel="icon" type="image/svg+xml" href={mark} />
          {props.languages.map((language) => (
            <link rel="alternate" hreflang={language.lang} href={language.href} />
          ))}
          <script type="module" src={props.assets.js}></script>
        </head>
        <body class={`govuk-template__body ${props.wide ? 'op-staff' : 'op-portal'}`}>
          <a href="#main-content" class="govuk-skip-link">
            {props.skipText}
          </a>
          <Header {...props} width={width} />
          <div class={width}>
            {props.breadcrumbs && props.breadcrumbs.length > 0 ? (
              <Breadcrumbs items={props.breadcrumbs} label={props.breadcrumbsLabel} />
            ) : null}
            <main class="op-main" id="main-content" tabindex={-1}>
              {props.children}
            </main>
          </div>
          <Footer links={props.footer} text={props.footerText} width={width} />
        </body>
      </html>
    </>
  )
}

/** The button that ends the session. The browser forgets what it stored when this form is sent. */
export function SignOutForm(props: { action: string; requestKey?: string | undefined; text: string }) {
  return (
    <form method="post" action={props.action} data-sign-out="" class="op-sign-out">
      {props.requestKey ? <input type="hidden" name="_key" value={props.requestKey} /> : null}
      <button type="submit" class="op-sign-out__button">
        {props.text}
      </button>
    </form>
  )
}

function Header(props: LayoutProps & { width: string }) {
  const { nav, menuText } = props
  const folds = menuText !== undefined && nav.length > 3
  return (
    <header>
      <div class="op-header">
        <div class={`op-header__top ${props.width}`}>
          <a class="op-header__home" href={props.home ?? `/${props.lang}/`}>
            <svg class="op-mark" width="30" height="30" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <circle cx="16" cy="16" r="11" fill="none" stroke="currentColor" stroke-width="5" />
              <circle cx="16" cy="16" r="3.5" fill="currentColor" />
            </svg>
            <span class="op-wordmark" lang="en">
              {productName}
            </span>
            {props.siteName === productName ? null : <span class="op-header__site">{props.siteName}</span>}
          </a>
          <div class="op-header__tools">
            <ul class="op-languages">
              {props.languages.map((language) => (
                <li>
                  <a
                    href={language.href}
                    lang={language.lang}
                    hreflang={language.lang}
                    aria-current={current(language.current)}
                  >
                    {language.text}
                  </a>
                </li>
              ))}
            </ul>
            {props.account ? (
              <div class="op-account">
                <a href={props.account.href}>{props.account.name}</a>
                {props.account.signOut}
              </div>
            ) : null}
          </div>
        </div>
        {nav.length > 0 ? (
          <div class="op-nav">
            <nav class={props.width} aria-label={menuText}>
              {folds ? (
                <details class="op-nav__menu">
                  <summary>{menuText}</summary>
                  <NavList nav={nav} />
                </details>
              ) : null}
              <NavList nav={nav} wideOnly={folds} />
            </nav>
          </div>
        ) : null}
      </div>
      {props.banner || props.phase ? (
        <div class={props.width}>
          {props.banner ? <div class="op-banner">{props.banner}</div> : null}
          {props.phase ? <Phase {...props.phase} /> : null}
        </div>
      ) : null}
    </header>
  )
}

function NavList(props: { nav: readonly NavLink[]; wideOnly?: boolean }) {
  return (
    <ul class={props.wideOnly ? 'op-nav__list op-nav__list--wide' : 'op-nav__list'}>
      {props.nav.map((item) => (
        <li>
          <a class="op-nav__link" href={item.href} aria-current={current(item.current)}>
            {item.text}
          </a>
        </li>
      ))}
    </ul>
  )
}

function current(is: boolean | undefined): 'page' | undefined {
  return is ? 'page' : undefined
}

function Phase(props: { tag: string; text: Child }) {
  return (
    <div class="govuk-phase-banner">
      <p class="govuk-phase-banner__content">
        <strong class="govuk-tag govuk-phase-banner__content__tag">{props.tag}</strong>
        <span class="govuk-phase-banner__text">{props.text}</span>
      </p>
    </div>
  )
}

function Breadcrumbs(props: { items: readonly PageLink[]; label?: string | undefined }) {
  return (
    <nav class="govuk-breadcrumbs" aria-label={props.label ?? props.items.at(-1)?.text}>
      <ol class="govuk-breadcrumbs__list">
        {props.items.map((item) => (
          <li class="govuk-breadcrumbs__list-item">
            <a class="govuk-breadcrumbs__link" href={item.href}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Footer(props: { links: readonly PageLink[]; text: Child; width: string }) {
  return (
    <footer class="op-footer">
      <div class={props.width}>
        {props.links.length > 0 ? (
          <ul class="op-footer__links">
            {props.links.map((link) => (
              <li>
                <a class="govuk-link" href={link.href}>
                  {link.text}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
        <p class="op-footer__text">{props.text}</p>
      </div>
    </footer>
  )
}
