import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checked } from '../../platform/imports/fault'
import { type Mapping, parseMapping } from '../../platform/imports/mapping'
import type { RawTable } from '../../platform/imports/read-table'
import type { Platform } from '../../platform/platform'
import type { RegisterName } from './register'

/** Mapping files of the country: `countries/<id>/mappings/<register>-<name>.json`, to be edited by whoever knows the files. */
export function mappingFolder({ assetFolder, country }: Platform): string {
  return join(assetFolder, '../../countries', country.code, 'mappings')
}

export function listMappings(platform: Platform, register: RegisterName): string[] {
  const folder = mappingFolder(platform)
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.startsWith(`${register}-`) && name.endsWith('.json')).sort()
}

export const readMappingFile = (file: string): Checked<Mapping> => parseMapping(readFileSync(file, 'utf8'))

export function readMapping(platform: Platform, name: string): Checked<Mapping> {
  return /^[a-z0-9.-]+$/.test(name) ? readMappingFile(join(mappingFolder(platform), name)) : { ok: false, reason: 'mapping-not-json', params: {} }
}

/** The mapping whose headings this file has, all of them; undefined when none fits or several do. */
export function fittingMapping(platform: Platform, register: RegisterName, { headings }: RawTable): { name: string; mapping: Mapping } | undefined {
  const known = new Set(headings)
  const fitting = listMappings(platform, register).flatMap((name) => {
    const mapping = readMapping(platform, name)
    if (!mapping.ok) return []
    const wanted = [...mapping.value.columns.values()].flatMap(({ from, lines = [] }) => (from === undefined ? lines : [from, ...lines]))
    return wanted.length > 0 && wanted.every((heading) => known.has(heading)) ? [{ name, mapping: mapping.value }] : []
  })
  return fitting.length === 1 ? fitting[0] : undefined
}
