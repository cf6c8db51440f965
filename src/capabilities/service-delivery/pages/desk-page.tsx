import type { Fields } from '../../../platform/http/route'
import type { DeskItem } from '../../../platform/providers'
import { DateField, SelectField, TextField } from '../../../platform/web/fields'
import { Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, ButtonLink, EmptyState, Pagination, StatTile, StatTiles, Tabs, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { type Ui, useUi } from '../../../platform/web/ui'
import { type Desk, kindOf } from '../actions/desk'
import { pressureOf } from '../rules/desk'
import { type Errors, errorText, Faults, filterText, Heading, typedText } from './parts'

export const itemsPerPage = 50

/** Name of a kind of item, from the words of the capability that put it there. */
export function kindName(ui: Ui, kind: string): string {
  const [capability = '', ...rest] = kind.split('.')
  const key = `${capability}.desk.${rest.join('.')}`
  return ui.has(key) ? ui.t(key) : ui.t('service-delivery.desk.other')
}

export interface DeskPageProps {
  url: URL
  desk: Desk
  view: 'open' | 'later'
  page: number
  done: { services: number; people: number; visits: number; appointments: number }
  /** Colleagues of the centre; only the chief gets them. */
  staff: readonly { id: string; name: string | null }[]
}

/** What waits for me, then what waits for my centre and nobody owns, in the order in which it is worked through. */
export function DeskPage(props: DeskPageProps) {
  const ui = useUi()
  const { desk, view } = props
  const open = desk.counts.mine + desk.counts.unowned
  return (
    <>
      <Heading>{ui.t('service-delivery.desk')}</Heading>
      <Tabs
        label={ui.t('service-delivery.desk')}
        items={[
          { href: ui.to('/desk'), text: ui.t('service-delivery.desk.open'), current: view === 'open', count: ui.number([...desk.kinds.values()].reduce((sum, n) => sum + n, 0)) },
          { href: ui.to('/desk?view=later'), text: ui.t('service-delivery.desk.later'), current: view === 'later', count: ui.number(desk.counts.later) },
        ]}
      />
      <DeskFilter {...props} />
      {view === 'later' ? <LaterTable {...props} /> : open === 0 ? <NothingOpen {...props} /> : <OpenItems {...props} />}
      {props.staff.length > 0 ? <Load {...props} /> : null}
    </>
  )
}

function DeskFilter({ url, desk, staff, view }: DeskPageProps) {
  const ui = useUi()
  if (desk.kinds.size < 2 && staff.length === 0) return null
  return (
    <div class="op-filter">
      <Form method="get" action={ui.to('/desk')}>
        {view === 'later' ? <HiddenField name="view" value="later" /> : null}
        <SelectField name="kind" label={ui.t('service-delivery.desk.kind')} emptyText={ui.t('web.all')} value={filterText(url, 'kind')} options={[...desk.kinds].map(([kind, count]) => ({ value: kind, text: `${kindName(ui, kind)} (${ui.number(count)})` }))} />
        {staff.length > 0 ? <SelectField name="staff" label={ui.t('service-delivery.desk.of')} emptyText={ui.t('service-delivery.desk.mine')} value={filterText(url, 'staff')} options={staff.map(({ id, name }) => ({ value: id, text: name ?? '' }))} /> : null}
        <SubmitButton text={ui.t('web.filter')} look="secondary" />
      </Form>
    </div>
  )
}

function OpenItems({ url, desk, page }: DeskPageProps) {
  const ui = useUi()
  const { mine, unowned, counts } = desk
  const href = (to: number) => {
    const next = new URLSearchParams(url.searchParams)
    next.set('page', String(to))
    return `${url.pathname}?${next.toString()}`
  }
  return (
    <>
      {mine.length > 0 ? <ItemTable caption={ui.t('service-delivery.desk.mine-count', { count: counts.mine })} items={mine} /> : null}
      {unowned.length > 0 ? <ItemTable caption={ui.t('service-delivery.desk.unowned-count', { count: counts.unowned })} items={unowned} /> : null}
      <Pagination
        label={ui.t('service-delivery.desk')}
        previous={page > 1 ? { href: href(page - 1), text: ui.t('web.previous') } : undefined}
        next={page * itemsPerPage < counts.mine + counts.unowned ? { href: href(page + 1), text: ui.t('web.next') } : undefined}
      />
    </>
  )
}

/** What waits for a person without a counter: nobody else’s work, so nothing is put off. */
export function NationalDeskPage({ items }: { items: readonly DeskItem[] }) {
  const ui = useUi()
  return (
    <>
      <Heading>{ui.t('service-delivery.desk')}</Heading>
      {items.length === 0 ? <EmptyState title={ui.t('service-delivery.desk.empty')} /> : <ItemTable caption={ui.t('service-delivery.desk.mine-count', { count: items.length })} items={items} isFixed />}
    </>
  )
}

function ItemTable({ caption, items, isFixed = false }: { caption: string; items: readonly DeskItem[]; isFixed?: boolean }) {
  const ui = useUi()
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'what', text: ui.t('service-delivery.desk.what') },
        { key: 'who', text: ui.t('service-delivery.desk.who') },
        { key: 'since', text: ui.t('service-delivery.desk.since') },
        { key: 'due', text: ui.t('service-delivery.desk.due') },
        ...(isFixed ? [] : [{ key: 'actions', text: ui.t('web.actions') }]),
      ]}
      rows={items.map((item) => ({
        cells: {
          what: (
            <a class="govuk-link" href={ui.to(item.href)}>
              {kindName(ui, kindOf(item))}
            </a>
          ),
          who: item.about,
          since: ui.day(item.since),
          due: <Due item={item} />,
          actions: item.urgent ? null : (
            <a class="govuk-link op-action" href={ui.to(`/desk/later?kind=${encodeURIComponent(kindOf(item))}&item=${encodeURIComponent(item.id)}`)}>
              {ui.t('service-delivery.desk.put-off')}
              <span class="govuk-visually-hidden">{` ${item.about}`}</span>
            </a>
          ),
        },
      }))}
      empty=""
    />
  )
}

