import { addMonths, monthsInclusive } from '../months'
import { type Check, findingsOf, groupBy, plainWords } from './finding'

/** One event on two days. A month contains its days, a year its months and quarters. */
const twoDates: Check = ({ report }) => {
  const find = findingsOf('PR21', 'error')
  const told = report.project.dated_statements.filter(({ planned }) => !planned)
  return [...groupBy(told, ({ event, country }) => `${event} ${country}`)].flatMap(([subject, members]) => {
    const clash = members.some((a) => members.some((b) => !a.date.startsWith(b.date) && !b.date.startsWith(a.date)))
    if (!clash) return []
    const dates = [...new Set(members.map(({ date_printed: printed }) => printed))].join(' | ')
    return [find({ subject, printed: dates, sourceLine: members.map(({ source_line: line }) => line ?? '').join(';'), parameters: { dates } })]
  })
}

/** The stated number of months is not that of the dates. */
const monthsDoNotFit: Check = ({ report }) => {
  const { duration_months: stated, duration_months_printed: printed, start_planned: from, end_planned: to } = report.project.planning
  const right = monthsInclusive(from, to)
  return stated === right ? [] : [findingsOf('PR25', 'error')({ subject: 'header', printed, parameters: { stated, right, from, to } })]
}

/** Months that no report covers. */
const unreported: Check = ({ report }) => {
  const { period_from: from, period_printed: printed, reported_to: reported } = report.project.reporting
  const start = reported === undefined ? report.project.planning.start_actual : addMonths(reported, 1)
  const gap = monthsInclusive(start, from) - 1
  return gap <= 0 ? [] : [findingsOf('PR26', 'warning')({ subject: 'header', printed, parameters: { gap, start, from } })]
}

/** One event or document under two names. */
const twoNames: Check = ({ report, words }) => {
  const find = findingsOf('PR27', 'warning')
  return [...groupBy(report.project.dated_statements, ({ event }) => event)].flatMap(([event, members]) => {
    const named = members.filter(({ name_printed: name }) => name !== null)
    const meant = new Set(named.map(({ name_printed: name }) => words.aliases.get(plainWords(name ?? '')) ?? plainWords(name ?? '')))
    if (meant.size < 2) return []
    const names = [...new Set(named.map(({ name_printed: name }) => name ?? ''))].join(' | ')
    return [find({ subject: event, printed: names, sourceLine: named.map(({ source_line: line }) => line ?? '').join(';'), parameters: { names } })]
  })
}

export const calendarChecks: readonly Check[] = [twoDates, monthsDoNotFit, unreported, twoNames]
