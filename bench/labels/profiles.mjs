// Writes profiles and candidates for `match evaluate` from an ESCO package, for the occupations of a label file.
//   node bench/labels/profiles.mjs FOLDER_WITH_UNPACKED_CSV LABELS.jsonl OUT_FOLDER [SKILLS]
// SKILLS: "full" (default), or how many essential skills each profile declares, drawn with a fixed seed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

const [, , folder, labels, out, skills = 'full'] = process.argv
const rows = (name) => parse(readFileSync(join(folder, name)), { columns: true, bom: true })
const occupations = new Map(rows('occupations_en.csv').map(({ conceptUri, iscoGroup }) => [conceptUri, { isco: iscoGroup, skills: [] }]))
for (const { occupationUri, skillUri, relationType } of rows('occupationSkillRelations.csv')) occupations.get(occupationUri)?.skills.push({ uri: skillUri, role: relationType })

let seed = 3
const draw = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
function some(all) {
  if (skills === 'full') return all
  const essential = all.filter(({ role }) => role === 'essential')
  const pool = (essential.length >= Number(skills) ? essential : all).map((skill) => ({ skill, at: draw() }))
  return pool.sort((a, b) => a.at - b.at).slice(0, Number(skills)).map(({ skill }) => skill)
}
const entry = (uri, own) => ({ id: uri, occupations: [{ isco: occupations.get(uri).isco, esco: uri }], skills: own })
const wanted = readFileSync(labels, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).id)
mkdirSync(out, { recursive: true })
writeFileSync(join(out, 'profiles.jsonl'), wanted.map((uri) => `${JSON.stringify({ ...entry(uri, some(occupations.get(uri).skills)), exclude: [uri] })}\n`).join(''))
writeFileSync(join(out, 'candidates.jsonl'), [...occupations].map(([uri, { skills: own }]) => `${JSON.stringify(entry(uri, own))}\n`).join(''))
