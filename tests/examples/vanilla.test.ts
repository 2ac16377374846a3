import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startEchoServer } from '../../examples/echo-server'

let server: Awaited<ReturnType<typeof startEchoServer>>

beforeEach(async () => {
  server = await startEchoServer()
})
afterEach(() => server.close())

const run = async (...args: string[]): Promise<string[]> => {
  const script = ['--import', 'tsx', 'examples/vanilla/main.ts', ...args]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { timeout: 20_000 })
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

const expected = ['state: resolving', 'hello: queued', 'state: connecting', 'state: open', 'message: HELLO', 'state: closed']

it('sends a message to its own server and exits', async () => {
  expect((await run()).sort()).toEqual([...expected].sort())
}, 30_000)

it('sends a message to the server in its argument', async () => {
  const lines = await run(server.url)
  expect(lines).toContain('message: HELLO')
  expect(lines.at(-1)).toBe('state: closed')
}, 30_000)
