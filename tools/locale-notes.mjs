// Keeps locales/notes.json complete: for every sentence, whether a native speaker has confirmed its Khmer and Lao.
// A new or changed English text sets its translations to "new". Confirm by hand: "confirmed".
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const file = 'locales/notes.json'
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const notes = {}
for (const name of readdirSync('locales/en').sort()) {
  const capability = name.slice(0, -5)
  for (const [key, text] of Object.entries(JSON.parse(readFileSync(`locales/en/${name}`, 'utf8')))) {
    const id = `${capability}.${key}`
    const english = createHash('sha256').update(text).digest('hex').slice(0, 8)
    const known = before[id]
    notes[id] = known?.english === english ? known : { english, km: 'new', lo: 'new', ...(known?.note ? { note: known.note } : {}) }
  }
}
writeFileSync(file, `{\n${Object.keys(notes).sort().map((id) => `  ${JSON.stringify(id)}: ${JSON.stringify(notes[id])}`).join(',\n')}\n}\n`)
console.log(`${Object.keys(notes).length} sentences noted.`)
