import { join } from 'node:path'
import type { Door } from '../../../platform/http/door'
import type { Incoming } from '../../../platform/http/route'
import type { Platform } from '../../../platform/platform'
import type { Ui } from '../../../platform/web/ui'
import { composeStored } from '../actions/compose'
import { readers } from '../policy'
import { findProject, listReports } from '../queries/projects'
import type { Say } from '../sentences'

export const readDoor: Door = { who: readers, reach: 'released', strength: 'two', audit: 'none: figures and texts of a project, no person', limit: 'staff' }
export const insideDoor: Door = { ...readDoor, who: ['headquarters', 'chief'], reach: 'national' }
export const writeDoor: Door = { who: ['headquarters'], duty: 'project', reach: 'national', strength: 'two', audit: 'write', key: 'required', limit: 'staff', body: 128 }
export const signDoor: Door = { ...writeDoor, strength: 'fresh', body: 8 }

/** Folder of the program; its `countries/` has word lists and codes. */
export const rootOf = ({ assetFolder }: Pick<Platform, 'assetFolder'>): string => join(assetFolder, '../..')
export const sayOf = (ui: Ui): Say => (key, parameters) => ui.t(key, parameters)

type Request = Pick<Incoming<unknown, unknown>, 'tx' | 'platform' | 'params'>

/** The report that an address names, judged; undefined when there is none that the reader may see. */
export async function openReport({ tx, platform, params }: Request) {
  const project = await findProject(tx, params['code'] ?? '')
  if (!project) return undefined
  const reports = await listReports(tx, project.id)
  const line = reports.find(({ sequence }) => String(sequence) === params['number'])
  const opened = line && (await composeStored(tx, rootOf(platform), line.id))
  return opened && { project, reports, ...opened }
}
export type OpenedReport = NonNullable<Awaited<ReturnType<typeof openReport>>>

export const addressOf = ({ project, row }: Pick<OpenedReport, 'project' | 'row'>, rest = ''): string => `/projects/${project.code}/reports/${row.sequence}${rest === '' ? '' : `/${rest}`}`
