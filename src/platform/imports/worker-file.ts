import { workerFile } from '../worker-file'

let found: Promise<URL> | undefined

/** The program of the thread that reads uploaded files. */
export const importWorkerFile = (): Promise<URL> => (found ??= workerFile('import-worker', import.meta.url, './parse-worker.ts'))
