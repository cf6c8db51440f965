import { FileField, TextArea } from '../../../platform/web/fields'
import { ErrorSummary, Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { languages } from '../../../platform/i18n/words'
import type { Finding } from '../checks/finding'
import { isInside } from '../policy'
import type { listExports } from '../queries/answers'
import { sayFinding } from '../sentences'
import { reportFormats } from '../write-report'
import { ReportFrame, type ReportHead } from './frame'

/** The files of a report; each is written from the same copy. */
export function ExportPage({ head, exports }: { head: ReportHead; exports: Awaited<ReturnType<typeof listExports>> }) {
  const ui = useUi()
  const base = `/projects/${head.code}/reports/${head.sequence}/export`
  return (
    <ReportFrame head={head} tab="export">
      <p class="govuk-body">{ui.t(head.state === 'draft' ? 'projects.page.export-draft' : 'projects.page.export-frozen')}</p>
      <DataTable
        caption={ui.t('projects.page.files')} captionHidden
        columns={[{ key: 'format', text: ui.t('projects.page.format') }, ...languages.map((language) => ({ key: language, text: ui.t(`projects.language.${language}`) }))]}
        rows={reportFormats.map((format) => ({
          cells: {
            format: ui.t(`projects.format.${format}`),
            ...Object.fromEntries(languages.map((language) => [language, <a class="govuk-link" href={ui.to(`${base}/${format}?lang=${language}`)}>{ui.t('projects.page.download')}<span class="govuk-visually-hidden"> {ui.t(`projects.format.${format}`)}, {ui.t(`projects.language.${language}`)}</span></a>])),
          },
        }))}
        empty=""
      />
      {isInside(ui.actor) && exports.length > 0 ? (
        <DataTable
          caption={ui.t('projects.page.exported')}
          columns={[{ key: 'at', text: ui.t('projects.doc.date') }, { key: 'format', text: ui.t('projects.page.format') }, { key: 'digest', text: ui.t('projects.page.digest') }]}
          rows={exports.map((one) => ({ cells: { at: ui.moment(one.exported_at), format: `${one.format}, ${one.language}`, digest: one.digest.slice(0, 16) } }))}
          empty=""
        />
      ) : null}
    </ReportFrame>
  )
}

export interface CheckProps {
  text: string
  findings: readonly Finding[] | null
  errors: Readonly<Record<string, string>>
}

/** Rules run on a pasted or uploaded text; nothing of it is kept. */
export function CheckPage({ text, findings, errors }: CheckProps) {
  const ui = useUi()
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => ui.t(key, parameters)
  return (
    <>
      <BackLink href={ui.to('/projects')} text={ui.t('projects.page.projects')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={Object.entries(errors).map(([field, text]) => ({ field, text }))} />
      <h1 class="govuk-heading-l">{ui.t('projects.page.check-old')}</h1>
      <p class="govuk-body">{ui.t('projects.page.check.text')}</p>
      {findings === null ? null : (
        <DataTable
          caption={ui.t('projects.page.check.found', { count: findings.length })}
          columns={[{ key: 'rule', text: ui.t('projects.doc.rule') }, { key: 'level', text: ui.t('projects.doc.level') }, { key: 'finding', text: ui.t('projects.doc.finding') }]}
          rows={findings.map((finding) => ({ cells: { rule: finding.rule, level: <Tag text={ui.t(`projects.level.${finding.level}`)} colour={finding.level === 'error' ? 'red' : 'yellow'} />, finding: sayFinding(say, finding) } }))}
          empty={ui.t('projects.doc.annex.findings.none')}
        />
      )}
      <Form action={ui.to('/projects/check')} requestKey={ui.newKey()} files>
        <TextArea name="text" label={ui.t('projects.page.check.paste')} rows={12} value={text} error={errors['text']} />
        <FileField name="file" label={ui.t('projects.page.check.file')} hint={ui.t('projects.page.check.file.hint')} accept=".txt,.json" error={errors['file']} />
        <SubmitButton text={ui.t('projects.page.check.run')} />
      </Form>
    </>
  )
}
