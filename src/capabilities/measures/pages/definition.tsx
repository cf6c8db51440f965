import { toDecimal } from '../../../kernel/exact'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import type { Preview } from '../editor/preview'
import type { BehindList } from '../figures/records'
import { type Tree, units } from '../language/tree'
import { ageText, dayText, monthText, numberText } from './words'

const languageNames = { km: 'ភាសាខ្មែរ', lo: 'ພາສາລາວ', en: 'English' } as const

/** What the tree says, in each language: made from the tree, so it is never wrong. */
export function Definition({ sentences }: { sentences: Readonly<Record<string, readonly string[]>> }) {
  const ui = useUi()
  return (
    <section>
      <h2 class="govuk-heading-m">{ui.t('measures.editor.definition')}</h2>
      {(['km', 'lo', 'en'] as const).map((language) => (
        <>
          <h3 class="govuk-heading-s" lang={language}>{languageNames[language]}</h3>
          <ul class="govuk-list govuk-list--bullet" lang={language}>
            {(sentences[language] ?? []).map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      ))}
    </section>
  )
}

/** The last months and the first records; the list says the same number as the figure. */
export function PreviewTables({ tree, preview }: { tree: Tree; preview: Preview }) {
  const ui = useUi()
  const decimals = units[tree.unit]
  return (
    <section>
      <h2 class="govuk-heading-m">{ui.t('measures.editor.figure')}</h2>
      <DataTable
        caption={ui.t('measures.editor.figure')}
        captionHidden
        columns={[{ key: 'month', text: ui.t('measures.month') }, { key: 'value', text: ui.t('measures.figure'), numeric: true }]}
        rows={preview.months.map(({ month, observation }) => ({
          cells: { month: monthText(ui, month), value: observation.value === null ? ui.t(`measures.${observation.state}`) : withUnit(ui, tree, numberText(ui, toDecimal(observation.value, decimals), decimals)) },
        }))}
        empty={ui.t('measures.empty')}
      />
      {preview.lists.map((list) => (
        <RecordList list={list} preview={preview} many={preview.lists.length > 1} />
      ))}
    </section>
  )
}
const withUnit = (ui: ReturnType<typeof useUi>, tree: Tree, number: string) => (tree.unit === 'percent' ? ui.t('measures.percent', { number }) : number)

function RecordList({ list, preview, many }: { list: BehindList; preview: Preview; many: boolean }) {
  const ui = useUi()
  const title = `${many ? `${ui.t(`measures.editor.part.${list.part}`)}: ` : ''}${ui.t('measures.editor.records', { count: ui.number(list.count), month: monthText(ui, preview.month) })}`
  return (
    <section>
      <h3 class="govuk-heading-s">{title}</h3>
      <p class="govuk-body">{Number(list.value) === list.count ? ui.t('measures.editor.records.agree', { value: numberText(ui, list.value) }) : ui.t('measures.records.amounts', { number: numberText(ui, list.value), rows: ui.number(list.count) })}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[{ key: 'day', text: ui.t('web.day') }, { key: 'centre', text: ui.t('web.centre') }, { key: 'sex', text: ui.t('web.sex') }, { key: 'age', text: ui.t('measures.by.age_band') }, { key: 'amount', text: ui.t('measures.amount'), numeric: true }]}
        rows={list.rows.map((row) => ({ cells: { day: dayText(ui, row.day), centre: row.unit_code, sex: row.sex ? ui.label('sex', row.sex) : '', age: row.age_band ? ageText(ui, row.age_band) : '', amount: row.amount ? numberText(ui, row.amount) : '' } }))}
        empty={ui.t('measures.records.empty')}
      />
    </section>
  )
}
