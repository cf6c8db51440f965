import type { Child } from 'hono/jsx'
import { encode } from 'uqr'
import { BackLink, ButtonLink, InsetText } from '../../../platform/web/parts'
import { type Ui, useUi } from '../../../platform/web/ui'
import { type VacancyLine, vacancyTitle } from '../../vacancies/index'
import type { Slip } from '../actions/slip'
import { toMatch } from '../proposals'
import type { Match } from '../score/reasons'
import { aboutJob } from './about-job'
import { reasonWords } from './words'

const reasonsOnPaper = 2
/** What speaks most for the pair, in words. */
export const bestReasons = (ui: Ui, { reasons }: Match): string[] => [...reasons].sort((a, b) => b.points - a.points).slice(0, reasonsOnPaper).map((reason) => reasonWords(ui, reason))

export interface SlipText {
  title: string
  day: string
  jobs: { title: string; code: string; about: string; reasons: string[] }[]
  contest: string
  address: string
  scan: string
  centre: string
}

/** Every word of a slip, in the language of the page. There is no name and no phone of the person. */
export function slipText(ui: Ui, slip: Slip, centre: { name: string; phone: string | null } | undefined, address: string): SlipText {
  const contact = [centre?.name, centre?.phone].filter(Boolean).join(' · ')
  return {
    title: ui.t('matching.mine.title'), day: ui.day(ui.today), address, scan: ui.t('matching.slip.scan'), centre: contact, contest: ui.t('matching.slip.contest'),
    jobs: slip.lines.map(({ pair, vacancy }) => ({ title: vacancyTitle(vacancy, ui.lang), code: vacancy.code, about: aboutJob(ui, vacancy), reasons: bestReasons(ui, toMatch(pair)) })),
  }
}

/** An address as squares that a phone's camera reads. */
function ScanCode({ address, text }: { address: string; text: string }) {
  const { data, size } = encode(address, { ecc: 'M', border: 2 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg class="op-slip__code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text} xmlns="http://www.w3.org/2000/svg">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

export interface SlipPageProps {
  text: SlipText
  back: { href: string; text: string }
  isLarge: boolean
  /** Addresses of the same slip: as a file, in the other size of print, in the other languages. */
  fileHref: string
  sizeHref: string
  languages: readonly { href: string; text: string; lang: string }[]
}

export function SlipPage({ text, back, isLarge, fileHref, sizeHref, languages }: SlipPageProps) {
  const ui = useUi()
  return (
    <>
      <div class="op-not-printed">
        <BackLink href={back.href} text={back.text} />
        <p class="govuk-body">
          {languages.map(({ href, text: name, lang }) => <><a class="govuk-link" href={href} lang={lang}>{name}</a>{' · '}</>)}
          <a class="govuk-link" href={sizeHref}>{ui.t(isLarge ? 'matching.slip.usual' : 'matching.slip.large')}</a>
        </p>
        <ButtonLink href={fileHref} text={ui.t('matching.slip.file')} look="secondary" />
      </div>
      <article class={`op-slip${isLarge ? ' op-slip--large' : ''}`}>
        <h1 class="govuk-heading-m">{text.title}</h1>
        <p class="govuk-body-s">{text.day}</p>
        {text.jobs.map((job) => (
          <section class="op-slip__job">
            <h2 class="govuk-heading-s govuk-!-margin-bottom-0">{job.title}</h2>
            <p class="govuk-body-s govuk-!-margin-bottom-1">{job.about}</p>
            <ul class="govuk-list govuk-list--bullet govuk-body-s">{job.reasons.map((reason) => <li>{reason}</li>)}</ul>
          </section>
        ))}
        <div class="op-slip__foot">
          <ScanCode address={text.address} text={text.address} />
          <div>
            <p class="govuk-body-s">{text.scan}<br /><span class="op-slip__address">{text.address}</span></p>
            <p class="govuk-body-s"><strong>{text.centre}</strong></p>
          </div>
        </div>
        <p class="govuk-body-s">{text.contest}</p>
      </article>
    </>
  )
}

/** What the address of a slip shows to whoever holds it: open jobs, nobody's name. */
export function SlipJobs({ open, closed, day }: { open: readonly VacancyLine[]; closed: number; day: Child }) {
  const ui = useUi()
  return (
    <>
      <h1 class="govuk-heading-l">{ui.t('matching.slip.title')}</h1>
      <p class="govuk-body">{day}</p>
      {open.map((line) => (
        <section class="govuk-!-margin-bottom-6">
          <h2 class="govuk-heading-m govuk-!-margin-bottom-1"><a class="govuk-link" href={ui.to(`/jobs/${line.code}`)}>{vacancyTitle(line, ui.lang)}</a></h2>
          <p class="govuk-body">{aboutJob(ui, line)}</p>
        </section>
      ))}
      {closed > 0 ? <InsetText>{ui.t('matching.slip.closed', { count: closed })}</InsetText> : null}
      <p class="govuk-body"><a class="govuk-link" href={ui.to('/jobs')}>{ui.t('matching.mine.all')}</a></p>
    </>
  )
}
