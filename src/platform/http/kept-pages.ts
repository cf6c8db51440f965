interface KeptPage {
  at: number
  stamp: string
  html: string
}
const secondsKept = 20
const mostKept = 500

/** Pages that are the same for everybody without a session: each is written once for some seconds, in this process. */
export function openKeptPages() {
  const pages = new Map<string, KeptPage>()
  return {
    /** The page under this address, unless it is old or its stamp is another by now. */
    find(address: string, stamp: string, now: Date): string | undefined {
      const page = pages.get(address)
      const age = now.getTime() - (page?.at ?? 0)
      return page?.stamp === stamp && age >= 0 && age < secondsKept * 1000 ? page.html : undefined
    },
    keep(address: string, stamp: string, now: Date, html: string): string {
      if (pages.size >= mostKept) pages.clear()
      pages.set(address, { at: now.getTime(), stamp, html })
      return html
    },
  }
}
export type KeptPages = ReturnType<typeof openKeptPages>
