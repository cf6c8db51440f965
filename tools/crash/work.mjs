// What the writers do: real forms with request keys, and what must be in the store for each one that was acknowledged.
import { randomBytes, randomUUID } from 'node:crypto'

const letters = () => [...randomBytes(9)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
const one = (list) => list[randomBytes(1)[0] % list.length]

/** A new intention of one kind. `proof` reads from the answer what was acknowledged. */
export const kinds = {
  visit: () => ({
    kind: 'visit', path: '/en/visits', key: randomUUID(),
    fields: { audience: 'jobseeker', sex: one(['F', 'M', 'not-stated']), age_band: '', purpose: 'complaint' },
    proof: (reply) => /ticket=(\d+)/.exec(reply.location)?.[1],
  }),
  registration: () => {
    const name = `${letters()} ${letters()}`
    return {
      kind: 'registration', path: '/en/jobseekers/new', key: randomUUID(), name,
      fields: {
        nameLatin: name, sex: one(['F', 'M']), birth: String(1960 + (randomBytes(1)[0] % 45)), district: '0101', wanted: 'Mason', language: 'en', noContactReason: one(['no-phone']), noDocumentReason: 'never-issued',
        'consent-matching': 'yes', 'consent-contact-sms': 'no', 'consent-contact-phone': 'no', 'consent-survey-invitation': 'no', consentMethod: 'screen',
      },
      proof: (reply) => /jobseekers\/([0-9a-f-]{36})/.exec(reply.location)?.[1],
    }
  },
}

/**
 * One writer: makes intentions one after the other, each sent with its key until it is answered, as a page does after a
 * broken line; every fourth line breaks by itself too. With `withKey: false` each sending has a new key: the control.
 */
export async function write({ browser, centre, ledger, state, withKey = true, choose }) {
  while (!state.over) {
    const intention = kinds[choose()]()
    const row = { kind: intention.kind, centre, key: intention.key, name: intention.name ?? null, sent: 0, acknowledged: false, proof: null }
    ledger.push(row)
    while (!row.acknowledged) {
      row.sent += 1
      let reply
      try {
        const cutAfter = row.sent === 1 && randomBytes(1)[0] < 64 ? randomBytes(1)[0] / 2 : undefined
        reply = await browser.post(intention.path, { ...intention.fields, _key: withKey ? intention.key : randomUUID() }, cutAfter)
      } catch {
        await state.up()
        continue
      }
      if (reply.status === 303 && !reply.location.includes('/sign-in')) Object.assign(row, { acknowledged: true, proof: intention.proof(reply) ?? null })
      else if (reply.status === 503 || reply.status === 429) await new Promise((resolve) => setTimeout(resolve, 200))
      else if (reply.status >= 500) {
        state.broken.push(`${row.kind} ${reply.status} ${state.said().split('\n').filter((line) => line.startsWith('{') && !line.includes('ECONNREFUSED')).at(-1) ?? ''}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      } else {
        state.refused.push({ kind: row.kind, status: reply.status, location: reply.location, text: (/error-summary[\s\S]{0,600}/.exec(reply.text)?.[0] ?? reply.text.slice(-600)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 300) })
        ledger.splice(ledger.indexOf(row), 1)
        if (state.refused.length > 400) throw new Error(`Too much was refused: ${JSON.stringify(state.refused.at(-1))} ${state.said()}`)
        break
      }
    }
  }
}

/** Compares what was acknowledged with what is stored. */
export async function compare(ask, ledger, before) {
  const acknowledged = ledger.filter((row) => row.acknowledged)
  const faults = { lost: [], doubled: [], half: [] }
  await compareVisits(ask, acknowledged.filter(({ kind }) => kind === 'visit'), faults, before.visits)
  await compareRegistrations(ask, acknowledged.filter(({ kind }) => kind === 'registration'), faults)
  for (const fault of await findHalfDone(ask)) if (!before.half.has(fault)) faults.half.push(fault)
  return { acknowledged: acknowledged.length, resent: ledger.reduce((sum, { sent }) => sum + sent - 1, 0), ...faults }
}

/** What was there before the writers started: rows of the demonstration are not theirs. */
export async function lookBefore(ask) {
  return { visits: new Set((await ask('select id from visit')).map(({ id }) => id)), half: new Set(await findHalfDone(ask)) }
}

async function findHalfDone(ask) {
  const found = []
  for (const [what, sql] of halfDone) for (const { id } of await ask(sql)) found.push(`${what}: ${id}`)
  return found
}

async function compareVisits(ask, rows, faults, earlier) {
  const stored = await ask(`select v.id, c.code as centre, v.ticket from visit v join centre c on c.id = v.centre_id`)
  const tickets = new Map()
  for (const visit of stored) if (!earlier.has(visit.id)) tickets.set(`${visit.centre} ${visit.ticket}`, visit)
  const promised = new Set()
  for (const row of rows) {
    const name = `${row.centre} ${row.proof}`
    // A ticket that was promised twice: the first visit was lost and its number given out again.
    if (!tickets.has(name) || promised.has(name)) faults.lost.push(`visit ${name}`)
    promised.add(name)
  }
  for (const name of tickets.keys()) if (!promised.has(name)) faults.doubled.push(`visit ${name}`)
}

async function compareRegistrations(ask, rows, faults) {
  const stored = await ask(`select n.person_id as id, n.name_latin as name from person_name n`)
  const byName = new Map()
  for (const { name, id } of stored) byName.set(name, [...(byName.get(name) ?? []), id])
  for (const row of rows) {
    const found = (byName.get(row.name) ?? []).length
    if (found === 0) faults.lost.push(`registration ${row.name}`)
    if (found > 1) faults.doubled.push(`registration ${row.name} ${found} times`)
  }
}

/** Things that must never stand alone; each query answers with the ids of those that do. */
export const halfDone = [
  ['person without a name', 'select p.id from person p where not exists (select 1 from person_name n where n.person_id = p.id)'],
  ['person without a registration', 'select p.id from person p where not exists (select 1 from registration r where r.person_id = p.id)'],
  ['person without a centre', 'select p.id from person p where not exists (select 1 from person_centre r where r.person_id = p.id)'],
  ['person who cannot be found', `select p.id from person p where p.state = 'current' and exists (select 1 from person_centre r where r.person_id = p.id and r.closed_at is null) and not exists (select 1 from person_key k where k.person_id = p.id)`],
  ['active registration without its service', `select r.id from registration r where r.state = 'active' and r.channel = 'counter' and not exists (select 1 from service_event s where s.source_kind = 'registration' and s.source_id = r.id)`],
  ['service of a registration that is not there', `select s.id from service_event s where s.source_kind = 'registration' and not exists (select 1 from registration r where r.id = s.source_id)`],
  ['request key without its answer', 'select key as id from request_key where status is null'],
  ['ticket counter behind its visits', `select k.centre_id::text || ' ' || k.day as id from visit_counter k where k.last_ticket <> (select count(*) from visit v where v.centre_id = k.centre_id and v.visited_on = k.day)`],
  ['visit without its audit row', `select v.id from visit v where v.created_by is not null and not exists (select 1 from audit_entry a where a.subject_id = v.id::text and a.subject_kind = 'visit')`],
  ['audit row of a visit that is not there', `select a.subject_id as id from audit_entry a where a.subject_kind = 'visit' and not exists (select 1 from visit v where v.id::text = a.subject_id)`],
  ['person without its audit row', `select p.id from person p where p.created_by is not null and not exists (select 1 from audit_entry a where a.subject_id = p.id::text)`],
  ['audit row of a person who is not there', `select a.subject_id as id from audit_entry a where a.subject_kind = 'person' and a.outcome = 'done' and not exists (select 1 from person p where p.id::text = a.subject_id)`],
]
