import { nameIn } from '../../../platform/country/index'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Preview } from '../editor/preview'
import type { OwnVersion } from '../editor/own-queries'
import type { AnyMeasure } from '../language/composed'
import type { Measure, Tree } from '../language/tree'
import { Definition, PreviewTables } from './definition'
import { definitionOf, measureName } from './words'

export interface MeasureLine {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly state: string
  readonly version: number
}

/** Every measure, those of the program and those that the agency built. */
export function MeasuresPage({ lines, builds }: { lines: readonly MeasureLine[]; builds: boolean }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('measures.editor.title')}</h1>
      <p class="govuk-body">{ui.t('measures.editor.about')}</p>
      {builds ? <ButtonLink href={ui.to('/measures/new')} text={ui.t('measures.editor.new')} /> : null}
      <DataTable
        caption={ui.t('measures.editor.title')}
        captionHidden
        columns={[{ key: 'name', text: ui.t('measures.figure') }, { key: 'state', text: ui.t('measures.editor.state') }, { key: 'version', text: ui.t('measures.editor.version'), numeric: true }]}
        rows={lines.map(({ id, name, text, state, version }) => ({
          cells: {
            name: <><a class="govuk-link" href={ui.to(`/measures/${id}`)}>{name}</a><br /><span class="govuk-hint">{text}</span></>,
            state: ui.t(`measures.editor.state.${state}`), version: ui.number(version),
          },
        }))}
        empty={ui.t('measures.empty')}
      />
    </>
  )
}

export interface MeasurePageProps {
  measure: AnyMeasure | Measure
  /** The newest version of a measure that the agency built. */
  version: OwnVersion | undefined
  versions: readonly OwnVersion[]
  hash: string
  sentences: Readonly<Record<string, readonly string[]>> | undefined
  preview: Preview | undefined
  error: string | undefined
  /** Whether the reader builds measures, and whether this version is the reader's own. */
  builds: boolean
  isOwn: boolean
  requestKey: string
}

/** One measure: what it means, what it counts, what it gives, and who must still decide. */
export function MeasurePage(props: MeasurePageProps) {
  const ui = useUi()
  const { measure, version, versions, sentences, preview } = props
  const state = version?.state ?? 'shipped'
  const shown = version ? { id: measure.id, own: { names: version.names, texts: version.texts } } : measure
  return (
    <>
      <BackLink href={ui.to('/measures')} text={ui.t('measures.editor.back')} />
      <span class="govuk-caption-l">{measure.id}</span>
      <h1 class="govuk-heading-l">{measureName(ui, shown)}</h1>
      <p class="govuk-body">{definitionOf(ui, shown)}</p>
      {props.error ? <InsetText>{ui.t(props.error)}</InsetText> : null}
      <SummaryList rows={[
        { key: ui.t('measures.editor.state'), value: ui.t(`measures.editor.state.${state}`) },
        { key: ui.t('measures.editor.version'), value: ui.number(version?.number ?? measure.version) },
        ...(version ? [{ key: ui.t('measures.editor.from'), value: ui.day(version.validFrom) }] : []),
        { key: ui.t('measures.editor.hash'), value: <code class="op-break">{props.hash}</code> },
      ]} />
      {props.builds && version?.state === 'waiting' ? props.isOwn ? <InsetText>{ui.t('measures.editor.own-waits')}</InsetText> : (
        <Form action={ui.to(`/measures/${measure.id}/decision`)} requestKey={props.requestKey}>
          <div class="govuk-button-group">
            <SubmitButton name="answer" value="active" text={ui.t('measures.editor.activate')} /> <SubmitButton name="answer" value="refused" look="secondary" text={ui.t('measures.editor.refuse')} />
          </div>
        </Form>
      ) : null}
      <div class="govuk-button-group">
        {versions.some((one) => one.state === 'active') || !version ? <ButtonLink href={ui.to(`/this-month?measure=${measure.id}`)} look="secondary" text={ui.t('measures.editor.open')} /> : null}
        {props.builds && version && version.state !== 'waiting' ? <ButtonLink href={ui.to(`/measures/${measure.id}/new-version`)} look="secondary" text={ui.t('measures.editor.change')} /> : null}
      </div>
      {sentences ? <Definition sentences={sentences} /> : null}
      {preview ? <PreviewTables tree={measure.tree as Tree} preview={preview} /> : null}
      {versions.length > 1 ? (
        <section>
          <h2 class="govuk-heading-m">{ui.t('measures.editor.versions')}</h2>
          <ul class="govuk-list">
            {versions.map((one) => (
              <li>{ui.t('measures.editor.version.number', { number: one.number })}: {nameIn(one.names, ui.lang)}, {ui.t(`measures.editor.state.${one.state}`)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
