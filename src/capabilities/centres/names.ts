import type { CentreLine } from './queries'

/** A centre's name in the language of the page, else in English, else in any. */
export const nameOf = ({ lang }: { lang: string }, centre: Pick<CentreLine, 'names' | 'code'>): string =>
  centre.names[lang] ?? centre.names['en'] ?? Object.values(centre.names)[0] ?? centre.code
