import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { listPublished } from '../queries/projects'

const files = ['html', 'pdf', 'json', 'xml'] as const

/** Reports that were sent to their donors, for everybody. */
export function PublishedPage({ reports }: { reports: Awaited<ReturnType<typeof listPublished>> }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('projects.page.published')}</h1>
      <p class="govuk-body">{ui.t('projects.page.published.text')}</p>
      <DataTable
        caption={ui.t('projects.page.published')} captionHidden
        columns={[{ key: 'title', text: ui.t('projects.page.project') }, { key: 'donor', text: ui.t('projects.doc.donor') }, { key: 'period', text: ui.t('projects.doc.period') }, { key: 'files', text: ui.t('projects.page.files') }]}
        rows={reports.map((report) => ({
          cells: {
            title: report.title, donor: report.donor, period: `${report.period_from} – ${report.period_to}`,
            files: (
              <ul class="govuk-list">
                {files.map((file) => (
                  <li><a class="govuk-link" href={ui.to(`/published-reports/${report.code}/${report.sequence}/report.${file}`)}>{ui.t(`projects.format.${file === 'xml' ? 'iati' : file}`)}<span class="govuk-visually-hidden"> {report.title}, {ui.t('projects.page.report-number', { number: report.sequence })}</span></a></li>
                ))}
              </ul>
            ),
          },
        }))}
        empty={ui.t('projects.page.published.none')}
      />
    </>
  )
}
