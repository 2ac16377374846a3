import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium, type Page } from 'playwright-core'
import { chromiumPath } from '../../../scripts/require-chromium'
import { PAGE_BUILD } from '../../soak/chromium/serve-page'
import type { ClientReport } from '../record/report'
import type { startGroup, Group } from './group'
import type { SentSettings } from './node-clients'

/** What the script of a page defines. */
declare const page: { startGroup: typeof startGroup; group: Group }

export interface BrowserClients extends Group {
  readonly version: string
  end(): Promise<void>
}

/** The script of the page. */
export async function buildPage(): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...PAGE_BUILD, entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))] })
  return outputFiles[0]!.contents
}

/** Opens one page for each client, in one Chromium. The origin serves the page. */
export async function startBrowserClients(clients: readonly SentSettings[]): Promise<BrowserClients> {
  // Otherwise signals would not end this process.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-quic'], ...signals })
  // A context for each page, so that none of them is in the background.
  const open = async ({ origin }: SentSettings): Promise<Page> => {
    const opened = await (await browser.newContext()).newPage()
    await opened.goto(origin)
    return opened
  }
  const pages = await Promise.all(clients.map(open))
  const evaluateEach = <T, A>(run: (argument: A) => Promise<T>, argument: (client: SentSettings) => A): Promise<T[]> =>
    Promise.all(pages.map((each, i) => each.evaluate(run as (argument: unknown) => Promise<T>, argument(clients[i]!))))

  return {
    version: browser.version(),
    async untilSubscribed(timeoutMs) {
      const start = (settings: SentSettings & { timeoutMs: number }) => (page.group = page.startGroup([settings])).untilSubscribed(settings.timeoutMs)
      await evaluateEach(start, (client) => ({ ...client, timeoutMs }))
    },
    async finish(truth, timeoutMs) {
      const finish = (settings: { truth: typeof truth; timeoutMs: number }) => page.group.finish(settings.truth, settings.timeoutMs)
      return (await evaluateEach(finish, () => ({ truth, timeoutMs }))).flat() as ClientReport[]
    },
    end: () => browser.close(),
  }
}
