import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'


const run = promisify(execFile)
const script = fileURLToPath(new URL('fixtures/collect.ts', import.meta.url))

it('keeps active connections and those with listeners, and lets all others be collected', async () => {
  const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', script])
  expect(JSON.parse(stdout)).toEqual([
    'subscribed to',
    'listened to',
    'retained',
    'connected',
    'queued into',
    'disconnected by the user',
  ])
}, 30_000)
