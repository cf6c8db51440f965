import { z } from 'zod'
import { get, type Incoming, notFound, page, post, type Answer, type Route, seeOther } from '../../../platform/http/route'
import { listPersonLines, personName } from '../../jobseekers/index'
import { findVacancyLine, type VacancyLine, vacancyTitle } from '../../vacancies/index'
import { judgeVacancy, refer, type ReferRefusal } from '../actions/refer'
import { type SeveralLine, SeveralPage } from '../pages/several-page'
import { isOpen } from '../rules/referral'
import { readReferral, writeReferral } from './doors'
import { personAbout, referralsBy } from './proposals'

/** As many as a list of candidates can hold. */
const most = 200
const chosen = z.strictObject({ vacancy: z.uuid(), p: z.union([z.uuid(), z.array(z.uuid()).max(most)]).optional() })
const sent = z.object({ vacancy: z.uuid(), p: z.union([z.uuid(), z.array(z.uuid()).max(most)]) })
type Asked = Pick<Incoming<unknown, unknown>, 'tx' | 'ui'>

const candidates = (vacancy: VacancyLine) => `/vacancies/${vacancy.id}/candidates`

/** Those of the chosen whom the reader may put forward, with what stands against each. */
async function linesOf({ tx, ui }: Asked, vacancy: VacancyLine, ids: readonly string[]): Promise<{ lines: SeveralLine[]; refusal: ReferRefusal | undefined }> {
  const judged = await judgeVacancy(tx, vacancy, undefined)
  const known = await referralsBy({ tx }, { vacancyId: vacancy.id }, 'person_id')
  const people = await listPersonLines(tx, ids, 'referral')
  const lines = ids.flatMap((id): SeveralLine[] => {
    const person = people.get(id)
    const referral = known.get(id)
    return person ? [{ id, name: personName(person, ui.lang), about: personAbout(ui, person), refusal: referral && isOpen(referral.state) ? 'already-referred' : undefined }] : []
  })
  return { lines, refusal: judged.ok ? undefined : judged.reason }
}

export const severalRoutes: Route[] = [
  get('/referrals/several', {
    door: readReferral,
    query: chosen,
    handle: async ({ tx, ui, query }): Promise<Answer> => {
      const vacancy = await findVacancyLine(tx, query.vacancy)
      if (!vacancy) return notFound
      const { lines, refusal } = await linesOf({ tx, ui }, vacancy, [...new Set([query.p ?? []].flat())])
      if (lines.length === 0) return seeOther(ui.to(`${candidates(vacancy)}?choose=some`))
      const title = ui.t('placements.several.title', { vacancy: vacancyTitle(vacancy, ui.lang) })
      return page(title, <SeveralPage title={title} back={ui.to(candidates(vacancy))} vacancyId={vacancy.id} lines={lines} refusal={refusal} requestKey={ui.newKey()} />, { wide: true, noindex: true })
    },
  }),
  post('/referrals/several', {
    door: writeReferral,
    form: sent,
    handle: async ({ tx, ui, platform, form }): Promise<Answer> => {
      if (!form.ok) return notFound
      const vacancy = await findVacancyLine(tx, form.value.vacancy)
      if (!vacancy) return notFound
      const { lines } = await linesOf({ tx, ui }, vacancy, [...new Set([form.value.p].flat())])
      let asked = 0
      // Each is asked first and nothing is shown to the employer, so that a refusal leaves nothing behind.
      for (const line of lines) {
        const made = await refer(tx, platform, { personId: line.id, vacancyId: vacancy.id, origin: 'counsellor', how: 'proposed', by: 'counsellor' })
        if (made.ok) asked += 1
      }
      return seeOther(ui.to(`${candidates(vacancy)}?asked=${asked}&of=${lines.length}`))
    },
  }),
]
