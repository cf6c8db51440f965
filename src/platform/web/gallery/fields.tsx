import type { GalleryWords } from '../gallery'
import {
  CheckboxField,
  DateField,
  FileField,
  NumberField,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '../fields'
import { ButtonGroup, ErrorSummary, FieldSet, Form, SubmitButton } from '../form'
import { ButtonLink } from '../parts'

export function FieldGallery({ w }: { w: GalleryWords }) {
  const options = (texts: readonly string[]) => texts.map((text, index) => ({ value: String(index), text }))
  return (
    <>
      <ErrorSummary title={w.errors} errors={[{ field: 'birth', text: w.birthError }]} />
      <Form action="/register" requestKey="k1" version={3}>
        <div class="op-columns">
          <div>
            <TextField name="name" label={w.name} hint={w.nameHint} value={w.account} autocomplete="name" required />
            <DateField name="birth" label={w.birth} hint={w.birthHint} error={w.birthError} value="31/02/1994" />
            <NumberField name="wage" label={w.wage} value="250" suffix="USD" />
            <SelectField
              name="education"
              label={w.education}
              emptyText={w.choose}
              value="2"
              options={options(w.levels)}
            />
            <TextArea name="about" label={w.about} value={w.inset} rows={3} />
          </div>
          <div>
            <RadioField name="gender" label={w.gender} value="0" options={options(w.genders)} />
            <FieldSet legend={w.contact}>
              <CheckboxField
                name="channel"
                label={w.channels}
                values={['1']}
                options={options(w.channel).map((item, index) => (index === 2 ? { ...item, hint: w.nameHint } : item))}
              />
              <TextField name="phone" label={w.channel[0]} type="tel" inputmode="tel" width={20} />
            </FieldSet>
            <CheckboxField name="agree" options={[{ value: 'yes', text: w.agree }]} />
            <FileField name="photo" label={w.details} />
          </div>
        </div>
        <ButtonGroup>
          <SubmitButton text={w.save} />
          <SubmitButton text={w.cancel} look="warning" name="do" value="cancel" />
          <ButtonLink href="#cancel" text={w.cancel} look="secondary" />
        </ButtonGroup>
      </Form>
    </>
  )
}
