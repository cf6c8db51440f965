import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createStaffAccount, totpAddress } from '../capabilities/accounts/index'
import { createCentre } from '../capabilities/centres/index'
import { loadIndicators } from '../capabilities/performance/index'
import { systemActor, type Duty } from '../kernel/actor'
import { addMonths, dayIn, parseIsoDay } from '../kernel/calendar'
import { newId } from '../kernel/id'
import type { Country } from '../platform/country/index'
import type { Context, Tx } from '../platform/db/database'
import type { Platform } from '../platform/platform'
import { releaseDemonstrationMonth, tellDemonstrationTargets } from './demonstration-performance'
import { projectSigners, tellDemonstrationProject } from './demonstration-project'
import { generate } from './generate/run'
import type { Settings } from './settings'

/** A demonstration account as the operator reads it. */
export interface DemonstrationAccount {
  username: string
  password: string
  totpSecret: string
}

const accountsFile = (settings: Settings) => join(settings.dataFolder, 'demonstration-accounts.json')

export function systemContext(platform: Platform, centreIds: readonly string[] = []): Context {
  const now = platform.clock()
  return { actor: systemActor(centreIds), now, today: dayIn(now, platform.country.timeZone), requestId: newId() }
}

/** The centres that the country's files name, as far as they are not in the store yet. */
export async function openCentres(platform: Platform): Promise<void> {
  await platform.db.transaction(systemContext(platform), (tx) => createMissingCentres(tx, platform.country))
}

/** Makes an empty store usable: the centres of the country; in the fictional country its demonstration accounts too. */
export async function prepareCountry(platform: Platform, settings: Settings, say: (line: string) => void, { story = true } = {}): Promise<void> {
  const { country, db } = platform
  await openCentres(platform)
  if (!country.demonstration) return
  const known = await db.asLogin.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (!known) {
    say('Loading the demonstration country ...')
    const accounts = await db.transaction(systemContext(platform), (tx) => createDemonstrationAccounts(tx, platform))
    writeFileSync(accountsFile(settings), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 })
    if (story && process.env['OPENPES_STORY'] !== 'no') {
      await tellDemonstrationStory(platform, say)
      await db.transaction(systemContext(platform), (tx) => loadIndicators(tx, platform))
      await tellDemonstrationTargets(platform, systemContext(platform))
      await releaseDemonstrationMonth(platform, systemContext(platform))
      await tellDemonstrationProject(platform, join(platform.assetFolder, '../..'), systemContext(platform))
    }
  }
  printAccounts(readDemonstrationAccounts(settings), say)
}

export function readDemonstrationAccounts(settings: Settings): DemonstrationAccount[] {
  const file = accountsFile(settings)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemonstrationAccount[]) : []
}

function printAccounts(accounts: readonly DemonstrationAccount[], say: (line: string) => void): void {
  if (accounts.length === 0) return
  say('Demonstration accounts (invented, made for this installation only):')
  for (const { username, password } of accounts) say(`  ${username.padEnd(16)} ${password}`)
  say('The six-digit code of an account: npx openpes code USERNAME')
  say(`Or add it to an authenticator app: ${accounts[0] ? totpAddress(accounts[0].totpSecret, accounts[0].username) : ''}`)
}

const monthsTold = 24

/** Four hundred invented people with two years of history, so that every page has something to show. OPENPES_STORY=no leaves them out. */
async function tellDemonstrationStory(platform: Platform, say: (line: string) => void): Promise<void> {
  say('Inventing people, employers and jobs ...')
  await generate(platform, { people: 400, vacancies: 240, seed: 1, months: monthsTold }, say)
}

async function createMissingCentres(tx: Tx, country: Country): Promise<void> {
  const known = new Set((await tx.db.selectFrom('centre').select('code').execute()).map((row) => row.code))
  const ids = new Map<string, string>()
  for (const row of country.centres) {
    if (known.has(row.code)) continue
    const id = await createCentre(tx, {
      code: row.code, kind: row.kind, names: row.names, provinceCode: row.province || null, districtCode: row.district, address: row.address || null,
      phone: row.phone || null, openedOn: parseIsoDay(row.openedOn) ?? null, reportingMode: row.reportingMode, computers: row.computers,
      connectivity: row.connectivity, parentId: (row.parent ? ids.get(row.parent) : null) ?? null,
      hours: country.centreHours.filter(({ centre }) => centre === null || centre === row.code),
    })
    ids.set(row.code, id)
  }
}

type StaffRole = Parameters<typeof createStaffAccount>[2]['role']

/** For each centre a chief, a verifier who inspects too and a counsellor, and one account for each other role. */
async function createDemonstrationAccounts(tx: Tx, platform: Platform): Promise<DemonstrationAccount[]> {
  const accounts: DemonstrationAccount[] = []
  // Invented staff work as long as the invented people come, so that past months have staff too.
  const since = addMonths(tx.context.today, -monthsTold)
  const centres = await tx.db.selectFrom('centre').select(['id', 'code', 'kind']).orderBy('code').execute()
  const add = async (username: string, role: StaffRole, centreId: string | null, duties: readonly Duty[] = []) => {
    const password = `${randomBytes(9).toString('base64url')}`
    const language = platform.country.languages[0]
    const { totpSecret } = await createStaffAccount(tx, platform, { username, displayName: username, role, centreId, language, password, duties, since })
    accounts.push({ username, password, totpSecret })
  }
  const headquarters = centres.find(({ kind }) => kind === 'headquarters')
  let number = 0
  for (const centre of centres.filter(({ kind }) => kind !== 'headquarters' && kind !== 'regional')) {
    number += 1
    await add(`counsellor${number}`, 'counsellor', centre.id)
    await add(`inspector${number}`, 'counsellor', centre.id, ['inspector', 'verifier', 'registrar'])
    await add(`chief${number}`, 'chief', centre.id, ['inspector', 'verifier', 'registrar'])
  }
  await add('headquarters', 'headquarters', headquarters?.id ?? centres[0]?.id ?? null, ['inspector', 'verifier'])
  for (const signer of projectSigners) await add(signer, 'headquarters', headquarters?.id ?? centres[0]?.id ?? null, ['project'])
  await add('statistician', 'statistician', null)
  await add('viewer', 'viewer', null)
  await add('administrator', 'administrator', null)
  return accounts
}
