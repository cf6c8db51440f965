import { randomBytes } from 'node:crypto'
import { createApiToken, createStaffAccount, issueRecoveryCodes, totpAddress } from '../capabilities/accounts/index'
import { findCentreByCode } from '../capabilities/centres/index'
import { duties, type Duty } from '../kernel/actor'
import { parseIsoDay } from '../kernel/calendar'
import type { Platform } from '../platform/platform'
import { systemContext } from './prepare'

const staffRoles = ['counsellor', 'chief', 'headquarters', 'statistician', 'viewer', 'administrator'] as const

/** The value behind `--name`. */
export function option(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(`--${name}`)
  return at < 0 ? undefined : words[at + 1]
}

/** Makes a staff account with a random password, a second factor and ten recovery codes, and prints them once. */
export async function createAccount(platform: Platform, words: readonly string[], say: (line: string) => void): Promise<number> {
  const [username = ''] = words
  const role = staffRoles.find((known) => known === option(words, 'role'))
  if (!/^[a-z0-9._-]{3,40}$/.test(username) || !role) {
    say(`npx openpes account create USERNAME --role ${staffRoles.join('|')} [--centre CODE] [--duties inspector,verifier]`)
    return 2
  }
  const given = (option(words, 'duties') ?? '').split(',').filter(Boolean)
  const known = given.filter((duty): duty is Duty => (duties as readonly string[]).includes(duty))
  if (known.length < given.length) {
    say(`Duties are: ${duties.join(', ')}.`)
    return 2
  }
  const password = randomBytes(12).toString('base64url')
  const made = await platform.db.transaction(systemContext(platform), async (tx) => {
    const code = option(words, 'centre')
    const centre = code ? await findCentreByCode(tx, code) : undefined
    if (code && !centre) return null
    const account = await createStaffAccount(tx, platform, {
      username, displayName: username, role, centreId: centre?.id ?? null, language: platform.country.languages[0], password, duties: known,
    })
    return { ...account, recovery: await issueRecoveryCodes(tx, account.accountId) }
  })
  if (!made) {
    say('There is no centre with this code. List them with: npx openpes centres')
    return 1
  }
  say(`Account: ${username}`)
  say(`Password (change it after the first sign-in): ${password}`)
  say(`Second factor, for an authenticator app: ${totpAddress(made.totpSecret, username)}`)
  say(`Recovery codes, each works once: ${made.recovery.map((code) => `${code.slice(0, 4)}-${code.slice(4)}`).join(' ')}`)
  return 0
}

/** A token for a partner system, printed once. */
export async function createToken(platform: Platform, words: readonly string[], say: (line: string) => void): Promise<number> {
  const [username = ''] = words
  const expiresOn = parseIsoDay(option(words, 'until') ?? '')
  if (!username || !expiresOn) {
    say('npx openpes token create USERNAME --until 2027-12-31 [--name PARTNER]')
    return 2
  }
  const token = await platform.db.transaction(systemContext(platform), async (tx) => {
    const account = await tx.db.selectFrom('account').select('id').where('username', '=', username).where('state', '=', 'active').executeTakeFirst()
    return account ? createApiToken(tx, { accountId: account.id, name: option(words, 'name') ?? username, expiresOn }) : null
  })
  say(token ?? `There is no active account "${username}".`)
  return token ? 0 : 1
}
