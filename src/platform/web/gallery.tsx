import { Layout, SignOutForm, type Assets } from './layout'
import { ChartGallery } from './gallery/charts'
import { FieldGallery } from './gallery/fields'
import { PartGallery } from './gallery/parts'
import words from './gallery/words.json'

export type GalleryLanguage = keyof typeof words
export type GalleryWords = (typeof words)['en']

const languages: readonly GalleryLanguage[] = ['km', 'lo', 'en']

/** One page with every part, for looking at them in each language; tests measure its accessibility. */
export async function renderGallery(
  lang: GalleryLanguage,
  assets: Assets = { css: '/assets/app.css', js: '/assets/app.js' },
  wide = false,
): Promise<string> {
  const w = words[lang]
  const page = (
    <Layout
      lang={lang}
      title={w.title}
      siteName={w.site}
      skipText={w.skip}
      menuText={w.menu}
      nav={w.nav.map((text, index) => ({ href: `#nav-${index}`, text, current: index === 1 }))}
      languages={languages.map((code) => ({
        lang: code,
        href: `?${code}`,
        text: words[code].lang,
        current: code === lang,
      }))}
      account={{
        name: w.account,
        href: '#account',
        signOut: <SignOutForm action="/sign-out" requestKey="k0" text={w.signOut} />,
      }}
      banner={<p class="govuk-body">{w.banner}</p>}
      phase={{ tag: w.phase, text: w.inset }}
      breadcrumbs={[
        { href: '#start', text: w.nav[0] ?? '' },
        { href: '#list', text: w.nav[1] ?? '' },
      ]}
      breadcrumbsLabel={w.crumbs}
      footer={w.footer.map((text, index) => ({ href: `#footer-${index}`, text }))}
      footerText={w.footerText}
      assets={assets}
      wide={wide}
    >
      <h1 class="govuk-heading-l">{w.title}</h1>
      <PartGallery w={w} />
      <FieldGallery w={w} />
      <ChartGallery w={w} />
    </Layout>
  )
  return String(await page)
}
