import { createHash } from 'node:crypto'
import type { ComposedTree } from './composed'
import type { Tree } from './tree'

/** JSON with sorted members and no spaces (RFC 8785): the same text for the same tree on every machine. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

/** Names one definition for ever: a figure with another hash was counted by another rule. */
export const definitionHash = (tree: Tree | ComposedTree): string => createHash('sha256').update(canonicalJson(tree)).digest('hex')

/** Whether two versions count by the same rule; their words may differ. */
export const isSameDefinition = (one: { readonly tree: Tree | ComposedTree }, other: { readonly tree: Tree | ComposedTree }): boolean => one.tree === other.tree || definitionHash(one.tree) === definitionHash(other.tree)
