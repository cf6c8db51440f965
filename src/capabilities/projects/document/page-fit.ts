import { createHash } from 'node:crypto'
import { writePdf } from '../../../platform/documents/pdf'
import type { DocumentTree } from '../../../platform/documents/tree'
import { pagesText } from '../text-figures'
import { paragraphs } from './words'

export interface PageFit {
  /** Pages with one decimal, "1.3". */
  pages: string
  /** The last words that stand on the first page. */
  end: string
}

/** No text this short fills a page, in any of the three scripts. */
const certainlyFits = 1200
const kept = 50
const measured = new Map<string, PageFit | null>()

/** Measures the executive summary in the PDF itself; null when it fits on the one page that the form allows. */
export async function pageFit(text: string, heading: string, language: DocumentTree['language']): Promise<PageFit | null> {
  if (text.length < certainlyFits) return null
  const key = createHash('sha256').update(`${language}\0${heading}\0${text}`).digest('hex')
  const known = measured.get(key)
  if (known !== undefined) return known
  const fit = await measure(text, heading, language)
  if (measured.size >= kept) measured.delete(measured.keys().next().value ?? '')
  measured.set(key, fit)
  return fit
}

async function measure(text: string, heading: string, language: DocumentTree['language']): Promise<PageFit | null> {
  const fits = async (part: string) => (await pagesOf({ title: heading, language, footer: '', pageText: '', blocks: paragraphs(part, '') })) <= 1
  if (await fits(text)) return null
  const ends = [...text.matchAll(/[.!?។](?=\s|$)|\n\n|\s(?=\S{0,40}$)/gu)].map(({ index }) => index + 1)
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (await fits(text.slice(0, ends[middle]))) low = middle + 1
    else high = middle
  }
  const first = text.slice(0, ends[low - 1] ?? 0)
  return { pages: pagesText(text.length, first.length), end: first.trim().slice(-60) }
}

async function pagesOf(tree: DocumentTree): Promise<number> {
  const pdf = Buffer.from(await writePdf(tree)).toString('latin1')
  return (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length
}
