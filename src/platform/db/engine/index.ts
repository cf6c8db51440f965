/** The two database engines behind one interface: PostgreSQL over the network, or PGlite in a worker thread. */
export type { Engine, RefusalCode } from './engine'
export { EngineRefusal } from './engine'
export { openPglite, dumpTemplate } from './pglite'
export type { PgliteOptions } from './pglite'
export { openPostgres } from './postgres'
export { isDatabaseAway } from './away'
export type { PostgresOptions } from './postgres'