const tagColours = { now: 'red', overdue: 'red', today: 'yellow', coming: 'grey' } as const

function Due({ item }: { item: DeskItem }) {
  const ui = useUi()
  const pressure = pressureOf(item, ui.today)
  return (
    <>
      {item.due ? `${ui.day(item.due)} ` : ''}
      {pressure === 'coming' ? null : <Tag text={ui.t(`service-delivery.desk.pressure.${pressure}`)} colour={tagColours[pressure]} />}
    </>
  )
}

function LaterTable({ desk }: DeskPageProps) {
  const ui = useUi()
  return (
    <DataTable
      caption={ui.t('service-delivery.desk.later')}
      columns={[
        { key: 'what', text: ui.t('service-delivery.desk.what') },
        { key: 'who', text: ui.t('service-delivery.desk.who') },
        { key: 'until', text: ui.t('service-delivery.desk.until') },
        { key: 'reason', text: ui.t('service-delivery.reason') },
      ]}
      rows={desk.later.map((item) => ({
        cells: {
          what: (
            <a class="govuk-link" href={ui.to(item.href)}>
              {kindName(ui, kindOf(item))}
            </a>
          ),
          who: item.about,
          until: ui.day(item.deferral.until_day),
          reason: item.deferral.reason,
        },
      }))}
      empty={ui.t('service-delivery.desk.later.empty')}
    />
  )
}

function NothingOpen({ done }: DeskPageProps) {
  const ui = useUi()
  return (
    <EmptyState title={ui.t('service-delivery.desk.empty')}>
      <p class="govuk-body">{ui.t('service-delivery.desk.done', done)}</p>
      <ButtonLink href={ui.to('/visits')} text={ui.t('service-delivery.front-desk')} look="secondary" />
    </EmptyState>
  )
}

function Load({ desk, staff }: DeskPageProps) {
  const ui = useUi()
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('service-delivery.desk.load')}</h2>
      <StatTiles>
        {staff.map(({ id, name }) => {
          const of = desk.load.get(id) ?? { open: 0, overdue: 0 }
          return <StatTile label={name ?? ''} value={ui.number(of.open)} href={ui.to(`/desk?staff=${id}`)} note={ui.t('service-delivery.desk.overdue-count', { count: of.overdue })} />
        })}
      </StatTiles>
    </>
  )
}

/** "Later" needs a day, at most ten working days ahead, and a reason. */
export function PutOffPage({ kind, item, about, typed, errors, latest }: { kind: string; item: string; about: string; typed: Fields; errors: Errors; latest: string }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/desk')} text={ui.t('service-delivery.desk')} />
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.desk.put-off')}</Heading>
      <p class="govuk-body-l">{[kindName(ui, kind), about].filter(Boolean).join(' · ')}</p>
      <Form action={ui.to('/desk/later')} requestKey={ui.newKey()}>
        <HiddenField name="kind" value={kind} />
        <HiddenField name="item" value={item} />
        <DateField name="until" label={ui.t('service-delivery.desk.until')} hint={ui.t('service-delivery.desk.until.hint', { day: latest })} value={typedText(typed, 'until')} error={errorText(ui, errors, 'until')} required />
        <TextField name="reason" label={ui.t('service-delivery.reason')} value={typedText(typed, 'reason')} maxlength={300} error={errorText(ui, errors, 'reason')} required />
        <SubmitButton text={ui.t('web.save')} />
      </Form>
    </>
  )
}
