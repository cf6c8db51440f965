import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { composeReport } from './actions/compose'
import { pageFit } from './document/page-fit'
import { cleanReport } from './test-report'
import { overLimits, unknownFigures } from './text-figures'

const result = composeReport(join(import.meta.dirname, '../../..'), 'ZZ-1', cleanReport())

describe('figures of a text', () => {
  it('are marked when the report holds no such figure; days, years and numbers of sections are none', () => {
    expect(unknownFigures('Of 1,320 planned registrations 1,400 were made, 34 of 35 staff are trained, and 50% is done.', result)).toEqual([])
    expect(unknownFigures('About 1.6 billion people; 16,8000 vacancies; 1,401 registrations.', result)).toEqual(['1.6', '16,8000', '1,401'])
    expect(unknownFigures('On 5 January 2026, in section 2.2, in 2014-15 and in 3Q2014, at the 2nd meeting of 2026-06-30.', result)).toEqual([])
  })
})

describe('texts longer than the form allows', () => {
  it('are named with count and limit', () => {
    const report = cleanReport()
    expect(overLimits(report)).toEqual([])
    const [first] = report.project.risks.items
    if (first) first.text_printed = 'x'.repeat(1243)
    report.project.classification_forms.output.justification_printed = 'y'.repeat(2001)
    expect(overLimits(report)).toEqual([{ subject: 'risk 1', count: 1243, limit: 1000 }, { subject: 'form output', count: 2001, limit: 2000 }])
  })

  it('of the summary are measured in pages of the PDF', async () => {
    expect(await pageFit('Short.', 'Summary', 'en')).toBeNull()
    const sentence = 'The governments of both countries are committed to further develop their public employment services and labour market information. '
    expect(await pageFit(sentence.repeat(12), 'Summary', 'en')).toBeNull()
    const fit = await pageFit(Array.from({ length: 8 }, () => sentence.repeat(8).trim()).join('\n\n'), 'Summary', 'en')
    expect(Number(fit?.pages)).toBeGreaterThan(1)
    expect(fit?.end.endsWith('.')).toBe(true)
  }, 60_000)
})
