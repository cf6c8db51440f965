import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { evaluate } from '../capabilities/matching/index'
import { buildCoder, type KnownLabel } from '../platform/classifications/coding/occupation-coder'
import { type Esco, EscoRefusal, readEsco } from '../platform/classifications/esco/read-esco'
import { type Country, loadCountry } from '../platform/country/index'
import { readSettings } from './settings'
import { option } from './verbs'

type Say = (line: string) => void
/** Exit codes of these verbs: done, bad input (nothing written), not found. */
const exit = { done: 0, badInput: 1, notFound: 2 } as const

const readText = (path: string) => (path === '-' ? readFileSync(0, 'utf8') : readFileSync(path, 'utf8'))

/** Written under a temporary name first, so that a reader never finds half a file. */
function writeText(path: string, text: string): void {
  if (path === '-') return void process.stdout.write(text)
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}

function options(words: readonly string[], name: string): string[] {
  return words.flatMap((word, at) => (word === `--${name}` && words[at + 1] !== undefined ? [words[at + 1] ?? ''] : []))
}

async function presentCountry(root: string): Promise<Country> {
  return loadCountry(readSettings(process.env, root).countryId, join(root, 'countries'))
}

async function escoOf(words: readonly string[]): Promise<Esco | undefined> {
  const paths = options(words, 'esco')
  return paths.length > 0 ? readEsco(paths) : undefined
}

/** Answers a missing file or a refused ESCO package with its sentence and the exit code. */
async function withSentences(say: Say, run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof EscoRefusal) return say(error.message), exit.badInput
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return say(`There is no file ${(error as NodeJS.ErrnoException).path ?? ''}.`), exit.notFound
    throw error
  }
}

/** `match evaluate`: ranks profiles of a file against candidates of another, with the product's own score. */
export const matchEvaluate = (root: string, words: readonly string[], say: Say): Promise<number> =>
  withSentences(say, async () => {
    const [profiles, candidates, out] = ['profiles', 'candidates', 'out'].map((name) => option(words, name))
    const top = Number(option(words, 'top') ?? 10)
    const expansion = option(words, 'expansion')
    if (!profiles || !candidates || !out) {
      say('npx openpes match evaluate --profiles FILE.jsonl --candidates FILE.jsonl --out FILE.jsonl [--top 10] [--esco PATH] [--expansion 0..100] [--labels FILE.jsonl] [--lenient]')
      return exit.badInput
    }
    if (!Number.isInteger(top) || top < 1 || top > 200) return say('--top must be 1 to 200.'), exit.badInput
    if (expansion !== undefined && !(/^\d{1,3}$/.test(expansion) && Number(expansion) <= 100)) return say('--expansion must be 0 to 100.'), exit.badInput
    const [country, esco] = [await presentCountry(root), await escoOf(words)]
    const labels = option(words, 'labels')
    const result = evaluate(
      { profiles: { name: profiles, text: readText(profiles) }, candidates: { name: candidates, text: readText(candidates) }, labels: labels === undefined ? undefined : { name: labels, text: readText(labels) } },
      { top, lenient: words.includes('--lenient'), esco, expansion: expansion === undefined ? undefined : Number(expansion), isIsco: (code) => country.occupations.entries.has(code) },
    )
    for (const { file, line, message } of result.faults) say(`${file} line ${line}: ${message}`)
    if (result.faults.length > 0) return exit.badInput
    writeText(out, result.lines.map((line) => `${line}\n`).join(''))
    if (words.includes('--quiet') || out === '-') return exit.done
    for (const remark of result.remarks) say(remark)
    if (result.quality) {
      const { ndcg, recall, reciprocalRank, profiles: count } = result.quality
      say(`nDCG@${top} ${ndcg.toFixed(4)}, recall@${top} ${recall.toFixed(4)}, MRR ${reciprocalRank.toFixed(4)} over ${count} labelled profiles`)
    }
    return exit.done
  })

/** Every label that is known to mean an occupation: of the classification and the agency in all languages, and of ESCO. */
function labelsOf(country: Country, esco: Esco | undefined): KnownLabel[] {
  const known: KnownLabel[] = [...country.occupations.entries.values()]
    .filter(({ level }) => level === 4)
    .flatMap(({ code, labels }) => labels.map(({ text, lang, kind }) => ({ code, text, source: lang === 'en' && kind === 'official' ? 'title' : 'agency' }) as const))
  const ofEsco = (esco?.occupations ?? []).flatMap(({ isco, label, otherLabels }) => [label, ...otherLabels].map((text) => ({ code: isco, text, source: 'esco' }) as const))
  return [...known, ...ofEsco]
}

/** `code occupation`: five suggestions for each title of a file. Advice; a person decides. */
export const codeOccupation = (root: string, words: readonly string[], say: Say): Promise<number> =>
  withSentences(say, async () => {
    const [titles, out] = ['titles', 'out'].map((name) => option(words, name))
    const top = Number(option(words, 'top') ?? 5)
    if (!titles || !out) return say('npx openpes code occupation --titles FILE.csv --out FILE.csv [--top 5] [--esco PATH]'), exit.badInput
    if (!Number.isInteger(top) || top < 1 || top > 20) return say('--top must be 1 to 20.'), exit.badInput
    const rows = parse(readText(titles), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[]
    const first = rows[0]
    if (!first || !('id' in first) || !('title' in first)) return say(`${titles}: the columns id and title are needed.`), exit.badInput
    const coder = buildCoder(labelsOf(await presentCountry(root), await escoOf(words)))
    const lines = rows.flatMap(({ id = '', title = '' }) =>
      coder.suggest(title, top).map(({ code, strength, score }, at) => ({ id, rank: at + 1, isco: code, title, strength, score: score.toFixed(4) })),
    )
    writeText(out, stringify(lines, { header: true, columns: ['id', 'rank', 'isco', 'title', 'strength', 'score'] }))
    if (!words.includes('--quiet') && out !== '-') say(`${rows.length} titles, ${coder.labels} labels.`)
    return exit.done
  })
