// Invented adverts of real occupation titles, half of them in English and half in Khmer, written without spaces as Khmer is.
import { seeded } from '../../src/capabilities/matching/engine/random-nation'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export interface Advert {
  id: string
  language: 'English' | 'Khmer'
  title: string
  body: string
}
/** A number below `most`; the same ones in every run. */
const { below } = seeded(7)
export const draw = below

const read = <Row>(path: string) => parse(readFileSync(path, 'utf8'), { columns: true }) as Row[]
const titles = {
  English: read<{ titles: string }>('countries/classifications/isco-08-titles.en.csv').flatMap((row) => row.titles.split('; ')),
  Khmer: read<{ label: string }>('countries/zz/labels/isco.km.csv').map(({ label }) => label),
}
/** Common titles come often, rare ones seldom. */
const some = (all: readonly string[]) => all[draw(1 + draw(all.length))] ?? ''

export function* adverts(count: number): Generator<Advert> {
  for (let at = 0; at < count; at += 1) {
    const language = at % 2 === 0 ? ('English' as const) : ('Khmer' as const)
    const all = titles[language]
    const body = Array.from({ length: 6 }, () => some(all)).join(language === 'Khmer' ? '' : ', ')
    yield { id: String(at).padStart(8, '0'), language, title: some(all), body }
  }
}

/** One or two words of a title, as somebody types them. */
export function typedQuery(language: Advert['language']): string {
  const words = some(titles[language]).split(/[ ,/()]+/).filter((word) => word.length > 2)
  return words.slice(0, 1 + draw(2)).join(' ') || typedQuery(language)
}

/** A word of 8 letters or more with one letter exchanged. */
export function mistypedQuery(): { typed: string; meant: string } {
  const word = typedQuery('English').split(' ').find((one) => /^[A-Za-z]{8,}$/.test(one))?.toLowerCase()
  if (!word) return mistypedQuery()
  const at = 2 + draw(word.length - 4)
  return { typed: word.slice(0, at) + (word[at] === 'q' ? 'x' : 'q') + word.slice(at + 1), meant: word }
}
