import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import init, { TypstCompilerBuilder, type TypstCompiler } from '@myriaddreamin/typst-ts-web-compiler'

export interface PdfRequest {
  id: number
  source: string
}
export type PdfAnswer = { id: number; pdf: Uint8Array } | { id: number; fault: string }

const require = createRequire(import.meta.url)
const fontFiles = [
  ['noto-sans', '400Regular/NotoSans_400Regular.ttf'], ['noto-sans', '700Bold/NotoSans_700Bold.ttf'],
  ['noto-sans-khmer', '400Regular/NotoSansKhmer_400Regular.ttf'], ['noto-sans-khmer', '700Bold/NotoSansKhmer_700Bold.ttf'],
  ['noto-sans-lao', '400Regular/NotoSansLao_400Regular.ttf'], ['noto-sans-lao', '700Bold/NotoSansLao_700Bold.ttf'],
] as const

/** The compiler, loaded once: 28 MB of WebAssembly and six fonts. */
async function openCompiler(): Promise<TypstCompiler> {
  const wasm = join(dirname(require.resolve('@myriaddreamin/typst-ts-web-compiler')), 'typst_ts_web_compiler_bg.wasm')
  await init({ module_or_path: new Uint8Array(readFileSync(wasm)) })
  const builder = new TypstCompilerBuilder()
  builder.set_dummy_access_model()
  for (const [family, file] of fontFiles) await builder.add_raw_font(new Uint8Array(readFileSync(join(dirname(require.resolve(`@expo-google-fonts/${family}/package.json`)), file))))
  return builder.build()
}

let compiler: Promise<TypstCompiler> | undefined

async function answer({ id, source }: PdfRequest): Promise<PdfAnswer> {
  try {
    const typst = await (compiler ??= openCompiler())
    typst.add_source('/main.typ', source)
    const made = typst.compile('/main.typ', undefined, 'pdf', 1) as { result?: Uint8Array; diagnostics?: unknown }
    typst.reset()
    return made.result ? { id, pdf: made.result } : { id, fault: JSON.stringify(made.diagnostics ?? made).slice(0, 2000) }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error).slice(0, 2000) }
  }
}

parentPort?.on('message', (request: PdfRequest) => void answer(request).then((message) => parentPort?.postMessage(message)))
