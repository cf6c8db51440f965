import { sql } from 'kysely'
import { type CheckKind, checkKinds, findEmployer, moveEmployer, recordCheck } from '../../capabilities/employers/index'
import { approveUnflagged } from '../../capabilities/vacancies/index'
import type { Duty } from '../../kernel/actor'
import type { Context } from '../../platform/db/database'
import type { Platform } from '../../platform/platform'
import { option } from '../verbs'
import { everyCentre } from './scope'

type Say = (line: string) => void

export const approveUsage = 'approve vacancies --source NAME --by INSPECTOR [--limit N]: shows imported jobs without flags, of verified employers, on the portal'
export const verifyUsage = 'verify employer CODE --by VERIFIER --checks register-extract,call-back [--note TEXT]: records the checks that were made, and verifies'

/** The program acting for an account that holds a duty; null when there is no such account. */
async function actingFor(platform: Platform, username: string, duty: Duty): Promise<Context | null> {
  const { rows: [found] } = await sql<{ id: string }>`
    select a.id from account a join account_duty d on d.account_id = a.id and d.duty = ${duty} and d.ended_at is null
    where a.username = ${username} and a.state = 'active'`.execute(platform.db.asLogin)
  if (!found) return null
  const context = await everyCentre(platform)
  return { ...context, actor: { ...context.actor, accountId: found.id, duties: [duty] } }
}

/** Approves together what an inspector may approve together: no open flag, a verified employer, not entered by the inspector. */
export async function approveVerb(platform: Platform, words: readonly string[], say: Say): Promise<number> {
  const [what = ''] = words
  const source = option(words, 'source')
  const by = option(words, 'by')
  const limit = Math.trunc(Number(option(words, 'limit') ?? 5_000))
  if (what !== 'vacancies' || !source || !by || !(limit > 0)) {
    say(`npx openpes ${approveUsage}`)
    return 2
  }
  const context = await actingFor(platform, by, 'inspector')
  if (!context) {
    say(`There is no active account "${by}" with the duty inspector.`)
    return 1
  }
  const { approved, waiting, unverified } = await platform.db.transaction(context, async (tx) => {
    const ids = (await tx.db.selectFrom('vacancy').select('id').where('source_system', '=', source).where('state', '=', 'inspecting').orderBy('received_on').limit(limit).execute()).map(({ id }) => id)
    const through = ids.length === 0 ? [] : await approveUnflagged(tx, platform, { inspectorId: context.actor.accountId ?? '', ids, limit })
    const left = await tx.db.selectFrom('vacancy').innerJoin('employer', 'employer.id', 'vacancy.employer_id').select(['employer.code', 'employer.state'])
      .where('vacancy.source_system', '=', source).where('vacancy.state', '=', 'inspecting').execute()
    return { approved: through.length, waiting: left.length, unverified: new Set(left.filter(({ state }) => state !== 'verified').map(({ code }) => code)) }
  })
  say(`${approved} vacancies are on the portal now; ${waiting} of this source wait for an inspector, each with its signs.`)
  for (const code of [...unverified].slice(0, 10)) say(`Employer ${code} is not verified: npx openpes ${verifyUsage.replace('CODE', code)}`)
  return 0
}

/** Records checks that a verifier made, and verifies the employer when they suffice. */
export async function verifyVerb(platform: Platform, words: readonly string[], say: Say): Promise<number> {
  const [what = '', code = ''] = words
  const by = option(words, 'by')
  const kinds = (option(words, 'checks') ?? '').split(',').filter((kind): kind is CheckKind => (checkKinds as readonly string[]).includes(kind))
  if (what !== 'employer' || code === '' || !by || kinds.length === 0) {
    say(`npx openpes ${verifyUsage}`)
    say(`Checks: ${checkKinds.join(', ')}`)
    return 2
  }
  const context = await actingFor(platform, by, 'verifier')
  if (!context) {
    say(`There is no active account "${by}" with the duty verifier.`)
    return 1
  }
  const outcome = await platform.db.transaction(
    context,
    async (tx) => {
      const found = await tx.db.selectFrom('employer').select('id').where('code', '=', code.replaceAll('-', '').toUpperCase()).executeTakeFirst()
      if (!found) return 'there is no such employer'
      for (const kind of kinds) {
        const employer = await findEmployer(tx, found.id)
        const check = employer && (await recordCheck(tx, platform, employer, { kind, result: 'pass', checkedOn: tx.context.today, note: option(words, 'note') ?? null }))
        if (!check?.ok) return check?.reason ?? 'there is no such employer'
      }
      const employer = await findEmployer(tx, found.id)
      const moved = employer && (await moveEmployer(tx, platform, employer, { event: 'verify' }))
      return moved?.ok ? 'verified' : (moved?.reason ?? 'there is no such employer')
    },
    (result) => result === 'verified',
  )
  say(outcome === 'verified' ? `Employer ${code} is verified.` : `Not verified: ${outcome}. Two passed checks of different kinds are needed, one of them register-extract, site-visit or licence-seen.`)
  return outcome === 'verified' ? 0 : 1
}
