import type { GalleryWords } from '../gallery'
import {
  BackLink,
  ButtonLink,
  Details,
  EmptyState,
  InsetText,
  NotificationBanner,
  Pagination,
  StatTile,
  StatTiles,
  SummaryList,
  Tabs,
  Tag,
  Timeline,
} from '../parts'
import { Form, SubmitButton } from '../form'
import { TextField, SelectField } from '../fields'
import { DataTable } from '../table'

export function PartGallery({ w }: { w: GalleryWords }) {
  return (
    <>
      <BackLink href="#back" text={w.back} />
      <StatTiles>
        {w.stats.map((label, index) => (
          <StatTile
            label={label}
            value={['1,284', '402', '3,117'][index]}
            href={`#stat-${index}`}
            note={index === 0 ? w.note : null}
          />
        ))}
      </StatTiles>
      <NotificationBanner title={w.notice}>
        <p class="govuk-notification-banner__heading">{w.noticeText}</p>
      </NotificationBanner>
      <Tabs
        label={w.vacancies}
        items={w.tabs.map((text, index) => ({
          href: `#tab-${index}`,
          text,
          current: index === 0,
          count: `${index * 7 + 3}`,
        }))}
      />
      <Vacancies w={w} />
      <div class="op-columns">
        <div>
          <SummaryList
            rows={[
              { key: w.name, value: w.account, actions: [{ href: '#name', text: w.change, hidden: w.name }] },
              { key: w.birth, value: '27/03/1994', actions: [{ href: '#birth', text: w.change, hidden: w.birth }] },
              { key: w.education, value: w.levels[2] },
            ]}
          />
          <p class="govuk-body">
            {(['teal', 'grey', 'green', 'yellow', 'red', 'blue'] as const).map((colour) => (
              <>
                <Tag colour={colour} text={w.open} />{' '}
              </>
            ))}
          </p>
        </div>
        <Timeline
          headingLevel={2}
          items={w.events.map((title, index) => ({
            title,
            by: w.account,
            on: `0${2 - index}/06/2026`,
            isoDate: `2026-06-0${2 - index}`,
            children: <p>{w.inset}</p>,
          }))}
        />
      </div>
      <Details summary={w.details}>{w.inset}</Details>
      <InsetText>{w.inset}</InsetText>
      <EmptyState title={w.emptyTitle}>
        <ButtonLink href="#new" text={w.save} look="secondary" />
      </EmptyState>
    </>
  )
}

function Vacancies({ w }: { w: GalleryWords }) {
  const [occupation = '', employer = '', openings = '', state = ''] = w.columns
  return (
    <DataTable
      caption={w.vacancies}
      empty={w.none}
      filter={
        <Form method="get">
          <TextField name="q" id="filter-q" label={w.columns[0]} width={20} />
          <SelectField
            name="state"
            id="filter-state"
            label={state}
            emptyText={w.choose}
            options={w.tabs.map((text, index) => ({ value: String(index), text }))}
          />
          <SubmitButton text={w.find} look="secondary" />
        </Form>
      }
      choose={{ name: 'vacancy', text: w.choose }}
      columns={[
        { key: 'occupation', text: occupation, sortHref: '?sort=occupation', sorted: 'ascending' },
        { key: 'employer', text: employer },
        { key: 'openings', text: openings, numeric: true, sortHref: '?sort=openings' },
        { key: 'state', text: state },
      ]}
      rows={w.occupations.map((text, index) => ({
        value: String(index),
        chooseText: text,
        cells: {
          occupation: (
            <a class="govuk-link" href={`#vacancy-${index}`}>
              {text}
            </a>
          ),
          employer: w.employers[index],
          openings: [24, 2, 1250][index],
          state: <Tag colour={index === 1 ? 'grey' : 'green'} text={index === 1 ? w.filled : w.open} />,
        },
      }))}
      pagination={
        <Pagination
          label={w.pages}
          previous={{ href: '?page=1', text: w.previous }}
          next={{ href: '?page=3', text: w.next }}
          pages={[
            { text: '1', href: '?page=1' },
            { text: '2', href: '?page=2', current: true },
            { text: '3', href: '?page=3' },
            { text: '', gap: true },
            { text: '12', href: '?page=12' },
          ]}
        />
      }
    />
  )
}
