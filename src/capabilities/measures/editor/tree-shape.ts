import { z } from 'zod'
import { parseIsoDay } from '../../../kernel/calendar'
import { units } from '../language/tree'

const word = z.string().regex(/^[A-Za-z0-9_]{1,60}$/)
const isRealDay = (text: string): boolean => !/^\d{4}-\d\d-\d\d$/.test(text) || parseIsoDay(text) !== undefined
const scalar = z.union([z.string().max(80).regex(/^\P{Cc}*$/u).refine(isRealDay), z.number().min(-1e9).max(1e9), z.boolean()])
const operator = z.enum(['=', '!=', 'in', 'not_in', '<', '<=', '>', '>=', 'between', 'is_null', 'not_null', 'has'])
const leaf = z.union([z.tuple([word, operator]), z.tuple([word, operator, z.union([scalar, z.array(scalar).max(200)])])])
/** Conditions hold conditions two deep: as much as a definition in words can still say. */
const joined = z.union([leaf, z.tuple([z.enum(['any', 'all'])], leaf), z.tuple([z.literal('not'), leaf])])
const condition = z.union([leaf, z.tuple([z.enum(['any', 'all'])], joined), z.tuple([z.literal('not'), joined])])

const counting = {
  unit: z.enum(Object.keys(units) as [keyof typeof units]), event: word, where: z.array(condition).max(20).exactOptional(), date_field: word.exactOptional(), credit_unit: z.literal('centre_code').exactOptional(),
  dedupe: z.array(word).max(6).exactOptional(), late_days: z.number().int().min(0).max(366).exactOptional(), missing: z.literal('null'),
}
const countingTree = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), ...counting }), z.strictObject({ kind: z.literal('sum'), of: word, ...counting }), z.strictObject({ kind: z.literal('count_distinct'), by: word, ...counting }),
  z.strictObject({ kind: z.literal('stock_at'), at: z.enum(['first', 'last']), of: word.exactOptional(), ...counting }),
])
/** A definition as another program sends it; what its words mean is checked after. */
export const treeShape = z.union([
  countingTree, z.strictObject({ kind: z.literal('ratio'), unit: z.enum(Object.keys(units) as [keyof typeof units]), num: countingTree, den: countingTree, scale: z.union([z.literal(1), z.literal(100)]), missing: z.literal('null') }),
])
