import { z } from 'zod'
import { isInForce } from '../../../platform/country/index'
import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, post, type Route, seeOther } from '../../../platform/http/route'
import type { Language } from '../../../platform/i18n/words'
import { RadioField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, SubmitButton } from '../../../platform/web/form'
import { BackLink, EmptyState, InsetText } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import { findContactWay, findPersonLine, personName } from '../../jobseekers/index'
import { ErrorBox } from '../pages/entry'
import { changeSearch, saveSearch } from './actions'
import { SearchCard } from './pages'
import { listSearches, type SavedSearch } from './queries'
import { actForm } from './routes'
import { frequencies } from './rules'

const staffRead: Door = { who: ['counsellor', 'chief'], reach: 'centre', subject: 'person', strength: 'two', audit: 'read', purpose: 'matching', basis: 'public-task', limit: 'staff' }
const staffWrite: Door = { ...staffRead, audit: 'write', key: 'required', body: 8 }

const counterForm = z.object({
  q: z.string().max(200, 'errors.too-long').optional(), province: z.string().max(20, 'errors.not-valid').optional(), group: z.string().max(4, 'errors.not-valid').optional(), frequency: z.enum(frequencies, 'errors.required'),
})
interface Typed {
  q: string
  province: string
  group: string
  frequency: string
}
const nothing: Typed = { q: '', province: '', group: '', frequency: 'daily' }

interface CounterProps {
  personId: string
  name: string
  searches: readonly SavedSearch[]
  canBeTold: boolean
  typed: Typed
  errors: Readonly<Record<string, string>>
}

/** The searches of a person at the counter: what is told, and a new one. */
function CounterPage({ personId, name, searches, canBeTold, typed, errors }: CounterProps) {
  const ui = useUi()
  const under = `/jobseekers/${personId}/searches`
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${personId}`)} text={name} />
      <ErrorBox errors={errors} />
      <h1 class="govuk-heading-l">{ui.t('vacancies.alert.counter.title', { person: name })}</h1>
      {searches.length === 0 ? <EmptyState title={ui.t('vacancies.alert.counter.none')} /> : null}
      {searches.map((search) => (
        <SearchCard search={search} under={under} />
      ))}
      <h2 class="govuk-heading-m">{ui.t('vacancies.alert.counter.new')}</h2>
      {canBeTold ? (
        <CounterForm action={ui.to(under)} typed={typed} errors={errors} />
      ) : (
        <InsetText>
          {ui.t('vacancies.alert.counter.no-consent')} <a class="govuk-link" href={ui.to(`/jobseekers/${personId}/consents`)}>{ui.t('vacancies.alert.counter.consents')}</a>
        </InsetText>
      )}
    </>
  )
}

function CounterForm({ action, typed, errors }: { action: string; typed: Typed; errors: Readonly<Record<string, string>> }) {
  const ui = useUi()
  const { country } = ui
  return (
    <Form action={action} requestKey={ui.newKey()}>
      <TextField name="q" label={ui.t('vacancies.alert.counter.words')} hint={ui.t('vacancies.search.words.hint')} value={typed.q} error={errors['q']} maxlength={200} />
      <SelectField
        name="province" label={ui.t('vacancies.search.province')} value={typed.province} emptyText={ui.t('web.all')} error={errors['province']}
        options={country.childrenOf('').filter((place) => isInForce(place, ui.today)).map(({ code }) => ({ value: code, text: ui.place(code) }))}
      />
      <SelectField
        name="group" label={ui.t('vacancies.search.group')} value={typed.group} emptyText={ui.t('web.all')} error={errors['group']}
        options={country.occupations.childrenOf('').map(({ code }) => ({ value: code, text: ui.occupation(code) }))}
      />
      <RadioField name="frequency" label={ui.t('vacancies.alert.counter.how-often')} value={typed.frequency} error={errors['frequency']} options={frequencies.map((one) => ({ value: one, text: ui.t(`vacancies.alert.${one}`) }))} />
      <SubmitButton text={ui.t('vacancies.alert.save')} />
    </Form>
  )
}

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'platform' | 'params'>

async function show({ tx, ui, platform, params }: Request, typed: Typed, errors: Readonly<Record<string, string>>): Promise<Answer> {
  const person = await findPersonLine(tx, params['id'] ?? '', 'matching')
  if (!person) return notFound
  const { channel } = await findContactWay(tx, person.id, platform.country.nameOrder)
  const name = personName(person, ui.lang)
  const body = <CounterPage personId={person.id} name={name} searches={await listSearches(tx, person.id)} canBeTold={channel === 'sms'} typed={typed} errors={errors} />
  return page(ui.t('vacancies.alert.counter.title', { person: name }), body, Object.keys(errors).length > 0 ? { status: 422 } : {})
}

/** Saves what the person asked for at the counter, when the person agreed to be told. */
async function save(request: Incoming<z.output<typeof counterForm>, unknown>): Promise<Answer> {
  const { tx, ui, platform, params, form } = request
  const typed = Object.fromEntries(Object.entries(nothing).map(([name, usual]) => [name, String(form.typed[name] ?? usual)])) as unknown as Typed
  if (!form.ok) return show(request, typed, Object.fromEntries(Object.entries(form.errors).map(([name, key]) => [name, ui.t(key)])))
  const person = await findPersonLine(tx, params['id'] ?? '', 'matching')
  if (!person) return notFound
  const { country } = platform
  const unknown = [...(typed.province && country.placeByCode.get(typed.province)?.level !== 1 ? ['province'] : []), ...(typed.group && !country.occupations.entries.has(typed.group) ? ['group'] : [])]
  if (unknown.length > 0) return show(request, typed, Object.fromEntries(unknown.map((name) => [name, ui.t('errors.not-valid')])))
  if (!typed.q.trim() && !typed.province && !typed.group) return show(request, typed, { q: ui.t('errors.required') })
  if ((await findContactWay(tx, person.id, country.nameOrder)).channel !== 'sms') return show(request, typed, { _form: ui.t('vacancies.alert.counter.no-consent') })
  const filters = { ...(typed.province ? { province: typed.province } : {}), ...(typed.group ? { group: typed.group } : {}) }
  const saved = await saveSearch(tx, person.id, { language: person.language as Language, words: typed.q.trim(), filters, frequency: form.value.frequency })
  return saved.ok ? seeOther(ui.to(`/jobseekers/${person.id}/searches`)) : show(request, typed, { _form: ui.t(`vacancies.alert.counter.${saved.reason}`) })
}

export const counterAlertRoutes: Route[] = [
  get('/jobseekers/:id/searches', { door: staffRead, handle: (request) => show(request, nothing, {}) }),
  post('/jobseekers/:id/searches', { door: staffWrite, form: counterForm, handle: save }),
  post('/jobseekers/:id/searches/:searchId', {
    door: staffWrite,
    form: actForm,
    handle: async ({ tx, ui, params, form }) => {
      const person = await findPersonLine(tx, params['id'] ?? '', 'matching')
      return person && form.ok && (await changeSearch(tx, person.id, params['searchId'] ?? '', form.value.act)) ? seeOther(ui.to(`/jobseekers/${person.id}/searches`)) : notFound
    },
  }),
]
