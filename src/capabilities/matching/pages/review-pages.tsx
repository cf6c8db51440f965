import { TextArea } from '../../../platform/web/fields'
import { ErrorSummary, Form, HiddenField, SubmitButton } from '../../../platform/web/form'
import { BackLink, InsetText, SummaryList } from '../../../platform/web/parts'
import { useUi } from '../../../platform/web/ui'
import type { Review } from '../actions/reviews'

interface Typed {
  text: string
  error?: string | undefined
}

/** Asks a person to look at a suggestion, or at a whole list. */
export function AskReview({ action, back, about, known, typed }: { action: string; back: { href: string; text: string }; about: string; known: Readonly<Record<string, string>>; typed: Typed }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={back.href} text={back.text} />
      <ErrorSummary title={ui.t('web.error.title')} errors={typed.error ? [{ field: 'question', text: typed.error }] : []} />
      <h1 class="govuk-heading-l">{ui.t('matching.review.title')}</h1>
      <p class="govuk-body">{about}</p>
      <p class="govuk-body">{ui.t('matching.review.lead')}</p>
      <Form action={action} requestKey={ui.newKey()}>
        {Object.entries(known).map(([name, value]) => <HiddenField name={name} value={value} />)}
        <TextArea name="question" label={ui.t('matching.review.question')} value={typed.text} error={typed.error} rows={4} maxlength={500} />
        <SubmitButton text={ui.t('matching.review.send')} />
      </Form>
    </>
  )
}

/** What was asked, and the place for the answer. */
export function ReviewPage({ review, person, about, links, typed }: { review: Review; person: string; about: string; links: readonly { href: string; text: string }[]; typed: Typed }) {
  const ui = useUi()
  return (
    <>
      <BackLink href={ui.to('/desk')} text={ui.t('web.nav.desk')} />
      <ErrorSummary title={ui.t('web.error.title')} errors={typed.error ? [{ field: 'answer', text: typed.error }] : []} />
      <h1 class="govuk-heading-l">{ui.t('matching.review.title')}</h1>
      <SummaryList
        rows={[
          { key: ui.t('matching.review.person'), value: person }, { key: ui.t('matching.review.about'), value: about }, { key: ui.t('matching.review.question'), value: review.question },
          { key: ui.t('matching.review.asked'), value: ui.day(review.askedOn) }, { key: ui.t('matching.review.due'), value: ui.day(review.dueOn) },
          ...(review.answer ? [{ key: ui.t('matching.review.answer'), value: `${review.answer} (${ui.day(review.answeredOn)})` }] : []),
        ]}
      />
      {links.map(({ href, text }) => <p class="govuk-body"><a class="govuk-link" href={href}>{text}</a></p>)}
      {review.answer ? null : (
        <Form action={ui.to(`/matches/reviews/${review.id}`)} requestKey={ui.newKey()} version={review.version}>
          <TextArea name="answer" label={ui.t('matching.review.answer')} hint={ui.t('matching.review.answer-hint')} value={typed.text} error={typed.error} rows={4} maxlength={500} />
          <SubmitButton text={ui.t('matching.review.reply')} />
        </Form>
      )}
    </>
  )
}

/** The person's own questions and their answers. */
export function MyReviews({ reviews }: { reviews: readonly Review[] }) {
  const ui = useUi()
  if (reviews.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{ui.t('matching.review.mine')}</h2>
      {reviews.map((review) => (
        <InsetText>
          <p class="govuk-body"><strong>{review.question}</strong></p>
          <p class="govuk-body">{review.answer ? `${ui.day(review.answeredOn)}: ${review.answer}` : ui.t('matching.review.wait', { day: ui.day(review.dueOn) })}</p>
        </InsetText>
      ))}
    </>
  )
}
