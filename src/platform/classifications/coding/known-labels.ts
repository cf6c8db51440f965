import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Country } from '../../country/index'
import type { Esco } from '../esco/read-esco'
import type { KnownLabel, KnownText } from './occupation-coder'

/** What a coder is built from. */
export interface CodingKnowledge {
  labels: KnownLabel[]
  texts: KnownText[]
}

/** Labels of the country in all its languages: of the classification, of the agency, and words meant alike. */
export function labelsOfCountry({ occupations, synonyms }: Country): KnownLabel[] {
  const labels: KnownLabel[] = [...occupations.entries.values()]
    .filter(({ level }) => level === 4)
    .flatMap(({ code, labels: own }) => own.map(({ text, lang, kind }) => ({ code, text, source: lang === 'en' && kind === 'official' ? ('title' as const) : ('agency' as const) })))
  const meant = new Map(labels.map(({ text, code }) => [text.toLowerCase(), code]))
  const alike = synonyms.flatMap(({ phrase, also }) => {
    const code = meant.get(also.toLowerCase()) ?? meant.get(phrase.toLowerCase())
    return code === undefined ? [] : [phrase, also].map((text) => ({ code, text, source: 'agency' as const }))
  })
  return [...labels, ...alike]
}

/** Everyday English titles of each unit group, written for this product: `classifications/isco-08-titles.en.csv`, titles parted by semicolons. */
export function everydayTitles(countriesFolder: string): KnownLabel[] {
  const rows = parse(readFileSync(join(countriesFolder, 'classifications', 'isco-08-titles.en.csv'), 'utf8'), { columns: true, bom: true }) as { code: string; titles: string }[]
  return rows.flatMap(({ code, titles }) => titles.split(';').flatMap((title) => (title.trim() === '' ? [] : [{ code, text: title.trim(), source: 'agency' as const }])))
}

/** The part of a release that coding needs. */
export type EscoForCoding = Pick<Esco, 'occupations' | 'iscoExamples' | 'iscoDefinitions'>

export function knowledgeOfEsco({ occupations, iscoExamples, iscoDefinitions }: EscoForCoding): CodingKnowledge {
  return {
    labels: [
      ...iscoExamples.map(({ isco, text }) => ({ code: isco, text, source: 'example' as const })),
      ...occupations.flatMap(({ isco, label, otherLabels }) => [
        { code: isco, text: label, source: 'esco' as const },
        ...otherLabels.filter((text) => text !== label).map((text) => ({ code: isco, text, source: 'esco-other' as const })),
      ]),
    ],
    texts: [...iscoDefinitions.map(({ isco, text }) => ({ code: isco, text })), ...occupations.map(({ isco, description }) => ({ code: isco, text: description }))],
  }
}
