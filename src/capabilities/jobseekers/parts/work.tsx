import { z } from 'zod'
import { parseDay } from '../../../platform/text/dates'
import { foldDigits, parseNumber } from '../../../platform/text/numbers'
import { numberFormatOf } from '../../../platform/text/number-format'
import { CheckboxField, DateField, NumberField, SelectField, TextField } from '../../../platform/web/fields'
import { FieldSet } from '../../../platform/web/form'
import type { Ui } from '../../../platform/web/ui'
import { type FieldFault, textField, ticks } from '../model'
import { listOptions, typedList, typedText } from '../pages/words'
import { replaceWishes } from '../queries/edit'
import { listWishes } from '../queries/record'
import { definePart } from './part'
import { WithUi } from './with-ui'

const rows = [1, 2, 3] as const

/** Reads an amount; a refusal repeats what could be meant. */
export function readAmount(typed: string, currency: string, ui: Ui): { decimal: string | null; fault: FieldFault | null } {
  if (typed === '') return { decimal: null, fault: null }
  const decimals = ui.country.currencies.find(({ code }) => code === currency)?.decimals ?? 0
  const read = parseNumber(typed, { language: ui.lang, decimals, format: numberFormatOf(ui.country.numberFormat as never, ui.lang), currencies: ui.country.currencies })
  if (read.ok) return { decimal: read.value.decimal, fault: null }
  const meant = read.suggestions.map(({ text }) => text).join(' / ')
  return { decimal: null, fault: meant === '' ? { key: 'errors.not-a-number' } : { key: 'jobseekers.number.meant', parameters: { meant } } }
}

/** A whole number in digits of any script, within bounds; null when empty, undefined when wrong. */
export function readWhole(typed: string, from: number, to: number): number | null | undefined {
  const digits = foldDigits(typed).trim()
  if (digits === '') return null
  const value = /^\d{1,4}$/.test(digits) ? Number(digits) : NaN
  return value >= from && value <= to ? value : undefined
}

const isIsco = (ui: Ui, code: string) => code === '' || ui.country.occupations.entries.has(code)

export const wishesPart = definePart({
  name: 'wishes',
  forPerson: true,
  isSearched: false,
  schema: z.object({
    title1: textField(150), isco1: textField(4), title2: textField(150), isco2: textField(4), title3: textField(150), isco3: textField(4), reach: textField(20), places: ticks,
    wageMin: textField(40), wageCurrency: textField(3), wagePeriod: textField(10), hoursPerWeek: textField(5), earliestStart: textField(30), contracts: ticks,
  }),
  async load(reader, personId, ui) {
    const wishes = await listWishes(reader, personId)
    const first = wishes[0]
    const titles = wishes.slice(0, rows.length).flatMap((wish, index) => [[`title${index + 1}`, wish.title_typed], [`isco${index + 1}`, wish.isco ?? '']])
    return {
      ...(Object.fromEntries(titles) as Record<string, string>), reach: first?.reach ?? 'province', places: first?.places ?? [], wageMin: first?.wage_min?.replace(/\.0+$/, '') ?? '',
      wageCurrency: first?.wage_currency ?? ui.country.currencies[0]?.code ?? '', wagePeriod: first?.wage_period ?? 'month', hoursPerWeek: String(first?.hours_per_week ?? ''),
      earliestStart: first?.earliest_start ?? '', contracts: first?.contracts ?? [],
    }
  },
  async save(tx, _platform, personId, value, ui) {
    const faults: Record<string, FieldFault> = {}
    const wishes = rows.flatMap((row) => (value[`title${row}`] === '' ? [] : [{ title: value[`title${row}`], isco: foldDigits(value[`isco${row}`]) || null }]))
    if (wishes.length === 0) faults['title1'] = { key: 'errors.required' }
    for (const row of rows) if (!isIsco(ui, foldDigits(value[`isco${row}`]))) faults[`isco${row}`] = { key: 'jobseekers.occupation.unknown' }
    const wage = readAmount(value.wageMin, value.wageCurrency, ui)
    if (wage.fault) faults['wageMin'] = wage.fault
    const hours = readWhole(value.hoursPerWeek, 1, 84)
    if (hours === undefined) faults['hoursPerWeek'] = { key: 'errors.not-a-number' }
    const start = value.earliestStart === '' ? null : parseDay(value.earliestStart)
    if (start && !start.ok) faults['earliestStart'] = { key: 'errors.not-a-date' }
    if (Object.keys(faults).length > 0) return faults
    await replaceWishes(tx, personId, wishes, {
      reach: ['own-district', 'province', 'anywhere', 'list'].includes(value.reach) ? value.reach : 'province', places: value.places.filter((code) => ui.country.placeByCode.has(code)),
      wageMin: wage.decimal, wageCurrency: value.wageCurrency || null, wagePeriod: ['hour', 'day', 'week', 'month', 'piece'].includes(value.wagePeriod) ? value.wagePeriod : 'month',
      hoursPerWeek: hours ?? null, earliestStart: start?.ok ? start.value : null, contracts: value.contracts,
    })
    return null
  },
  Body: ({ typed, errors }) => <WithUi body={(ui) => <WishFields ui={ui} typed={typed} errors={errors} />} />,
  show: (ui, field, value) => {
    if (field.startsWith('isco')) return value === '' ? '' : `${value} ${ui.occupation(value)}`
    if (field === 'reach') return ui.label('wish-place', value)
    if (field === 'wagePeriod') return ui.label('wage-period', value)
    if (field === 'places') return value.split(',').map((code) => ui.place(code)).join(', ')
    return field === 'contracts' ? value.split(',').map((code) => ui.label('contract', code)).join(', ') : value
  },
})

