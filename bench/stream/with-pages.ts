import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { production } from '../performance/harness/bundle'
import { launchChromium, type Chromium } from '../performance/harness/chromium'
import type { StreamCommand } from './serve-stream'

export interface Feed {
  readonly origin: string
  /** Bytes of one frame. */
  readonly bytes: number
  stream(command: StreamCommand): void
}

export interface Pages {
  /** The module of the server, which calls `serveStream()`. */
  readonly server: string
  readonly entryPoints: NonNullable<BuildOptions['entryPoints']>
  /** The script of each page. */
  readonly scripts: Readonly<Record<string, string>>
  /** @default true */
  readonly minify?: boolean
}

/** Bundles the pages as an application would, and starts the server in a process of its own, and the browser. */
export async function withPages<Result>(
  { server: module, entryPoints, scripts, minify = true }: Pages,
  use: (chromium: Chromium, feed: Feed) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  try {
    await build({ ...production, minify, entryPoints, outdir: folder })
    for (const [page, script] of Object.entries(scripts))
      writeFileSync(join(folder, `${page}.html`), `<!doctype html><meta charset="utf-8"><title>${page}</title><div id="root"></div><script type="module" src="/${script}.js"></script>`)

    const server = fork(module, [folder])
    const [{ port, bytes }] = (await once(server, 'message')) as [{ port: number; bytes: number }]
    const feed: Feed = { origin: `http://127.0.0.1:${port}`, bytes, stream: (command) => void server.send(command) }
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
