import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../workloads/workload'
import { bundleInto } from './bundle'
import { launchChromium } from './chromium'
import { startFeed } from './feed'

/** Builds the pages, starts the server and the browser, calls `use`, and removes everything afterwards. */
export async function withEnvironment<Result>(
  candidates: readonly string[],
  use: (environment: Environment) => Promise<Result>,
  isReadable = false,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const cleanups: (() => Promise<void>)[] = []
  try {
    await bundleInto(folder, candidates, isReadable)
    const feed = await startFeed(folder)
    cleanups.push(feed.close)
    const chromium = await launchChromium()
    cleanups.push(chromium.close)
    return await use({ chromium, feed })
  } finally {
    for (const cleanup of cleanups) await cleanup()
    rmSync(folder, { recursive: true })
  }
}