function WishFields({ ui, typed, errors }: { ui: Ui; typed: Parameters<typeof typedText>[0]; errors: Readonly<Record<string, string>> }) {
  const label = (name: string) => ui.t(`jobseekers.field.${name}`)
  const provinces = ui.country.childrenOf('').map(({ code }) => ({ value: code, text: ui.place(code) }))
  return (
    <>
      {rows.map((row) => (
        <FieldSet legend={ui.t('jobseekers.wish.number', { number: row })} size="s">
          <TextField name={`title${row}`} label={label('title')} error={errors[`title${row}`]} value={typedText(typed, `title${row}`)} maxlength={150} />
          <TextField name={`isco${row}`} label={label('isco')} hint={row === 1 ? ui.t('jobseekers.occupation.hint') : undefined} error={errors[`isco${row}`]} value={typedText(typed, `isco${row}`)} width={4} inputmode="numeric" />
        </FieldSet>
      ))}
      <SelectField name="reach" label={label('reach')} value={typedText(typed, 'reach')} options={listOptions(ui, 'wish-place')} />
      <CheckboxField name="places" label={label('places')} values={typedList(typed, 'places')} options={provinces} inline />
      <TextField name="wageMin" label={label('wageMin')} error={errors['wageMin']} value={typedText(typed, 'wageMin')} width={10} inputmode="decimal" />
      <SelectField name="wageCurrency" label={label('wageCurrency')} value={typedText(typed, 'wageCurrency')} options={ui.country.currencies.map(({ code, symbol }) => ({ value: code, text: `${code} ${symbol}` }))} />
      <SelectField name="wagePeriod" label={label('wagePeriod')} value={typedText(typed, 'wagePeriod')} options={listOptions(ui, 'wage-period')} />
      <NumberField name="hoursPerWeek" label={label('hoursPerWeek')} error={errors['hoursPerWeek']} value={typedText(typed, 'hoursPerWeek')} width={4} />
      <DateField name="earliestStart" label={label('earliestStart')} error={errors['earliestStart']} value={typedText(typed, 'earliestStart')} />
      <CheckboxField name="contracts" label={label('contracts')} values={typedList(typed, 'contracts')} options={listOptions(ui, 'contract')} inline />
    </>
  )
}
