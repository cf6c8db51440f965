import type { z } from 'zod'
import type { Answer, Form, Incoming } from '../../../platform/http/route'
import { page, seeOther } from '../../../platform/http/route'
import { type EmployerLine, employerName } from '../../employers/index'
import { enterVacancy } from '../actions/enter'
import { previewFindings, sendVacancy } from '../actions/send'
import type { entryForm, Origin } from '../model'
import { EntryPage } from '../pages/entry'
import { readEntry } from '../pages/read-content'
import { findVacancy } from '../queries/records'
import { refusedPage, shownErrors } from './answers'

interface Entering {
  employer: EmployerLine
  prefix: string
  origin: Origin
  isStaff: boolean
}

export function entryPage({ ui }: Pick<Incoming<unknown, unknown>, 'ui'>, { employer, prefix, isStaff }: Entering, typed: Record<string, string | string[] | undefined>, errors: Record<string, string> = {}): Answer {
  const body = <EntryPage typed={typed} errors={errors} employer={{ id: employer.id, name: employerName(employer, ui.lang) }} action={ui.to(`${prefix}/new`)} isStaff={isStaff} />
  return page(ui.t('vacancies.new.title'), body, { wide: isStaff, ...(Object.keys(errors).length > 0 ? { status: 422 as const } : {}) })
}

/** Takes the nine fields: a draft, then the occupation, then the advice, then the inspector, as far as nothing is to decide. */
export async function takeEntry(request: Incoming<z.output<typeof entryForm>, unknown>, entering: Entering): Promise<Answer> {
  const { tx, ui, platform } = request
  const form: Form<z.output<typeof entryForm>> = request.form
  if (!form.ok) return entryPage(request, entering, form.typed, shownErrors(ui, form))
  const read = readEntry(ui, form.value)
  if (!read.ok) return entryPage(request, entering, form.typed, read.errors)
  const id = await enterVacancy(tx, platform, entering.employer, read.content, entering.isStaff ? (form.value.origin ?? entering.origin) : entering.origin)
  const home = `${entering.prefix}/${id}`
  const sends = form.value.then !== 'draft'
  if (read.content.isco === null) return seeOther(ui.to(`${home}/occupation?then=${sends ? 'send' : 'draft'}`))
  if (!sends) return seeOther(ui.to(home))
  const vacancy = await findVacancy(tx, id)
  if (!vacancy) throw new Error('A vacancy that was just written is not there.')
  const limits = (await previewFindings(tx, platform, vacancy)).filter(({ rule }) => rule === 'ET')
  if (limits.length > 0) return seeOther(ui.to(`${home}/send`))
  const sent = await sendVacancy(tx, platform, vacancy)
  return sent.ok ? seeOther(ui.to(home)) : refusedPage(ui, sent.reason, entering.prefix)
}
