import { Form, SubmitButton, ButtonGroup } from '../../../platform/web/form'
import { Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'

export interface Report {
  id: string
  created_at: Date
  kind: string
  note: string | null
  phone: string | null
  state: string
}

/** What people reported about a job, with the inspector's buttons. */
export function Reports({ reports, home, mayInspect }: { reports: readonly Report[]; home: string; mayInspect: boolean }) {
  const ui = useUi()
  if (reports.length === 0) return null
  return (
    <DataTable
      caption={ui.t('vacancies.reports.title')}
      columns={[
        { key: 'kind', text: ui.t('vacancies.report.kind') },
        { key: 'note', text: ui.t('vacancies.reports.said') },
        { key: 'at', text: ui.t('web.day') },
        { key: 'state', text: ui.t('web.state') },
      ]}
      rows={reports.map((report) => ({
        cells: {
          kind: <Tag text={ui.label('job-report-reason', report.kind)} colour={report.kind === 'danger' ? 'red' : 'yellow'} />,
          note: [report.note, report.phone].filter(Boolean).join(' · '),
          at: ui.moment(report.created_at),
          state: (
            <>
              {ui.t(`vacancies.report.state.${report.state}`)}
              {mayInspect && (report.state === 'open' || report.state === 'asked-employer') ? (
                <Form action={ui.to(`${home}/reports/${report.id}`)} requestKey={ui.newKey()}>
                  <ButtonGroup>
                    <SubmitButton text={ui.t('vacancies.report.take-down')} name="outcome" value="take-down" look="warning" />
                    <SubmitButton text={ui.t('vacancies.report.state.upheld')} name="outcome" value="upheld" look="secondary" />
                    <SubmitButton text={ui.t('vacancies.report.state.not-upheld')} name="outcome" value="not-upheld" look="secondary" />
                    <SubmitButton text={ui.t('vacancies.report.state.asked-employer')} name="outcome" value="asked-employer" look="secondary" />
                  </ButtonGroup>
                </Form>
              ) : null}
            </>
          ),
        },
      }))}
      empty=""
    />
  )
}
