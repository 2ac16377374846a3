import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Setting } from '../workloads/workload'
import { bundleInto } from './bundle'
import { launchChromium } from './chromium'
import { startFeed } from './feed'

/** Pages, server and browser for `use`, and nothing of them left after it. */
export async function onStage<Result>(
  candidates: readonly string[],
  use: (setting: Setting) => Promise<Result>,
  isReadable = false,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-bench-'))
  const ends: (() => Promise<void>)[] = []
  try {
    await bundleInto(folder, candidates, isReadable)
    const feed = await startFeed(folder)
    ends.push(feed.close)
    const chromium = await launchChromium()
    ends.push(chromium.close)
    return await use({ chromium, feed })
  } finally {
    for (const end of ends) await end()
    rmSync(folder, { recursive: true })
  }
}
