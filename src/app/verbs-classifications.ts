import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { evaluate, readWeights } from '../capabilities/matching/index'
import { everydayTitles, knowledgeOfEsco, labelsOfCountry } from '../platform/classifications/coding/known-labels'
import { buildCoder, type OccupationCoder } from '../platform/classifications/coding/occupation-coder'
import { type Esco, EscoRefusal, readEsco } from '../platform/classifications/esco/read-esco'
import { importEsco, versionIn } from '../platform/classifications/esco/import-esco'
import { readSnapshot, writeSnapshot } from '../platform/classifications/esco/snapshot'
import { type Country, loadCountry } from '../platform/country/index'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'
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

export const matchUsage =
  'match evaluate --profiles FILE.jsonl --candidates FILE.jsonl --out FILE.jsonl [--top 10] [--esco PATH] [--expansion 0..100] [--labels FILE.jsonl] [--weights FILE.json] [--lenient] [--quiet]'

/** `match evaluate`: ranks profiles of a file against candidates of another, with the product's own score. No database. */
export const matchEvaluate = (root: string, words: readonly string[], say: Say): Promise<number> =>
  withSentences(say, async () => {
    const [profiles, candidates, out] = ['profiles', 'candidates', 'out'].map((name) => option(words, name))
    const top = Number(option(words, 'top') ?? 10)
    const [expansion, labels, given] = ['expansion', 'labels', 'weights'].map((name) => option(words, name))
    if (!profiles || !candidates || !out) return say(`npx openpes ${matchUsage}`), exit.badInput
    if (!Number.isInteger(top) || top < 1 || top > 200) return say('--top must be 1 to 200.'), exit.badInput
    if (expansion !== undefined && !(/^\d{1,3}$/.test(expansion) && Number(expansion) <= 100)) return say('--expansion must be 0 to 100.'), exit.badInput
    const weights = given === undefined ? undefined : readWeights(readText(given))
    if (weights && 'fault' in weights) return say(`${given}: ${weights.fault}`), exit.badInput
    const [country, esco] = [await presentCountry(root), await escoOf(words)]
    const named = (name: string) => ({ name, text: readText(name) })
    const result = evaluate(
      { profiles: named(profiles), candidates: named(candidates), labels: labels === undefined ? undefined : named(labels) },
      {
        top, lenient: words.includes('--lenient'), esco, weights: weights?.weights, expansion: expansion === undefined ? undefined : Number(expansion),
        isIsco: (code) => country.occupations.entries.has(code),
      },
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

export const codeOccupationUsage = 'code occupation --titles FILE.csv --out FILE.csv [--top 5] [--esco PATH] [--quiet]'

/** `code occupation`: five suggestions for each title of a file. Advice; a person decides. No database. */
export const codeOccupation = (root: string, words: readonly string[], say: Say): Promise<number> =>
  withSentences(say, async () => {
    const [titles, out] = ['titles', 'out'].map((name) => option(words, name))
    const top = Number(option(words, 'top') ?? 5)
    if (!titles || !out) return say(`npx openpes ${codeOccupationUsage}`), exit.badInput
    if (!Number.isInteger(top) || top < 1 || top > 20) return say('--top must be 1 to 20.'), exit.badInput
    const rows = readTitles(readText(titles), titles, say)
    if (!rows) return exit.badInput
    const coder = await coderOf(root, words)
    const lines = rows.flatMap(({ id = '', title = '', duties = '' }) =>
      coder.suggest(title, top, duties).map(({ code, strength, score }, at) => ({ id, rank: at + 1, isco: code, title, strength, score: score.toFixed(4) })),
    )
    writeText(out, stringify(lines, { header: true, columns: ['id', 'rank', 'isco', 'title', 'strength', 'score'] }))
    if (!words.includes('--quiet') && out !== '-') say(`${rows.length} titles, ${coder.labels} labels.`)
    return exit.done
  })

/** Labels of the country, everyday titles, and ESCO: that of `--esco`, else the release that was imported. */
async function coderOf(root: string, words: readonly string[]): Promise<OccupationCoder> {
  const given = await escoOf(words)
  const esco = given ?? readSnapshot(readSettings(process.env, root).dataFolder)
  const known = esco ? knowledgeOfEsco(esco) : { labels: [], texts: [] }
  return buildCoder([...labelsOfCountry(await presentCountry(root)), ...everydayTitles(join(root, 'countries')), ...known.labels], known.texts)
}

/** Rows of a title file, or undefined when it cannot be read; says why with the line. */
function readTitles(text: string, name: string, say: Say): Record<string, string>[] | undefined {
  try {
    const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: false }) as Record<string, string>[]
    const header = parse(text, { bom: true, to: 1 }) as string[][]
    if (['id', 'title'].every((column) => header[0]?.includes(column))) return rows
    say(`${name}: the columns id and title are needed.`)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    say(`${name} line ${(error as CsvError & { lines?: number }).lines ?? 1}: ${error.message}`)
  }
  return undefined
}

export const importEscoUsage = 'import esco FILE|FOLDER [FILE] [--version 1.1.1] [--dry-run]: occupations and skills of the official CSV packages of ESCO'

/** `import esco`: loads a release of ESCO once; the same files a second time change nothing. */
export const importEscoVerb = (platform: Platform, words: readonly string[], dataFolder: string, say: Say): Promise<number> =>
  withSentences(say, async () => {
    const named = option(words, 'version')
    const paths = words.filter((word, at) => !word.startsWith('--') && words[at - 1] !== '--version')
    if (paths.length === 0) return say(`npx openpes ${importEscoUsage}`), exit.badInput
    const version = named ?? paths.map(versionIn).find((one) => one !== undefined)
    if (version === undefined || !/^\d+\.\d+(\.\d+)?$/.test(version)) return say('Which version of ESCO is this? Say it: --version 1.1.1'), exit.badInput
    const esco = await readEsco(paths)
    const { counts, occupations, skills, relations, refused } = esco
    say(`ESCO ${version}: ${occupations.length} occupations in ${counts.unitGroupsUsed} unit groups with ${counts.occupationLabels} other labels; ${skills.length} skills with ${counts.skillLabels} other labels.`)
    say(`${counts.relationsRead} relations read, ${relations.length} accepted, ${refused.length} refused because they name a concept that the files do not hold.`)
    for (const line of refused) say(`  refused: ${line}`)
    if (words.includes('--dry-run')) return say('Dry run: nothing was written.'), exit.done
    const outcome = await platform.db.transaction(systemContext(platform), (tx) => importEsco(tx, esco, { version, language: 'en' }), ({ ok }) => ok)
    if (!outcome.ok) return say(`ESCO ${version} was loaded before with other content. Nothing was written.`), exit.badInput
    writeSnapshot(dataFolder, esco)
    if (outcome.value.state === 'same') return say('These files were loaded before; nothing changed.'), exit.done
    say(`Loaded with ${outcome.value.labels} labels${outcome.value.tooLong > 0 ? `; ${outcome.value.tooLong} labels are longer than 300 characters and were left out` : ''}.`)
    return exit.done
  })
