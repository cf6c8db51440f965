import { z } from 'zod'
import { parseDay } from '../../../platform/text/dates'
import { parsePhone } from '../../../platform/text/phone'
import { CheckboxField, DateField, RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { FieldSet } from '../../../platform/web/form'
import { documentKey } from '../actions/register'
import { type FieldFault, textField, ticks } from '../model'
import { listOptions, optionsOf, typedList, typedText } from '../pages/words'
import { type ContactFact, insertDocument, replaceContacts, setPerson } from '../queries/edit'
import { findHolderOfDocument, findPersonRow, lockDocument } from '../queries/people'
import { listContacts } from '../queries/record'
import { documentNumber } from '../rules'
import { definePart } from './part'
import { WithUi } from './with-ui'

const rows = [1, 2, 3] as const
const contactFields = z.object({
  kind1: textField(20), value1: textField(120), owner1: textField(20), shared1: ticks,
  kind2: textField(20), value2: textField(120), owner2: textField(20), shared2: ticks,
  kind3: textField(20), value3: textField(120), owner3: textField(20), shared3: ticks,
  noContactReason: textField(40),
})

export const contactsPart = definePart({
  name: 'contacts',
  forPerson: false,
  isSearched: true,
  schema: contactFields,
  async load(reader, personId) {
    const person = await findPersonRow(reader, personId)
    const contacts = await listContacts(reader, personId)
    const fields = contacts.slice(0, rows.length).flatMap((contact, index) => [
      [`kind${index + 1}`, contact.kind], [`value${index + 1}`, contact.value], [`owner${index + 1}`, contact.owner], [`shared${index + 1}`, contact.shared_with_others ? 'yes' : ''],
    ])
    return { ...(Object.fromEntries(fields) as Record<string, string>), noContactReason: person?.noContactReason ?? '' }
  },
  async save(tx, platform, personId, value, ui) {
    const faults: Record<string, FieldFault> = {}
    const contacts = rows.flatMap((row): ContactFact[] => {
      const text = value[`value${row}`]
      if (text === '') return []
      const kind = value[`kind${row}`] || 'phone'
      if (!ui.country.lists.get('contact-kind')?.some(({ code }) => code === kind)) faults[`kind${row}`] = { key: 'errors.not-valid' }
      const e164 = ['phone', 'person-to-call'].includes(kind) ? parsePhone(text, platform.country.phoneRegion).e164 : null
      return [{ kind, value: text, e164: kind === 'phone' ? e164 : null, owner: value[`owner${row}`] || 'self', shared: value[`shared${row}`].includes('yes') }]
    })
    if (contacts.length === 0 && value.noContactReason === '') faults['value1'] = { key: 'jobseekers.phone.or-reason' }
    if (Object.keys(faults).length > 0) return faults
    await replaceContacts(tx, personId, contacts)
    await setPerson(tx, personId, { no_contact_reason: contacts.length === 0 ? value.noContactReason : null })
    return null
  },
  Body: ({ typed, errors }) => (
    <WithUi
      body={(ui) => (
        <>
          {rows.map((row) => (
            <FieldSet legend={ui.t('jobseekers.contact.number', { number: row })}>
              <SelectField name={`kind${row}`} label={ui.t('jobseekers.field.kind')} error={errors[`kind${row}`]} value={typedText(typed, `kind${row}`)} options={listOptions(ui, 'contact-kind')} />
              <TextField name={`value${row}`} label={ui.t('jobseekers.field.value')} error={errors[`value${row}`]} value={typedText(typed, `value${row}`)} width={20} maxlength={120} />
              <SelectField name={`owner${row}`} label={ui.t('jobseekers.field.owner')} value={typedText(typed, `owner${row}`)} options={listOptions(ui, 'contact-owner')} />
              <CheckboxField name={`shared${row}`} values={typedList(typed, `shared${row}`)} options={[{ value: 'yes', text: ui.t('jobseekers.contact.shared') }]} />
            </FieldSet>
          ))}
          <SelectField name="noContactReason" label={ui.t('jobseekers.field.noContactReason')} value={typedText(typed, 'noContactReason')} options={listOptions(ui, 'no-contact-reason')} emptyText={ui.t('jobseekers.choose')} />
        </>
      )}
    />
  ),
  show: (ui, field, value) => {
    if (field.startsWith('kind')) return ui.label('contact-kind', value)
    if (field.startsWith('owner')) return ui.label('contact-owner', value)
    return field === 'noContactReason' ? ui.label('no-contact-reason', value) : value
  },
})

export const documentPart = definePart({
  name: 'document',
  forPerson: false,
  isSearched: false,
  schema: z.object({ documentType: textField(40), documentNumber: textField(60), documentSeen: textField(5), expiresOn: textField(30), noDocumentReason: textField(40) }),
  async load(reader, personId) {
    return { noDocumentReason: (await findPersonRow(reader, personId))?.noDocumentReason ?? '' }
  },
  async save(tx, platform, personId, value) {
    const number = documentNumber(value.documentNumber)
    if (number === '') {
      if (value.noDocumentReason === '') return { documentNumber: { key: 'jobseekers.document.or-reason' } }
      await setPerson(tx, personId, { no_document_reason: value.noDocumentReason })
      return null
    }
    const kind = platform.country.identityDocuments.find(({ code }) => code === value.documentType)
    if (!kind) return { documentType: { key: 'errors.required' } }
    if (kind.pattern && !kind.pattern.test(number)) return { documentNumber: { key: 'jobseekers.document.pattern' } }
    const expires = value.expiresOn === '' ? null : parseDay(value.expiresOn)
    if (expires && !expires.ok) return { expiresOn: { key: 'errors.not-a-date' } }
    const key = documentKey(platform, kind.code, number)
    await lockDocument(tx, key)
    if (await findHolderOfDocument(tx, key)) return { documentNumber: { key: 'jobseekers.document.held' } }
    await insertDocument(tx, personId, {
      country: platform.country.code, type: kind.code, sealed: platform.seal.seal(number), key, seen: value.documentSeen === 'yes', expiresOn: expires?.ok ? expires.value : null,
    })
    await setPerson(tx, personId, { no_document_reason: null })
    return null
  },
  Body: ({ typed, errors }) => (
    <WithUi
      body={(ui) => (
        <>
          <SelectField name="documentType" label={ui.t('jobseekers.document.type')} error={errors['documentType']} value={typedText(typed, 'documentType')} options={optionsOf(ui, ui.country.identityDocuments)} emptyText={ui.t('jobseekers.choose')} />
          <TextField name="documentNumber" label={ui.t('jobseekers.document.number')} error={errors['documentNumber']} value={typedText(typed, 'documentNumber')} width={20} />
          <RadioField name="documentSeen" label={ui.t('jobseekers.document.seen')} value={typedText(typed, 'documentSeen')} options={[{ value: 'yes', text: ui.t('web.yes') }, { value: 'no', text: ui.t('web.no') }]} inline />
          <DateField name="expiresOn" label={ui.t('jobseekers.field.expiresOn')} error={errors['expiresOn']} value={typedText(typed, 'expiresOn')} />
          <SelectField name="noDocumentReason" label={ui.t('jobseekers.document.none')} value={typedText(typed, 'noDocumentReason')} options={listOptions(ui, 'no-document-reason')} emptyText={ui.t('jobseekers.choose')} />
        </>
      )}
    />
  ),
  show: (ui, field, value) => (field === 'noDocumentReason' ? ui.label('no-document-reason', value) : value),
})
