import type { Fields } from '../../../platform/http/route'
import { TextArea } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, StatTile, StatTiles } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { classText } from '../document/classification'
import { isInside } from '../policy'
import { countLevels, defaultReading, type ProgressResult } from '../progress-result'
import type { listLessons, listSections } from '../queries/report-parts'
import type { PageFit } from '../document/page-fit'
import { figureText } from '../sentences'
import { countedIn, ReportFrame, type ReportHead } from './frame'

export interface ReportHomeProps {
  head: ReportHead
  result: ProgressResult
  sections: Awaited<ReturnType<typeof listSections>>
  lessons: Awaited<ReturnType<typeof listLessons>>
  writes: boolean
}

/** What a report stands at, and its texts. */
export function ReportHome({ head, result, sections, lessons, writes }: ReportHomeProps) {
  const ui = useUi()
  const levels = countLevels(result.findings)
  const objective = defaultReading(result, 'objective_classification')
  const output = defaultReading(result, 'output_classification')
  const base = `/projects/${head.code}/reports/${head.sequence}`
  const inside = isInside(ui.actor)
  const say = (key: string) => ui.t(key)
  return (
    <ReportFrame head={head} tab="report">
      <StatTiles>
        <StatTile label={ui.t('projects.page.milestones-met')} value={`${objective?.met ?? 0} / ${objective?.due ?? 0}`} note={objective ? classText(say, objective.class) : ''} href={inside ? ui.to(`${base}/classification`) : undefined} />
        <StatTile label={ui.t('projects.doc.classification.output')} value={output ? classText(say, output.class) : '–'} note={ui.t('projects.page.ticked', { ticked: output?.ticked || '–' })} />
        <StatTile label={ui.t('projects.page.errors')} value={ui.number(levels.error)} note={ui.t('projects.page.more-findings', { warnings: levels.warning, notices: levels.notice })} href={inside ? ui.to(`${base}/findings`) : undefined} />
      </StatTiles>
      <p class="govuk-body"><a class="govuk-link" href={ui.to(`${base}/document`)}>{ui.t('projects.page.read-document')}</a></p>
      {inside ? (
        <DataTable
          caption={ui.t('projects.page.texts')}
          columns={[{ key: 'heading', text: ui.t('projects.page.section') }, { key: 'length', text: ui.t('projects.page.characters'), numeric: true }, { key: 'edit', text: ui.t('web.actions') }]}
          rows={[
            ...sections.map((section) => ({ heading: section.heading, text: section.text, limit: section.limit_characters, href: `${base}/sections/${section.code}` })),
            ...lessons.map((lesson) => ({ heading: lesson.heading, text: lesson.text, limit: null, href: `${base}/lessons/${lesson.position + 1}` })),
          ].map(({ heading, text, limit, href }) => ({
            cells: {
              heading, length: limit === null ? ui.number(text.length) : ui.t('projects.page.of-limit', { count: figureText(String(text.length)), limit: figureText(String(limit)) }),
              edit: <a class="govuk-link" href={ui.to(href)}>{ui.t(writes && head.state === 'draft' ? 'projects.page.change' : 'projects.page.read')}<span class="govuk-visually-hidden"> {heading}</span></a>,
            },
          }))}
          empty={ui.t('projects.page.no-texts')}
        />
      ) : null}
    </ReportFrame>
  )
}

export interface TextPageProps {
  head: ReportHead
  heading: string
  action: string
  text: string
  limit: number | null
  version: number
  writes: boolean
  /** What the project's register holds that belongs here. */
  notes: readonly string[]
  /** Figures of the text that the report does not hold. */
  unknown: readonly string[]
  /** Where the summary is longer than its page. */
  fit: PageFit | null
  /** Sentences that the checks say about this text. */
  findings: readonly string[]
  errors: Readonly<Record<string, string>>
  typed: Fields
}

/** Where the last sentence that fits ends. */
export function fittingEnd(text: string, limit: number): string {
  const inside = text.slice(0, limit)
  const end = Math.max(inside.lastIndexOf('. '), inside.lastIndexOf('។'), inside.lastIndexOf('.\n'))
  return inside.slice(0, end > 0 ? end + 1 : limit).slice(-40)
}

/** One text of a report with its limit; over the limit it is kept and said. */
export function TextPage({ head, heading, action, text, limit, version, writes, notes, unknown, fit, findings, errors, typed }: TextPageProps) {
  const ui = useUi()
  const shown = typeof typed['text'] === 'string' ? typed['text'] : text
  const isLong = limit !== null && shown.length > limit
  return (
    <>
      <BackLink href={ui.to(`/projects/${head.code}/reports/${head.sequence}`)} text={ui.t('projects.page.report-number', { number: head.sequence })} />
      <h1 class="govuk-heading-l">{heading}</h1>
      {errors['_form'] ? <InsetText>{ui.t(errors['_form'])}</InsetText> : null}
      {errors['_form'] === 'errors.stale' ? <><h2 class="govuk-heading-s">{ui.t('projects.page.stored-text')}</h2><p class="govuk-body op-kept-lines">{text}</p></> : null}
      {findings.map((sentence) => <InsetText>{sentence}</InsetText>)}
      {fit ? <InsetText>{ui.t('projects.page.pages', { pages: fit.pages, end: fit.end })}</InsetText> : null}
      {unknown.length > 0 ? <InsetText>{ui.t('projects.page.unknown-figures')} {unknown.map((figure, index) => <>{index === 0 ? '' : ', '}<mark>{figure}</mark></>)}</InsetText> : null}
      {notes.length > 0 ? <><h2 class="govuk-heading-s">{ui.t('projects.page.from-register')}</h2><ul class="govuk-list govuk-list--bullet">{notes.map((note) => <li>{note}</li>)}</ul></> : null}
      {writes && head.state === 'draft' ? (
        <Form action={ui.to(action)} requestKey={ui.newKey()} version={version}>
          <TextArea
            name="text" label={heading} rows={16} value={shown}
            counted={countedIn(ui, limit)}
            error={isLong ? ui.t('projects.page.too-long', { count: figureText(String(shown.length)), limit: figureText(String(limit ?? 0)), end: fittingEnd(shown, limit ?? 0) }) : undefined}
          />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      ) : text.split(/\n{2,}/).map((piece) => <p class="govuk-body">{piece}</p>)}
    </>
  )
}
