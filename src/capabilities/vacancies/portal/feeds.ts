import type { Platform } from '../../../platform/platform'
import type { Language } from '../../../platform/i18n/words'
import type { FeedRow } from '../queries/portal'
import { titleOf } from '../titles'
import { formatPublicCode, type PublicCode } from '../../../kernel/code'

const escapeXml = (text: string) =>
  text.replace(/[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const jobAddress = (origin: string, language: string, code: string) => `${origin}/${language}/jobs/${formatPublicCode(code as PublicCode)}`

/** RSS 2.0 of the newest public jobs in one language. Names of people never stand in it. */
export function rssOf(rows: readonly FeedRow[], platform: Platform, language: Language, origin: string): string {
  const items = rows.map((row) => {
    const address = jobAddress(origin, language, row.code)
    return `<item><title>${escapeXml(titleOf(row, language))}</title><link>${escapeXml(address)}</link><guid isPermaLink="false">${row.code}</guid><pubDate>${new Date(`${row.publishedOn}T00:00:00Z`).toUTCString()}</pubDate><description>${escapeXml(row.duties)}</description></item>`
  })
  const title = escapeXml(platform.words.say(language, 'vacancies.search.title'))
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${title}</title><link>${origin}/${language}/jobs</link><description>${title}</description><language>${language}</language>${items.join('')}</channel></rss>`
}

/** The same as JSON Feed 1.1. */
export function jsonFeedOf(rows: readonly FeedRow[], platform: Platform, language: Language, origin: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: platform.words.say(language, 'vacancies.search.title'),
    home_page_url: `${origin}/${language}/jobs`,
    language,
    items: rows.map((row) => ({
      id: row.code, url: jobAddress(origin, language, row.code), title: titleOf(row, language), content_text: row.duties, date_published: `${row.publishedOn}T00:00:00Z`,
      _valid_until: row.validUntil, _province_code: row.provinceCode,
    })),
  })
}

export function sitemapOf(rows: readonly Pick<FeedRow, 'code' | 'publishedOn'>[], languages: readonly string[], origin: string): string {
  const fixed = languages.flatMap((language) => [`${origin}/${language}`, `${origin}/${language}/jobs`, `${origin}/${language}/centres`])
  const jobs = rows.flatMap(({ code, publishedOn }) => languages.map((language) => `<url><loc>${jobAddress(origin, language, code)}</loc><lastmod>${publishedOn}</lastmod></url>`))
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${fixed.map((address) => `<url><loc>${address}</loc></url>`).join('')}${jobs.join('')}</urlset>`
}
