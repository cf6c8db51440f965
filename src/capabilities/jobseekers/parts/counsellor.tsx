import { z } from 'zod'
import { SelectField } from '../../../platform/web/fields'
import { changeCounsellor } from '../actions/registrations'
import { textField } from '../model'
import { typedText } from '../pages/words'
import { findPersonRow, listCounsellors } from '../queries/people'
import { definePart } from './part'
import { WithUi } from './with-ui'

/** Who looks after the person. */
export const counsellorPart = definePart({
  name: 'counsellor',
  forPerson: false,
  isSearched: false,
  schema: z.object({ counsellor: textField(40) }),
  async load(reader, personId) {
    return { counsellor: (await findPersonRow(reader, personId))?.counsellorId ?? '' }
  },
  async save(tx, _platform, personId, { counsellor }) {
    const offered = await listCounsellors(tx, tx.context.actor.centreIds)
    if (!offered.some(({ id }) => id === counsellor)) return { counsellor: { key: 'errors.required' } }
    const outcome = await changeCounsellor(tx, personId, counsellor)
    return outcome.ok ? null : { counsellor: { key: `jobseekers.refusal.${outcome.reason}` } }
  },
  async choices(reader) {
    return { counsellor: (await listCounsellors(reader, reader.context.actor.centreIds)).map(({ id, name }) => ({ value: id, text: name })) }
  },
  Body: ({ typed, errors, choices }) => (
    <WithUi
      body={(ui) => (
        <SelectField name="counsellor" label={ui.t('jobseekers.field.counsellor')} error={errors['counsellor']} value={typedText(typed, 'counsellor')} options={choices['counsellor'] ?? []} emptyText={ui.t('jobseekers.choose')} />
      )}
    />
  ),
})
