import { newId } from '../../../kernel/id'
import type { Door } from '../../../platform/http/door'
import type { Tx } from '../../../platform/db/database'
import { employerFunnel } from '../figures'
import type { EmployerPageProps } from '../pages/employer-page'
import { countVacancies, type EmployerRecord, listChecks, listContacts, listNextSteps, listStateChanges } from '../queries'

export const readDoor: Door = { who: ['counsellor', 'chief', 'headquarters'], reach: 'centre', subject: 'employer', strength: 'two', audit: 'read', purpose: 'registration', basis: 'public-task', limit: 'staff' }
export const writeDoor: Door = { ...readDoor, audit: 'write', key: 'required', body: 64 }
export const verifierDoor: Door = { ...writeDoor, duty: 'verifier' }

/** Everything that the employer's page shows; the read is audited. */
export async function loadPage(tx: Tx, employer: EmployerRecord, refused?: EmployerPageProps['refused']): Promise<EmployerPageProps> {
  tx.note({ action: 'employer.view', subjectKind: 'employer', subjectId: employer.id, purpose: 'registration', basis: 'public-task' })
  const owner = employer.owner_id ? await tx.db.selectFrom('account').select('display_name').where('id', '=', employer.owner_id).executeTakeFirst() : undefined
  return {
    employer,
    contacts: await listContacts(tx, employer.id),
    checks: await listChecks(tx, employer.id),
    changes: await listStateChanges(tx, employer.id),
    steps: await listNextSteps(tx, employer.id),
    vacancies: await countVacancies(tx, employer.id),
    funnel: (await Promise.all(employerFunnel.entries.map((provide) => provide(tx, employer.id)))).flat(),
    ownerName: owner?.display_name ?? null,
    requestKeys: Array.from({ length: 8 }, () => newId()),
    refused,
  }
}
