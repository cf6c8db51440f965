import { encode } from 'uqr'
import type { DocumentTree } from '../../../platform/documents/tree'
import type { Ui } from '../../../platform/web/ui'
import type { SlipText } from './slip-page'

const [usual, large] = [9.5, 15]

/** A slip as a sheet of A5, with the same words as its page. */
export function slipDocument(ui: Ui, text: SlipText, isLarge: boolean): DocumentTree {
  return {
    title: text.title, language: ui.lang, footer: [text.day, text.centre].filter(Boolean).join(' · '), pageText: '', sheet: 'a5', size: isLarge ? large : usual,
    blocks: [
      ...text.jobs.flatMap((job) => [
        { kind: 'heading' as const, level: 3 as const, text: job.title }, { kind: 'paragraph' as const, text: job.about }, { kind: 'paragraph' as const, text: job.reasons.map((reason) => `– ${reason}`).join('\n') },
      ]),
      { kind: 'paragraph', text: text.scan },
      { kind: 'scan', address: text.address, squares: encode(text.address, { ecc: 'M', border: 2 }).data },
      { kind: 'note', text: text.contest },
    ],
  }
}
