import { z } from 'zod'
import type { Door } from './door'
import type { Route } from './route'

const problem = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, fields: { type: 'object', additionalProperties: { type: 'string' } } },
}

type Schema = Record<string, unknown>

const schemaOf = (type: z.ZodType): Schema => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema

function parametersOf(route: Route): Schema[] {
  const inPath = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const query = route.query ? schemaOf(route.query) : {}
  const required = (query['required'] as string[] | undefined) ?? []
  const inQuery = Object.entries((query['properties'] as Record<string, Schema> | undefined) ?? {}).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))
  const key = route.method === 'GET' || route.door.key !== 'required' ? [] : [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } }]
  return [...inPath, ...inQuery, ...key]
}

const securityOf = (door: Door) => (door.who === 'anyone' ? [] : [{ token: [] }])

/** The OpenAPI 3.1 description of every address below /api/, made from the declarations themselves. */
export function describeApi(routes: readonly Route[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const route of routes) {
    if (!route.api) continue
    const path = route.path.replaceAll(/:([A-Za-z]+)(\{[^}]*\})?/g, '{$1}')
    const content = route.api.answer ? { 'application/json': { schema: schemaOf(route.api.answer) } } : undefined
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        summary: route.api.summary,
        tags: [route.api.tag],
        security: securityOf(route.door),
        parameters: parametersOf(route),
        ...(route.form ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.form) } } } } : {}),
        responses: {
          '200': { description: 'OK', ...(content ? { content } : {}) },
          default: { description: 'Problem (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'OpenPES', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: { Problem: problem }, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}
