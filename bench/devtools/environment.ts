import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { production } from '../performance/harness/bundle'
import { launchChromium, type Chromium } from '../performance/harness/chromium'
import type { StreamCommand } from './feed-server'
import type { Feed } from './measure'

const sourceOf = (page: string) => fileURLToPath(new URL(`page/${page}.ts`, import.meta.url))

/** Bundles the pages as an application would, and starts the server in a process of its own, and the browser. */
export async function withPages<Result>(
  pages: readonly string[],
  isReadable: boolean,
  use: (chromium: Chromium, feed: Feed) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  try {
    const entryPoints = Object.fromEntries(pages.map((page) => [page, sourceOf(page)]))
    await build({ ...production, minify: !isReadable, entryPoints, outdir: folder })
    for (const page of pages)
      writeFileSync(join(folder, `${page}.html`), `<!doctype html><meta charset="utf-8"><title>${page}</title><div id="root"></div><script type="module" src="/${page}.js"></script>`)

    const server = fork(fileURLToPath(new URL('feed-server.ts', import.meta.url)), [folder])
    const [{ port }] = (await once(server, 'message')) as [{ port: number }]
    const feed: Feed = {
      origin: `http://127.0.0.1:${port}`,
      stream: (perSecond) => void server.send({ perSecond } satisfies StreamCommand),
    }
    const chromium = await launchChromium()
    try {
      return await use(chromium, feed)
    } finally {
      await chromium.close()
      server.disconnect()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
