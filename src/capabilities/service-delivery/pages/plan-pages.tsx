import type { Fields } from '../../../platform/http/route'
import { DateField, SelectField, TextField } from '../../../platform/web/fields'
import { ButtonGroup, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, Details, SummaryList, Tag } from '../../../platform/web/parts'
import { DataTable } from '../../../platform/web/table'
import { useUi } from '../../../platform/web/ui'
import { actors, agreements } from '../model'
import type { listPlanReviews, PlanActionRecord, PlanRecord } from '../queries/plans'
import { bands } from '../rules/profiling'
import { type Errors, errorText, Faults, Heading, typedText } from './parts'

interface PlanListProps {
  personId: string
  name: string
  plans: readonly PlanRecord[]
  typed: Fields
  errors: Errors
}

export function PlanListPage({ personId, name, plans, typed, errors }: PlanListProps) {
  const ui = useUi()
  const open = plans.find(({ closed_on }) => closed_on === null)
  const field = (key: string) => ({ name: key, value: typedText(typed, key), error: errorText(ui, errors, key) })
  return (
    <>
      <BackLink href={ui.to(`/jobseekers/${personId}`)} text={name} />
      <Faults errors={errors} />
      <Heading>{ui.t('service-delivery.plans')}</Heading>
      <DataTable
        caption={name}
        columns={[
          { key: 'goal', text: ui.t('service-delivery.plan.goal') },
          { key: 'agreed', text: ui.t('service-delivery.plan.agreed-on') },
          { key: 'band', text: ui.t('service-delivery.profile.band') },
          { key: 'state', text: ui.t('web.state') },
        ]}
        rows={plans.map((plan) => ({
          cells: {
            goal: (
              <a class="govuk-link" href={ui.to(`/plans/${plan.id}`)}>
                {plan.goal}
              </a>
            ),
            agreed: ui.day(plan.agreed_on),
            band: plan.band,
            state: <Tag text={ui.t(`service-delivery.plan.state.${plan.state}`)} colour={plan.closed_on ? 'grey' : 'teal'} />,
          },
        }))}
        empty={ui.t('service-delivery.plans.empty')}
      />
      <Details summary={ui.t(open ? 'service-delivery.plan.change' : 'service-delivery.plan.new')} open={!open || Object.keys(errors).length > 0}>
        <Form action={ui.to('/plans')} requestKey={ui.newKey()}>
          <HiddenField name="person" value={personId} />
          {open ? <HiddenField name="follows" value={open.id} /> : null}
          <TextField {...field('goal')} label={ui.t('service-delivery.plan.goal')} hint={ui.t('service-delivery.plan.goal.hint')} required maxlength={300} />
          <TextField {...field('goal_place')} label={ui.t('service-delivery.place')} maxlength={150} />
          <DateField {...field('goal_by')} label={ui.t('service-delivery.plan.by')} hint={ui.t('service-delivery.day.hint')} />
          <SelectField {...field('band')} label={ui.t('service-delivery.profile.band')} options={bands.map((code) => ({ value: code, text: ui.t(`service-delivery.profile.band.${code}`) }))} />
          <SelectField {...field('agreed_how')} label={ui.t('service-delivery.plan.agreed-how')} emptyText={ui.t('service-delivery.plan.not-agreed')} options={agreements.map((code) => ({ value: code, text: ui.t(`service-delivery.plan.agreed.${code}`) }))} />
          <SubmitButton text={ui.t('web.save')} />
        </Form>
      </Details>
    </>
  )
}

export interface PlanPageProps {
  plan: PlanRecord
  name: string
  steps: readonly PlanActionRecord[]
  reviews: Awaited<ReturnType<typeof listPlanReviews>>
  typed: Fields
  errors: Errors
}

/** The plan on one page, as it is printed: goal, at most five steps, days. */
export function PlanPage({ plan, name, steps, reviews, typed, errors }: PlanPageProps) {
  const ui = useUi()
  const isOpen = plan.closed_on === null
  const row = (key: string, value: string | null) => (value ? [{ key: ui.t(key), value }] : [])
  return (
    <>
      <BackLink href={ui.to(`/plans?person=${plan.person_id}`)} text={ui.t('service-delivery.plans')} />
      <Faults errors={errors} />
      <Heading>{plan.goal}</Heading>
      <SummaryList
        rows={[
          { key: ui.t('web.name'), value: <a class="govuk-link" href={ui.to(`/jobseekers/${plan.person_id}`)}>{name}</a> },
          { key: ui.t('web.state'), value: ui.t(`service-delivery.plan.state.${plan.state}`) },
          { key: ui.t('service-delivery.profile.band'), value: ui.t(`service-delivery.profile.band.${plan.band}`) },
          ...row('service-delivery.place', plan.goal_place),
          ...row('service-delivery.plan.by', plan.goal_by && ui.day(plan.goal_by)),
          ...row('service-delivery.plan.agreed-on', plan.agreed_on && `${ui.day(plan.agreed_on)} · ${ui.t(`service-delivery.plan.agreed.${plan.agreed_how ?? 'print'}`)}`),
          ...row('service-delivery.plan.next-review', isOpen && plan.next_review_on ? ui.day(plan.next_review_on) : null),
          ...row('service-delivery.staff', plan.staff),
        ]}
      />
      <StepTable plan={plan} steps={steps} />
      {isOpen ? <OpenForms plan={plan} typed={typed} errors={errors} /> : null}
      {reviews.map((review) => (
        <p class="govuk-body">{`${ui.day(review.reviewed_on as never)} · ${review.changed}`}</p>
      ))}
    </>
  )
}

