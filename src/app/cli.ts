import { join } from 'node:path'
import { totpCode } from '../capabilities/accounts/index'
import { listCentres } from '../capabilities/centres/index'
import { checkCountry, loadCountry } from '../platform/country/index'
import { EngineRefusal } from '../platform/db/engine/index'
import type { Platform } from '../platform/platform'
import { openApp } from './app'
import { routes } from './capabilities'
import { writeCountryTables } from './facts'
import { generateUsage, generateVerb } from './generate/verb'
import { approveUsage, approveVerb, verifyUsage, verifyVerb } from './imports/approve'
import { importUsage, importVerb } from './imports/verb'
import { BackupRefusal, EnvelopeRefusal, operateVerbs } from './operate/verbs'
import { openCentres, prepareCountry, readDemonstrationAccounts, systemContext } from './prepare'
import { readKeys, readSettings, SettingRefusal } from './settings'
import { openStore } from './store'
import { matchVerb, matchVerbUsage } from './verbs-matching'
import { createAccount, createToken } from './verbs'
import { measuresUsage, measuresVerb } from './verbs-measures'
import { codeOccupation, codeOccupationUsage, importEscoUsage, importEscoVerb, matchEvaluate, matchUsage } from './verbs-classifications'
import { importProjectVerb, lintVerb, progressVerb, projectImportUsage, reportUsage } from './verbs-projects'

const root = join(import.meta.dirname, '..')
const say = (line: string) => process.stdout.write(`${line}\n`)

type Verb = (words: readonly string[]) => Promise<number>

const verbs: Record<string, { help: string; run: Verb }> = {
  ...operateVerbs(root, say),
  migrate: {
    help: 'migrate: bring the store to this version of the program',
    run: async () => {
      const db = await openStore(readSettings(process.env, root), root, say)
      await db.close()
      say('The schema is up to date.')
      return 0
    },
  },
  routes: {
    help: 'routes --json: every address with its door',
    run: async () => {
      say(JSON.stringify(routes.map(({ method, path, door }) => ({ method, path, ...door })), null, 2))
      return 0
    },
  },
  country: {
    help: 'country check ID: explain every fault of countries/ID with file and line',
    run: async ([action, id = '']) => {
      if (action !== 'check') return usage()
      const { faults, counts } = await checkCountry(id, join(root, 'countries'))
      for (const fault of faults) say(`${fault.file}, line ${fault.line}: ${fault.message}`)
      say(Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', '))
      say(faults.length === 0 ? `${id}: no faults` : `${id}: ${faults.length} faults`)
      return faults.length === 0 ? 0 : 1
    },
  },
  account: {
    help: 'account create USERNAME --role ROLE [--centre CODE] [--duties D,D]: a staff account, its proofs printed once',
    run: ([action, ...words]) => (action === 'create' ? withPlatform((platform) => createAccount(platform, words, say)) : Promise.resolve(usage())),
  },
  token: {
    help: 'token create USERNAME --until DAY [--name PARTNER]: a token for a partner system, printed once',
    run: ([action, ...words]) => (action === 'create' ? withPlatform((platform) => createToken(platform, words, say)) : Promise.resolve(usage())),
  },
  centres: {
    help: 'centres: the codes and names of all centres',
    run: () =>
      withPlatform(async (platform) => {
        const centres = await platform.db.transaction(systemContext(platform), (tx) => listCentres(tx))
        for (const { code, kind, names } of centres) say(`${code}  ${kind}  ${names['en'] ?? Object.values(names)[0] ?? ''}`)
        return 0
      }),
  },
  import: {
    help: [...importUsage, projectImportUsage, importEscoUsage].join('\n  '),
    run: (words) =>
      withPlatform(async (platform) => {
        const { dataFolder } = readSettings(process.env, root)
        if (words[0] === 'esco') return importEscoVerb(platform, words.slice(1), dataFolder, say)
        if (words[0] === 'project') return importProjectVerb(platform, root, words.slice(1), say)
        await openCentres(platform)
        return importVerb(platform, words, dataFolder, say)
      }),
  },
  report: {
    help: reportUsage.join('\n  '),
    run: async ([action, ...words]) => {
      if (action === 'lint') return lintVerb(root, words, say)
      return action === 'progress' ? withPlatform((platform) => progressVerb(platform, root, words, say)) : usage()
    },
  },
  match: {
    help: [`${matchUsage}: ranks files with the score of the product`, ...matchVerbUsage].join('\n  '),
    run: ([action = '', ...words]) => (action === 'evaluate' ? matchEvaluate(root, words, say) : withPlatform((platform) => matchVerb(platform, root, [action, ...words], say))),
  },
  measures: { help: measuresUsage.join('\n  '), run: (words) => withPlatform((platform) => measuresVerb(platform, words, say)) },
  approve: { help: approveUsage, run: (words) => withPlatform((platform) => approveVerb(platform, words, say)) },
  verify: { help: verifyUsage, run: (words) => withPlatform((platform) => verifyVerb(platform, words, say)) },
  generate: {
    help: generateUsage,
    run: (words) =>
      withPlatform(async (platform) => {
        await prepareCountry(platform, readSettings(process.env, root), say, { story: false })
        return generateVerb(platform, words, say)
      }),
  },
  code: {
    help: `code USERNAME: the present six-digit code of a demonstration account\n  ${codeOccupationUsage}: five suggestions for each title`,
    run: async ([username = '', ...words]) => {
      if (username === 'occupation') return codeOccupation(root, words, say)
      const account = readDemonstrationAccounts(readSettings(process.env, root)).find((known) => known.username === username)
      if (!account) {
        say(`There is no demonstration account "${username}" in this data folder.`)
        return 1
      }
      say(totpCode(account.totpSecret, new Date()))
      return 0
    },
  },
}

/** Opens the store as the server would, for one command. */
async function withPlatform(run: (platform: Platform) => Promise<number>): Promise<number> {
  const settings = readSettings(process.env, root)
  const country = await loadCountry(settings.countryId, join(root, 'countries'))
  const db = await openStore(settings, root, say)
  try {
    await writeCountryTables(db, country)
    const { platform } = openApp({ db, country, keys: readKeys(settings.dataFolder), root, clock: () => new Date(), log: () => undefined })
    return await run(platform)
  } finally {
    await db.close()
  }
}

function usage(): number {
  say('npx openpes VERB')
  for (const { help } of Object.values(verbs)) say(`  ${help}`)
  return 2
}

async function main([name = '', ...words]: string[]): Promise<number> {
  const verb = verbs[name]
  return verb ? verb.run(words) : usage()
}

/** Ends after the reader at the other end of a pipe has taken everything. */
function endWhenWritten(out: NodeJS.WriteStream, code: number): void {
  out.write('', () => process.exit(code))
}

main(process.argv.slice(2)).then(
  (code) => endWhenWritten(process.stdout, code),
  (error: unknown) => {
    const known = [EngineRefusal, SettingRefusal, BackupRefusal, EnvelopeRefusal].some((kind) => error instanceof kind)
    process.stderr.write(`${!(error instanceof Error) ? String(error) : known ? error.message : error.stack}\n`)
    endWhenWritten(process.stderr, 1)
  },
)
