import { parse } from 'csv-parse/sync'
import { plainWords, type ReportWords } from './checks/finding'

interface WordRow {
  language: string
  list: string
  word: string
  means: string
}

/** The word lists of one language from `countries/report-words.csv`. */
export function readReportWords(csv: string, language: string): ReportWords {
  const rows = (parse(csv, { columns: true, bom: true, skip_empty_lines: true }) as WordRow[]).filter((row) => row.language === language)
  const list = (name: string) => rows.filter((row) => row.list === name).map(({ word }) => word.toLowerCase())
  return {
    first: list('first'), feasible: list('feasible'), hindrance: list('hindrance'), numbers: list('number'), total: list('total'),
    aliases: new Map(rows.filter((row) => row.list === 'alias').map(({ word, means }) => [plainWords(word), plainWords(means)])),
  }
}