function StepTable({ plan, steps }: { plan: PlanRecord; steps: readonly PlanActionRecord[] }) {
  const ui = useUi()
  const may = plan.state === 'active'
  return (
    <DataTable
      caption={ui.t('service-delivery.plan.steps')}
      columns={[
        { key: 'what', text: ui.t('service-delivery.plan.what') },
        { key: 'who', text: ui.t('service-delivery.plan.who') },
        { key: 'due', text: ui.t('service-delivery.desk.due') },
        { key: 'state', text: ui.t('web.state') },
        { key: 'actions', text: ui.t('web.actions') },
      ]}
      rows={steps.map((step) => ({
        cells: {
          what: step.what,
          who: ui.t(`service-delivery.plan.who.${step.who}`),
          due: ui.day(step.due_on as never),
          state: `${ui.t(`service-delivery.plan.step.${step.state}`)}${step.done_on ? ` · ${ui.day(step.done_on as never)}` : ''}${step.ticked ? ` · ${step.ticked}` : ''}${step.reason ? ` · ${step.reason}` : ''}`,
          actions:
            may && (step.state === 'not-started' || step.state === 'doing') ? (
              <Form action={ui.to(`/plans/${plan.id}/actions/${step.id}`)} requestKey={ui.newKey()}>
                <ButtonGroup>
                  <SubmitButton name="state" value="done" text={ui.t('service-delivery.plan.step.done')} />
                  {step.state === 'not-started' ? <SubmitButton name="state" value="doing" text={ui.t('service-delivery.plan.step.doing')} look="secondary" /> : null}
                </ButtonGroup>
                <Details summary={ui.t('service-delivery.plan.step.dropped')}>
                  <TextField name="reason" id={`reason-${step.id}`} label={ui.t('service-delivery.reason')} maxlength={300} />
                  <SubmitButton name="state" value="dropped" text={ui.t('service-delivery.plan.drop')} look="secondary" />
                </Details>
              </Form>
            ) : null,
        },
      }))}
      empty={ui.t('service-delivery.plan.steps.empty')}
    />
  )
}

function OpenForms({ plan, typed, errors }: { plan: PlanRecord; typed: Fields; errors: Errors }) {
  const ui = useUi()
  const field = (key: string) => ({ name: key, value: typedText(typed, key), error: errorText(ui, errors, key) })
  return (
    <>
      {plan.state === 'draft' ? (
        <Form action={ui.to(`/plans/${plan.id}/agree`)} requestKey={ui.newKey()}>
          <SelectField name="agreed_how" label={ui.t('service-delivery.plan.agreed-how')} options={agreements.map((code) => ({ value: code, text: ui.t(`service-delivery.plan.agreed.${code}`) }))} />
          <SubmitButton text={ui.t('service-delivery.plan.agree')} />
        </Form>
      ) : null}
      <Details summary={ui.t('service-delivery.plan.add')} open={Object.keys(errors).length > 0}>
        <Form action={ui.to(`/plans/${plan.id}/actions`)} requestKey={ui.newKey()}>
          <TextField {...field('what')} label={ui.t('service-delivery.plan.what')} required maxlength={300} />
          <SelectField {...field('who')} label={ui.t('service-delivery.plan.who')} options={actors.map((code) => ({ value: code, text: ui.t(`service-delivery.plan.who.${code}`) }))} />
          <DateField {...field('due_on')} label={ui.t('service-delivery.desk.due')} hint={ui.t('service-delivery.day.hint')} required />
          <SubmitButton text={ui.t('service-delivery.plan.add')} />
        </Form>
      </Details>
      {plan.state === 'active' ? (
        <Details summary={ui.t('service-delivery.plan.review')}>
          <Form action={ui.to(`/plans/${plan.id}/reviews`)} requestKey={ui.newKey()}>
            <TextField {...field('changed')} label={ui.t('service-delivery.plan.changed')} required maxlength={300} />
            <DateField {...field('next_review_on')} label={ui.t('service-delivery.plan.next-review')} hint={ui.t('service-delivery.plan.next-review.hint')} />
            <SubmitButton text={ui.t('web.save')} />
          </Form>
        </Details>
      ) : null}
      <Details summary={ui.t('service-delivery.plan.close')}>
        <Form action={ui.to(`/plans/${plan.id}/close`)} requestKey={ui.newKey()}>
          <SelectField name="reason" label={ui.t('service-delivery.reason')} emptyText="" options={(ui.country.lists.get('plan-close-reason') ?? []).map(({ code }) => ({ value: code, text: ui.label('plan-close-reason', code) }))} />
          <ButtonGroup>
            <SubmitButton name="state" value="achieved" text={ui.t('service-delivery.plan.state.achieved')} />
            <SubmitButton name="state" value="closed" text={ui.t('service-delivery.plan.close')} look="secondary" />
          </ButtonGroup>
        </Form>
      </Details>
    </>
  )
}
