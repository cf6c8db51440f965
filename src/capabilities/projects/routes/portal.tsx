import type { Door } from '../../../platform/http/door'
import { type Answer, get, type Incoming, notFound, page, type Route } from '../../../platform/http/route'
import { isLanguage } from '../../../platform/i18n/words'
import { PublishedPage } from '../pages/published'
import { listPublished } from '../queries/projects'
import { mediaTypes, writeReport } from '../write-report'
import { type OpenedReport, openReport, rootOf } from './open'

const publicDoor: Door = { who: 'anyone', reach: 'released', strength: 'none', audit: 'none: a published report, no person', limit: 'public-page' }
type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'ui' | 'params' | 'platform'>

/** A report that has left the house; every other is not found. */
async function openPublished(request: Request): Promise<OpenedReport | undefined> {
  const opened = await openReport(request)
  return opened?.row.state === 'sent' ? opened : undefined
}

const formats = { pdf: 'pdf', json: 'json', xml: 'iati', html: 'html' } as const
const isOffered = (name: string): name is keyof typeof formats => name in formats

/** The same file for everybody: names of those who signed are left out. */
async function write({ platform, ui }: Request, { row, result }: OpenedReport, name: keyof typeof formats): Promise<Answer> {
  const language = isLanguage(ui.lang) ? ui.lang : 'en'
  const format = formats[name]
  const say = (key: string, parameters?: Readonly<Record<string, string | number>>) => platform.words.say(language, key, parameters)
  const [file] = await writeReport(result, { format, language, say, root: rootOf(platform), state: row.state, digest: row.digest, settings: row.project_settings })
  return file ? { kind: 'file', ...file, type: mediaTypes[format] } : notFound
}

export const publishedPages: Route[] = [
  get('/published-reports', {
    door: publicDoor,
    handle: async ({ tx, ui }) => page(ui.t('projects.page.published'), <PublishedPage reports={await listPublished(tx)} />),
  }),
  ...(['html', 'pdf', 'json', 'xml'] as const).map((name) =>
    get(`/published-reports/:code/:number/report.${name}`, {
      door: name === 'html' ? publicDoor : { ...publicDoor, limit: 'export' },
      handle: async (request) => {
        const opened = await openPublished(request)
        return opened && isOffered(name) ? write(request, opened, name) : notFound
      },
    })),
]
